"""`openness check --from DIR`: the models that a code base uses, and what was agreed of them."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit.cli.output import say
from audit.cli.repository import path_inside
from audit.errors import AuditError, CollectError

if TYPE_CHECKING:
    from audit.collect.targets import Named
    from audit.judge.lock import Lock
    from audit.judge.policy.read import Given
    from audit.judge.used import CodeBase, Judged
    from audit.model import Assessment

LOCK = "openness.lock"


class Used(NamedTuple):
    """One repository that the code names."""

    name: str
    """Under which a lock file has it."""
    revision: str | None
    named: Named


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds what `openness check` takes for code bases."""
    parser.add_argument(
        "--from",
        dest="code",
        type=Path,
        metavar="DIR",
        help="check the models and data sets that the code in a folder names",
    )
    parser.add_argument(
        "--lock",
        type=Path,
        nargs="?",
        const=Path(LOCK),
        metavar="FILE",
        help=f"fail where a model is not as this file has it (default: {LOCK})",
    )
    parser.add_argument(
        "--update-lock", action="store_true", help="write the lock file as the models are now"
    )


def code_base(folder: Path) -> CodeBase:
    """What the code in a folder names, with paths below the repository that holds it."""
    from msgspec.structs import replace

    from audit.collect.code_base import CodeBase as Files
    from audit.judge.used import CodeBase
    from audit.uses.read import is_read, read_uses

    files = Files(folder)
    found = read_uses(files.texts(is_read), files.folders())
    inside = path_inside(folder)
    before = f"{inside}/" if inside else ""
    uses = tuple(replace(use, path=before + use.path) for use in found.uses)
    unread = tuple((before + path, why) for path, why in (*found.unread, *files.unread))
    if found.ignored:
        say(f"openness: {found.ignored} names are left out as their lines ask for")
    return CodeBase(name=folder.resolve().name or "code", uses=uses, unread=unread)


def used_targets(code: CodeBase) -> list[Used]:
    """What is to be audited: each repository at each revision that is named, else as it is now."""
    from audit.collect.targets import remote_target

    wanted = sorted({(use.target, use.revision or "") for use in code.uses if use.target})
    times = Counter(target for target, _ in wanted)
    return [
        Used(
            name=target if times[target] == 1 else f"{target}@{revision}",
            revision=revision or None,
            named=remote_target(f"{target}@{revision}" if revision else target),
        )
        for target, revision in wanted
    ]


def judged_of(used: list[Used], judge: Callable[[Named], Assessment]) -> tuple[list[Judged], int]:
    """The assessments, and how many models could not be collected; that is said, and the rest goes
    on."""
    from audit.collect.reading import NotThere
    from audit.judge.used import Judged

    found: list[Judged] = []
    for one in used:
        try:
            assessment = judge(one.named)
        except (CollectError, NotThere) as error:
            say(f"openness: {one.name}: {error.problem} {error.advice}")
        else:
            found.append(Judged(name=one.name, revision=one.revision, assessment=assessment))
    return found, len(used) - len(found)


def agreed_lock(path: Path | None, *, is_written: bool) -> Lock | None:
    """The lock file; None where none was asked for, or it is to be written anew."""
    from audit.judge.lock import read_lock

    if path is None or is_written:
        return None
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        advice = "Write it with --update-lock once the models are agreed to."
        raise AuditError(f"{path} cannot be read: {why}.", advice) from error
    return read_lock(text, str(path))


def no_policy() -> Given:
    """Stands where only the lock file is asked: a policy without rules."""
    from audit.judge.policy.file import SCHEMA, Policy
    from audit.judge.policy.read import Given
    from audit.judge.used import NO_POLICY

    policy = Policy(
        schema=SCHEMA, id=NO_POLICY.id, name=NO_POLICY.name, says=NO_POLICY.says, rules={}
    )
    return Given(policy, "")


def write_lock(path: Path, judged: list[Judged]) -> None:
    """The lock file as the models are now."""
    from audit.cli.write import write_files
    from audit.judge.lock import lock_text, locked

    models = {one.name: locked(one.assessment) for one in judged}
    write_files(path.parent, {path.name: lock_text(models)})
    say(f"openness: {path} has {len(models)} models as they are now")


def tell_nothing(code: CodeBase) -> None:
    """Says that nothing was found, which is no proof that nothing is used."""
    if not code.uses:
        say("openness: no model or data set is named in the files that can be read")
