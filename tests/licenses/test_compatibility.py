from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.licenses.compatibility import Answer, Relation, Shown, may_offer
from audit.licenses.entries import clause_table, entry, entry_ids, freedoms_of

BASE, DATA, OUTPUTS, CODE = (
    Relation.BASE_MODEL,
    Relation.TRAINING_DATA,
    Relation.OUTPUTS,
    Relation.CODE,
)
YES, ONLY_IF, LAWYER, NO = Answer.YES, Answer.ONLY_IF, Answer.LAWYER, Answer.NO
LLAMA, LLAMA_2, GEMMA = "LicenseRef-llama3.1", "LicenseRef-llama2", "LicenseRef-gemma"
RAIL, RAIL_2 = "LicenseRef-creativeml-openrail-m", "LicenseRef-openrail-plus-plus"
PAIRS = [
    (LLAMA, "Apache-2.0", BASE, NO, "user-cap"),
    (LLAMA, "MIT", BASE, NO, "field-of-use"),
    (LLAMA, LLAMA, BASE, ONLY_IF, None),
    (LLAMA, GEMMA, BASE, NO, "user-cap"),
    (LLAMA, "CC-BY-NC-4.0", BASE, NO, "user-cap"),
    (LLAMA_2, "Apache-2.0", BASE, NO, "output-use"),
    ("Apache-2.0", "MIT", BASE, ONLY_IF, None),
    ("Apache-2.0", LLAMA, BASE, ONLY_IF, None),
    ("MIT", "Apache-2.0", BASE, ONLY_IF, None),
    ("MIT", "MIT", BASE, ONLY_IF, None),
    ("CC0-1.0", "MIT", BASE, YES, None),
    ("Unlicense", "Apache-2.0", BASE, YES, None),
    ("CC-BY-NC-4.0", "Apache-2.0", BASE, NO, "commercial-use"),
    ("CC-BY-NC-4.0", "CC-BY-4.0", BASE, NO, "commercial-use"),
    ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", BASE, LAWYER, "derivatives"),
    ("CC-BY-ND-4.0", "Apache-2.0", BASE, LAWYER, "derivatives"),
    ("CC-BY-ND-3.0", "Apache-2.0", BASE, NO, "derivatives"),
    ("CC-BY-SA-4.0", "Apache-2.0", BASE, NO, "same-terms"),
    ("CC-BY-SA-4.0", "CC-BY-SA-4.0", BASE, ONLY_IF, None),
    ("CC-BY-4.0", "Apache-2.0", BASE, ONLY_IF, None),
    ("GPL-3.0-only", "Apache-2.0", BASE, NO, "same-terms"),
    ("AGPL-3.0-only", "MIT", BASE, NO, "same-terms"),
    (RAIL, "Apache-2.0", BASE, NO, "field-of-use"),
    (RAIL, "MIT", BASE, NO, "remote-restriction"),
    (RAIL, "LicenseRef-bigscience-openrail-m", BASE, LAWYER, "field-of-use"),
    (RAIL, RAIL_2, BASE, NO, "update-clause"),
    (RAIL, RAIL, BASE, ONLY_IF, None),
    (LLAMA, "GPL-3.0-only", BASE, NO, "user-cap"),
    ("LicenseRef-cogvlm", "Apache-2.0", BASE, NO, "redistribution"),
    ("LicenseRef-msr-license-terms", "MIT", BASE, NO, "redistribution"),
    ("LicenseRef-msr-license-terms", "LicenseRef-msr-license-terms", BASE, NO, "redistribution"),
    ("LicenseRef-never-heard-of", "MIT", BASE, LAWYER, None),
    ("MIT", "LicenseRef-never-heard-of", BASE, LAWYER, None),
    ("CC-BY-4.0", "Apache-2.0", DATA, ONLY_IF, None),
    ("CC0-1.0", "Apache-2.0", DATA, YES, None),
    ("CC-BY-SA-4.0", "Apache-2.0", DATA, LAWYER, "same-terms"),
    ("CC-BY-NC-4.0", "Apache-2.0", DATA, LAWYER, "commercial-use"),
    ("CC-BY-ND-3.0", "Apache-2.0", DATA, LAWYER, "derivatives"),
    ("C-UDA-1.0", "Apache-2.0", DATA, LAWYER, None),
    (LLAMA_2, "Apache-2.0", OUTPUTS, NO, "output-use"),
    (LLAMA, "Apache-2.0", OUTPUTS, ONLY_IF, None),
    ("OpenMDW-1.0", "MIT", OUTPUTS, YES, None),
    ("MIT", "MIT", OUTPUTS, LAWYER, "output-use"),
    ("GPL-3.0-only", "Apache-2.0", CODE, NO, None),
    ("Apache-2.0", "GPL-3.0-only", CODE, ONLY_IF, None),
    ("Apache-2.0", "GPL-2.0-only", CODE, NO, None),
    ("MIT", "GPL-2.0-only", CODE, ONLY_IF, None),
    ("GPL-2.0-only", "GPL-3.0-only", CODE, NO, None),
    ("BSD-3-Clause", "Apache-2.0", CODE, ONLY_IF, None),
    ("AGPL-3.0-only", "Apache-2.0", CODE, NO, None),
    ("GPL-3.0", "Apache-2.0", CODE, NO, None),
    ("GPL-2.0+", "GPL-3.0", CODE, ONLY_IF, None),
    ("MIT OR Apache-2.0", "GPL-2.0-only", CODE, ONLY_IF, None),
    ("MIT AND Apache-2.0", "GPL-2.0-only", CODE, NO, None),
    (LLAMA, f"Apache-2.0 AND {LLAMA}", BASE, ONLY_IF, None),
    (LLAMA, f"Apache-2.0 OR {LLAMA}", BASE, NO, "user-cap"),
    ("MIT AND (Apache-2.0 OR ISC)", "MIT", BASE, LAWYER, None),
    ("((", "MIT", BASE, LAWYER, None),
    ("MIT", "", BASE, LAWYER, None),
    ("LicenseRef-llama3.1-use-policy", "MIT", BASE, LAWYER, None),
    ("MIT", "LicenseRef-llama3.1-use-policy", BASE, LAWYER, None),
]  # fmt: skip


@pytest.mark.parametrize(("upstream", "offered", "relation", "answer", "clause"), PAIRS)
def test_pairs(
    upstream: str, offered: str, relation: Relation, answer: Answer, clause: str | None
) -> None:
    found = may_offer(upstream, offered, relation)
    assert found.answer is answer
    if clause is not None:
        assert clause in {reason.clause for reason in found.because}
    assert all(reason.section and reason.license for reason in found.because)


def test_software_pairs_come_from_the_matrix() -> None:
    assert may_offer("MIT", "GPL-3.0-only", CODE).source == "OSADL matrix"
    assert may_offer(LLAMA, "MIT", CODE).source == "clause tables"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (None, {None}),
        (Shown(), {None}),
        (
            Shown(
                name="me/Llama-3.1-Cake",
                licenses=frozenset({LLAMA, "LicenseRef-llama3.1-use-policy"}),
                files=frozenset({"NOTICE", "README.md"}),
                text="Built with Llama.",
            ),
            {True, None},
        ),
        (
            Shown(
                name="me/Cake",
                licenses=frozenset(),
                files=frozenset({"README.md"}),
                text="Built with Llama.",
            ),
            {False, None},
        ),
    ],
)
def test_what_an_artifact_shows(shown: Shown | None, expected: set[bool | None]) -> None:
    duties = may_offer(LLAMA, LLAMA, BASE, shown).duties
    assert {duty.kind for duty in duties} == {
        "pass-through", "attribution", "naming", "notice-file",
    }  # fmt: skip
    assert {duty.shown for duty in duties} == expected
    assert all(duty.because.section for duty in duties)


ANY = st.sampled_from([i for i in entry_ids() if (e := entry(i)) and e.kind != "policy"])
RELATIONS = st.sampled_from([BASE, DATA, OUTPUTS, CODE])


@settings(deadline=None, max_examples=300)
@given(ANY, ANY, RELATIONS)
def test_no_limit_is_lost_and_every_answer_has_a_ground(
    upstream: str, offered: str, relation: Relation
) -> None:
    found = may_offer(upstream, offered, relation)
    if found.answer is not YES:
        assert found.because or found.duties or found.source == "OSADL matrix"
    theirs, ours = entry(upstream), entry(offered)
    assert theirs is not None
    assert ours is not None
    if relation is BASE and found.answer in (YES, ONLY_IF) and upstream != offered:
        marks = clause_table().marks
        own, other = freedoms_of(ours), freedoms_of(theirs)
        kept = {"naming", "termination", "sublicensing", "reverse-engineering"}
        lowered = {
            freedom
            for clause, cell in theirs.clauses.items()
            if clause not in kept
            for freedom in clause_table().clauses[clause].values[cell.value]
        }
        for freedom in lowered & {"use", "modify", "share"}:
            assert marks.index(own[freedom]) >= marks.index(other[freedom]) or other[freedom] in (
                "granted",
            ), (upstream, offered)


@settings(deadline=None, max_examples=100)
@given(ANY, ANY, ANY, st.sampled_from(["AND", "OR"]))
def test_the_order_of_parts_changes_nothing(one: str, two: str, offered: str, joined: str) -> None:
    answers = {
        may_offer(f"{first} {joined} {second}", offered, BASE).answer
        for first, second in ((one, two), (two, one))
    }
    assert len(answers) == 1
