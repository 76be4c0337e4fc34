from __future__ import annotations

import pytest

from audit.model import Edge, Gap, GapReason
from audit.resolve.lineage import UNNAMED
from tests.small_models import (
    REVISION,
    Part,
    base,
    card,
    code,
    data,
    judged,
    small_model,
    weights,
)


def _edges(*parts: Part) -> list[tuple[str, str | None, str]]:
    found = judged(small_model(*parts)).lineage
    return [(edge.parent, edge.license.expression, edge.license.class_) for edge in found]


@pytest.mark.parametrize(
    ("parent", "license_class"),
    [
        ("mistralai/Mistral-7B-v0.1", "osi-approved"),
        ("somebody/Mistral-7B-v0.1", "unknown"),
        ("somebody/Mistral-7B-research", "unknown"),
        ("checkpoints/mistral-7b", "osi-approved"),
        ("Mistral-7B", "osi-approved"),
        ("Mistral-7B-Pelican", "unknown"),
        ("meta-llama/Llama-3.1-8B", "community-restricted"),
        ("somebody/Llama-3.1-8B-tuned", "community-restricted"),
        ("microsoft/phi-2", "osi-approved"),
        ("delta/Delta-8B", "unknown"),
    ],
)
def test_terms_by_the_name_of_the_parent_alone(parent: str, license_class: str) -> None:
    part = weights({"README.md": card("", base_model=parent)})
    assert [found for *_, found in _edges(part)] == [license_class]


@pytest.mark.parametrize(
    ("tag", "license_class"),
    [
        ("mit", "osi-approved"),
        ("cc-by-nc-4.0", "noncommercial-or-research"),
        ("other", "unresolved"),
    ],
)
def test_what_was_read_at_the_parent_outweighs_its_name(tag: str, license_class: str) -> None:
    child = weights({"README.md": card("", base_model="mistralai/Mistral-7B-v0.1")})
    parent = base({"README.md": card("", license=tag)}, "hf:mistralai/Mistral-7B-v0.1")
    assert [found for *_, found in _edges(child, parent)] == [license_class]


def test_the_closest_place_counts_and_an_own_step_lets_the_next_one_speak() -> None:
    script = code({"train.sh": "x --model_name_or_path delta/Delta-8B\n"})
    declared = weights({"README.md": card("", base_model="omega/Omega-8B")})
    assert [parent for parent, *_ in _edges(declared, script)] == ["omega/Omega-8B"]
    own = weights({"README.md": card("", base_model="acme/Heron-base")})
    assert [parent for parent, *_ in _edges(own, script)] == ["acme/Heron-base", "delta/Delta-8B"]


def test_one_parent_named_twice_is_one_edge() -> None:
    part = weights({"README.md": card("", base_model=["delta/Delta-8B", "delta/delta_8b"])})
    assert len(_edges(part)) == 1


def test_bases_of_bases() -> None:
    child = weights({"README.md": card("", base_model="delta/D-8B")})
    parent = base({"README.md": card("", base_model="omega/O-8B")}, "hf:delta/D-8B")
    cycle = base({"README.md": card("", base_model="delta/D-8B")}, "hf:omega/O-8B")
    assert [name for name, *_ in _edges(child, parent, cycle)] == [
        "delta/D-8B",
        "omega/O-8B",
        "delta/D-8B",
    ]


@pytest.mark.parametrize(
    ("front", "parents"), [({}, [UNNAMED]), ({"base_model": "d/D-8B"}, ["d/D-8B"])]
)
def test_a_composed_model_has_a_base_even_if_it_is_not_named(
    front: dict[str, str], parents: list[str]
) -> None:
    part = weights({"README.md": card("", **front), "config.json": '{"model_type": "llava"}'})
    assert [parent for parent, *_ in _edges(part)] == parents


def test_without_weights_there_is_no_lineage() -> None:
    assert _edges(code({"train.sh": "x --model_name_or_path delta/Delta-8B\n"})) == []


def _steps(*parts: Part, gaps: tuple[Gap, ...] = ()) -> list[Edge]:
    return list(judged(small_model(*parts, gaps=gaps)).lineage)


def _gap(artifact: str, reason: GapReason) -> Gap:
    return Gap(artifact=artifact, path=None, reason=reason, detail="")


@pytest.mark.parametrize(
    ("parent", "reason", "state"),
    [
        ("delta/D-8B", None, "not-looked"),
        ("delta/D-8B", GapReason.MISSING, "missing"),
        ("delta/D-8B", GapReason.GATED, "gated"),
        ("delta/D-8B", GapReason.NOT_LOOKED, "not-looked"),
        ("delta/D-8B", GapReason.UNREACHABLE, "unreachable"),
        ("delta/D-8B", GapReason.RATE_LIMITED, "unreachable"),
        ("/mnt/x/ckpt", None, "local"),
        ("checkpoints/heron", None, "local"),
        ("Delta 8B", None, "named"),
    ],
)
def test_what_became_of_an_ancestor(parent: str, reason: GapReason | None, state: str) -> None:
    gaps = (_gap(f"hf:{parent}", reason),) if reason else ()
    (edge,) = _steps(weights({"README.md": card("", base_model=parent)}), gaps=gaps)
    assert edge.state == state
    assert (edge.revision, edge.license.class_) == (None, "unknown")


@pytest.mark.parametrize(
    ("fields", "state"),
    [({"gated": False}, "read"), ({"gated": "manual"}, "gated"), ({"private": True}, "private")],
)
def test_an_ancestor_that_was_read_tells_its_gate_and_revision(
    fields: dict[str, object], state: str
) -> None:
    child = weights({"README.md": card("", base_model="delta/D-8B")})
    parent = base({"README.md": card("", license="mit")}, "hf:delta/D-8B", record=fields)
    (edge,) = _steps(child, parent)
    assert (edge.state, edge.revision) == (state, REVISION)
    assert edge.license.expression == "MIT"


def test_edges_of_a_cycle_are_marked_and_others_are_not() -> None:
    child = weights({"README.md": card("", base_model="delta/D-8B")})
    parent = base({"README.md": card("", base_model="omega/O-8B")}, "hf:delta/D-8B")
    cycle = base({"README.md": card("", base_model="delta/D-8B")}, "hf:omega/O-8B")
    assert [edge.in_cycle for edge in _steps(child, parent, cycle)] == [False, True, True]


def test_a_model_that_declares_itself_is_a_cycle_of_one() -> None:
    (edge,) = _steps(weights({"README.md": card("", base_model="acme/Heron-7B")}))
    assert edge.in_cycle
    assert edge.evidence[0].quote == 'base_model: "acme/Heron-7B"'


def test_the_place_that_tells_the_way_is_cited_as_well() -> None:
    prose = "Heron is based on Osprey-7B.\n\nHeron was created by fine-tuning Osprey-7B on talk.\n"
    (edge,) = _steps(weights({}), code({"README.md": prose}))
    assert edge.how == "fine-tune"
    assert [place.lines for place in edge.evidence] == [(1, 1), (3, 3)]


def test_grandparents_hang_on_the_parents() -> None:
    record = {"baseModels": {"relation": "finetune", "models": [{"id": "omega/O-8B"}]}}
    child = weights({"README.md": card("", base_model="delta/D-8B")})
    edges = _steps(child, base({}, "hf:delta/D-8B", record=record))
    assert [(e.child, e.parent, e.how) for e in edges] == [
        ("hf:acme/Heron-7B", "delta/D-8B", ""),
        ("hf:delta/D-8B", "omega/O-8B", "fine-tune"),
    ]


def test_data_and_their_makers_are_edges_and_no_base_models() -> None:
    part = weights({"README.md": card("", datasets=["acme/heron-mix", "delta/talk"])})
    mix = data({"README.md": card("Data generated by GPT-4.", license="cc-by-4.0")})
    found = [(e.child, e.parent, e.relation, e.license.expression, e.state) for e in
             _steps(part, mix)]  # fmt: skip
    assert found == [
        ("hf:acme/Heron-7B", "datasets/acme/heron-mix", "dataset", "CC-BY-4.0", "read"),
        ("hf:acme/Heron-7B", "datasets/delta/talk", "dataset", None, "not-looked"),
        ("hf:datasets/acme/heron-mix", "GPT-4", "data-generator", None, "named"),
    ]
