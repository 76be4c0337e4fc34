"""The compiled findings say of each row what the ordinary pipeline says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from audit.bundled import bundled_inventory, bundled_names
from audit.model import Inventory, Role
from tests.fleet.metadata.compared import (
    Compiled,
    expected_components,
    expected_conflicts,
    expected_model,
    expected_verdicts,
    inventory,
    read_all,
    told_conflicts,
    write_dump,
)
from tests.fleet.metadata.made_rows import Maker

pytest.importorskip("duckdb")
_CHUNKS, _ROWS = 5, 2_000


@pytest.mark.parametrize("seed", range(_CHUNKS))
def test_made_rows_come_to_the_same_answers(tmp_path: Path, seed: int) -> None:
    check(Maker(seed, _ROWS).rows(), tmp_path)


def test_bundled_models_come_to_the_same_answers(tmp_path: Path) -> None:
    rows = [row for name in bundled_names() for row in rows_of(bundled_inventory(name))]
    compiled = check(rows, tmp_path)
    assert compiled.counts.models >= len(bundled_names()) - 1
    assert compiled.counts.conflicts


def check(rows: Sequence[Mapping[str, Any]], folder: Path) -> Compiled:
    """Holds every column, conflict and outcome to what the pipeline says."""
    write_dump(rows, folder / "dump.parquet")
    compiled = Compiled(folder / "dump.parquet", folder / "out")
    known = read_all(rows)
    assert compiled.counts.rows == len(rows)
    assert compiled.counts.models == len(known)
    judged: set[int] = set()
    for name, row in known.items():
        (told,) = (one for one in compiled.models[name] if one["profile"] is not None)
        found = inventory(row, known)
        wanted = {**expected_model(row, found), "gaps": len(found.gaps)}
        assert {key: told[key] for key in wanted} == wanted, row
        assert told_conflicts(compiled, name) == expected_conflicts(found), row
        shown, expected = compiled.rows_of(told["profile"]), expected_components(found)
        assert shown == {key: expected[key] for key in shown}, row
        if told["profile"] not in judged:
            judged.add(told["profile"])
            assert compiled.outcomes_of(told["profile"]) == expected_verdicts(found), row
    return compiled


def rows_of(found: Inventory) -> list[Mapping[str, Any]]:
    """The rows of a dump that hold what a bundled inventory says of weights and their bases."""
    rows: list[Mapping[str, Any]] = []
    for artifact in found.artifacts:
        if artifact.role not in (Role.WEIGHTS, Role.BASE_MODEL) or artifact.id[:3] != "hf:":
            continue
        edges = [one for one in found.lineage if one.child == artifact.id]
        said = [one for one in found.statements if one.artifact == artifact.id]
        files = {where.path for row in found.components.values() for where in row.evidence
                 if where.artifact == artifact.id and where.path}  # fmt: skip
        files |= {where.path for one in said for where in one.evidence if where.path}
        card = {
            "license": [(one.raw or one.expression or "other").partition(" (")[0] for one in said],
            "base_model": [one.parent for one in edges if one.relation == "base-model"],
            "datasets": [one.parent.removeprefix("datasets/") for one in edges
                         if one.relation == "dataset"],
        }  # fmt: skip
        rows.append({
            "id": artifact.id.removeprefix("hf:"),
            "cardData": json.dumps(card),
            "tags": [],
            "siblings": [{"rfilename": path} for path in sorted(files)],
            "private": None,
        })  # fmt: skip
    return rows
