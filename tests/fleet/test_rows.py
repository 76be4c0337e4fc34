"""The rows of one model say what its assessment says, and nothing where that knows nothing."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from audit.fleet.rows import LONGEST, Row, Rows, rows_of, rows_of_problem
from audit.fleet.tables import CONFLICTS, TABLES, VERDICTS
from audit.model import (
    Access,
    Assessment,
    Availability,
    Conflict,
    License,
    Severity,
    Side,
)

from .made import NAMES, judged


def model(assessment: Assessment) -> Row:
    (row,) = rows_of(assessment, "assessments/x.json").models
    return row


def with_weights(name: str, **changes: Any) -> Assessment:
    found = judged(name)
    weights = replace(found.components["weights-final"], **changes)
    return replace(found, components={**found.components, "weights-final": weights})


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_has_a_column_and_every_column_of_full_depth_a_cell(name: str) -> None:
    rows = rows_of(judged(name))
    absent = {
        "models": {"profile", "problem"},
        "components": {"profile"},
        "verdicts": {"profile"},
    }
    for table in TABLES.values():
        seen = {column for row in getattr(rows, table.name) for column in row}
        told: set[str] = set(table.types) - absent.get(table.name, set())
        assert seen == told or (table is CONFLICTS and not rows.conflicts)


@pytest.mark.parametrize("name", NAMES)
def test_one_row_for_each_thing_that_the_assessment_tells(name: str) -> None:
    found, rows = judged(name), rows_of(judged(name))
    assert len(rows.models) == 1
    assert [row["component"] for row in rows.components] == list(found.components)
    assert [row["kind"] for row in rows.conflicts] == [one.kind for one in found.conflicts]
    asked = sum(1 + len(one.requirements) for one in found.frameworks.values())
    assert len(rows.verdicts) == asked
    assert sum(row["requirement"] is None for row in rows.verdicts) == len(found.frameworks)


def test_the_row_of_a_model() -> None:
    row = model(judged("cogvlm-chat-hf"))
    assert row["id"] == "bundled:cogvlm-chat-hf"
    assert (row["license"], row["license_class"]) == (
        "LicenseRef-The-CogVLM-License",
        "custom-restricted",
    )
    assert (row["tag"], row["tag_class"]) == ("Apache-2.0", "osi-approved")
    assert (row["base_models"], row["datasets"], row["ancestors"]) == (["Llama2"], [], 1)
    assert (row["conflicts"], row["claims"]) == (2, 4)
    assert str(row["claim"]).startswith("https://github.com/THUDM/CogVLM/blob/")
    assert row["assessment"] == "assessments/x.json"


def test_what_is_not_known_is_null_and_not_a_word() -> None:
    unknown = License(expression=None, class_="unknown")
    found = with_weights(
        "aria", license=unknown, access=Access.UNKNOWN, availability=Availability.UNKNOWN
    )
    row = model(found)
    assert [row[name] for name in ("license", "license_class", "access", "weights")] == [None] * 4
    (weights,) = (c for c in rows_of(found).components if c["component"] == "weights-final")
    assert [weights[name] for name in ("license_class", "access", "availability")] == [None] * 3


def test_that_no_license_was_given_is_known() -> None:
    found = with_weights("aria", license=License(expression=None, class_="none"))
    assert (model(found)["license"], model(found)["license_class"]) == (None, "none")


def test_without_a_row_of_weights_nothing_is_said_of_them() -> None:
    found = judged("aria")
    bare = {name: one for name, one in found.components.items() if name != "weights-final"}
    row = model(replace(found, components=bare))
    assert "license" not in row
    assert row["access"] is None


def test_a_day_that_is_none_is_null() -> None:
    found = judged("aria")
    row = model(replace(found, snapshot=replace(found.snapshot, collected="long ago")))
    assert row["collected"] is None


def test_a_conflict_names_the_parent_that_it_is_with() -> None:
    (row,) = (
        row
        for row in rows_of(judged("leopard-llava")).conflicts
        if row["kind"] == "model-against-base-model"
    )
    assert row["parent"] == "pretrained_models/llava-pretrain-llama3.1-8B-siglip"
    assert row["says"] != row["against"]
    other = rows_of(judged("llava-v1.5-7b")).conflicts
    assert {row["parent"] for row in other} == {None}


def test_a_conflict_of_one_side_and_of_none() -> None:
    one = Conflict(
        kind="code-cannot-run",
        severity=Severity.LOW,
        text="It cannot run.",
        sides=(Side(says="a file is missing", evidence=()),),
    )
    found = replace(judged("aria"), conflicts=(one, replace(one, sides=())))
    told = [(row["says"], row["against"]) for row in rows_of(found).conflicts]
    assert told == [("a file is missing", None), ("It cannot run.", None)]


def test_a_model_that_could_not_be_audited() -> None:
    rows = rows_of_problem("hf:acme/x", "no such model", revision="main")
    assert rows == Rows(
        models=(
            {
                "id": "hf:acme/x",
                "revision": "main",
                "depth": "full",
                "problem": "no such model",
            },
        )
    )


def test_a_strangers_text_is_cut_and_can_be_written() -> None:
    (row,) = rows_of_problem("hf:a/b", "a\0b\ud800" + "x" * 1_000_000).models
    told = str(row["problem"])
    assert len(told) == LONGEST + 1
    assert told.endswith("…")
    told.encode("utf-8")
    assert "\0" not in told


def test_links_that_nobody_should_open_are_none() -> None:
    found = judged("cogvlm-chat-hf")
    evidence = tuple(replace(e, url="javascript:x") for e in found.claims[0].evidence)
    claims = (replace(found.claims[0], evidence=evidence),)
    assert model(replace(found, claims=claims))["claim"] is None


def test_outcomes_keep_their_words() -> None:
    told = {row["outcome"] for name in NAMES for row in rows_of(judged(name)).verdicts}
    assert told <= {"met", "partly", "unmet", "unknown", "not-applicable"}
    assert VERDICTS.types["outcome"] == "VARCHAR"
