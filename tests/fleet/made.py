"""Folders of results, made of the bundled inventories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from audit.bundled import FOLDER, bundled_inventory
from audit.fleet.engine import connected, literal
from audit.fleet.parts import merge, write_part, write_table
from audit.fleet.rows import rows_of, rows_of_problem
from audit.fleet.store import FULL, METADATA, Fleet, Results, key_of, write_fleet
from audit.fleet.tables import TABLES
from audit.judge.signoff import assess_reviewed
from audit.model import Access, Assessment, Inventory, License
from audit.render.json import model_json

NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
CLOSED = License(expression="CC-BY-NC-4.0", class_="noncommercial-or-research")


@cache
def judged(name: str) -> Assessment:
    return assess_reviewed(bundled_inventory(name), ())


@cache
def closed_later(name: str) -> Assessment:
    """The model after its weights came under restricted terms and behind a gate."""
    found: Inventory = bundled_inventory(name)
    weights = replace(found.components["weights-final"], license=CLOSED, access=Access.GATED)
    snapshot = replace(found.snapshot, digest="1" * 64, collected="2026-11-30")
    components = {**found.components, "weights-final": weights}
    return assess_reviewed(replace(found, components=components, snapshot=snapshot), ())


def keep(results: Results, assessments: Iterable[Assessment]) -> None:
    for one in assessments:
        results.keep(key_of(one), model_json(one).encode())


def finish(results: Results, problems: Mapping[str, str] | None = None) -> Results:
    """Makes the tables of what is kept, as a run does at its end."""
    from audit.fleet.differing import read_back

    for number, place in enumerate(results.current()):
        one = read_back(place)
        write_part(results.parts, f"{number:08}", [rows_of(one, results.relative(one.target.id))])
    rows = [rows_of_problem(name, why) for name, why in (problems or {}).items()]
    write_part(results.parts, "problems", rows)
    merge(results.parts, results)
    manifest = Fleet(depth=FULL, tool="1", criteria="c", input="a file of ids", finished=True)
    write_fleet(results.folder, manifest)
    return results


def make(folder: Path, names: Iterable[str] = NAMES) -> Results:
    """The results of a fleet that audited bundled models."""
    results = Results(folder)
    keep(results, map(judged, names))
    return finish(results)


def make_metadata(folder: Path, rows: Mapping[str, str]) -> Results:
    """Results at metadata depth: for each table a query, or no row."""
    results = Results(folder)
    with connected(memory="500MB") as connection:
        for table in TABLES.values():
            name = table.columns[0].name
            query = rows.get(table.name, f"SELECT NULL AS {name} WHERE false")
            write_table(connection, table, query, results.table(table))
    write_fleet(folder, Fleet(depth=METADATA, tool="1", criteria="c", input="a dump"))
    return results


def read(place: Path, columns: str = "*") -> list[tuple[object, ...]]:
    """The rows of a Parquet file in their order."""
    with connected(memory="500MB") as connection:
        return connection.execute(
            f"SELECT {columns} FROM read_parquet({literal(str(place))})"
        ).fetchall()
