from __future__ import annotations

import pytest

from audit.licenses.compatibility import Duty, Relation, Shown, may_offer

LLAMA = "LicenseRef-llama3.1"
BASE = Relation.BASE_MODEL
EVERYTHING = Shown(
    name="me/Llama-3.1-Cake",
    licenses=frozenset({LLAMA}),
    files=frozenset({"docs/Notice.txt", "README.md"}),
    text="# Cake\nBuilt with **Llama**.",
)
NOTHING = Shown(name="me/Cake", licenses=frozenset(), files=frozenset({"README.md"}), text="# Cake")


def duties(upstream: str, shown: Shown | None = None, relation: Relation = BASE) -> dict[str, Duty]:
    return {duty.kind: duty for duty in may_offer(upstream, upstream, relation, shown).duties}


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (None, {"pass-through": None, "naming": None, "notice-file": None}),
        (Shown(), {"pass-through": None, "naming": None, "notice-file": None}),
        (EVERYTHING, {"pass-through": True, "naming": True, "notice-file": True}),
        (NOTHING, {"pass-through": False, "naming": False, "notice-file": False}),
    ],
)
def test_what_an_artifact_shows(shown: Shown | None, expected: dict[str, bool | None]) -> None:
    found = duties(LLAMA, shown)
    assert {kind: duty.shown for kind, duty in found.items()} == expected | {"attribution": None}
    assert all(duty.because.section and duty.because.license == LLAMA for duty in found.values())


@pytest.mark.parametrize(
    ("upstream", "kind", "words"),
    [
        (LLAMA, "pass-through", "a copy of the license, of which LicenseRef-llama3.1-use-policy"),
        (LLAMA, "naming", 'show "Built with Llama" and begin the name of the model with "Llama"'),
        ("LicenseRef-qwen-2024", "naming", 'show "Built with Qwen" or "Improved using Qwen"'),
        ("LicenseRef-k-exaone", "naming", 'begin the name of the model with "K-EXAONE"'),
        ("LicenseRef-falcon-llm-2.0", "naming", "show the name or phrase"),
        ("LicenseRef-gemma", "pass-through", "a copy of the license and its use policy"),
        ("LicenseRef-moonshot-ai-modified-mit-2025", "naming", 'names, show "Kimi K2"'),
        ("Apache-2.0", "notice-file", "where the work came with one"),
        ("Apache-2.0", "attribution", "say what was changed"),
        ("MIT", "pass-through", "hand on a copy of the license"),
        ("CC-BY-NC-4.0", "derivatives", "keep to the conditions on changing the work"),
        ("CC-BY-NC-4.0", "redistribution", "keep to the conditions on passing it on"),
    ],
)
def test_what_has_to_be_done(upstream: str, kind: str, words: str) -> None:
    assert words in duties(upstream)[kind].words


@pytest.mark.parametrize(
    ("upstream", "kind", "shown", "expected"),
    [
        # Names are spelled with blanks, hyphens and stars.
        ("LicenseRef-llama3", "naming", {"name": "a/Llama-3-8B", "text": "x"}, False),
        (
            "LicenseRef-llama3", "naming",
            {"name": "a/Llama-3-8B", "text": "Built with *Meta Llama 3*"}, True,
        ),
        ("LicenseRef-llama3", "naming", {"name": "a/Llama-3-8B"}, None),
        ("LicenseRef-llama3", "naming", {"name": "a/My-Llama-3"}, False),
        ("LicenseRef-qwen-2024", "naming", {"text": "Improved using Qwen."}, True),
        ("LicenseRef-qwen-2024", "naming", {"text": "Qwen"}, False),
        ("LicenseRef-k-exaone", "naming", {"name": "K-EXAONE-Tiny"}, True),
        # No phrase is known, or it is asked above a number only.
        ("LicenseRef-falcon-llm-2.0", "naming", {"text": "x", "name": "x"}, None),
        ("LicenseRef-moonshot-ai-modified-mit-2025", "naming", {"text": "x"}, None),
        # A notice file that the work may not have come with.
        ("Apache-2.0", "notice-file", {"files": frozenset({"README.md"})}, None),
        ("Apache-2.0", "notice-file", {"files": frozenset({"NOTICE"})}, True),
        ("Apache-2.0", "notice-file", {"text": "NOTICE"}, None),
        # Copies of terms.
        ("MIT", "pass-through", {"licenses": frozenset({"MIT"})}, True),
        ("MIT", "pass-through", {"licenses": frozenset({"ISC"})}, False),
        ("CC-BY-4.0", "pass-through", {"licenses": frozenset()}, None),
        ("CC-BY-4.0", "pass-through", {"licenses": frozenset({"CC-BY-4.0"})}, True),
        ("LicenseRef-gemma", "pass-through", {"licenses": frozenset({"LicenseRef-gemma"})}, False),
        (
            "LicenseRef-gemma", "pass-through",
            {"licenses": frozenset({"LicenseRef-gemma", "LicenseRef-gemma-prohibited-use-policy"})},
            True,
        ),
        # The policy is an annex of the license, or nobody has read it.
        (
            "LicenseRef-creativeml-openrail-m", "pass-through",
            {"licenses": frozenset({"LicenseRef-creativeml-openrail-m"})}, None,
        ),
        ("LicenseRef-creativeml-openrail-m", "pass-through", {"licenses": frozenset()}, False),
    ],
)  # fmt: skip
def test_shown_not_shown_and_not_to_be_told(
    upstream: str, kind: str, shown: dict[str, str | frozenset[str]], expected: bool | None
) -> None:
    assert duties(upstream, Shown(**shown))[kind].shown is expected  # type: ignore[arg-type]


def test_a_model_owes_for_its_data_what_can_be_owed_without_a_copy() -> None:
    assert set(duties("CC-BY-4.0", relation=Relation.TRAINING_DATA)) == {"attribution"}


def test_a_model_trained_on_outputs_bears_the_name_alone() -> None:
    found = duties(LLAMA, Shown(name="me/Llama-Cake", text="# Cake"), Relation.OUTPUTS)
    assert found["naming"].shown is True
    assert found["naming"].because.clause == "output-use"
    assert duties("LicenseRef-qwen-2024", NOTHING, Relation.OUTPUTS)["naming"].shown is False


def test_a_no_has_no_duties() -> None:
    assert not may_offer(LLAMA, "MIT", BASE, EVERYTHING).duties


def test_duties_of_a_sum_are_all_of_them_and_of_a_choice_the_fewest() -> None:
    both = may_offer("MIT AND Apache-2.0", "MIT", BASE)
    assert {duty.because.license for duty in both.duties} == {"MIT", "Apache-2.0"}
    either = may_offer("Apache-2.0 OR MIT", "MIT", BASE)
    assert {duty.because.license for duty in either.duties} == {"MIT"}
