"""What the commands share: the targets that were named, each once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError

if TYPE_CHECKING:
    from audit.collect.targets import Named


def named_targets(texts: Sequence[str]) -> list[Named]:
    """The targets with `bundled:all` spelled out; what is named twice is audited once."""
    from audit.collect.targets import name_target

    named = [name_target(text) for text in _expanded(texts)]
    return list({_key(target): target for target in reversed(named)}.values())[::-1]


def _expanded(texts: Sequence[str]) -> list[str]:
    spelled: list[str] = []
    for text in texts:
        spelled.extend(_all_bundled() if text == "bundled:all" else [text])
    return spelled


def _all_bundled() -> list[str]:
    from audit.bundled import bundled_names

    names = bundled_names()
    if not names:
        raise AuditError("This installation has no bundled models.", "Install it again.")
    return [f"bundled:{name}" for name in names]


def _key(named: Named) -> tuple[str, str | None, Path | None]:
    place = named.path.resolve() if named.path else None
    return named.target.id.lower(), named.target.revision, place


def check_names(names: Sequence[str], own: Sequence[str] = ()) -> None:
    """`AuditError` where two reports would get one name; case makes no difference on some disks."""
    folded = [name.casefold() for name in names]
    for name in names:
        if folded.count(name.casefold()) > 1:
            raise AuditError(
                f"Two targets would both be written as {name}.", "Audit them into two folders."
            )
        if name.casefold() in own:
            raise AuditError(f"A target is named {name}, as the comparison is.", "Audit it alone.")
