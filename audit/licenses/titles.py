"""Titles: words above a license text that are no more than its name."""

from collections.abc import Iterable, Sequence
from zlib import crc32

from audit.licenses.index import Index

LONGEST_TITLE = 30
"""Words of the title of one license."""
ANY_TITLE = frozenset(
    crc32(word)
    for word in b"the license licence licenses agreement text version v full file of md txt".split()
)


def is_title(index: Index, words: Sequence[str], licenses: Iterable[int]) -> bool:
    """Whether these words can be no more than the names of these licenses, by their numbers."""
    if not words:
        return True
    named = tuple(licenses)
    known = ANY_TITLE.union(*(index.titles[license_] for license_ in named))
    return len(words) <= LONGEST_TITLE * len(named) and all(
        crc32(word.encode()) in known for word in words
    )
