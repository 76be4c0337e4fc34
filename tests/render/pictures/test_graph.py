from __future__ import annotations

import pytest
from msgspec.structs import replace

from audit.model import AncestorState, Conflict, Evidence, Severity, Side
from audit.render.pictures.graph import ON_EDGES, NodeKind, graph
from audit.render.view_inventory import gravest_first
from tests.render.pictures.lineages import VENDOR, against, edge, family, lineage
from tests.samples import CODE_README, TAG, WEIGHTS, sample_assessment
from tests.small_models import judged, small_model
from tests.traps import TRAPS


def test_one_thing_is_one_node_with_and_without_its_host() -> None:
    found = graph(family())
    assert found.root == "heron-lab/Heron-VL-7B"
    assert set(found.nodes) == {
        "heron-lab/Heron-VL-7B",
        "delta/D-8B-Instruct",
        "delta/D-8B",
        "gull/encoder",
        "datasets/heron/mix",
        "datasets/tern/pairs",
        "GPT-4",
    }
    assert found.nodes["datasets/tern/pairs"].kind is NodeKind.DATA
    assert found.nodes["gull/encoder"].kind is NodeKind.ENCODER


def test_the_root_stands_under_the_terms_of_the_weights() -> None:
    """A cycle that leads back to the model says something else of it."""
    assert graph(family()).nodes["heron-lab/Heron-VL-7B"].license.expression == (
        "LicenseRef-Heron-Research"
    )


def test_equal_steps_are_one() -> None:
    found = graph(lineage([edge(WEIGHTS, "lab/a"), edge(WEIGHTS, "hf:lab/a")]))
    assert len(found.sources[found.root]) == 1


def test_a_lineage_of_something_else_has_a_root_as_well() -> None:
    found = graph(lineage([edge("hf:other/model", "lab/a")]))
    assert found.root == "other/model"
    assert found.nodes["other/model"].state is AncestorState.UNKNOWN


@pytest.mark.parametrize(
    "parent", ["lab/a", "A model (of ours), the first", "a, b", "语言模型", "x" * 400]
)
def test_the_source_is_found_by_its_name_in_the_words(parent: str) -> None:
    says = f"starts from {parent} (LicenseRef-Delta-3)"
    conflict = against("model-against-base-model", Severity.CRITICAL, says)
    found = graph(lineage([edge(WEIGHTS, parent), edge(WEIGHTS, "lab/b")], [conflict]))
    assert [step.conflicts for step in found.sources[found.root]] == [(1,), ()]


def test_a_name_that_begins_another_is_not_taken_for_it() -> None:
    conflict = against("duties-not-shown", Severity.LOW, "starts from lab/a-chat (MIT)")
    found = graph(lineage([edge(WEIGHTS, "lab/a"), edge(WEIGHTS, "lab/a-chat")], [conflict]))
    assert [step.conflicts for step in found.sources[found.root]] == [(), (1,)]


def test_of_two_products_of_one_source_the_evidence_tells_which() -> None:
    edges = [
        replace(edge("hf:datasets/a", "GPT-4", "data-generator"), evidence=(TAG,)),
        replace(edge("hf:datasets/b", "GPT-4", "data-generator"), evidence=(CODE_README,)),
    ]
    conflicts = [
        Conflict(
            kind="data-against-its-sources",
            severity=Severity.MEDIUM,
            text="",
            sides=(Side(says="made with GPT-4 (terms)", evidence=(one,)),),
        )
        for one in (TAG, CODE_README)
    ]
    found = graph(lineage(edges, conflicts))
    assert [steps[0].conflicts for steps in found.sources.values()] == [(1,), (2,)]


def test_a_conflict_within_a_source_lies_on_the_way_to_it() -> None:
    here = Evidence(artifact="hf:datasets/lab/mix")
    conflict = Conflict(
        kind="prose-against-tag",
        severity=Severity.HIGH,
        text="",
        sides=(Side(says="tag", evidence=(here,)), Side(says="prose", evidence=())),
    )
    found = graph(lineage([edge(WEIGHTS, "datasets/lab/mix", "dataset")], [conflict]))
    assert found.sources[found.root][0].conflicts == (1,)


def test_a_conflict_of_the_model_with_itself_lies_on_no_edge() -> None:
    found = graph(sample_assessment())
    assert not [step for steps in found.sources.values() for step in steps if step.conflicts]


@pytest.mark.parametrize(
    "name", [name for name, trap in TRAPS.items() if set(trap.conflicts) & set(ON_EDGES)]
)
def test_every_conflict_with_a_source_is_on_an_edge(name: str) -> None:
    """Names are read from sentences of `resolve`: this holds the two together."""
    found = judged(small_model(*TRAPS[name].parts, gaps=TRAPS[name].gaps))
    steps = [step for steps in graph(found).sources.values() for step in steps]
    told = {number for step in steps for number in step.conflicts}
    with_sources = {
        number
        for number, one in enumerate(gravest_first(found.conflicts), 1)
        if one.kind in ON_EDGES and "applies as well" not in one.sides[0].says
    }
    assert with_sources
    assert with_sources <= told


def test_terms_of_a_source_are_those_of_the_first_edge() -> None:
    found = graph(lineage([edge(WEIGHTS, "lab/a", terms=VENDOR), edge("lab/b", "lab/a")]))
    assert found.nodes["lab/a"].license == VENDOR
