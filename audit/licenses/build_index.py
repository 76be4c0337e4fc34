"""Builds the fingerprint index from the license texts of a pinned scancode-toolkit.

Run `python -m audit.licenses.build_index SCANCODE_WHEEL_OR_FOLDER -o FILE`. Same input, same
bytes. The texts are Copyright nexB Inc. and contributors, CC-BY-4.0; none of them is stored.
"""

import argparse
import json
import re
import sys
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from audit.data import data_dir
from audit.licenses.index import MAGIC, SAMPLED, SHORTEST, SIGNATURE, digest_of
from audit.licenses.normalize import read, trigrams

FOLDER = "licensedcode/data/licenses/"
ENTRY = re.compile(r"---\n(.*?)\n---\n?(.*)\Z", re.DOTALL)
VERSION = re.compile(r"scancode_toolkit-([0-9.]+)\.dist-info/METADATA\Z")
OTHER_NAMES = ("key", "short_name", "name", "spdx_license_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One wording of a license as it goes into the index."""

    id: str
    title: frozenset[int]
    words: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The reviewed choices in `criteria/licenses/scancode-keys.yaml`."""

    ids: dict[str, str]
    starts: dict[str, list[str]]
    ends: dict[str, list[str]]
    titles: dict[str, str]


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the index file; returns the exit code."""
    parser = argparse.ArgumentParser(description="Build the license fingerprint index.")
    parser.add_argument("source", type=Path, help="scancode-toolkit wheel or unpacked folder")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(argv)
    version, entries = read_source(options.source)
    texts = collect(entries, load_review())
    data = pack(texts, f"scancode-toolkit {version}")
    options.output.write_bytes(data)
    sys.stderr.write(f"{len(texts)} texts, {len(data)} bytes\n")
    return 0


def load_review() -> Review:
    """The mapping of keys and the allowed cuts."""
    path = data_dir("criteria") / "licenses" / "scancode-keys.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    review = Review(ids=data["ids"], starts={}, ends={}, titles=data["titles"])
    for cut in data["cuts"]:
        for key in cut["keys"]:
            review.starts.setdefault(key, []).extend(cut.get("starts", ()))
            review.ends.setdefault(key, []).extend(cut.get("ends", ()))
    return review


def read_source(source: Path) -> tuple[str, dict[str, str]]:
    """The version of scancode-toolkit and its license entries by file name.

    Raises OSError where the source cannot be read and ValueError where it has no licenses.
    """
    files = _wheel_files(source) if source.is_file() else _folder_files(source)
    entries = {name.rpartition("/")[2]: text for name, text in files if FOLDER in name}
    if not entries:
        raise ValueError(f"no license entries below {source.name}")
    return _version(source), entries


def _wheel_files(source: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(source) as wheel:
        for name in sorted(wheel.namelist()):
            if name.startswith(FOLDER) and name.endswith(".LICENSE"):
                yield name, wheel.read(name).decode()


def _folder_files(source: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((source / FOLDER).glob("*.LICENSE")):
        yield path.relative_to(source).as_posix(), path.read_text(encoding="utf-8")


def _version(source: Path) -> str:
    if source.is_file():
        with zipfile.ZipFile(source) as wheel:
            names = wheel.namelist()
    else:
        names = [f"{path.name}/METADATA" for path in source.glob("*.dist-info")]
    found = [match[1] for name in names if (match := VERSION.search(name))]
    return found[0] if found else "of unknown version"


def collect(entries: dict[str, str], review: Review) -> list[Text]:
    """The texts that are indexed, in the order in which ties are decided."""
    texts = [text for _, entry in sorted(entries.items()) for text in _texts(entry, review)]
    return sorted(texts, key=lambda text: (text.id.startswith("LicenseRef-"), text.id))


def _texts(entry: str, review: Review) -> Iterator[Text]:
    """The whole text of an entry and every allowed cut of it; nothing where it stays out."""
    match = ENTRY.match(entry)
    if match is None:
        return
    fields: dict[str, Any] = yaml.safe_load(match[1])
    spdx = _license_id(fields, review)
    if spdx is None:
        return
    key = fields["key"]
    names = [str(fields.get(name, "")) for name in OTHER_NAMES]
    title = read("\n".join([*names, review.titles.get(key, ""), spdx])).words
    for words in _wordings(
        read(match[2]).words, review.starts.get(key, []), review.ends.get(key, [])
    ):
        yield Text(id=spdx, title=frozenset(crc32(word.encode()) for word in title), words=words)


def _license_id(fields: dict[str, Any], review: Review) -> str | None:
    """The id under which an entry is indexed; None where it stays out."""
    if any(fields.get(f"is_{flag}") for flag in ("deprecated", "exception", "generic", "unknown")):
        return None
    spdx = fields.get("spdx_license_key") or ""
    if spdx.startswith("LicenseRef-"):
        return review.ids.get(fields["key"])
    return review.ids.get(fields["key"], spdx) or None


def _wordings(words: list[str], starts: list[str], ends: list[str]) -> Iterator[list[str]]:
    """The whole wording and every allowed cut of it."""
    firsts = [0] + [places[0] for phrase in starts if (places := _places(words, phrase))]
    lasts = [len(words)] + [places[-1] for phrase in ends if (places := _places(words, phrase))]
    for first in firsts:
        for last in lasts:
            if last - first >= SHORTEST:
                yield words[first:last]


def _places(words: list[str], phrase: str) -> list[int]:
    wanted = phrase.split()
    return [n for n in range(len(words)) if words[n : n + len(wanted)] == wanted]


def pack(texts: list[Text], source: str) -> bytes:
    """The bytes of the index file."""
    sampled = [sorted({t for t in trigrams(text.words) if t < SAMPLED}) for text in texts]
    holders: dict[int, list[int]] = {}
    for number, kept in enumerate(sampled):
        for trigram in kept:
            holders.setdefault(trigram, []).append(number)
    arrays = _arrays(dict(sorted(holders.items())))
    header = {
        "counts": [len(figures) for figures in arrays],
        "licenses": [
            [text.id, len(kept), sorted(text.title)]
            for text, kept in zip(texts, sampled, strict=True)
        ],
        "source": source,
    }
    encoded = json.dumps(header, separators=(",", ":")).encode()
    parts = [MAGIC, len(encoded).to_bytes(4, "little"), encoded]
    return b"".join([*parts, *map(_little_endian, arrays), _signatures(texts)])


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


def _signatures(texts: list[Text]) -> bytes:
    """Every wording once, longest first; of two texts with the same words the first one stands."""
    rows: dict[bytes, tuple[int, int, int, int, bytes]] = {}
    for number, text in enumerate(texts):
        figures = trigrams(text.words)
        digest = digest_of(text.words)
        rows.setdefault(digest, (number, len(text.words), figures[0], figures[-1], digest))
    ordered = sorted(rows.values(), key=lambda row: (-row[1], row[0], row[4]))
    return b"".join(SIGNATURE.pack(*row) for row in ordered)


if __name__ == "__main__":
    sys.exit(main())
