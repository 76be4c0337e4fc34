from __future__ import annotations

import pytest

from audit.model import Gap, GapReason, Role
from audit.model.vocabulary import QUESTIONS
from tests.small_models import Small, card, judged, part, small_model, weights

PROMISE = "## Training\n\n- HeronMix data will be released\n\nMore.\n"
SECTION = "## Training data\n\nIt holds 3 million pairs of the dataset.\n\nMore.\n"


def _states(model: Small) -> dict[str, str]:
    return {question.id: question.state.value for question in judged(model).data_questions}


@pytest.mark.parametrize(
    ("text", "front", "expected"),
    [
        ("Heron.", {}, dict.fromkeys(QUESTIONS, "unread")),
        (SECTION, {}, dict.fromkeys(QUESTIONS, "silent")),
        (
            SECTION,
            {"datasets": "delta/web"},
            {
                "provenance": "stated",
                "scope": "candidate",
                "selection": "silent",
                "public-sources": "stated",
            },
        ),
        (SECTION, {"datasets": "web"}, {"provenance": "stated", "public-sources": "incomplete"}),
        (PROMISE, {}, {"provenance": "incomplete", "public-sources": "incomplete"}),
    ],
)
def test_the_seven_questions(text: str, front: dict[str, str], expected: dict[str, str]) -> None:
    states = _states(small_model(weights({"README.md": card(text, **front)})))
    assert list(states) == list(QUESTIONS)
    assert {name: states[name] for name in expected} == expected


def test_a_source_that_is_not_where_it_is_said_to_be() -> None:
    gap = Gap(artifact="hf:datasets/delta/web", path=None, reason=GapReason.MISSING, detail="")
    part = weights({"README.md": card(SECTION, datasets="delta/web")})
    assert _states(small_model(part, gaps=(gap,)))["public-sources"] == "incomplete"


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"paper.md": "Trained on birds."}, "; not searched: arxiv:2401.00001"),
        ({}, "; not read: arxiv:2401.00001"),
    ],
)
def test_a_paper_whose_text_was_kept_is_not_called_unread(kept: dict[str, str], said: str) -> None:
    paper = part("arxiv:2401.00001", Role.PAPER, kept, listing="none")
    card_part = weights({"README.md": card(SECTION)})
    questions = judged(small_model(card_part, paper)).data_questions
    detail = next(question.detail for question in questions if question.id == "provenance")
    assert detail.endswith(said)
