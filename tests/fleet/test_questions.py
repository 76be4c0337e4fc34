"""The ready questions, on models of which the answers are known."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from audit.fleet.engine import Limits
from audit.fleet.query import asked
from audit.fleet.questions import QUESTIONS
from audit.fleet.store import Results
from audit.model import License, Outcome

from .made import finish, judged, keep, make_metadata

LIMITS = Limits(seconds=60, memory="500MB")


def answer(results: Results, name: str) -> list[dict[str, object]]:
    with asked(results, QUESTIONS[name].sql, LIMITS) as found:
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def test_licenses_by_class(fleet: Results) -> None:
    told = [(row["license"], row["models"]) for row in answer(fleet, "licenses")]
    assert told == [
        ("Apache-2.0", 5),
        ("LicenseRef-llama2", 1),
        ("LicenseRef-The-CogVLM-License", 1),
        ("CC-BY-NC-4.0", 1),
    ]


def test_licenses_that_are_not_known_are_a_row_of_their_own(tmp_path: Path) -> None:
    rows = """SELECT * FROM (VALUES ('hf:a/a', NULL, NULL, NULL), ('hf:a/b', NULL, 'none', NULL),
    ('hf:a/c', NULL, NULL, 'a broken row')) t(id, license, license_class, problem)"""
    told = answer(make_metadata(tmp_path, {"models": rows}), "licenses")
    assert [(row["license_class"], row["models"], row["example"]) for row in told] == [
        ("none", 1, "hf:a/b"),
        (None, 1, "hf:a/a"),
    ]


def test_conflicts_by_kind(fleet: Results) -> None:
    told = {row["kind"]: row for row in answer(fleet, "conflicts")}
    row = told["model-against-base-model"]
    assert (row["models"], row["conflicts"]) == (1, 1)
    assert row["examples"] == ["bundled:leopard-llava"]
    assert all(str(one["place"]).startswith("https://") for one in told.values())


def test_examples_are_different_models(results: Results) -> None:
    found = judged("aria")
    twice = judged("leopard-llava").conflicts[:1] * 5
    keep(results, [replace(found, conflicts=twice)])
    (row,) = answer(finish(results), "conflicts")
    assert (row["models"], row["conflicts"], row["examples"]) == (1, 5, ["bundled:aria"])


def test_openwashing_names_both_sides_with_their_places(fleet: Results) -> None:
    told = answer(fleet, "openwashing")
    assert {row["model"] for row in told} == {
        "bundled:cogvlm-chat-hf",
        "bundled:leopard-llava",
        "bundled:xgen-mm-instruct-interleave-v1.5",
        "bundled:xgen-mm-instruct-v1",
    }
    (terms,) = (
        row for row in told if (row["model"], row["reason"]) == ("bundled:cogvlm-chat-hf", "terms")
    )
    assert terms["called"] == "in words, and tagged Apache-2.0"
    assert "/README.md#L" in str(terms["called_at"])
    assert str(terms["against"]).startswith("LicenseRef-The-CogVLM-License, ")
    assert "/MODEL_LICENSE" in str(terms["place"])


def test_a_tag_alone_calls_a_model_open_and_no_definition_met(fleet: Results) -> None:
    told = [row for row in answer(fleet, "openwashing") if row["model"] == "bundled:leopard-llava"]
    assert [(row["called"], row["reason"]) for row in told] == [
        ("tagged Apache-2.0", "model-against-base-model")
    ]


def test_unknown_terms_and_verdicts_speak_against_nobody(results: Results) -> None:
    found = judged("cogvlm-chat-hf")
    frameworks = {
        name: replace(one, outcome=Outcome.UNKNOWN) for name, one in found.frameworks.items()
    }
    states = []
    for class_ in ("unknown", "unresolved", "family-ambiguous", "inherited"):
        weights = replace(
            found.components["weights-final"], license=License(expression=None, class_=class_)
        )
        states.append(
            replace(
                found,
                target=replace(found.target, id=f"hf:a/{class_}"),
                components={**found.components, "weights-final": weights},
                conflicts=(),
                frameworks=frameworks,
            )
        )
    keep(results, states)
    assert answer(finish(results), "openwashing") == []


def test_without_words_or_an_open_tag_nobody_calls_it_open(results: Results) -> None:
    found = judged("cogvlm-chat-hf")
    (tag, *others) = found.statements
    statements = (replace(tag, expression=None, class_="unknown"), *others)
    keep(results, [replace(found, claims=(), conflicts=(), statements=statements)])
    assert answer(finish(results), "openwashing") == []
