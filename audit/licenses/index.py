"""Reads the fingerprint index: figures and ids of some 700 licenses, none of the texts.

Layout, little-endian throughout: magic and version (8 bytes), length of the header (4), header
(JSON), then arrays of 32-bit trigrams, 32-bit offsets, 16-bit postings and whole-text signatures.
"""

import json
import struct
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Any

from audit.data import data_dir

MAGIC = b"OAFP\x01\0\0\0"
SAMPLED = 1 << 30
"""Trigrams below this figure, a quarter of all, are kept to find what is near."""
SIGNATURE = struct.Struct("<HIII8s")
SHORTEST = 12
"""Words that a text needs at least to be recognised as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedLicense:
    """What is known of one wording of a license."""

    id: str
    kept: int
    """How many different sampled trigrams the text has."""
    title: frozenset[int]
    """CRC-32 of the words that its title may be made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One exact wording of a license: every word of it, in order."""

    license: int
    words: int
    first: int
    last: int
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All fingerprints."""

    source: str
    licenses: tuple[IndexedLicense, ...]
    openings: Mapping[int, tuple[Signature, ...]]
    """Signatures by their first trigram, longest first."""
    trigrams: "array[int]"
    offsets: "array[int]"
    postings: "array[int]"

    def holders(self, trigram: int) -> "array[int]":
        """Numbers of the licenses that have this trigram."""
        place = bisect_left(self.trigrams, trigram)
        if place == len(self.trigrams) or self.trigrams[place] != trigram:
            return array("H")
        return self.postings[self.offsets[place] : self.offsets[place + 1]]

    def shared(self, sampled: Iterable[int]) -> Counter[int]:
        """For each license how many of these trigrams it has."""
        found = array("H")
        for trigram in sampled:
            found.extend(self.holders(trigram))
        return Counter(found)


def digest_of(words: list[str]) -> bytes:
    """Eight bytes that stand for exactly these words in this order."""
    return blake2b(" ".join(words).encode(), digest_size=8).digest()


@cache
def load_index() -> Index:
    """The index that comes with this installation, read once."""
    return parse_index((data_dir("criteria") / "licenses" / "fingerprints.bin").read_bytes())


def parse_index(data: bytes) -> Index:
    """Raises ValueError for anything that is not such an index."""
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError("not a license fingerprint index of this version")
    start = len(MAGIC) + 4
    end = start + int.from_bytes(data[len(MAGIC) : start], "little")
    header: dict[str, Any] = json.loads(data[start:end])
    arrays: list[array[int]] = []
    for code, count in zip("IIH", header["counts"], strict=True):
        arrays.append(_figures(code, data, end, count))
        end += count * arrays[-1].itemsize
    return Index(
        source=header["source"],
        licenses=tuple(_license(*row) for row in header["licenses"]),
        openings=_openings(data[end:]),
        trigrams=arrays[0],
        offsets=arrays[1],
        postings=arrays[2],
    )


def _license(spdx: str, kept: int, title: list[int]) -> IndexedLicense:
    return IndexedLicense(id=spdx, kept=kept, title=frozenset(title))


def _figures(code: str, data: bytes, start: int, count: int) -> "array[int]":
    figures = array(code)
    figures.frombytes(data[start : start + count * figures.itemsize])
    if sys.byteorder == "big":
        figures.byteswap()
    return figures


def _openings(data: bytes) -> dict[int, tuple[Signature, ...]]:
    """Signatures as stored: longest first."""
    openings: dict[int, list[Signature]] = {}
    for license_, words, first, last, digest in SIGNATURE.iter_unpack(data):
        signature = Signature(license=license_, words=words, first=first, last=last, digest=digest)
        openings.setdefault(first, []).append(signature)
    return {first: tuple(signatures) for first, signatures in openings.items()}
