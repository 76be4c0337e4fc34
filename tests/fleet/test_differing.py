"""What changed: between two fleets at both depths, and from an assessment to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from audit.errors import AuditError
from audit.fleet.differing import changed_between, changed_since
from audit.fleet.engine import Limits
from audit.fleet.store import Results

from .made import closed_later, finish, judged, keep, make, make_metadata

LIMITS = Limits(seconds=60, memory="500MB")
Changes = list[dict[str, object]]


def between(old: Results, new: Results) -> Changes:
    with changed_between(old, new, LIMITS) as found:
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def since(results: Results) -> Changes:
    with changed_since(results, LIMITS) as found:
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def told(changes: Changes, *kinds: str) -> list[tuple[object, ...]]:
    return [
        tuple(row[name] for name in ("what", "about", "before", "after"))
        for row in changes
        if row["what"] in kinds
    ]


TERMS = [
    ("access", "weights-final", None, "gated"),
    ("license", "weights-final", "Apache-2.0", "CC-BY-NC-4.0"),
    ("license class", "weights-final", "osi-approved", "noncommercial-or-research"),
]


def test_a_fleet_does_not_differ_from_itself(fleet: Results) -> None:
    assert between(fleet, fleet) == []


def test_a_model_of_other_terms_in_another_fleet(fleet: Results, results: Results) -> None:
    names = [path for path in fleet.current() if "aria" not in path.name]
    from audit.fleet.differing import read_back

    keep(results, [closed_later("aria"), *map(read_back, names)])
    changes = between(fleet, finish(results))
    assert {row["model"] for row in changes} == {"bundled:aria"}
    assert told(changes, "license", "license class", "access") == TERMS
    assert ("outcome", "mof-spec: MOFS-10", "met", "unmet") in told(changes, "outcome")
    assert {str(row["since"]) for row in changes} == {"2026-11-23"}
    assert {str(row["until"]) for row in changes} == {"2026-11-30"}
    assert {row["other_criteria"] for row in changes} == {False}


def test_models_in_one_fleet_only_and_those_that_could_not_be_audited(
    tmp_path: Path, results: Results
) -> None:
    old = make(tmp_path / "old", ["aria"])
    new = finish(results, {"bundled:aria": "it is gone", "hf:a/b": "no such model"})
    assert told(between(old, new), "model", "problem") == [
        ("problem", None, "audited", "it is gone"),
        ("model", None, None, "no such model"),
    ]
    assert told(between(new, old), "model") == [("model", None, "no such model", None)]


def test_conflicts_that_came_and_went(tmp_path: Path, results: Results) -> None:
    old = make(tmp_path / "old", ["leopard-llava"])
    keep(results, [replace(judged("leopard-llava"), conflicts=())])
    parent = "pretrained_models/llava-pretrain-llama3.1-8B-siglip"
    assert told(between(old, finish(results)), "conflict") == [
        ("conflict", f"model-against-base-model: {parent}", "1", "0"),
        ("conflict", "no-license-for-own-code", "1", "0"),
    ]


def test_profiles_of_other_numbers_are_compared_by_what_they_say(tmp_path: Path) -> None:
    def made(name: str, first: int, second: int, outcome: str) -> Results:
        return make_metadata(
            tmp_path / name,
            {
                "models": f"FROM (VALUES ('hf:a/a', {first}), ('hf:a/b', {first}),"
                f" ('hf:a/c', {second})) t(id, profile)",
                "verdicts": f"FROM (VALUES ({first}, 'f', 'r', 'met'), ({second}, 'f', 'r',"
                f" '{outcome}'), ({second}, 'f', NULL, 'unknown'))"
                " t(profile, framework, requirement, outcome)",
            },
        )

    old = made("old", 1, 2, "unmet")
    assert between(old, made("same", 2, 1, "unmet")) == []
    changes = between(old, made("other", 2, 1, "met"))
    assert [(row["model"], row["about"], row["before"], row["after"]) for row in changes] == [
        ("hf:a/c", "f: r", "unmet", "met")
    ]


def test_drift_goes_from_each_assessment_to_the_next(results: Results) -> None:
    first, second = judged("aria"), closed_later("aria")
    keep(results, [judged("cogvlm-chat-hf"), first, second, first])
    changes = since(finish(results))
    assert {row["model"] for row in changes} == {"bundled:aria"}
    back = [(what, about, after, before) for what, about, before, after in TERMS]
    kinds = ("license", "license class", "access")
    assert told(changes, *kinds) == TERMS + back


def test_drift_tells_where_the_criteria_are_others(results: Results) -> None:
    found = judged("aria")
    frameworks = {name: one for name, one in found.frameworks.items() if name == "mof-spec"}
    old = replace(found, versions=replace(found.versions, criteria="0" * 64), frameworks=frameworks)
    keep(results, [old, found])
    changes = since(finish(results))
    assert {row["other_criteria"] for row in changes} == {True}
    assert {(row["what"], row["before"]) for row in changes} <= {("outcome", None), ("level", None)}


def test_a_fleet_without_a_past_has_no_drift(fleet: Results) -> None:
    assert since(fleet) == []


def test_a_past_that_cannot_be_read_is_told(results: Results) -> None:
    keep(results, [judged("aria"), closed_later("aria")])
    finish(results)
    (past,) = results.replaced()
    past.write_bytes(b"{}")
    with pytest.raises(AuditError, match="holds no assessment"):
        since(results)


def test_a_model_that_is_left_out_later_has_no_next(results: Results) -> None:
    keep(results, [judged("aria"), closed_later("aria"), judged("cogvlm-chat-hf")])
    results.place("bundled:aria").unlink()
    assert since(finish(results)) == []
