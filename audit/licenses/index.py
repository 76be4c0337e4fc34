"""Reads the fingerprint index: figures and ids of license texts, none of the texts.

Layout, little-endian throughout: magic and version (8 bytes), length of the header (4), header
(JSON), then two compressed parts: what is needed at once (one record per wording, arrays of 32-bit
threes, 32-bit offsets and 16-bit postings), and the word figures of the main wordings.
"""

import json
import struct
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from audit.data import data_dir

MAGIC = b"OAFP\x02\0\0\0"
RECORD = struct.Struct("<HHHHHIII8s")
"""License, words, kept threes, first and last figure, anchor's place, anchor, sequence, digest."""
NO_SEQUENCE = 0xFFFFFFFF
SHORTEST = 12
"""Words that a text needs at least to be recognised as a whole."""
_BUCKET = 20
"""Bits that are cut off to find a figure's neighbourhood."""


class Wording(NamedTuple):
    """One exact wording of a license: every word of it, in order."""

    license: int
    words: int
    kept: int
    """How many different sampled threes of it are indexed; 0 where it is known whole only."""
    first: int
    last: int
    place: int
    """How many words stand before the anchor."""
    anchor: int
    """The three by which it is found, the rarest that it has."""
    sequence: int
    """Where its word figures begin, or `NO_SEQUENCE`."""
    digest: bytes


class Index(Struct, frozen=True, kw_only=True):
    """All fingerprints."""

    source: str
    ids: tuple[str, ...]
    titles: tuple[frozenset[int], ...]
    """For each id the CRC-32 of the words that a title may be made of."""
    neutral: frozenset[int]
    """Licenses that are no licenses: disclaimers that change nothing beside a whole one."""
    wordings: tuple[Wording, ...]
    anchors: Mapping[int, tuple[int, ...]]
    """Numbers of the wordings that have this anchor, longest first."""
    whole: Mapping[bytes, int]
    """The license of each wording, neutral ones apart, by the digest of all its words."""
    threes: "array[int]"
    buckets: "array[int]"
    offsets: "array[int]"
    postings: "array[int]"
    packed: bytes

    def id_of(self, wording: int) -> str:
        """The SPDX id or LicenseRef of a wording."""
        return self.ids[self.wordings[wording].license]

    def holders(self, three: int) -> "array[int] | None":
        """Numbers of the wordings that have this three: empty where so many have it that it
        tells nothing, None where none has."""
        bucket = three >> _BUCKET
        end = self.buckets[bucket + 1]
        place = bisect_left(self.threes, three, self.buckets[bucket], end)
        if place == end or self.threes[place] != three:
            return None
        return self.postings[self.offsets[place] : self.offsets[place + 1]]

    def shared(self, threes: Iterable[int]) -> tuple["array[int]", int]:
        """The holders of all these threes one after the other, and how many threes tell nothing."""
        found = array("H")
        common = 0
        for three in threes:
            holders = self.holders(three)
            if holders is None:
                continue
            if holders:
                found.extend(holders)
            else:
                common += 1
        return found, common

    def sequence(self, wording: int) -> Sequence[int]:
        """The figures of the words of a main wording, in order; empty where they are not kept."""
        known = self.wordings[wording]
        if known.sequence == NO_SEQUENCE:
            return ()
        return _unpacked(self.packed)[known.sequence : known.sequence + known.words]


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> "array[int]":
    return _figures("H", zlib.decompress(packed))


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
    middle = end + header["packed"]
    body = zlib.decompress(data[end:middle])
    end = header["wordings"] * RECORD.size
    wordings = tuple(map(Wording._make, RECORD.iter_unpack(body[:end])))
    arrays: list[array[int]] = []
    for code, count in zip("IIH", header["counts"], strict=True):
        size = count * array(code).itemsize
        arrays.append(_figures(code, body[end : end + size]))
        end += size
    return Index(
        source=header["source"],
        ids=tuple(header["ids"]),
        titles=tuple(map(frozenset, header["titles"])),
        neutral=frozenset(header["neutral"]),
        wordings=wordings,
        anchors=_anchors(wordings),
        whole={
            wording.digest: wording.license
            for wording in wordings
            if wording.license not in header["neutral"]
        },
        threes=arrays[0],
        buckets=_buckets(arrays[0]),
        offsets=arrays[1],
        postings=arrays[2],
        packed=data[middle:],
    )


def _anchors(wordings: Sequence[Wording]) -> dict[int, tuple[int, ...]]:
    anchors: dict[int, list[int]] = {}
    for number, wording in enumerate(wordings):
        anchors.setdefault(wording.anchor, []).append(number)
    return {
        anchor: tuple(sorted(numbers, key=lambda number: (-wordings[number].words, number)))
        for anchor, numbers in anchors.items()
    }


def _buckets(threes: "array[int]") -> "array[int]":
    """For each neighbourhood of figures where it begins among the sorted threes."""
    return array(
        "I", (bisect_left(threes, high << _BUCKET) for high in range(2 ** (32 - _BUCKET) + 1))
    )


def _figures(code: str, data: bytes) -> "array[int]":
    figures = array(code)
    figures.frombytes(data)
    if sys.byteorder == "big":
        figures.byteswap()
    return figures
