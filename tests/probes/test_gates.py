from __future__ import annotations

import json
from typing import Any

import pytest

from audit.model import Asked, Evidence, Gate
from audit.probes import gates as probe
from tests.small_models import DATA, Part, base, card, checkpoint, code, data, stated, weights

FORM = {
    "extra_gated_heading": "Ask for the heron",
    "extra_gated_prompt": "You agree.",
    "extra_gated_fields": {"Name": "text", "Purpose": {"type": "select", "options": ["a", "b"]}},
    "extra_gated_eu_disallowed": True,
}
CARD = """\
---
license: mit
extra_gated_heading: Ask for the heron
extra_gated_prompt: >-
  You agree
  to watch.
extra_gated_fields:
  Name: text
  Purpose:
    type: select
    options: [a, b]
extra_gated_eu_disallowed: true
tags: [heron]
---
"""


def found(*parts: Part) -> list[Gate]:
    return [fact for fact in stated(probe, *parts) if isinstance(fact, Gate)]


def places(evidence: tuple[Evidence, ...]) -> list[tuple[str | None, tuple[int, int] | None]]:
    return [(one.path, one.lines) for one in evidence]


@pytest.mark.parametrize(
    ("record", "kinds"),
    [
        ({"gated": False}, ["none"]),
        ({"gated": False, "private": False, "disabled": False}, ["none"]),
        ({"gated": "auto"}, ["auto"]),
        ({"gated": "manual"}, ["manual"]),
        ({"gated": True}, ["manual"]),
        ({"gated": "else"}, ["manual"]),
        ({"gated": []}, ["manual"]),
        ({"gated": 0}, ["manual"]),
        ({"gated": None}, []),
        ({"gated": False, "private": True}, ["private"]),
        ({"gated": "auto", "private": True}, ["private"]),
        ({"gated": False, "disabled": True}, ["disabled"]),
        ({"private": True, "disabled": True}, ["private"]),
        ({}, []),
        (None, []),
    ],
)
def test_gates(record: dict[str, Any] | None, kinds: list[str]) -> None:
    for part in (
        weights({}, record=record),
        checkpoint({}, "hf:acme/Heron-1B", record=record),
        data({}, record=record),
        base({}, "hf:delta/Delta-8B", record=record),
    ):
        assert [fact.kind for fact in found(part)] == kinds


@pytest.mark.parametrize(("private", "kinds"), [(True, ["private"]), (False, [])])
def test_a_code_host_tells_of_private_repositories(*, private: bool, kinds: list[str]) -> None:
    assert [f.kind for f in found(code({}, record={"private": private}))] == kinds
    assert found(code({"README.md": CARD})) == []


def test_the_form_comes_from_the_card_with_its_lines() -> None:
    (gate,) = found(weights({"README.md": CARD}, record={"gated": "manual", "cardData": {}}))
    assert gate.asked.heading == "Ask for the heron"
    assert gate.asked.prompt == "You agree to watch."
    assert [one.name for one in gate.asked.fields] == ["Name", "Purpose"]
    assert gate.asked.eu_disallowed
    assert places(gate.evidence) == [
        ("api/model-info.json", (3, 3)),
        ("README.md", (3, 3)),
        ("README.md", (4, 6)),
        ("README.md", (7, 11)),
        ("README.md", (12, 12)),
    ]


@pytest.mark.parametrize("readme", [{}, {"README.md": "---\n[\n---\n"}, {"README.md": "# Heron\n"}])
def test_the_form_comes_from_the_record_where_the_card_was_not_readable(
    readme: dict[str, str | int],
) -> None:
    record = {"cardData": {"gated": "auto", **FORM}, "gated": "manual", "private": False}
    (gate,) = found(weights(readme, record=record))
    assert gate.kind == "manual"
    assert [one.options for one in gate.asked.fields] == [(), ("a", "b")]
    assert gate.asked.eu_disallowed
    text = json.dumps(record, indent=1, sort_keys=True).split("\n")
    quoted = [one.quote for one in gate.evidence]
    assert quoted[0] == ' "gated": "manual",'
    assert quoted[1] == '  "extra_gated_heading": "Ask for the heron",'
    first, last = gate.evidence[3].lines or (0, 0)
    assert text[first - 1] == '  "extra_gated_fields": {'
    assert text[last - 1] == "  },"
    assert all(one.path == "api/model-info.json" for one in gate.evidence)


def test_a_form_without_the_hosts_word_is_a_gate_that_was_not_seen() -> None:
    (gate,) = found(weights({"README.md": card(extra_gated_fields={"Name": "text"})}))
    assert gate.kind == "unknown"
    assert places(gate.evidence) == [("README.md", (2, 2))]


def test_keys_without_a_value_ask_nothing() -> None:
    assert found(weights({"README.md": "---\nextra_gated_fields:\n---\n"})) == []


@pytest.mark.parametrize("said", [None, [], "text", {"extra_gated_fields": []}, {}])
def test_a_record_that_repeats_no_form(said: object) -> None:
    (gate,) = found(data({}, record={"gated": "auto", "cardData": said}))
    assert (gate.artifact, gate.asked) == (DATA, Asked())


@pytest.mark.parametrize(
    "text",
    [
        '{"gated": "auto", "cardData": {"extra_gated_heading": "x"}}',
        '{"cardData":\n{"extra_gated_heading": "x"},\n"gated": "auto"}',
        '{\n "cardData": {\n  "extra_gated_heading": {\n "gated": "auto"',
    ],
)
def test_a_record_that_is_laid_out_otherwise_is_cited_all_the_same(text: str) -> None:
    for gate in found(weights({"api/model-info.json": text})):
        assert gate.kind == "auto"
        assert gate.asked.heading == "x"
        assert all(one.lines and one.lines[0] >= 1 for one in gate.evidence)


def test_a_block_without_an_end_is_cited_by_its_first_line() -> None:
    text = (
        '{\n "cardData": {\n  "extra_gated_fields": {\n     "a": "text"}},\n "gated": "auto"\n}\n'
    )
    (gate,) = found(weights({"api/model-info.json": text}))
    assert places(gate.evidence)[1] == ("api/model-info.json", (3, 3))
