"""Fetches the license texts that the entries name, so that fingerprints can be taken of them.

`python -m audit.cli.license_texts FOLDER` asks the repositories for each text at its revision and
keeps it where its sha256 is the recorded one. `python -m audit.licenses.taken FOLDER` comes next,
then `python -m audit.licenses.build_index`. The texts themselves are never committed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from audit.errors import ExitCode

if TYPE_CHECKING:
    from audit.collect.http import Door
    from audit.licenses.entries import Source


def main(argv: Sequence[str] | None = None) -> int:
    """Fetches every text that is not there yet; returns 3 where one could not be had."""
    from audit.collect import opened

    parser = argparse.ArgumentParser(description="Fetch the license texts that the entries name.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(argv).folder
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    with opened() as door:
        for license_id, source in _sources():
            place = folder / f"{license_id}__{source.sha256[:12]}.txt"
            if not place.exists() and (problem := _fetch(door, source, place)):
                sys.stderr.write(f"{license_id}: {source.repository}/{source.path}: {problem}\n")
                failed += 1
    return ExitCode.NO_EVIDENCE if failed else ExitCode.DONE


def _sources() -> Iterator[tuple[str, Source]]:
    from audit.licenses.entries import entry, entry_ids

    for license_id in entry_ids():
        found = entry(license_id)
        for source in found.sources if found else ():
            yield license_id, source


def _fetch(door: Door, source: Source, place: Path) -> str:
    """Keeps one text; says why where that was not possible."""
    from audit.collect.answers import Fault

    path = f"{source.repository}/{source.revision}/{quote(source.path)}"
    try:
        text = door.raw_bytes(f"{door.settings.github_raw}/{path}")
    except Fault as fault:
        return fault.detail
    if sha256(text).hexdigest() != source.sha256:
        return "another text than was recorded"
    place.write_bytes(text)
    return ""


if __name__ == "__main__":
    sys.exit(main())
