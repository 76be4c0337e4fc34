"""What `check` and `policy` share: the policy and the waivers that were named, and the day."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError

if TYPE_CHECKING:
    from audit.judge.policy.file import Policy
    from audit.judge.policy.read import Given
    from audit.model.finding import Waiver

_FILES = (".yaml", ".yml")


def given_policy(name: str) -> Given:
    """The policy of a file, or one that comes with the tool; `AuditError` where there is none."""
    from audit.cli.review_files import text_of
    from audit.judge.policy.read import named_policy, read_policy

    if is_file(name):
        return read_policy(text_of(Path(name)), name)
    return named_policy(name)


def is_file(name: str) -> bool:
    """Whether a word names a file and no policy that comes with the tool."""
    return name.endswith(_FILES) or "/" in name or "\\" in name


def given_waivers(paths: Sequence[Path], policy: Policy) -> tuple[Waiver, ...]:
    """The waivers of all files, each of a rule that there is."""
    from audit.cli.review_files import text_of
    from audit.judge.policy.read import check_rules, read_waivers

    found: list[Waiver] = []
    for path in paths:
        waivers = read_waivers(text_of(path), str(path))
        check_rules(waivers, policy, str(path))
        found += waivers
    return tuple(found)


def the_day(text: str | None) -> str:
    """The day that was given, else today, UTC, as days of collection are."""
    from audit.cli.days import today
    from audit.text.days import is_day

    if text is None:
        return today().isoformat()
    if not is_day(text):
        raise AuditError(f"{text!r} is no day.", "Give one such as 2026-11-28.")
    return text
