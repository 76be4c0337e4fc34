"""The systems that the OSI looked at while it wrote its definition, as far as they are recorded.

https://discuss.opensource.org/t/initial-report-on-definition-validation/368
"""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.judge.assess import assess
from audit.model import FrameworkVerdict, Outcome
from benchmarks.agreement_run import take_inventories

FAILED = {
    "llama-2-70b-chat": "meta-llama/Llama-2-70b-chat-hf",
    "mixtral-8x7b-instruct-v0.1": "mistralai/Mixtral-8x7B-Instruct-v0.1",
}
PASSED = {
    "pythia-12b": "EleutherAI/pythia-12b",
    "t5-11b": "google-t5/t5-11b",
    "amber": "LLM360/Amber",
}


def verdict(corpus: Path, slug: str, weights: str) -> FrameworkVerdict:
    (inventory,) = take_inventories(corpus / "models", [(slug, weights)]).values()
    return assess(inventory).frameworks["osaid-1.0"]


@pytest.mark.parametrize("slug", FAILED)
def test_what_the_osi_failed_is_unmet_with_the_place_that_shows_it(corpus: Path, slug: str) -> None:
    found = verdict(corpus, slug, FAILED[slug])
    assert found.outcome is Outcome.UNMET
    failing = [one for one in found.requirements.values() if one.outcome is Outcome.UNMET]
    assert all(any(reason.evidence for reason in one.because) for one in failing)


@pytest.mark.parametrize("slug", PASSED)
def test_what_the_osi_passed_waits_and_says_for_what(corpus: Path, slug: str) -> None:
    found = verdict(corpus, slug, PASSED[slug])
    open_ = [one for one in found.requirements.values() if one.required]
    assert not [one.name for one in open_ if one.outcome is Outcome.UNMET]
    assert all(one.needs or one.because for one in open_ if one.outcome is Outcome.UNKNOWN)
