"""The whole arrow: each product is a file that can be fed back in."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from audit import bundled
from audit.collect.run import collect
from audit.collect.store import save
from audit.collect.targets import name_target
from audit.errors import AuditError
from audit.judge.assess import assess
from audit.model import Assessment
from audit.pipeline import audit, read_inventory, without_verdicts
from audit.render.facts import facts_json, facts_only
from audit.render.html import model_html
from audit.render.json import model_json
from tests.collect.worlds import LATER, coded, opened, tiny, world
from tests.hub import Hub, serve
from tests.judge.inventories import OPEN_INVENTORY

SHELF = world(tiny(), repos=(coded("acme/tiny-code", "# Code\n\nAn open source model.\n"),))


def audited(hub: Hub, target: str | Path = "acme/tiny") -> Assessment:
    with opened(hub) as door:
        return audit(name_target(str(target)), door)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    with serve(SHELF) as hub:
        return audited(hub)


def test_two_runs_are_the_same_bytes(assessment: Assessment) -> None:
    with serve(SHELF) as hub:
        again = audited(hub)
    assert model_json(again) == model_json(assessment)
    assert model_html(again) == model_html(assessment)


def test_another_day_changes_the_day_alone(assessment: Assessment) -> None:
    with serve(SHELF) as hub, opened(hub, LATER) as door:
        later = audit(name_target("acme/tiny"), door)
    assert later.snapshot.digest == assessment.snapshot.digest
    assert later.snapshot.collected == "2027-05-06"
    assert replace(later, snapshot=assessment.snapshot) == assessment


def test_a_saved_snapshot_gives_the_same_bytes(assessment: Assessment, tmp_path: Path) -> None:
    with serve(SHELF) as hub:
        with opened(hub) as door:
            save(*collect(name_target("acme/tiny"), door), tmp_path / "snap")
        asked = len(hub.requests)
        again = audited(hub, tmp_path / "snap")
        assert len(hub.requests) == asked
    assert model_json(again) == model_json(assessment)


def test_an_assessment_is_judged_again_to_the_same_bytes(
    assessment: Assessment, tmp_path: Path
) -> None:
    file = tmp_path / "tiny.json"
    file.write_text(model_json(assessment))
    assert model_json(assess(read_inventory(file))) == model_json(assessment)


def test_an_inventory_is_judged_to_the_same_bytes(assessment: Assessment, tmp_path: Path) -> None:
    file = tmp_path / "tiny.json"
    file.write_bytes(msgspec.json.encode(without_verdicts(assessment)))
    assert model_json(assess(read_inventory(file))) == model_json(assessment)


def changed(**fields: object) -> bytes:
    plain = json.loads(msgspec.json.encode(OPEN_INVENTORY))
    return json.dumps({**plain, **fields}).encode()


ROW = json.loads(msgspec.json.encode(OPEN_INVENTORY.components["changelog"]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Input data was truncated"),
        (b"{", "Input data was truncated"),
        (b"[]", "Expected `object`, got `array`"),
        (b"{}", "missing required field `schema`"),
        (b"\xff", "malformed"),
        (b'{"schema": "\xff"}', "Invalid|utf-8|malformed"),
        (b"[" * 100_000, "Expected `object`, got `array`|recursion"),
        (changed(schema="openness-inventory/2"), "its schema is 'openness-inventory/2', expected"),
        (changed(schema=3), "Expected `str`, got `int`"),
        (changed(target=None), r"Expected `object`, got `null` - at `\$\.target`"),
        (changed(extra=1), "unknown field `extra`"),
        (changed(components={"x": ROW}), "there is no component 'x'; known: weights-final"),
        (
            changed(components={"changelog": {**ROW, "availability": "gone"}}),
            "Invalid enum value 'gone'",
        ),
        (
            changed(
                components={"changelog": {**ROW, "license": {"expression": None, "class": "odd"}}}
            ),
            "component changelog has the license class 'odd'; known: osi-approved",
        ),
        (
            changed(
                components={
                    "changelog": {
                        **ROW,
                        "license": {"expression": None, "class": "none", "statement": 7},
                    }
                }
            ),
            "component changelog names statement 7, which is not there",
        ),
        (
            changed(data_questions=[{"id": "when", "state": "silent", "detail": ""}]),
            "there is no question 'when'; known: provenance",
        ),
        (
            changed(
                lineage=[
                    {
                        "child": "a",
                        "parent": "b",
                        "relation": "base-model",
                        "license": {"expression": None, "class": "odd"},
                    }
                ]
            ),
            "lineage to b has the license class 'odd'",
        ),
    ],
    ids=range(17),
)
def test_a_broken_file_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "tiny.json"
    file.write_bytes(content)
    with pytest.raises(AuditError, match=said) as caught:
        read_inventory(file)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["../../etc/x", "a/b", "", "a\x1b[0m", ".hidden"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    plain = json.loads(msgspec.json.encode(OPEN_INVENTORY))
    plain["target"]["name"] = name
    (tmp_path / "tiny.json").write_text(json.dumps(plain))
    with pytest.raises(AuditError, match="is not fit for a file"):
        read_inventory(tmp_path / "tiny.json")
    with serve(world(tiny())) as hub, opened(hub) as door:
        snapshot, contents = collect(name_target("acme/tiny"), door)
        bad = replace(snapshot, target=replace(snapshot.target, name=name))
        save(bad, contents, tmp_path / "snap")
        with pytest.raises(AuditError, match="is not fit for a file"):
            audit(name_target(str(tmp_path / "snap")), door)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="cannot be read: No such file"):
        read_inventory(tmp_path / "gone.json")


def test_bundled_models(
    assessment: Assessment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = facts_only(without_verdicts(assessment), "tiny")
    (tmp_path / "tiny.json").write_text(facts_json(bare))
    (tmp_path / "notes.txt").write_text("nothing")
    monkeypatch.setattr(bundled, "FOLDER", tmp_path)
    assert bundled.bundled_names() == ("tiny",)
    assert bundled.bundled_inventory("tiny") == bare
    with serve(SHELF) as hub:
        found = audited(hub, "bundled:tiny")
        assert hub.requests == []
    verdicts = {key: value.outcome for key, value in found.frameworks.items()}
    assert verdicts == {key: value.outcome for key, value in assessment.frameworks.items()}
    with pytest.raises(AuditError, match=r"no bundled model 'gone'\. Known: all, tiny"):
        bundled.bundled_inventory("gone")
