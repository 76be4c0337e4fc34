"""What a fleet takes, and what it refuses with one line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.fleet.inputs import from_file
from tests.fleet.world import fleet, targets, world
from tests.hub import Hub, serve


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with serve(world(3)) as found:
        yield found


def test_a_file_names_a_target_a_line(tmp_path: Path) -> None:
    file = tmp_path / "ids.txt"
    file.write_text("# models\nacme/a\n\n  acme/b  # the second\n", encoding="utf-8")
    assert from_file(file).targets == ("acme/a", "acme/b")
    assert from_file(file).words == "the targets of ids.txt"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# nothing\n", "names no target"),
        ("acme/a\n<b>x</b>\n", ":2:"),
        ("bundled:aria\n", "is collected already"),
        ("a" * 2_000, "too long"),
    ],
)
def test_what_is_no_list_is_refused_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "ids.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AuditError, match=says):
        from_file(file)


def test_a_list_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ids.txt").write_bytes(b"\xff\xfeacme/a")
    with pytest.raises(AuditError, match="UTF-8"):
        from_file(tmp_path / "ids.txt")


def test_a_question_to_the_hub_is_a_list(hub: Hub, tmp_path: Path) -> None:
    code, out, error = fleet(
        hub, Path("hub:"), tmp_path / "out", "--author=acme", "--limit=2", "--workers=1"
    )
    assert (code, error) == (0, "")
    assert out.startswith("2 models: 2 audited")
    told = json.loads((tmp_path / "out" / "fleet.json").read_bytes())
    assert told["input"] == "models of the Hub: author acme, limit 2"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--author=acme"], "--author is a question to the Hub."),
        (["--workers=0"], "--workers is below 1."),
    ],
)
def test_options_that_do_not_go_together_are_told(
    hub: Hub, tmp_path: Path, more: list[str], says: str
) -> None:
    code, _, error = fleet(hub, targets(tmp_path / "ids.txt", 1), tmp_path / "out", *more)
    assert code == 2
    assert says in error
    assert not (tmp_path / "out").exists()


def test_a_folder_with_other_things_is_left_as_it_is(hub: Hub, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    code, _, error = fleet(hub, targets(tmp_path / "ids.txt", 1), folder)
    assert code == 2
    assert "holds other things than results" in error
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_a_model_that_is_not_there_has_a_row_that_says_so(hub: Hub, tmp_path: Path) -> None:
    import duckdb

    listed = tmp_path / "ids.txt"
    listed.write_text("acme/model-1\nacme/not-there\n", encoding="utf-8")
    code, out, _ = fleet(hub, listed, tmp_path / "out", "--workers=1")
    assert code == 0
    assert "1 audited" in out
    assert "1 problems" in out
    rows = duckdb.execute(
        "SELECT id, problem FROM read_parquet(?) ORDER BY id",
        [str(tmp_path / "out" / "models.parquet")],
    ).fetchall()
    assert rows[0] == ("hf:acme/model-1", None)
    assert rows[1][0] == "hf:acme/not-there"
    assert "not-there" in rows[1][1]


def test_one_model_at_two_revisions_is_refused(hub: Hub, tmp_path: Path) -> None:
    listed = tmp_path / "ids.txt"
    listed.write_text("acme/model-1@v1\nacme/model-1@v2\n", encoding="utf-8")
    code, _, error = fleet(hub, listed, tmp_path / "out", "--workers=1")
    assert code == 2
    assert "one model at two revisions" in error
    assert not (tmp_path / "out").exists()
