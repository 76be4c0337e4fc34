"""Whatever a card says, no probe crashes, and what is hidden from a reader states nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import Pledge, Statement, Unknown, UnreadText
from audit.probes.own_words import is_own_voice, is_quoted
from audit.probes.run import state_facts
from tests.small_models import card, small_model, weights

WORDS = [
    *(
        "The weights ",
        "training data ",
        "will be ",
        "released ",
        "is not ",
        "under ",
        "MIT License",
    ),
    *(
        ". ",
        "? ",
        "\n",
        "\n\n",
        "> ",
        "| ",
        " | TBD |",
        "✗",
        "```\n",
        "`",
        '"',
        "~~",
        "<!--",
        "-->",
    ),
    *(
        "数据",
        "暂不开放",
        "。",
        "のモデルは",
        "не ",
        "les données ne sont pas ",
        "2024-06",
        "Q3 2024",
    ),
    *("## Data\n", "https://huggingface.co/datasets/delta/web", "Pelican ", "As they write:\n"),
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map("".join))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_no_probe_crashes_on_a_text(text: str) -> None:
    model = small_model(weights({"README.md": card(text)}))
    for fact in state_facts(*model):
        assert not (isinstance(fact, Unknown) and fact.about.startswith("probe "))
        if isinstance(fact, Pledge | UnreadText):
            assert fact.evidence[0].quote


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_comment_states_nothing(text: str) -> None:
    hidden = "<!-- " + text.replace("-->", "") + " -->"
    model = small_model(weights({"README.md": card(hidden)}))
    facts = state_facts(*model)
    assert not [fact for fact in facts if isinstance(fact, Pledge | Statement | UnreadText)]


@given(TEXTS, st.sampled_from(["MIT", "", "`"]))
def test_any_words_are_in_a_voice(text: str, raw: str) -> None:
    assert is_own_voice(text, raw) in (True, False)
    lines = tuple(text.split("\n"))
    assert all(is_quoted(lines, number) in (True, False) for number in range(1, len(lines) + 1))
