"""What stands before the artifacts, and what the rows make of it."""

from __future__ import annotations

from typing import Any

import pytest

from audit.model import Assessment, Gap, GapReason, GateKind, Outcome
from tests.small_models import (
    CODE,
    DATA,
    WEIGHTS,
    Part,
    base,
    card,
    code,
    data,
    judged,
    small_model,
    weights,
)

BIG = {"model.safetensors": 2_000_000_000}
OTHERS = "hf:datasets/other/pile"
OPEN: dict[str, Any] = {"gated": False, "private": False}


def audited(*parts: Part, gaps: tuple[Gap, ...] = ()) -> Assessment:
    return judged(small_model(*parts, gaps=gaps))


def rows(*parts: Part, gaps: tuple[Gap, ...] = ()) -> dict[str, tuple[str, str]]:
    found = audited(*parts, gaps=gaps).components
    return {name: (row.availability.value, row.access.value) for name, row in found.items()}


def refused(artifact: str) -> Gap:
    return Gap(artifact=artifact, path="README.md", reason=GapReason.GATED, detail="401")


@pytest.mark.parametrize(
    ("record", "row"),
    [
        (OPEN, ("released", "open")),
        ({"gated": "auto"}, ("released", "gated")),
        ({"gated": "manual"}, ("released", "gated")),
        ({}, ("released", "unknown")),
        ({"gated": False, "private": True}, ("withheld", "gated")),
        ({"gated": False, "disabled": True}, ("withheld", "gated")),
    ],
)
def test_weights(record: dict[str, Any], row: tuple[str, str]) -> None:
    assert rows(weights(BIG, record=record))["weights-final"] == row


def test_a_requirement_that_a_gate_fails_shows_the_line_of_the_gate() -> None:
    readme = card("# Heron", license="mit")
    found = audited(weights({**BIG, "README.md": readme}, record={"gated": "manual"}))
    verdict = found.frameworks["osaid-1.0"].requirements["OSAID-P0"]
    assert verdict.outcome is Outcome.UNMET
    assert [(one.text, one.evidence[0].quote) for one in verdict.because] == [
        ("weights-final: access gated", ' "gated": "manual"')
    ]


def test_a_refusal_tells_of_a_gate_that_the_record_does_not() -> None:
    found = audited(weights(BIG, record=OPEN), gaps=(refused(WEIGHTS),))
    assert found.components["weights-final"].access == "gated"
    unseen = audited(weights(BIG), base({}, "hf:delta/Delta-8B"), gaps=(refused(WEIGHTS),))
    assert [(one.artifact, one.gate) for one in unseen.access_conditions] == [
        (WEIGHTS, GateKind.UNKNOWN)
    ]


def test_a_gate_is_seen_where_the_files_were_not() -> None:
    row = rows(weights({}, listing="none", record={"gated": "manual"}))["weights-final"]
    assert row == ("unknown", "gated")


def test_a_form_alone_opens_and_closes_nothing() -> None:
    readme = card("# Heron", extra_gated_fields={"Name": "text"})
    assert rows(weights({**BIG, "README.md": readme}))["weights-final"][1] == "unknown"
    assert rows(weights({**BIG, "README.md": readme}, record=OPEN))["weights-final"][1] == "open"


def test_code_beside_gated_weights_is_not_open_to_all() -> None:
    files = {**BIG, "modeling_heron.py": 9_000}
    assert rows(weights(files, record=OPEN))["architecture-code"][1] == "open"
    assert rows(weights(files, record={"gated": "auto"}))["architecture-code"][1] == "gated"


def test_what_lies_in_a_private_repository_is_not_published() -> None:
    found = audited(
        weights({**BIG, "README.md": "# Heron\n"}, record={"gated": False, "private": True}),
        code({"train.py": 900}, record={"private": True}),
    )
    for name in ("weights-final", "model-card", "training-code"):
        row = found.components[name]
        assert (row.availability.value, row.access.value) == ("withheld", "gated"), name
        assert "private" in row.detail
    assert found.frameworks["osaid-1.0"].requirements["OSAID-P0"].outcome is Outcome.UNMET
    assert {one.artifact: one.gate.value for one in found.access_conditions} == {
        WEIGHTS: "private",
        CODE: "private",
    }


def test_what_the_public_has_elsewhere_stays_released() -> None:
    found = rows(weights(BIG, record={"private": True}), code({"train.py": 900}))
    assert found["training-code"] == ("partial", "open")


TRAINED = card("# Heron\nTrained on heron-mix.", datasets=["acme/heron-mix"])
TRAINED_ON_BOTH = card("# Heron\nTrained.", datasets=["acme/heron-mix", "other/pile"])
ROWS: dict[str, str | int] = {"train.parquet": 9_000}


@pytest.mark.parametrize(
    ("record", "row"),
    [
        (OPEN, ("released", "open")),
        ({"gated": "manual"}, ("released", "gated")),
        ({"gated": False, "private": True}, ("unknown", "gated")),
        ({}, ("released", "unknown")),
    ],
)
def test_the_publishers_data(record: dict[str, Any], row: tuple[str, str]) -> None:
    found = rows(weights({**BIG, "README.md": TRAINED}, record=OPEN), data(ROWS, record=record))
    assert found["training-data"] == row


def test_a_gate_before_data_of_others_is_said_and_not_held_against_the_publisher() -> None:
    found = audited(
        weights({**BIG, "README.md": TRAINED_ON_BOTH}, record=OPEN),
        data(ROWS, record=OPEN),
        data(ROWS, OTHERS, own=False, record={"gated": "auto"}),
    )
    row = found.components["training-data"]
    assert (row.availability.value, row.access.value) == ("partial", "unknown")
    assert row.detail.endswith(f"; not open to all: {OTHERS}")
    assert {one.artifact: one.gate.value for one in found.access_conditions} == {
        WEIGHTS: "none",
        DATA: "none",
        OTHERS: "auto",
    }


def test_the_terms_of_a_card_that_refuses_people_are_for_a_person_to_judge() -> None:
    readme = card("# Heron", license="mit", extra_gated_eu_disallowed=True)
    found = audited(weights({**BIG, "README.md": readme}, record=OPEN))
    assert found.components["weights-final"].license.class_ == "unresolved"
    allowed = readme.replace("true", "false")
    found = audited(weights({**BIG, "README.md": allowed}, record=OPEN))
    assert found.components["weights-final"].license.class_ == "osi-approved"
