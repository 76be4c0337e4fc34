from __future__ import annotations

import pytest

from audit.model import Fact, GapReason, UnreadText
from audit.probes import languages
from tests.small_models import Files, card, judged, small_model, stated, weights

JAPANESE = "# Heron\n\nHeronは鳥のための言語モデルです。データは公開されていません。\n"
ENGLISH = "# Heron\n\nHeron is a model of the birds.\n"


def _unread(facts: list[Fact]) -> list[tuple[str, str]]:
    return [(fact.path, fact.language) for fact in facts if isinstance(fact, UnreadText)]


@pytest.mark.parametrize(
    ("files", "unread"),
    [
        ({"README.md": JAPANESE}, [("README.md", "Japanese")]),
        ({"README.md": ENGLISH}, []),
        ({"README.md": ENGLISH, "README_ja.md": JAPANESE}, []),
        ({"README.md": JAPANESE, "README-en.md": ENGLISH}, []),
        ({"README.md": ENGLISH, "NOTES.md": JAPANESE}, [("NOTES.md", "Japanese")]),
        ({"README.md": ENGLISH, "docs/a.md": JAPANESE}, []),
        ({"README.md": 900}, []),
        ({"README.md": ""}, []),
    ],
)
def test_texts_in_languages_that_are_not_read(files: Files, unread: list[tuple[str, str]]) -> None:
    assert _unread(stated(languages, weights(files))) == unread


def test_an_unread_text_is_a_gap_and_the_reason_of_what_is_unknown() -> None:
    found = judged(small_model(weights({"README.md": card(JAPANESE), "model.safetensors": 9_000})))
    [gap] = [gap for gap in found.gaps if gap.path == "README.md"]
    assert gap.reason is GapReason.UNREADABLE
    assert gap.detail == "written in Japanese, which is not read"
    for row in ("training-data", "data-description"):
        assert found.components[row].detail.endswith("is in Japanese, which is not read")
    assert {question.state.value for question in found.data_questions} == {"unread"}
