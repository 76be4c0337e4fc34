"""`openness diff`, over real sockets and files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.collect.pasts import LATER_TERMS, MIT, TERMS, begun, committed
from tests.collect.worlds import world
from tests.hub import Hub, hub_past, serve

from .running import Command

CARD = "---\nlicense: {}\n---\n# Heron\n\nA bird.\n"
HERON = hub_past(
    "acme/heron",
    ("first", "2024-01-01T10:00:00.000Z", {"README.md": CARD.format("mit"), "LICENSE": MIT}),
    (
        "lines",
        "2024-01-02T10:00:00.000Z",
        {"README.md": CARD.format("mit") + "\n\n", "LICENSE": MIT},
    ),
    ("closed", "2024-01-03T10:00:00.000Z", {"README.md": CARD.format("other"), "LICENSE": TERMS}),
)
FIRST, LINES, CLOSED = (
    *(one.sha for one in reversed(HERON.revisions["main"].before)),
    HERON.revisions["main"].sha,
)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve(world(HERON)) as running:
        yield running


def test_a_model_at_two_revisions(openness: Command) -> None:
    ran = openness("diff", f"acme/heron@{FIRST}", f"acme/heron@{CLOSED}")
    assert (ran.code, ran.err) == (0, "")
    assert "license file: MIT (OSI-approved)" in ran.out
    assert "2. You must not use the model for commercial purposes." in ran.out
    assert f"LICENSE:4 at {CLOSED[:7]} in hf:acme/heron" in ran.out
    assert "Files changed: LICENSE, README.md" in ran.out


def test_white_space_in_a_known_license_is_no_change_of_terms(openness: Command) -> None:
    ran = openness("diff", f"acme/heron@{FIRST}", f"acme/heron@{LINES}", "--format", "json")
    assert json.loads(ran.out)["statements"] == []


def test_the_exit_code_tells_on_request(openness: Command) -> None:
    states = (f"acme/heron@{FIRST}", f"acme/heron@{CLOSED}")
    assert openness("diff", *states, "--exit-code").code == 1
    assert openness("diff", states[0], states[0], "--exit-code").code == 0
    assert openness("diff", *states).code == 0


def test_a_saved_state_beside_a_live_one(openness: Command) -> None:
    assert openness("audit", f"acme/heron@{FIRST}", "-o", "old").code == 0
    assert openness("collect", f"acme/heron@{CLOSED}", "-o", "snap").code == 0
    ran = openness("diff", "old/acme--heron.json", "snap", "--format", "json")
    found = json.loads(ran.out)
    assert found["schema"] == "openness-difference/1"
    assert found["old"]["versions"]["tool"]
    assert found["new"]["versions"] is None
    assert found["by_criteria"] == []
    assert {one["how"] for one in found["statements"]} == {"changed"}


def test_an_assessment_by_other_criteria_is_said_at_the_top(openness: Command) -> None:
    openness("audit", f"acme/heron@{FIRST}")
    saved = json.loads(Path("acme--heron.json").read_text())
    saved["versions"] = {"tool": "0.0.1", "criteria": "f" * 64, "licenses": "2020-01-01"}
    (_, framework), *_ = saved["frameworks"].items()
    framework["outcome"] = "met" if framework["outcome"] != "met" else "unmet"
    Path("old.json").write_text(json.dumps(saved))
    ran = openness("diff", "old.json", "acme--heron.json", "--exit-code")
    assert ran.code == 0
    head, _, tail = ran.out.partition("Not the model's doing")
    assert "was made by tool 0.0.1" in head
    assert framework["name"] in tail
    assert "Nothing that this tool reads has changed." in head


def test_two_commits_of_a_repository(openness: Command) -> None:
    folder = begun(Path("heron"))
    old = committed(folder, "2024-01-01", "one", {"MODEL_LICENSE": TERMS, "README.md": "# H\n"})
    new = committed(folder, "2024-01-02", "two", {"MODEL_LICENSE": LATER_TERMS})
    ran = openness("diff", f"heron@{old}", f"heron@{new}")
    assert ran.code == 0
    assert "other words" in ran.out


def test_two_folders(openness: Command) -> None:
    for name, text in (("one", MIT), ("two", TERMS)):
        Path(name).mkdir()
        Path(name, "README.md").write_text("# Heron\n")
        Path(name, "LICENSE").write_text(text)
    ran = openness("diff", "one", "two")
    assert "of different names" in ran.out
    assert "changed  License of the code" in ran.out


@pytest.mark.parametrize("form", ["markdown", "html", "json", "terminal"])
def test_a_file_in_each_format(openness: Command, form: str) -> None:
    states = (f"acme/heron@{FIRST}", f"acme/heron@{CLOSED}")
    ran = openness("diff", *states, "--format", form, "-o", "out/found")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    once = Path("out/found").read_bytes()
    openness("diff", *states, "--format", form, "-o", "out/found")
    assert Path("out/found").read_bytes() == once
    assert b"\x1b" not in once


def test_mistakes_are_one_line(openness: Command) -> None:
    Path("broken.json").write_text('{"schema": "openness-assessment/1"}')
    Path("list.json").write_text("[]")
    assert "neither an inventory" in openness.fails("diff", "broken.json", "broken.json")
    assert "neither an inventory" in openness.fails("diff", "list.json", "list.json")
    assert "no file or folder" in openness.fails("diff", "./gone", "./gone")
    assert "more than one model" in openness.fails("diff", "bundled:all", "bundled:all")
    assert "required: NEW" in openness.fails("diff", "acme/heron")
    assert "invalid choice" in openness.fails("diff", "a/b", "a/c", "--format", "pdf")
    assert "is a folder" in openness.fails("diff", "acme/heron", "acme/heron", "-o", ".")
    nowhere = openness.fails("diff", "acme/heron", "acme/heron@nowhere")
    assert "nowhere" in nowhere
