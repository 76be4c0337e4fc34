from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.judge.quotes import Sources, plain
from audit.model.review import QuoteState, ReviewEvidence
from tests.judge.reviews import CODE, REVISION, WEIGHTS, sources
from tests.small_models import code, small_model

URL = f"https://github.com/acme/heron/blob/{REVISION}/README.md"
README: dict[str, Any] = {"artifact": CODE, "path": "README.md"}


def state(**evidence: Any) -> QuoteState:
    return sources().check(ReviewEvidence(**evidence)).state


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({**README, "quote": "The whole training  code\nof Heron is in train/."}, "found"),
        ({**README, "quote": "The whole training code of *Heron*"}, "found"),
        ({**README, "quote": "training code", "lines": (3, 3)}, "found"),
        ({**README, "quote": "training code", "lines": (1, 2)}, "not-found"),
        ({**README, "quote": "training code", "lines": (90, 99)}, "not-found"),
        ({**README, "quote": "he whole training"}, "not-found"),
        ({**README, "quote": "The whole evaluation code"}, "not-found"),
        ({**README, "quote": None}, "not-checked"),
        ({"artifact": CODE, "quote": "training code"}, "found"),
        ({"artifact": CODE, "quote": "run.py"}, "found"),
        ({"artifact": CODE, "quote": "walk.py"}, "not-found"),
        ({"artifact": CODE, "path": "run.py", "quote": "import"}, "not-checked"),
        ({"artifact": CODE, "path": "walk.py", "quote": "import"}, "not-found"),
        ({"artifact": "github:acme/other", "path": "a", "quote": "x"}, "not-checked"),
        ({"url": URL, "quote": "training code"}, "found"),
        ({"url": f"{URL}#L3", "quote": "evaluation code"}, "not-found"),
        ({"url": "https://example.org/heron", "quote": "training code"}, "not-checked"),
        ({"artifact": WEIGHTS, "path": "README.md", "quote": 'license: "mit"'}, "found"),
    ],
)
def test_where_words_are_looked_for(evidence: dict[str, Any], expected: str) -> None:
    assert state(**evidence).value == expected


def test_the_place_is_told() -> None:
    found = sources().check(ReviewEvidence(**README, quote="no such words", lines=(1, 3)))
    assert found.place == f"README.md of {CODE}, lines 1 to 3"
    assert sources().check(ReviewEvidence(artifact=CODE, quote="no such")).place == CODE
    assert sources().check(ReviewEvidence(url=URL, quote="no such words")).place == URL


def test_nothing_is_checked_without_a_snapshot() -> None:
    found = Sources().check(ReviewEvidence(**README, quote="no such words"))
    assert found.state is QuoteState.NOT_CHECKED


def test_a_listing_that_was_cut_short_tells_nothing_of_a_file() -> None:
    part = Sources(*small_model(code({"README.md": "Heron"}, listing="part")))
    found = part.check(ReviewEvidence(artifact=CODE, path="walk.py", quote="import"))
    assert found.state is QuoteState.NOT_CHECKED


def test_chinese_words_need_no_blank_around_them() -> None:
    read = Sources(*small_model(code({"README.md": "训练代码全部公开。"})))
    found = read.check(ReviewEvidence(**README, quote="代码全部"))
    assert found.state is QuoteState.FOUND


@given(st.text(), st.text())
def test_any_words_in_any_text(text: str, words: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    read = Sources(*small_model(code({"README.md": clean})))
    assert read.check(ReviewEvidence(**README, quote=words)).state in QuoteState


@given(st.text(alphabet="ab c*\n", min_size=1))
def test_a_whole_text_stands_in_itself(text: str) -> None:
    read = Sources(*small_model(code({"README.md": text})))
    expected = QuoteState.FOUND if plain(text) else QuoteState.NOT_FOUND
    assert read.check(ReviewEvidence(**README, quote=text)).state is expected
