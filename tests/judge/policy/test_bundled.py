"""What each policy that comes with the tool makes of models: a table of expected outcomes.

Each of these outcomes was read beside the evidence that the report names. Where one changes, read
it again, and write it down under "Changed verdicts".
"""

from __future__ import annotations

import pytest

from audit.bundled import bundled_inventory, bundled_names
from audit.judge.policy.read import named_policy, policy_names
from audit.model.finding import Level, ModelFindings

from .policies import DAY, checked

OPEN_SOURCE, OPEN_WEIGHTS, RESEARCH, COMMERCIAL, EU = (
    "publish-open-source",
    "publish-open-weights",
    "research-only-ok",
    "use-commercially",
    "use-in-eu",
)
EXPECTED = {
    "aria": ("fail", "fail", "warn", "warn", "warn"),
    "cogvlm-chat-hf": ("fail", "fail", "fail", "fail", "fail"),
    "leopard-idefics2": ("fail", "fail", "warn", "fail", "warn"),
    "leopard-llava": ("fail", "fail", "fail", "fail", "fail"),
    "llava-v1.5-7b": ("fail", "fail", "warn", "fail", "warn"),
    "llava-v1.6-mistral-7b": ("fail", "fail", "warn", "fail", "warn"),
    "xgen-mm-instruct-interleave-v1.5": ("fail", "fail", "warn", "fail", "warn"),
    "xgen-mm-instruct-v1": ("fail", "fail", "warn", "fail", "warn"),
}
FAILING = {
    ("aria", OPEN_SOURCE): {"definition"},
    ("aria", OPEN_WEIGHTS): {"parts"},
    ("cogvlm-chat-hf", COMMERCIAL): {
        "weights-terms",
        "parts-terms",
        "no-limits",
        "no-serious-conflict",
    },
    ("cogvlm-chat-hf", RESEARCH): {"changes"},
    ("cogvlm-chat-hf", EU): {"territory", "no-critical-conflict"},
    ("leopard-idefics2", OPEN_WEIGHTS): {"label", "no-contradiction"},
    ("leopard-idefics2", COMMERCIAL): {"no-serious-conflict"},
    ("leopard-llava", RESEARCH): {"parts-terms"},
    ("leopard-llava", EU): {"parts-known", "no-critical-conflict"},
    ("leopard-llava", COMMERCIAL): {"parts-terms", "no-limits", "no-serious-conflict"},
    ("llava-v1.5-7b", COMMERCIAL): {
        "weights-terms",
        "parts-terms",
        "no-limits",
        "no-serious-conflict",
    },
    ("llava-v1.6-mistral-7b", COMMERCIAL): {"no-serious-conflict"},
    ("llava-v1.6-mistral-7b", OPEN_WEIGHTS): {"no-contradiction"},
    ("xgen-mm-instruct-interleave-v1.5", COMMERCIAL): {"no-serious-conflict"},
    ("xgen-mm-instruct-interleave-v1.5", OPEN_WEIGHTS): {"no-contradiction"},
    ("xgen-mm-instruct-v1", COMMERCIAL): {"weights-terms", "no-limits", "no-serious-conflict"},
    ("xgen-mm-instruct-v1", OPEN_WEIGHTS): {"weights", "label", "no-contradiction"},
}
"""Which rules fail, of the outcomes that say most."""


def outcome(model: str, policy: str) -> ModelFindings:
    (found,) = checked(bundled_inventory(model), named_policy(policy).policy, day=DAY).models
    return found


def test_the_table_is_whole() -> None:
    assert set(EXPECTED) == set(bundled_names())
    assert policy_names() == (OPEN_SOURCE, OPEN_WEIGHTS, RESEARCH, COMMERCIAL, EU)


@pytest.mark.parametrize("model", EXPECTED)
def test_each_bundled_model(model: str) -> None:
    assert tuple(outcome(model, one).level for one in policy_names()) == EXPECTED[model]


@pytest.mark.parametrize(("model", "policy"), FAILING)
def test_for_the_reasons_that_were_read(model: str, policy: str) -> None:
    rules = outcome(model, policy).rules
    failing = {name for name, one in rules.items() if one.level is Level.FAIL}
    assert failing == FAILING[model, policy]


@pytest.mark.parametrize("model", EXPECTED)
@pytest.mark.parametrize("policy", policy_names())
def test_what_fails_on_a_reading_shows_where_it_was_read(model: str, policy: str) -> None:
    for rule in outcome(model, policy).rules.values():
        for point in rule.points:
            if point.answer == "unmet" and point.because:
                assert any(reason.evidence for reason in point.because), point.text
