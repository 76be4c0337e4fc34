"""Builds the fingerprint index from a pinned scancode-toolkit and from the stored fingerprints.

Run `python -m audit.licenses.build_index SCANCODE_WHEEL_OR_FOLDER -o FILE`. Same input, same
bytes. No text is stored: a word is a figure that many words share.
"""

import argparse
import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from audit.licenses.figures import digest_of, figures_of, sample_of
from audit.licenses.index import MAGIC, NO_SEQUENCE, RECORD, SHORTEST
from audit.licenses.scancode import Review, collect, load_review, read_source
from audit.licenses.taken import load_taken

COMMON = 160
"""A three that more wordings have than this tells nothing."""


class Figured(Struct, frozen=True, kw_only=True):
    """One wording as figures."""

    id: str
    title: frozenset[int]
    figures: list[int]
    digest: bytes
    is_main: bool


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the index file; returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the license fingerprint index.")
    parser.add_argument("source", type=Path, help="scancode-toolkit wheel or unpacked folder")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(argv)
    version, files = read_source(options.source)
    texts = [*from_scancode(files, load_review()), *from_repositories()]
    data = pack(texts, f"scancode-toolkit {version}")
    options.output.write_bytes(data)
    sys.stderr.write(f"{len(texts)} texts, {len(data)} bytes\n")
    return 0


def from_scancode(files: dict[str, str], review: Review) -> Iterator[Figured]:
    """The wordings of a scancode-toolkit."""
    for text in collect(files, review):
        yield Figured(
            id=text.id,
            title=text.title,
            figures=figures_of(text.words),
            digest=digest_of(text.words),
            is_main=text.is_main,
        )


def from_repositories() -> Iterator[Figured]:
    """The wordings whose fingerprints are stored."""
    for taken in load_taken():
        if len(taken.figures) >= SHORTEST:
            yield Figured(
                id=taken.id,
                title=taken.title,
                figures=taken.figures,
                digest=taken.digest,
                is_main=True,
            )


def pack(texts: Iterable[Figured], source: str) -> bytes:
    """The bytes of the index file."""
    wordings = _wordings(texts)
    ids = sorted({text.id for text in wordings}, key=_order)
    titles: dict[str, set[int]] = {license_id: set() for license_id in ids}
    for text in wordings:
        titles[text.id] |= text.title
    holders = _holders(wordings)
    arrays = _arrays(holders)
    records, sequences = _records(wordings, ids, holders)
    body = zlib.compress(records + b"".join(map(_little_endian, arrays)), 9)
    header = {
        "counts": [len(figures) for figures in arrays],
        "ids": ids,
        "neutral": [number for number, license_id in enumerate(ids) if not license_id],
        "packed": len(body),
        "source": source,
        "titles": [sorted(titles[license_id]) for license_id in ids],
        "wordings": len(wordings),
    }
    encoded = json.dumps(header, separators=(",", ":")).encode()
    sequence_bytes = zlib.compress(_little_endian(sequences), 9)
    return b"".join([MAGIC, len(encoded).to_bytes(4, "little"), encoded, body, sequence_bytes])


def _order(license_id: str) -> tuple[bool, str]:
    """The order in which ties are decided: SPDX ids first, then by name."""
    return license_id.startswith("LicenseRef-"), license_id


def _wordings(texts: Iterable[Figured]) -> list[Figured]:
    """Every wording once; of two with the same words the first in the order of ids stands, and a
    main one before a further one."""
    chosen: dict[bytes, Figured] = {}
    for text in sorted(texts, key=lambda text: (_order(text.id), not text.is_main)):
        if sample_of(text.figures).places:
            chosen.setdefault(text.digest, text)
    return sorted(
        chosen.values(), key=lambda t: (not t.is_main, _order(t.id), len(t.figures), t.digest)
    )


def _holders(wordings: Sequence[Figured]) -> dict[int, list[int]]:
    holders: dict[int, list[int]] = {}
    for number, text in enumerate(wordings):
        if text.is_main:
            for three in set(sample_of(text.figures).threes):
                holders.setdefault(three, []).append(number)
    return {
        three: [] if len(numbers) > COMMON else numbers
        for three, numbers in sorted(holders.items())
    }


def _records(
    wordings: Sequence[Figured], ids: Sequence[str], holders: dict[int, list[int]]
) -> "tuple[bytes, array[int]]":
    numbers = {license_id: number for number, license_id in enumerate(ids)}
    counts: dict[int, int] = {}
    for text in wordings:
        for three in set(sample_of(text.figures).threes):
            counts[three] = counts.get(three, 0) + 1
    records: list[bytes] = []
    sequences = array("H")
    for text in wordings:
        sample = sample_of(text.figures)
        found = list(zip(sample.places, sample.threes, strict=True))
        place, anchor = min(found, key=lambda pair: (counts[pair[1]], pair[0]))
        kept = sum(1 for three in {three for _, three in found} if holders.get(three))
        records.append(
            RECORD.pack(
                numbers[text.id],
                len(text.figures),
                kept if text.is_main else 0,
                text.figures[0],
                text.figures[-1],
                place,
                anchor,
                len(sequences) if text.is_main else NO_SEQUENCE,
                text.digest,
            )
        )
        if text.is_main:
            sequences.extend(text.figures)
    return b"".join(records), sequences


def _arrays(holders: dict[int, list[int]]) -> "tuple[array[int], array[int], array[int]]":
    offsets, postings = array("I", [0]), array("H")
    for numbers in holders.values():
        postings.extend(numbers)
        offsets.append(len(postings))
    return array("I", holders), offsets, postings


def _little_endian(figures: "array[int]") -> bytes:
    if sys.byteorder == "big":
        figures = figures[:]
        figures.byteswap()
    return figures.tobytes()


if __name__ == "__main__":
    sys.exit(main())
