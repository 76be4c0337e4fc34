"""The conflicts of whole repositories, to be read one by one.

    python -m benchmarks.conflicts_repositories FOLDER [--list]

FOLDER holds bare git folders called `owner+name/repo`. What a person said of conflicts that were
read stands in `conflicts_read.yaml`, filed under `owner/name@commit`; precision is counted over
these.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit.collect.http import Door
from audit.collect.settings import Settings
from audit.collect.targets import name_target
from audit.errors import AuditError
from audit.pipeline import audit, without_verdicts
from benchmarks.conflicts import Found, count_lines, described, each_conflict, verdicts


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the conflicts or their counts; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", action="store_true", help="print each with both quotes")
    parser.add_argument("--only-read", action="store_true", help="leave out what nobody read")
    options = parser.parse_args(argv)
    known = verdicts()
    read = {key.split(" | ")[0] for key in known}
    found: list[Found] = []
    for place in sorted(options.folder.glob("*+*/repo")):
        name = f"{place.parent.name.replace('+', '/', 1)}@{_head(place)[:12]}"
        if not options.only_read or name in read:
            found.extend(of_repository(name, place))
    if options.list:
        print("\n\n".join(described(*one) for one in found))
    print("\n".join(count_lines(found, known)))
    return 0


def _head(place: Path) -> str:
    done = subprocess.run(  # noqa: S603 - a folder that the user named
        ["git", "-C", str(place), "rev-parse", "HEAD"],  # noqa: S607 - git of this machine
        capture_output=True,
        check=False,
    )
    return done.stdout.decode().strip()


def of_repository(name: str, place: Path) -> Iterator[Found]:
    """The conflicts of one repository at its HEAD, under its own name; none where it holds nothing
    to audit."""
    with tempfile.TemporaryDirectory() as folder, Door(Settings()) as door:
        path = Path(folder) / "model.yaml"
        code = f"{{id: '{name.partition('@')[0]}', revision: '{_head(place)}', copy: '{place}'}}"
        path.write_text(f"name: repository\ncode: [{code}]\n", encoding="utf-8")
        try:
            inventory = without_verdicts(audit(name_target(str(path)), door))
        except AuditError as error:
            sys.stderr.write(f"{name}: {error}\n")
            return
        yield from each_conflict({name: inventory})


if __name__ == "__main__":
    raise SystemExit(main())
