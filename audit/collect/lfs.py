"""Which files of a tree may be pointers to large ones: what `.gitattributes` says of LFS."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate

from audit.model import TreeFile

FILE = ".gitattributes"
POINTER_AT_LEAST = 100
"""Bytes that every pointer has."""
POINTER_AT_MOST = 200
MOST_BYTES = 100_000
MOST_PATTERNS = 50
LONGEST_PATTERN = 100
MOST_STARS = 4
_LFS = re.compile(r"^(\S+)\s(?:.*\s)?filter=lfs(?:\s|$)")


def patterns_of(text: bytes) -> re.Pattern[str] | None:
    """What matches the paths that are kept in LFS; None when none are.

    Broader than git's own rule: it finds candidates, and their content decides
    (https://git-scm.com/docs/gitattributes).
    """
    lines = text[:MOST_BYTES].decode("utf-8", "replace").splitlines()
    found = (_LFS.match(line.strip()[:400]) for line in lines)
    patterns = [match[1].removeprefix("**/").lstrip("/") for match in found if match]
    plain = [p for p in patterns if len(p) <= LONGEST_PATTERN and p.count("*") <= MOST_STARS]
    parts = [_rule(each) for each in plain[:MOST_PATTERNS]]
    return re.compile("|".join(parts), re.DOTALL) if parts else None


def _rule(pattern: str) -> str:
    """A pattern without a slash holds in every folder."""
    rule = translate(pattern)
    return rule if "/" in pattern else f"(?:.*/)?{rule}"


def may_be_pointers(
    files: Iterable[TreeFile], patterns: re.Pattern[str] | None
) -> tuple[TreeFile, ...]:
    """The files kept in LFS whose size is that of a pointer, or is not known."""
    if patterns is None:
        return ()
    return tuple(
        file
        for file in files
        if (file.size is None or POINTER_AT_LEAST <= file.size <= POINTER_AT_MOST)
        and patterns.match(file.path)
    )
