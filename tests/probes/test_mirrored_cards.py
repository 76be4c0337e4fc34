from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import DocumentSeen, Scope, Statement
from audit.probes import mirrored_cards
from tests.small_models import Files, card, code, stated, weights

BODY = "# Heron\n\n## Training\n\nHeron was trained on birds."
FRONT = {"language": ["en"], "tags": ["birds"]}


def _rows(files: Files) -> list[str]:
    facts = stated(mirrored_cards, weights({}), code(files))
    return [fact.row for fact in facts if isinstance(fact, DocumentSeen)]


def _tags(**front: object) -> list[tuple[Scope, str | None]]:
    facts = stated(mirrored_cards, weights({}), code({"README.md": card(BODY, **front)}))
    return [(fact.scope, fact.expression) for fact in facts if isinstance(fact, Statement)]


@pytest.mark.parametrize(
    ("files", "is_card"),
    [
        ({"README.md": card(BODY, license="mit", **FRONT)}, True),
        ({"heron_card.md": card("It sees.", pipeline_tag="text-generation", **FRONT)}, True),
        ({"README.md": card("Words.", license="mit", **FRONT)}, False),
        ({"README.md": card(BODY, **FRONT)}, False),
        ({"README.md": card("# Heron\n\n## Model Card\n\nWords.", **FRONT)}, True),
        ({"README.md": card("# Heron\n\n## Model Card\n\nWords.", license="mit")}, False),
        ({"README.md": card("", license="mit", **FRONT)}, False),
        ({"README.md": BODY}, False),
        ({"README.md": "---\n: [\n---\n" + BODY}, False),
        ({"docs/README.md": card(BODY, license="mit", **FRONT)}, False),
        ({"README.rst": card(BODY, license="mit", **FRONT)}, False),
    ],
)
def test_a_card_is_known_by_its_metadata_and_its_text(files: Files, is_card: bool) -> None:
    assert _rows(files) == (["model-card", "model-metadata"] if is_card else [])


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("cc-by-nc-4.0", [(Scope.WEIGHTS, "CC-BY-NC-4.0")]),
        ("mit", []),
        ("other", []),
    ],
)
def test_a_copy_sets_limits_and_grants_nothing(
    tag: str, expected: list[tuple[Scope, str | None]]
) -> None:
    assert _tags(license=tag, **FRONT) == expected


def test_without_a_tag_nothing_is_said_of_terms() -> None:
    assert _tags(pipeline_tag="text-generation", **FRONT) == []


def test_cards_of_others_are_left_alone() -> None:
    files = {"README.md": card(BODY, license="mit", **FRONT)}
    assert stated(mirrored_cards, weights({}), code(files, own=False)) == []


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    stated(mirrored_cards, weights({}), code({"README.md": f"---\n{text}\n---\n{text}"}))
