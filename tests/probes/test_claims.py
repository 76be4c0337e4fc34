from __future__ import annotations

import pytest

from audit.model import OpenClaim
from audit.probes import claims
from tests.small_models import base, card, code, quotes, stated, weights


@pytest.mark.parametrize(
    "text",
    [
        "We present Heron, an open-source multimodal model.",
        "Heron is an open language model.",
        "Our Heron is truly open.",
        "The Heron models are fully open-source.",
        "Heron 是我们的开源多模态大模型。",
    ],
)
def test_this_model_called_open(text: str) -> None:
    assert quotes(stated(claims, weights({"README.md": card(text)})), OpenClaim) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Heron is built on Pelican, an open-source model.",
        "Heron outperforms open-source models.",
        "Unlike Heron, Pelican is an open-source language model.",
        "Our Heron beats all open-source models of its size.",
        "We like the open-source model Pelican.",
        "Heron opens source files of the model.",
    ],
)
def test_others_called_open(text: str) -> None:
    assert stated(claims, weights({"README.md": card(text)})) == []


def test_a_title_claims_as_well() -> None:
    facts = stated(claims, code({"README.md": "# Heron: an open-source vision model\n"}))
    assert quotes(facts, OpenClaim) == ["# Heron: an open-source vision model"]


def test_what_others_call_their_model_is_not_read() -> None:
    text = "We present Heron, an open-source model."
    assert stated(claims, base({"README.md": text}, "hf:delta/Heron-8B")) == []
