from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import OnRequest
from audit.probes import on_request
from tests.small_models import Part, base, card, code, quotes, stated, weights

REQUESTS = [
    "Once your request is approved, you will receive a link to the weights.",
    "After your application has been accepted, the link is sent to you.",
    "To download the weights you need to request access on our page.",
    "You must first apply for access to the model.",
    "The weights are available upon request.",
    "Model checkpoints are shared on reasonable request.",
    "Please fill in this form to get the Heron weights.",
    "For the weights, fill out the form below.",
    "下载权重请先申请。",
    "请先申请模型参数。",
]
NONE = [
    "Download the weights from the release page.",
    "For commercial use of the weights, fill in this form.",
    "The dataset is available on request.",
    "Please request access to the Pelican model at PelicanLabs.",
    "Open an issue to request access to a model that is missing.",
    "如需商用模型权重，请申请。",
    "We request that you cite the model.",
]


def _stated(*parts: Part) -> list[str | None]:
    return quotes(stated(on_request, *parts), OnRequest)


@pytest.mark.parametrize("text", REQUESTS)
def test_words_that_give_the_weights_on_request(text: str) -> None:
    assert _stated(weights({}), code({"README.md": f"# Heron\n\n{text}\n"})) == [text]
    assert _stated(weights({"README.md": card(text)})) == [text]


@pytest.mark.parametrize("text", NONE)
def test_words_that_ask_for_nothing(text: str) -> None:
    assert _stated(weights({}), code({"README.md": f"# Heron\n\n{text}\n"})) == []


def test_words_in_other_places_do_not_count() -> None:
    files = {"README.md": f"# Heron\n\n{REQUESTS[0]}\n"}
    inside = {f"sub/{path}": text for path, text in files.items()}
    assert _stated(weights({}), code(inside)) == []
    assert _stated(weights({}), code({"NOTES.md": files["README.md"]})) == []
    assert _stated(weights({}), code(files, own=False)) == []
    assert _stated(weights({}), base(files, "hf:other/Base")) == []


def test_the_first_few_sentences_are_enough() -> None:
    text = "\n\n".join(REQUESTS[:6])
    assert len(_stated(weights({"README.md": card(text)}))) == 3


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    _stated(weights({"README.md": text}))
