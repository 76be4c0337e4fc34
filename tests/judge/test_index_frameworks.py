"""The European index and its forerunner: what the inventory allows to say of each parameter."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from audit.judge.assess import judge
from audit.model import Access, Availability, Component, Edge, Inventory
from audit.registers.osai import EDITIONS
from audit.registers.score import framework_named
from tests.judge.inventories import (
    ABSENT,
    CC,
    HIDDEN,
    LLAMA,
    MIT,
    NONE,
    OPEN_INVENTORY,
    UNKNOWN,
    base,
    inventory,
    row,
)

PART = row(Availability.PARTIAL)
GATED = row(access=Access.GATED)
BASE = (base(MIT),)
OPEN, HALF, CLOSED = (1, 1), (0.5, 0.5), (0, 0)


def value(found: Inventory, key: str) -> tuple[float, float] | None:
    name = key.partition("-")[0]
    framework = next(one.framework for one in EDITIONS if one.prefix == name)
    return judge(framework_named(framework), found).requirements[key].value


@pytest.mark.parametrize(
    ("key", "rows", "edges", "found"),
    [
        ("OSAI26-weights_endmodel", {}, (), OPEN),
        ("OSAI26-weights_endmodel", {"weights-final": PART}, (), HALF),
        ("OSAI26-weights_endmodel", {"weights-final": GATED}, (), HALF),
        ("OSAI26-weights_endmodel", {"weights-final": row(access=Access.UNKNOWN)}, (), (0.5, 1)),
        ("OSAI26-weights_endmodel", {"weights-final": ABSENT}, (), CLOSED),
        ("OSAI26-weights_endmodel", {"weights-final": HIDDEN}, (), (0, 1)),
        ("OSAI26-datasources_endmodel", {"training-data": PART}, (), HALF),
        # nobody says that there is no base model, and what there is is another's
        ("OSAI26-weights_basemodel", {}, (), (0, 1)),
        ("OSAI26-weights_basemodel", {}, BASE, (0, 1)),
        ("OSAI26-weights_basemodel", {"weights-final": ABSENT}, BASE, (0, 1)),
        ("OSAI26-weights_basemodel", {"weights-final": ABSENT}, (), CLOSED),
        ("OSAI26-datasources_basemodel", {"training-data": PART}, (), (0, 0.5)),
        ("OSAI26-datasources_basemodel", {"training-data": ABSENT}, (), CLOSED),
        ("OSAI26-datasources_basemodel", {"training-data": ABSENT}, (base(UNKNOWN),), (0, 1)),
        ("OSAI26-trainingcode", {}, (), OPEN),
        ("OSAI26-trainingcode", {"preprocessing-code": ABSENT}, (), HALF),
        ("OSAI26-trainingcode", {"preprocessing-code": HIDDEN}, (), (0.5, 1)),
        ("OSAI26-trainingcode", {"training-code": ABSENT}, BASE, OPEN),
        ("OSAI26-trainingcode", {"training-code": ABSENT}, (), (0.5, 1)),
        (
            "OSAI26-trainingcode",
            dict.fromkeys(("training-code", "fine-tuning-code", "preprocessing-code"), ABSENT),
            BASE,
            CLOSED,
        ),
        ("OSAI26-modelcard", {"model-card": PART}, (), HALF),
        ("OSAI26-modelcard", {}, (), (0.5, 1)),
        ("OSAI26-modelcard", {"model-card": ABSENT}, (), CLOSED),
        ("OSAI26-paper", {}, (), (0, 1)),
        ("OSAI26-paper", {"research-paper": ABSENT}, (), CLOSED),
        ("OSAI26-preprint", {}, (), (0.5, 1)),
        ("OSAI26-preprint", {"technical-report": ABSENT}, (), (0, 1)),
        ("OSAI26-datasheet", {"data-description": ABSENT}, (), (0.5, 1)),
        ("OSAI25-datasheet", {"data-description": ABSENT}, (), CLOSED),
        ("OSAI25-datasheet", {}, (), (0, 1)),
        ("OSAI26-licenses", {}, (), OPEN),
        ("OSAI26-licenses", {"training-data": row(terms=CC)}, (), OPEN),
        ("OSAI25-licenses", {"training-data": row(terms=CC)}, (), HALF),
        ("OSAI26-licenses", {"training-data": row(terms=LLAMA)}, (), HALF),
        ("OSAI26-licenses", {"training-data": PART}, (), HALF),
        ("OSAI25-package", {"inference-code": ABSENT}, (), CLOSED),
        ("OSAI25-api", {}, (), (0, 1)),
        ("OUC-opencode", {}, (), OPEN),
        ("OUC-opencode", {"preprocessing-code": PART}, (), HALF),
        ("OUC-llmweights", {"training-code": ABSENT}, (), (0, 0.5)),
        ("OUC-rlweights", {"weights-final": ABSENT}, (), CLOSED),
        ("OUC-rldata", {"training-data": PART}, (), (0, 0.5)),
        ("OUC-license", {"weights-final": row(terms=LLAMA)}, (), HALF),
    ],
)
def test_levels(
    key: str,
    rows: Mapping[str, Component],
    edges: tuple[Edge, ...],
    found: tuple[float, float],
) -> None:
    assert value(inventory(rows, edges=edges), key) == found


def licensed(weights: Component, data: Component, code: Component) -> Inventory:
    rows = {
        "weights-final": weights,
        "training-data": data,
        **dict.fromkeys(("training-code", "fine-tuning-code", "inference-code"), code),
    }
    return inventory(rows)


@pytest.mark.parametrize(
    ("parts", "now", "before"),
    [
        ((row(), ABSENT, ABSENT), CLOSED, HALF),
        ((row(), ABSENT, row()), HALF, HALF),
        ((row(terms=LLAMA), ABSENT, row()), CLOSED, HALF),
        ((row(terms=LLAMA), ABSENT, row(terms=NONE)), CLOSED, CLOSED),
        ((row(), HIDDEN, ABSENT), (0, 0.5), HALF),
    ],
)
def test_one_open_part_was_enough_before_and_two_are_needed_now(
    parts: tuple[Component, Component, Component],
    now: tuple[float, float],
    before: tuple[float, float],
) -> None:
    assert value(licensed(*parts), "OSAI26-licenses") == now
    assert value(licensed(*parts), "OSAI25-licenses") == before


def test_a_better_release_is_never_worth_less() -> None:
    for edition in EDITIONS:
        framework = framework_named(edition.framework)
        worse = judge(framework, inventory(default=PART)).score
        better = judge(framework, OPEN_INVENTORY).score
        nothing = judge(framework, inventory(default=ABSENT)).score
        assert nothing is not None
        assert worse is not None
        assert better is not None
        assert nothing.least <= worse.least <= better.least
        assert nothing.most <= worse.most <= better.most
