"""Fingerprints of license texts that public repositories carry, taken once and stored.

`python -m audit.licenses.taken FOLDER` reads the texts that the `sources` of the entries name,
each by its sha256, from a folder that `python -m audit.collect.license_texts` filled, and stores
figures of them in `criteria/licenses/taken.jsonl`. No text is stored.
"""

import argparse
import json
import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from audit.data import data_dir
from audit.licenses.entries import entry, entry_ids
from audit.licenses.figures import digest_of, figures_of
from audit.licenses.normalize import read
from audit.licenses.scancode import title_of


class Taken(Struct, frozen=True, kw_only=True):
    """The figures of one text."""

    id: str
    title: frozenset[int]
    figures: list[int]
    digest: bytes


def main(argv: Sequence[str] | None = None) -> int:
    """Stores the fingerprints; returns the exit code, 1 where a text was not at hand."""
    parser = argparse.ArgumentParser(description="Take fingerprints of license texts.")
    parser.add_argument("folder", type=Path, help="folder of texts, under any names")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(argv)
    texts = {sha256(data).hexdigest(): data for data in _files(options.folder)}
    rows, missing = [], []
    for license_id, wanted in wanted_sources():
        if wanted in texts:
            rows.append(_row(license_id, wanted, texts[wanted].decode("utf-8", "replace")))
        else:
            missing.append(f"{license_id} {wanted}")
    options.output.write_text("".join(f"{row}\n" for row in rows), encoding="ascii")
    sys.stderr.write(f"{len(rows)} texts taken\n" + "".join(f"missing: {m}\n" for m in missing))
    return 1 if missing else 0


def wanted_sources() -> Iterator[tuple[str, str]]:
    """Id and sha256 of every text that an entry names, each text once."""
    seen: set[str] = set()
    for license_id in entry_ids():
        found = entry(license_id)
        for source in found.sources if found else ():
            # Of a PDF no fingerprint is taken: how its words are got out of it, each tool decides.
            if source.sha256 not in seen and not source.path.lower().endswith(".pdf"):
                seen.add(source.sha256)
                yield license_id, source.sha256


def _files(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.read_bytes()


def _row(license_id: str, digest: str, text: str) -> str:
    words = read(text).words
    figures = array("H", figures_of(words))
    if sys.byteorder == "big":
        figures.byteswap()
    packed = b64encode(zlib.compress(figures.tobytes(), 9)).decode()
    row = {"id": license_id, "sha256": digest, "digest": digest_of(words).hex(), "figures": packed}
    return json.dumps(row)


def load_taken() -> Iterator[Taken]:
    """The stored fingerprints of the texts that the entries name now."""
    wanted = {digest: license_id for license_id, digest in wanted_sources()}
    stored = data_dir("criteria") / "licenses" / "taken.jsonl"
    for line in stored.read_text(encoding="ascii").splitlines():
        row: dict[str, str] = json.loads(line)
        if (license_id := wanted.get(row["sha256"])) is None:
            continue
        figures = array("H")
        figures.frombytes(zlib.decompress(b64decode(row["figures"])))
        if sys.byteorder == "big":
            figures.byteswap()
        found = entry(license_id)
        name = found.name if found else ""
        yield Taken(
            id=license_id,
            title=title_of([name, license_id, license_id.removeprefix("LicenseRef-")]),
            figures=list(figures),
            digest=bytes.fromhex(row["digest"]),
        )


if __name__ == "__main__":
    sys.exit(main())
