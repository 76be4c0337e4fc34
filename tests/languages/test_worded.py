"""Every sentence that the stages put into an assessment is known to the phrases."""

from __future__ import annotations

import pytest

from audit.render.language import English, sentence, speaking
from tests.languages.worded import sentences

WORDED = dict.fromkeys(sentences())


def test_the_sentences_are_found_in_the_code() -> None:
    assert len(WORDED) > 100
    assert any("12 hf:a/b" in text for _, texts in WORDED for text in texts)


@pytest.mark.parametrize("texts", [pytest.param(texts, id=where) for where, texts in WORDED])
def test_a_sentence_is_known(texts: tuple[str, ...]) -> None:
    """A new one belongs in `audit/render/phrases`, with its translation in the catalogs."""
    with speaking("zh-Hans"):
        assert not all(isinstance(sentence(text), English) for text in texts if text), texts[0]
