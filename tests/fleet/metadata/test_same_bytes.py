"""The tables depend on the dump alone."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from audit.fleet.metadata.findings import Limits, find
from tests.fleet.metadata.compared import write_dump
from tests.fleet.metadata.made_rows import Maker

pytest.importorskip("duckdb")
TABLES = ("models", "components", "conflicts", "verdicts")


def digests(folder: Path) -> dict[str, str]:
    return {name: sha256((folder / f"{name}.parquet").read_bytes()).hexdigest() for name in TABLES}


def test_threads_and_memory_change_no_byte(tmp_path: Path) -> None:
    dump = tmp_path / "dump.parquet"
    write_dump(Maker(7, 1_500).rows(), dump)
    told = []
    for threads, memory in ((1, "1GB"), (3, "400MB")):
        folder = tmp_path / f"{threads}"
        find(dump, folder, Limits(threads=threads, memory=memory))
        told.append(digests(folder))
    assert told[0] == told[1]
