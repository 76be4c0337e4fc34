"""Names of files and pages: safe on every disk, different for different models."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping

LONGEST = 80
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)
"""https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""


def page_name(text: str) -> str:
    """A file name without ending: the text where it is safe, else what is left of it and a
    digest of the whole."""
    plain = _UNSAFE.sub("-", text[: 2 * LONGEST])[:LONGEST].strip("._-")
    if plain and plain == text and plain.partition(".")[0].lower() not in _DEVICES:
        return plain
    return f"{plain or 'x'}-{_digest(text)}"


def page_names(models: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """A name for each pair of a model's id and name; those that one disk might hold to be the
    same get a digest of their ids."""
    pairs = sorted(set(models))
    plain = {pair: page_name(pair[1]) for pair in pairs}
    taken = Counter(name.lower() for name in plain.values())
    return {
        pair: name if taken[name.lower()] == 1 else f"{name}-{_digest(pair[0])}"
        for pair, name in plain.items()
    }


def past_name(name: str, day: str, digest: str) -> str:
    """The name of the page of an older assessment, below a folder of the model."""
    return f"{name}/{page_name(day)}-{_digest(digest)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
