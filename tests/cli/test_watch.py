"""`openness watch`: what moved is audited again, and only changes are reported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.cli import sighting
from audit.collect.http import Door
from audit.collect.targets import Named
from audit.model.difference import Judged
from audit.pipeline import read_state
from tests.collect.pasts import MIT, TERMS, begun, committed
from tests.collect.worlds import coded, plain, world
from tests.hub import Hub, HubRepo, Shelf, hub_repo, serve
from tests.hub.answer import Answer

from .running import Command, tree

CARD = "---\nlicense: {}\nbase_model: acme/base\n---\n# Tiny\n\nIt tells of birds.\n"
GONE = Answer(status=503, headers={}, body=b"")


def tiny(license: str = "mit", gated: str | bool = False, **more: str) -> HubRepo:  # noqa: A002
    files = {"README.md": CARD.format(license), "config.json": "{}", **more}
    return hub_repo("acme/tiny", files, gated=gated)  # type: ignore[arg-type]


def shelf(model: HubRepo, base: HubRepo | None = None) -> Shelf:
    models = [model, *([base] if base else [])]
    return world(*models, repos=(coded("acme/code"),))


@pytest.fixture
def hub() -> Iterator[Hub]:
    with serve(shelf(tiny())) as running:
        yield running


@pytest.fixture
def watch(openness: Command) -> Command:
    Path("models.txt").write_text("# what we use\nacme/tiny   # the small one\n\n")
    assert openness("watch", "models.txt").code == 0
    return openness


def audits(hub: Hub) -> int:
    """How often a file of the model was read."""
    return sum("/acme/tiny/resolve/" in target for _, target in hub.requests)


def test_the_first_run_records(watch: Command) -> None:
    (kept,) = (name for name in tree(watch.folder) if name.endswith(".json"))
    assert kept.startswith("models.txt.state/acme--tiny-")
    assert json.loads(Path(kept).read_text())["target"] == "acme/tiny"


def test_nothing_is_read_again_of_what_stands_still(watch: Command, hub: Hub) -> None:
    hub.received.clear()
    ran = watch("watch", "models.txt")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "Of 1 target: 1 stands where it stood.\n"
    assert audits(hub) == 0


def test_a_license_that_flipped_is_reported_once(watch: Command, hub: Hub) -> None:
    hub.shelf = shelf(tiny("cc-by-nc-4.0"))
    ran = watch("watch", "models.txt")
    assert ran.code == 1
    assert "Of 1 target: 1 changed." in ran.out
    assert "metadata tag: CC-BY-NC-4.0" in ran.out
    assert "hf:acme/tiny: " in ran.out
    again = watch("watch", "models.txt")
    assert (again.code, again.out) == (0, "Of 1 target: 1 stands where it stood.\n")


def test_a_gate_that_went_up_without_a_commit(watch: Command, hub: Hub) -> None:
    hub.shelf = shelf(tiny(gated="manual"))
    ran = watch("watch", "models.txt")
    assert ran.code == 1
    assert "gate kept by the owner" in ran.out


def test_a_base_that_moved(watch: Command, hub: Hub) -> None:
    base = hub_repo("acme/base", {"README.md": "---\nlicense: cc-by-nc-4.0\n---\n"})
    hub.shelf = shelf(tiny(), base)
    ran = watch("watch", "models.txt")
    assert ran.code == 1
    assert "hf:acme/base: " in ran.out


def test_code_that_moved(openness: Command, hub: Hub) -> None:
    linked = tiny(
        **{"README.md": CARD.format("mit") + "[Code](https://github.com/acme/tiny-code)\n"}
    )
    hub.shelf = shelf(linked)
    Path("list").write_text("acme/tiny\n")
    assert openness("watch", "list").code == 0
    assert openness("watch", "list").code == 0
    moved = coded("acme/tiny-code", LICENSE=TERMS)
    hub.shelf = world(linked, repos=(moved,))
    ran = openness("watch", "list")
    assert ran.code == 1
    assert "github:acme/tiny-code: " in ran.out
    assert "license file: LicenseRef-The-Heron-Terms" in ran.out


def test_a_part_that_was_read_and_cannot_be_reached(watch: Command, hub: Hub) -> None:
    hub.shelf = shelf(tiny("cc-by-nc-4.0"))
    hub.instead["/api/models/acme/base"] = GONE
    ran = watch("watch", "models.txt")
    assert ran.code == 3
    assert "could not be reached" in ran.out
    del hub.instead["/api/models/acme/base"]
    ran = watch("watch", "models.txt")
    assert ran.code == 1
    assert "metadata tag: CC-BY-NC-4.0" in ran.out


def test_a_commit_without_a_change_that_counts(watch: Command, hub: Hub) -> None:
    hub.shelf = shelf(tiny(**{"README.md": CARD.format("mit") + "\nHello.\n"}))
    ran = watch("watch", "models.txt")
    assert ran.code == 0
    assert "1 moved without a change that counts" in ran.out
    assert audits(hub) > 0
    assert "stands where it stood" in watch("watch", "models.txt").out


def test_what_cannot_be_reached_is_said_and_kept(
    watch: Command, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    before = {name: Path(name).read_bytes() for name in tree(watch.folder) if "json" in name}
    ran = watch("watch", "models.txt")
    assert (ran.code, ran.err) == (3, "")
    assert "acme/tiny could not be reached; what was known of it is kept." in ran.out
    assert {name: Path(name).read_bytes() for name in before} == before
    monkeypatch.delenv("HF_HUB_OFFLINE")
    hub.shelf = shelf(tiny("cc-by-nc-4.0"))
    assert watch("watch", "models.txt").code == 1


def test_a_model_that_is_gone_is_said(watch: Command, hub: Hub) -> None:
    hub.shelf = Shelf(models=[plain("acme/base")])
    ran = watch("watch", "models.txt")
    assert ran.code == 3
    assert "The Hub has no model acme/tiny" in ran.out


def test_one_that_cannot_be_reached_does_not_hide_the_others(watch: Command, hub: Hub) -> None:
    Path("models.txt").write_text("acme/egret\nacme/tiny\n")
    hub.shelf = shelf(tiny("cc-by-nc-4.0"))
    ran = watch("watch", "models.txt", "--format", "json")
    assert ran.code == 3
    found = {one["target"]: one["moved"] for one in json.loads(ran.out)["sightings"]}
    assert found == {"acme/egret": "unreached", "acme/tiny": "changed"}


def test_a_report_that_cannot_be_written_is_not_lost(
    watch: Command, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.shelf = shelf(tiny("cc-by-nc-4.0"))
    Path("full").mkdir()
    with monkeypatch.context() as broken:
        broken.setattr("audit.cli.write._write_all", _full)
        assert watch("watch", "models.txt", "-o", "report.txt").code == 2
    assert watch("watch", "models.txt").code == 1


def _full(folder: Path, files: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_folder_and_a_repository_are_watched_too(openness: Command) -> None:
    folder = begun(Path("heron"))
    committed(folder, "2024-01-01", "one", {"README.md": "# H\n", "LICENSE": MIT})
    Path("list").write_text("heron\nheron@main\n")
    assert openness("watch", "list").code == 0
    still = openness("watch", "list")
    assert (still.code, still.out) == (0, "Of 2 targets: 2 stand where they stood.\n")
    committed(folder, "2024-01-02", "two", {"LICENSE": TERMS})
    ran = openness("watch", "list", "--format", "markdown")
    assert ran.code == 1
    assert ran.out.count("license file: LicenseRef-The-Heron-Terms") == 2
    assert "**Of 2 targets: 2 changed.**" in ran.out


def test_a_list_names_its_lines(openness: Command) -> None:
    Path("list").write_text("acme/tiny\n# no\nnot a target at all\n")
    assert "list:3: " in openness.fails("watch", "list")
    Path("list").write_text("# nothing\n")
    assert "names no target" in openness.fails("watch", "list")
    Path("list").write_bytes(b"\xff\xfe\x00")
    assert "is not a text in UTF-8" in openness.fails("watch", "list")
    assert "cannot be read" in openness.fails("watch", "gone")
    Path("list").write_text("bundled:aria\n")
    assert "does not move" in openness.fails("watch", "list")


def test_a_state_that_is_broken_is_said_with_its_file(watch: Command) -> None:
    (kept,) = Path("models.txt.state").glob("*.json")
    kept.write_text("{}")
    assert "is not the state of a watch" in watch.fails("watch", "models.txt")
    kept.write_text("[" * 100_000)
    assert kept.name in watch.fails("watch", "models.txt")


def test_a_state_that_another_process_holds(watch: Command) -> None:
    from audit.collect.watched import watching

    with watching(Path("models.txt.state")):
        assert "Another process" in watch.fails("watch", "models.txt")


def test_what_moves_while_it_is_read_is_read_again(
    openness: Command, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("list").write_text("acme/tiny\n")
    calls: list[Judged] = []

    def moving(named: Named, door: Door) -> Judged:
        found = read_state(named, door)
        calls.append(found)
        hub.shelf = shelf(tiny("cc-by-nc-4.0"))
        return found

    monkeypatch.setattr(sighting, "read_state", moving)
    assert openness("watch", "list").code == 0
    assert len(calls) == 2
    monkeypatch.undo()
    assert calls[-1].assessment.components["weights-final"].license.expression == "CC-BY-NC-4.0"
