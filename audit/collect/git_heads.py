"""Source files whose heads speak of licenses, from a repository that is wholly at hand.

Which files belong to somebody else is said in their heads, anywhere in the tree. From a clone on
this machine they cost next to nothing, so one or two files of each kind of head are read besides
those that are worth reading by their name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from audit.collect.git_objects import Entry, Objects
from audit.collect.select import NO_SOURCES, is_below, licensed_folders

MOST_LOOKED_AT = 2_000
"""Files whose heads are looked at; those near the root come first."""
MOST_READ = 24
OF_A_KIND = 2
"""Files that are read for one wording of the head."""
_BUILT = {"dist", "node_modules", "static", "vendored"}
"""Folders of what a build puts together."""
_LARGEST = 200_000
_HEAD = 3_000
_SOURCE = re.compile(r"\.(?:py|c|cc|cpp|cu|h|hpp|cuh|js|ts|rs|go|java)$", re.IGNORECASE)
_SPEAKS = re.compile(rb"copyright|licen[cs]e|SPDX", re.IGNORECASE)


def with_notices(
    objects: Objects, entries: Iterable[Entry], read: Collection[str]
) -> tuple[Entry, ...]:
    """Files besides those that are read anyway, some for each wording of a notice in the head."""
    listed = [entry for entry in entries if entry.is_file]
    licensed = frozenset(licensed_folders(entry.path for entry in listed))
    looked = [each for each in listed if _may_tell(each) and not is_below(each.path, licensed)]
    looked.sort(key=lambda each: (each.path.count("/"), each.path))
    looked = looked[:MOST_LOOKED_AT]
    blobs = objects.blobs([each.sha for each in looked], most=_LARGEST)
    seen: dict[bytes, int] = {}
    chosen: list[Entry] = []
    for each in sorted(looked, key=lambda each: each.path not in read):
        words = _notice(blobs.get(each.sha, b""))
        seen[words] = seen.get(words, 0) + 1
        if words and seen[words] <= OF_A_KIND and each.path not in read:
            chosen.append(each)
    return tuple(chosen[:MOST_READ])


def _may_tell(entry: Entry) -> bool:
    small = (entry.size or 0) <= _LARGEST
    own = (NO_SOURCES | _BUILT).isdisjoint(entry.path.lower().split("/")[:-1])
    return small and own and bool(_SOURCE.search(entry.path))


def _notice(content: bytes) -> bytes:
    """The lines of the head that speak of a license or of a copyright, letters alone."""
    lines = (line[:300] for line in content[:_HEAD].splitlines()[:30])
    return b" ".join(re.sub(rb"[^a-z]+", b" ", x.lower()) for x in lines if _SPEAKS.search(x))
