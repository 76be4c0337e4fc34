"""What the commands that tell of many models share: assessments in files, in folders, bundled."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError

if TYPE_CHECKING:
    from audit.model import Assessment

RESULTS = """\
an assessment or inventory (NAME.json), a folder of them, the results of
`openness fleet`, bundled:NAME or bundled:all"""


def read_results(texts: Sequence[str]) -> list[Assessment]:
    """The assessments that were named, each file once; `AuditError` names the first that is broken.

    JSON files in a folder that are no assessment or inventory are left aside, and it is said.
    """
    found: dict[object, Assessment] = {}
    for text in texts:
        if text.startswith("bundled:"):
            found.update(_bundled(text))
        else:
            found.update(_read(Path(text)))
    return list(found.values())


def _bundled(text: str) -> Iterator[tuple[object, Assessment]]:
    from audit.bundled import bundled_inventory
    from audit.cli.named import named_targets
    from audit.judge.signoff import assess_reviewed

    for named in named_targets([text]):
        name = named.target.id.removeprefix("bundled:")
        yield named.target.id, assess_reviewed(bundled_inventory(name), ())


def _read(path: Path) -> Iterator[tuple[object, Assessment]]:
    from audit.pipeline import read_assessment

    files = _files(path) if path.is_dir() else [path]
    for file in files:
        yield file.resolve(), read_assessment(file)


def _files(folder: Path) -> list[Path]:
    from audit.fleet.store import assessment_files, is_fleet

    if is_fleet(folder):
        return assessment_files(folder)
    files = sorted(file for file in folder.glob("*.json") if file.is_file())
    ours = [file for file in files if _is_ours(file)]
    if not ours:
        raise AuditError(
            f"{folder} holds no assessments.", "Write some with `openness audit TARGET -o FOLDER`."
        )
    if len(ours) < len(files) and sys.stderr is not None:
        left = len(files) - len(ours)
        print(f"{left} other JSON files in {folder} are left aside", file=sys.stderr)
    return ours


def _is_ours(file: Path) -> bool:
    """Whether it calls itself one of ours, or cannot be read: then it is told what is wrong."""
    import msgspec

    try:
        found = msgspec.json.decode(file.read_bytes(), type=dict[str, msgspec.Raw])
        schema = msgspec.json.decode(found.get("schema", b"null"))
    except (msgspec.ValidationError, UnicodeDecodeError):
        return False
    except (OSError, msgspec.MsgspecError, RecursionError):
        return True
    kinds = ("openness-assessment/", "openness-inventory/")
    return isinstance(schema, str) and schema.startswith(kinds)
