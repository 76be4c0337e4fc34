"""Regular expressions of the probes in DuckDB, which uses RE2.

A pattern is taken over only if it means the same there of text in ASCII; else compiling ends.
"""

from __future__ import annotations

import re
from re import _constants as sign  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from audit.errors import AuditError

_PLAIN = {
    sign.LITERAL, sign.NOT_LITERAL, sign.IN, sign.ANY, sign.BRANCH, sign.SUBPATTERN,
    sign.MAX_REPEAT, sign.MIN_REPEAT, sign.AT,
}  # fmt: skip


def in_re2(pattern: re.Pattern[str]) -> str:
    """The text of a pattern for a search that only asks whether it is found.

    What has to follow at the very end of a pattern may as well be taken into it; nothing else that
    looks ahead or back is taken over. `AuditError` where the pattern holds such.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    if not _is_plain(list(tree), at_end=True):
        problem = f"The pattern {pattern.pattern!r} cannot be asked of a dump."
        raise AuditError(problem, "Write it without looking ahead or back.")
    text = pattern.pattern.replace("(?=", "(?:")
    return f"(?i){text}" if pattern.flags & re.IGNORECASE else text


def _is_plain(nodes: list[tuple[Any, Any]], *, at_end: bool) -> bool:
    return all(
        _is_plain_node(kind, value, at_end=at_end and number == len(nodes) - 1)
        for number, (kind, value) in enumerate(nodes)
    )


def _is_plain_node(kind: Any, value: Any, *, at_end: bool) -> bool:
    if kind is sign.ASSERT:
        ahead, inner = value
        return at_end and ahead == 1 and _is_plain(list(inner), at_end=False)
    if kind not in _PLAIN:
        return False
    if kind is sign.BRANCH:
        return all(_is_plain(list(one), at_end=at_end) for one in value[1])
    if kind is sign.SUBPATTERN:
        return _is_plain(list(value[3]), at_end=at_end)
    if kind in (sign.MAX_REPEAT, sign.MIN_REPEAT):
        return _is_plain(list(value[2]), at_end=False)
    return True
