from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from msgspec.structs import replace

from audit.bundled import bundled_inventory, bundled_names
from audit.judge.assess import judge
from audit.model import ArtifactSummary, Availability, Inventory, License, Role
from audit.registers.mot import read_mot
from audit.registers.mot_inventory import inventory_of
from audit.registers.mot_write import mot_yaml
from audit.registers.score import framework_named
from tests.judge.inventories import (
    CLOSED_INVENTORY,
    HIDDEN_INVENTORY,
    NONE,
    OPEN_INVENTORY,
    UNKNOWN,
    inventory,
    row,
    stated,
)

SCHEMA = json.loads(Path(__file__).with_name("mof_schema.json").read_text(encoding="utf-8"))
ORDER = ("class-3", "class-2", "class-1")


def written(found: Inventory) -> dict[str, Any]:
    """The release of a file that holds by the tool's own schema."""
    plain = yaml.safe_load(mot_yaml(found))
    Draft202012Validator(SCHEMA).validate(plain)
    release = plain["release"]
    assert isinstance(release, dict)
    return release


def components(found: Inventory) -> dict[str, dict[str, str]]:
    return {one["name"]: one for one in written(found)["components"]}


@pytest.mark.parametrize("name", bundled_names())
def test_every_bundled_model_holds_by_the_tools_schema(name: str) -> None:
    release = written(bundled_inventory(name))
    assert release["components"], "something was seen of each"
    assert release["huggingface"].startswith("https://huggingface.co/")


@pytest.mark.parametrize("found", [OPEN_INVENTORY, CLOSED_INVENTORY, HIDDEN_INVENTORY])
def test_what_is_read_back_is_never_better(found: Inventory) -> None:
    framework = framework_named("mof-mot")
    back = inventory_of(read_mot(mot_yaml(found), "tiny.yml"), "tiny")
    before, after = judge(framework, found), judge(framework, back)
    assert after.reached == before.reached
    for key, verdict in after.requirements.items():
        if verdict.outcome == "met":
            assert before.requirements[key].outcome == "met"


def test_only_what_is_there_is_listed() -> None:
    found = components(
        inventory(
            {
                "training-code": row(Availability.PARTIAL),
                "weights-intermediate": row(Availability.PARTIAL),
                "training-data": row(Availability.ANNOUNCED),
                "inference-code": row(Availability.UNKNOWN),
            }
        )
    )
    assert "Model parameters (Intermediate)" in found
    assert not {"Training code", "Datasets", "Inference code"} & set(found)


def test_terms_that_are_not_known_are_left_out() -> None:
    doubted = License(expression="MIT", class_="unresolved")
    found = components(
        inventory(
            {
                "training-code": row(terms=NONE),
                "model-card": row(terms=UNKNOWN, detail=""),
                "weights-final": row(terms=doubted),
            }
        )
    )
    assert found["Training code"]["license"] == "unlicensed"
    assert "license" not in found["Model card"]
    assert found["Model card"]["description"] == "terms not known"
    assert "license" not in found["Model parameters (Final)"], "a tag that nothing confirms"


def test_places_and_names() -> None:
    mit, statement = stated(row().license)
    made = inventory({"weights-final": row(terms=mit)}, statements=(statement,))
    listing = ArtifactSummary(
        id="github:acme/tiny", role=Role.CODE, revision="1", url=None, reason="named", own=True
    )
    release = written(replace(made, artifacts=(listing,)))
    assert (release["name"], release["producer"]) == ("tiny", "acme")
    assert release["repository"] == "https://github.com/acme/tiny"
    weights = next(one for one in release["components"] if "(Final)" in one["name"])
    assert weights["component_path"] == weights["license_path"] == "README.md"
