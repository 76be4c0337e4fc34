"""Commands in a README: which scripts of the repository they start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_STARTED = re.compile(
    r"(?:^|[\s$>;&|`(])(?:python[\d.]*|bash|sh|torchrun|deepspeed|accelerate[ \t]+launch"
    r"|streamlit[ \t]+run)[ \t]+(?P<rest>[^\n]*)"
)
_SCRIPT = re.compile(r"(?:\./)?(?P<path>[\w-][\w./+-]*\.(?:py|sh))")
_OPTION = re.compile(r"-{1,2}[\w-]+(?:=\S*)?")
_PLACE_TO_FILL = re.compile(
    r"path[_/-]?to|your|xxx|<|>|\$|\{|\*|\.\.|example\.(?:py|sh)$|foo|bar\b|script\.(?:py|sh)$"
    r"|^(?:my|some)_|filename|/site-packages/|^(?:usr|home|opt|tmp|etc|workspace|mnt|root|data)/",
    re.IGNORECASE,
)
_LONGEST = 2_000
_MOST_WORDS = 40


class Started(Struct, frozen=True, kw_only=True):
    """A script that a line of a text starts."""

    path: str
    line: int


def started_scripts(lines: tuple[str, ...]) -> Iterator[Started]:
    """The scripts that lines start, those with a place to fill in left out."""
    for number, line in enumerate(lines, 1):
        if len(line) <= _LONGEST and (found := _STARTED.search(line)):
            path = _script(found["rest"].split()[:_MOST_WORDS])
            if path and not _PLACE_TO_FILL.search(path):
                yield Started(path=path, line=number)


def _script(words: list[str]) -> str:
    """The first word that is a script; none behind `-m`, `-c` or words that are no option's."""
    values = 0
    for word in words:
        if word in ("-m", "-c", "--module", "-"):
            return ""
        if found := _SCRIPT.fullmatch(word.rstrip("`;,.)。，")):
            return found["path"]
        values = 0 if _OPTION.fullmatch(word) else values + 1
        if values > 1:
            return ""
    return ""
