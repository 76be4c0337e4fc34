"""A dump of metadata from the command line to questions, and to audits of its models."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.misfortunes import name_of
from tests.fleet.world import fleet, world
from tests.hub import serve

pytest.importorskip("duckdb")
SHA = "0123456789" * 4
ROWS: list[dict[str, Any]] = [
    {
        "id": "meta/llama",
        "cardData": json.dumps({"license": "llama3.1"}),
        "siblings": [],
        "tags": [],
    },
    {
        "id": "acme/tuned",
        "sha": SHA,
        "cardData": json.dumps({"license": "apache-2.0", "base_model": "meta/llama"}),
        "siblings": [{"rfilename": "model.safetensors"}],
        "tags": ["license:apache-2.0"],
    },
    {"id": "acme/broken", "cardData": "{", "siblings": None, "tags": None},
    {"id": "<script>", "cardData": None, "siblings": None, "tags": None},
    {"id": None, "cardData": None, "siblings": None, "tags": None},
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    file = tmp_path / "models.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return file


def run(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "audit", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def asked(folder: Path, *words: str) -> list[dict[str, Any]]:
    done = run("query", folder, *words, "--format=json")
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def test_a_dump_is_asked_as_audits_are(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("fleet", dump, "-o", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert "3 models in 5 rows, 2 conflicts" in done.stdout or "conflicts" in done.stdout
    assert "1 rows without an id" in done.stdout
    models = {row["id"]: row for row in asked(out, "SELECT * FROM models")}
    assert models["hf:acme/tuned"]["tag"] == "Apache-2.0"
    assert models["hf:acme/tuned"]["base_models"] == ["meta/llama"]
    assert models["hf:acme/broken"]["problem"]
    assert models["<script>"]["problem"]
    assert models["hf:acme/tuned"]["access"] is None
    assert models["hf:acme/tuned"]["revision"] == SHA
    assert models["hf:acme/broken"]["revision"] is None
    (conflict,) = asked(out, "SELECT * FROM conflicts WHERE kind = 'model-against-base-model'")
    assert (conflict["model"], conflict["parent"]) == ("hf:acme/tuned", "meta/llama")
    assert [row["model"] for row in asked(out, "--ask=openwashing")] == ["hf:acme/tuned"]
    verdicts = asked(out, "SELECT DISTINCT outcome FROM verdicts WHERE requirement IS NULL")
    assert {row["outcome"] for row in verdicts} <= {"unknown", "unmet", "not-applicable", "partly"}
    weights = asked(out, "SELECT * FROM components WHERE component = 'weights-final'")
    assert {row["model"] for row in weights} == {
        "hf:acme/tuned", "hf:meta/llama", "hf:acme/broken"
    }  # fmt: skip
    assert json.loads((out / "fleet.json").read_bytes())["depth"] == "metadata"


def test_the_models_of_a_dump_can_be_audited(tmp_path: Path) -> None:
    dump = tmp_path / "models.jsonl"
    dump.write_text(f'{{"id": "{name_of(0)}"}}\n{{"id": "<b>"}}\n', encoding="utf-8")
    with serve(world(1)) as hub:
        code, out, error = fleet(hub, dump, tmp_path / "out", "--full", "--workers=1")
    assert (code, error) == (0, "")
    assert out.startswith("1 models: 1 audited")


@pytest.mark.parametrize("name", ["models.parquet", "models.jsonl"])
def test_a_dump_that_is_none_is_told(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text("not a dump", encoding="utf-8")
    done = run("fleet", file, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert done.stderr.startswith("openness: ")
    assert len(done.stderr.splitlines()) == 1


def test_two_dumps_are_compared(dump: Path, tmp_path: Path) -> None:
    assert run("fleet", dump, "-o", tmp_path / "a").returncode == 0
    later = tmp_path / "later.jsonl"
    later.write_text(dump.read_text("utf-8").replace("apache-2.0", "mit"), encoding="utf-8")
    assert run("fleet", later, "-o", tmp_path / "b").returncode == 0
    done = run("diff", tmp_path / "a", tmp_path / "b", "--format", "json")
    assert "hf:acme/tuned" in done.stdout
    assert "hf:meta/llama" not in done.stdout


def test_the_rows_of_a_dump_do_not_get_among_audits(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with serve(world(1)) as hub:
        (tmp_path / "ids.txt").write_text(f"{name_of(0)}\n", encoding="utf-8")
        assert fleet(hub, tmp_path / "ids.txt", out, "--workers=1")[0] == 0
    done = run("fleet", dump, "-o", out)
    assert done.returncode == 2
    assert "holds results at full depth" in done.stderr


@pytest.mark.parametrize("memory", ["1MB", "much"])
def test_memory_that_is_not_enough_is_told(dump: Path, tmp_path: Path, memory: str) -> None:
    done = run("fleet", dump, "-o", tmp_path / "out", "--memory", memory)
    assert done.returncode == 2, done.stderr
    assert "--memory" in done.stderr
    assert len(done.stderr.splitlines()) == 1
