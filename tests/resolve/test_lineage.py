from __future__ import annotations

import pytest

from audit.resolve.lineage import UNNAMED
from tests.small_models import Part, base, card, code, judged, small_model, weights


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
