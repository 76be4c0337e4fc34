from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.licenses import published
from audit.licenses.catalog import license_class
from audit.licenses.compatibility import Answer, Compatibility, Relation, may_offer
from audit.licenses.entries import clause_table, entry, entry_ids
from audit.licenses.obstacles import is_later
from audit.licenses.published import MATRIX, in_matrix, steps

BASE, DATA, OUTPUTS, CODE = (
    Relation.BASE_MODEL,
    Relation.TRAINING_DATA,
    Relation.OUTPUTS,
    Relation.CODE,
)
YES, ONLY_IF, LAWYER, NO = Answer.YES, Answer.ONLY_IF, Answer.LAWYER, Answer.NO
LLAMA, LLAMA_2, GEMMA = "LicenseRef-llama3.1", "LicenseRef-llama2", "LicenseRef-gemma"
POLICY = "LicenseRef-llama3.1-use-policy"
RAIL, RAIL_2 = "LicenseRef-creativeml-openrail-m", "LicenseRef-openrail-plus-plus"
KIMI, QWEN_RESEARCH = "LicenseRef-moonshot-ai-modified-mit-2025", "LicenseRef-qwen-research"
COQUI = "LicenseRef-coqui-public-model-1.0.0"
CLASSPATH = "GPL-2.0-only WITH Classpath-exception-2.0"
LLVM = "Apache-2.0 WITH LLVM-exception"
NOBODY = "LicenseRef-never-heard-of"
# Upstream, offer, relation, answer, and a clause that decides ("" where nothing read does).
PAIRS = [
    # Limits that get lost.
    (LLAMA, "Apache-2.0", BASE, NO, "user-cap"),
    (LLAMA, "MIT", BASE, NO, "field-of-use"),
    (LLAMA, "MIT", BASE, NO, "naming"),
    (LLAMA, GEMMA, BASE, NO, "user-cap"),
    (LLAMA, "CC-BY-NC-4.0", BASE, NO, "user-cap"),
    (LLAMA, "GPL-3.0-only", BASE, NO, "user-cap"),
    (LLAMA_2, "Apache-2.0", BASE, NO, "output-use"),
    (GEMMA, "Apache-2.0", BASE, NO, "remote-restriction"),
    (KIMI, "MIT", BASE, NO, "naming"),
    ("CC-BY-NC-4.0", "Apache-2.0", BASE, NO, "commercial-use"),
    ("CC-BY-NC-4.0", "CC-BY-4.0", BASE, NO, "commercial-use"),
    ("JSON", "MIT", BASE, NO, "field-of-use"),
    (RAIL, "Apache-2.0", BASE, NO, "field-of-use"),
    (RAIL, "MIT", BASE, NO, "remote-restriction"),
    (RAIL, RAIL_2, BASE, NO, "update-clause"),
    ("LicenseRef-sam", "Apache-2.0", BASE, NO, "reverse-engineering"),
    ("LicenseRef-grok2-community", "MIT", BASE, NO, "termination"),
    ("LicenseRef-mistral-modified-mit", "MIT", BASE, NO, "user-cap"),
    # Limits of the same kind: no one covers the other by its name alone.
    (RAIL, "LicenseRef-bigscience-openrail-m", BASE, LAWYER, "field-of-use"),
    (LLAMA, "LicenseRef-llama3.2", BASE, LAWYER, "user-cap"),
    (LLAMA, "LicenseRef-llama3.3", BASE, LAWYER, "commercial-use"),
    ("CC-BY-NC-4.0", "PolyForm-Noncommercial-1.0.0", BASE, LAWYER, "commercial-use"),
    ("LPPL-1.3c", "MIT", BASE, LAWYER, "same-terms"),
    # The same terms.
    (LLAMA, LLAMA, BASE, ONLY_IF, "derivatives"),
    (RAIL, RAIL, BASE, ONLY_IF, "redistribution"),
    ("MIT", "MIT", BASE, ONLY_IF, "derivatives"),
    ("CC-BY-NC-4.0", "CC-BY-NC-4.0", BASE, ONLY_IF, "derivatives"),
    ("CC-BY-SA-4.0", "CC-BY-SA-4.0", BASE, ONLY_IF, "derivatives"),
    ("0BSD", "0BSD", BASE, YES, "redistribution"),
    (CLASSPATH, CLASSPATH, BASE, ONLY_IF, "derivatives"),
    ("Apache-2.0+", "Apache-2.0+", BASE, ONLY_IF, "derivatives"),
    # Nothing to offer.
    ("CC-BY-ND-3.0", "Apache-2.0", BASE, NO, "derivatives"),
    ("CC-BY-ND-4.0", "Apache-2.0", BASE, NO, "derivatives"),
    ("CC-BY-ND-4.0", "CC-BY-ND-4.0", BASE, NO, "derivatives"),
    ("CC-BY-NC-ND-4.0", NOBODY, BASE, NO, "derivatives"),
    ("LicenseRef-cogvlm", "Apache-2.0", BASE, NO, "redistribution"),
    ("LicenseRef-msr-license-terms", "LicenseRef-msr-license-terms", BASE, NO, "redistribution"),
    ("Elastic-2.0", "BUSL-1.1", BASE, NO, "sublicensing"),
    # Permissive terms.
    ("Apache-2.0", "MIT", BASE, ONLY_IF, "redistribution"),
    ("Apache-2.0", LLAMA, BASE, ONLY_IF, "redistribution"),
    ("MIT", "Apache-2.0", BASE, ONLY_IF, "derivatives"),
    ("CC-BY-4.0", "Apache-2.0", BASE, ONLY_IF, "derivatives"),
    ("CC0-1.0", "MIT", BASE, YES, "derivatives"),
    ("Unlicense", "Apache-2.0", BASE, YES, "derivatives"),
    # Copyleft.
    ("CC-BY-SA-4.0", "Apache-2.0", BASE, NO, "same-terms"),
    ("CC-BY-SA-4.0", "CC-BY-4.0", BASE, NO, "same-terms"),
    ("CC-BY-SA-4.0", "CC-BY-SA-3.0", BASE, NO, "same-terms"),
    ("CC-BY-SA-3.0", "CC-BY-SA-4.0", BASE, ONLY_IF, "same-terms"),
    ("CC-BY-SA-4.0", "GPL-3.0-only", BASE, ONLY_IF, "same-terms"),
    ("CC-BY-SA-4.0", "GPL-3.0-or-later", BASE, NO, "same-terms"),
    ("CC-BY-SA-4.0", "GPL-2.0-only", BASE, NO, "same-terms"),
    ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", BASE, ONLY_IF, "derivatives"),
    ("CC-BY-NC-SA-4.0", "CC-BY-NC-4.0", BASE, NO, "same-terms"),
    ("CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0", BASE, ONLY_IF, "same-terms"),
    ("CC-BY-4.0", "CC-BY-SA-4.0", BASE, ONLY_IF, "derivatives"),
    ("GPL-3.0-only", "Apache-2.0", BASE, NO, "same-terms"),
    ("GPL-3.0-only", "GPL-3.0-or-later", BASE, NO, "same-terms"),
    ("GPL-2.0-or-later", "GPL-3.0-only", BASE, ONLY_IF, "same-terms"),
    ("LGPL-2.1-only", "GPL-2.0-only", BASE, ONLY_IF, "same-terms"),
    ("LGPL-2.1-only", "GPL-3.0-or-later", BASE, LAWYER, "same-terms"),
    ("MPL-2.0", "GPL-3.0-only", BASE, LAWYER, "same-terms"),
    ("MPL-2.0", "MIT", BASE, NO, "same-terms"),
    ("EUPL-1.1", "EUPL-1.2", BASE, LAWYER, "same-terms"),
    ("AGPL-3.0-only", "MIT", BASE, NO, "same-terms"),
    ("GPL-3.0-only", "AGPL-3.0-only", BASE, LAWYER, "same-terms"),
    ("Apache-2.0", "GPL-2.0-only", BASE, NO, "patent-grant"),
    ("Apache-2.0", "GPL-3.0-only", BASE, ONLY_IF, "derivatives"),
    ("Apache-2.0", "CC-BY-SA-4.0", BASE, LAWYER, "patent-grant"),
    ("CC0-1.0", "CC-BY-SA-4.0", BASE, YES, "derivatives"),
    ("GPL-3.0-only", NOBODY, BASE, NO, "same-terms"),
    # Data.
    ("CC-BY-4.0", "Apache-2.0", DATA, ONLY_IF, "derivatives"),
    ("CC0-1.0", "Apache-2.0", DATA, YES, "derivatives"),
    ("CC-BY-SA-4.0", "Apache-2.0", DATA, LAWYER, "same-terms"),
    ("CC-BY-SA-4.0", "CC-BY-SA-4.0", DATA, ONLY_IF, "derivatives"),
    ("CC-BY-NC-4.0", "Apache-2.0", DATA, LAWYER, "commercial-use"),
    ("CC-BY-ND-3.0", "Apache-2.0", DATA, LAWYER, "derivatives"),
    ("GPL-3.0-only", "MIT", DATA, LAWYER, "same-terms"),
    ("MIT", "GPL-3.0-only", DATA, ONLY_IF, "derivatives"),
    (NOBODY, "Apache-2.0", DATA, LAWYER, ""),
    # Outputs.
    (LLAMA_2, "Apache-2.0", OUTPUTS, NO, "output-use"),
    (LLAMA_2, LLAMA_2, OUTPUTS, LAWYER, "output-use"),
    (LLAMA_2, NOBODY, OUTPUTS, LAWYER, "output-use"),
    (LLAMA, "Apache-2.0", OUTPUTS, ONLY_IF, "output-use"),
    (LLAMA, NOBODY, OUTPUTS, ONLY_IF, "output-use"),
    (QWEN_RESEARCH, "Apache-2.0", OUTPUTS, LAWYER, "commercial-use"),
    (QWEN_RESEARCH, QWEN_RESEARCH, OUTPUTS, ONLY_IF, "output-use"),
    (RAIL, "Apache-2.0", OUTPUTS, NO, "output-use"),
    (RAIL, RAIL_2, OUTPUTS, LAWYER, "output-use"),
    ("LicenseRef-k-exaone", "Apache-2.0", OUTPUTS, NO, "output-use"),
    ("OpenMDW-1.0", "MIT", OUTPUTS, YES, "output-use"),
    ("GPL-3.0-only", "MIT", OUTPUTS, YES, "output-use"),
    ("MIT", "Apache-2.0", OUTPUTS, ONLY_IF, "output-use"),
    ("CC0-1.0", "MIT", OUTPUTS, YES, "output-use"),
    ("CC-BY-SA-4.0", "Apache-2.0", OUTPUTS, LAWYER, "same-terms"),
    ("CC-BY-NC-4.0", "Apache-2.0", OUTPUTS, LAWYER, "commercial-use"),
    # Code: the matrix, and the tables for what it does not hold.
    ("GPL-3.0-only", "Apache-2.0", CODE, NO, "same-terms"),
    ("Apache-2.0", "GPL-3.0-only", CODE, ONLY_IF, "redistribution"),
    ("Apache-2.0", "GPL-2.0-only", CODE, NO, "termination"),
    ("GPL-2.0-only", "Apache-2.0", CODE, NO, "same-terms"),
    ("MIT", "GPL-2.0-only", CODE, ONLY_IF, "derivatives"),
    ("GPL-2.0-only", "GPL-3.0-only", CODE, NO, "same-terms"),
    ("GPL-2.0-or-later", "GPL-3.0-only", CODE, ONLY_IF, "derivatives"),
    ("AGPL-3.0-only", "GPL-3.0-only", CODE, LAWYER, "same-terms"),
    ("AGPL-3.0-only", "Apache-2.0", CODE, NO, "same-terms"),
    ("MPL-2.0", "GPL-3.0-only", CODE, ONLY_IF, "derivatives"),
    ("BSD-3-Clause", "Apache-2.0", CODE, ONLY_IF, "derivatives"),
    ("BSD-4-Clause", "GPL-3.0-only", CODE, NO, "attribution"),
    ("BSD-4-Clause", "GPL-3.0-only", CODE, NO, "same-terms"),
    ("0BSD", "MIT", CODE, YES, "derivatives"),
    ("curl", "MIT", CODE, LAWYER, ""),
    ("MIT", "curl", CODE, ONLY_IF, "derivatives"),
    ("GPL-3.0-only", "AFL-2.1", CODE, NO, ""),
    ("MIT-0", "GPL-2.0-only", CODE, YES, "derivatives"),
    ("MulanPSL-2.0", "GPL-2.0-only", CODE, LAWYER, "patent-grant"),
    ("CC-BY-SA-4.0", "GPL-3.0-only", CODE, ONLY_IF, "same-terms"),
    ("CC-BY-NC-4.0", "MIT", CODE, NO, "commercial-use"),
    (LLAMA, "MIT", CODE, NO, "user-cap"),
    # Deprecated ids, `+`, exceptions.
    ("GPL-3.0", "Apache-2.0", CODE, NO, "same-terms"),
    ("GPL-2.0+", "GPL-3.0", CODE, ONLY_IF, "derivatives"),
    ("LGPL-3.0+", "LGPL-3.0", BASE, ONLY_IF, "same-terms"),
    ("GFDL-1.3", "MIT", BASE, NO, "same-terms"),
    ("Apache-2.0+", "GPL-3.0-only", CODE, ONLY_IF, "derivatives"),
    ("CC-BY-SA-3.0+", "MIT", BASE, LAWYER, "same-terms"),
    ("MIT", "Apache-2.0+", BASE, LAWYER, "derivatives"),
    (LLVM, "MIT", CODE, ONLY_IF, "derivatives"),
    (LLVM, "GPL-2.0-only", CODE, LAWYER, "patent-grant"),
    (CLASSPATH, "MIT", CODE, LAWYER, "same-terms"),
    ("GPL-2.0-only", CLASSPATH, CODE, LAWYER, "derivatives"),
    ("MIT", CLASSPATH, CODE, LAWYER, "derivatives"),
    (LLAMA, LLVM, BASE, NO, "user-cap"),
    ("MIT WITH Strange-exception", "MIT", CODE, LAWYER, "derivatives"),
    # Sums and choices.
    ("MIT OR Apache-2.0", "GPL-2.0-only", CODE, ONLY_IF, "derivatives"),
    ("MIT AND Apache-2.0", "GPL-2.0-only", CODE, NO, "patent-grant"),
    (f"MIT OR {LLAMA}", "MIT", BASE, ONLY_IF, "derivatives"),
    (f"MIT AND {LLAMA}", "MIT", BASE, NO, "user-cap"),
    (LLAMA, f"Apache-2.0 AND {LLAMA}", BASE, ONLY_IF, "derivatives"),
    (LLAMA, f"Apache-2.0 OR {LLAMA}", BASE, NO, "user-cap"),
    (f"{LLAMA} AND {POLICY}", f"{LLAMA} AND {POLICY}", BASE, ONLY_IF, "derivatives"),
    (f"{LLAMA} AND {POLICY}", LLAMA, BASE, LAWYER, ""),
    (f"GPL-3.0-only OR {LLAMA}", f"GPL-3.0-only OR {LLAMA}", BASE, ONLY_IF, "derivatives"),
    ("MIT AND (Apache-2.0 OR ISC)", "MIT", BASE, ONLY_IF, "derivatives"),
    ("MIT AND (Apache-2.0 OR GPL-3.0-only)", "GPL-2.0-only", CODE, NO, "same-terms"),
    ("(MIT OR GPL-3.0-only) AND ISC", "Apache-2.0", CODE, ONLY_IF, "derivatives"),
    ("GPL-3.0-only", "GPL-3.0-only AND MIT", BASE, ONLY_IF, "derivatives"),
    ("GPL-3.0-only", "GPL-3.0-only AND CC-BY-NC-4.0", BASE, LAWYER, "same-terms"),
    ("GPL-3.0-only", f"GPL-3.0-only AND {NOBODY}", BASE, LAWYER, "same-terms"),
    ("MIT", f"Apache-2.0 AND {NOBODY}", BASE, ONLY_IF, "derivatives"),
    ("CC-BY-SA-4.0 AND MIT", "MIT", BASE, NO, "same-terms"),
    # One part loses what another keeps.
    ("Elastic-2.0", f"BUSL-1.1 AND {COQUI}", BASE, LAWYER, "sublicensing"),
    ("Elastic-2.0", f"BUSL-1.1 AND {COQUI}", BASE, LAWYER, "field-of-use"),
    # Terms of which nothing follows.
    (NOBODY, "MIT", BASE, LAWYER, ""),
    ("MIT", NOBODY, BASE, LAWYER, ""),
    (NOBODY, NOBODY, BASE, LAWYER, ""),
    ("((", "MIT", BASE, LAWYER, ""),
    ("MIT", "", BASE, LAWYER, ""),
    ("MIT MIT", "MIT", BASE, LAWYER, ""),
    (" AND ".join(f"(MIT OR A{n})" for n in range(9)), "MIT", BASE, LAWYER, ""),
    ("MIT OR " * 400 + "MIT", "MIT", BASE, LAWYER, ""),
    (POLICY, "MIT", BASE, LAWYER, ""),
    ("MIT", POLICY, BASE, LAWYER, ""),
    (POLICY, POLICY, BASE, LAWYER, ""),
]  # fmt: skip


@pytest.mark.parametrize(("upstream", "offered", "relation", "answer", "clause"), PAIRS)
def test_pairs(
    upstream: str, offered: str, relation: Relation, answer: Answer, clause: str
) -> None:
    found = may_offer(upstream, offered, relation)
    assert found.answer is answer
    assert (found.upstream, found.offered, found.relation) == (upstream, offered, relation)
    if clause:
        assert clause in {reason.clause for reason in found.because}
    else:
        assert found.unread
    assert has_a_ground(found)


def has_a_ground(found: Compatibility) -> bool:
    cited = all(reason.section and reason.license for reason in found.because)
    return cited and bool(found.because or found.unread)


def test_who_says_so() -> None:
    assert may_offer("MIT", "GPL-3.0-only", CODE).source == MATRIX
    assert may_offer(LLAMA, "MIT", CODE).source == "clause tables"
    step = may_offer("CC-BY-SA-4.0", "GPL-3.0-only", BASE)
    assert step.source == "https://creativecommons.org/compatiblelicenses"
    assert step.because[0].section == "3.b.1"
    both = may_offer("MIT AND CC0-1.0", "GPL-3.0-only", CODE)
    assert both.source == f"{MATRIX} and clause tables"


def test_what_the_offer_says_of_the_same_question() -> None:
    found = {reason.clause: reason.offered for reason in may_offer(LLAMA, "MIT", BASE).because}
    assert found["user-cap"] == "none"
    assert found["commercial-use"] == "allowed"


@pytest.mark.parametrize(
    ("upstream", "offered", "relation", "unread"),
    [
        (NOBODY, "MIT", BASE, (NOBODY,)),
        ("MIT", NOBODY, BASE, (NOBODY,)),
        (NOBODY, "LicenseRef-other", BASE, (NOBODY,)),
        (POLICY, "MIT", BASE, (POLICY,)),
        ("((", "))", BASE, ("((", "))")),
        ("curl", "MIT", CODE, ("curl",)),
        ("GPL-3.0-only", "AFL-2.1", CODE, ("AFL-2.1",)),
        (CLASSPATH, "MIT", CODE, (CLASSPATH,)),
        ("MIT", "Apache-2.0+", BASE, ("Apache-2.0+",)),
        (LLAMA, "MIT", BASE, ()),
    ],
)
def test_it_names_the_terms_of_which_nothing_follows(
    upstream: str, offered: str, relation: Relation, unread: tuple[str, ...]
) -> None:
    assert may_offer(upstream, offered, relation).unread == unread


def test_a_note_names_what_a_sum_adds() -> None:
    found = may_offer("GPL-3.0-only", "GPL-3.0-only AND CC-BY-NC-4.0", BASE)
    assert found.because[0].note == "the offer adds CC-BY-NC-4.0"


@pytest.mark.parametrize(
    ("one", "two", "later"),
    [
        ("EUPL-1.1", "EUPL-1.2", True),
        ("EUPL-1.2", "EUPL-1.1", False),
        ("GFDL-1.2-only", "GFDL-1.3-only", False),
        ("CC-BY-SA-2.0", "CC-BY-4.0", False),
        ("MIT", "MIT", False),
        ("EPL-9.0", "EPL-10.0", True),
    ],
)
def test_a_later_version(one: str, two: str, later: bool) -> None:
    assert is_later(one, two) is later


def test_published_steps_lose_nothing() -> None:
    for (upstream, offered), step in steps().items():
        assert step.source.startswith("https://")
        assert step.section
        assert upstream != offered
        assert (offered, upstream) not in steps()
        assert in_matrix(upstream, offered) in (None, YES)
        theirs, ours = entry(upstream), entry(offered)
        if theirs is not None and ours is not None:
            assert not lost(upstream, offered)


@pytest.mark.parametrize("text", ["steps: [", "steps: [{from: [MIT]}]", "cake: []"])
def test_a_broken_file_of_steps_is_one_line(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "licenses").mkdir()
    (tmp_path / "licenses" / "compatible.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(published, "data_dir", lambda _: tmp_path)
    with pytest.raises(AuditError, match=r"compatible\.yaml"):
        published.steps.__wrapped__()


def lost(upstream: str, offered: str) -> set[str]:
    """The clauses by which the upstream lowers a freedom further than the offer does."""
    theirs, ours, table = entry(upstream), entry(offered), clause_table()
    assert theirs is not None
    assert ours is not None
    worse = table.marks.index
    return {
        clause
        for clause, question in table.clauses.items()
        for freedom, mark in question.values[theirs.clauses[clause].value].items()
        if worse(mark)
        > worse(question.values[ours.clauses[clause].value].get(freedom, table.marks[0]))
    }


LICENSES = [i for i in entry_ids() if (e := entry(i)) and e.kind != "policy"]
ANY = st.sampled_from(LICENSES)
RELATIONS = st.sampled_from([BASE, DATA, OUTPUTS, CODE])


@settings(deadline=None, max_examples=500)
@given(ANY, ANY, RELATIONS)
def test_no_limit_is_lost_and_every_answer_has_a_ground(
    upstream: str, offered: str, relation: Relation
) -> None:
    found = may_offer(upstream, offered, relation)
    assert has_a_ground(found)
    assert (found.answer is ONLY_IF) <= bool(found.duties)
    if found.answer is YES:
        assert not found.duties
    if found.answer in (YES, ONLY_IF) and upstream != offered and relation is not OUTPUTS:
        assert not lost(upstream, offered)


@pytest.mark.parametrize("license_id", LICENSES)
def test_the_same_terms_are_refused_only_where_nothing_may_be_offered(license_id: str) -> None:
    theirs = entry(license_id)
    assert theirs is not None
    denied = {"forbidden", "silent", "unshared"} & {
        theirs.clauses[clause].value for clause in ("derivatives", "redistribution")
    }
    found = may_offer(license_id, license_id, BASE)
    assert found.answer is NO if denied else found.answer in (YES, ONLY_IF)


@settings(deadline=None, max_examples=150)
@given(ANY, ANY, ANY, st.sampled_from(["AND", "OR"]), RELATIONS)
def test_the_order_of_parts_changes_nothing(
    one: str, two: str, other: str, joined: str, relation: Relation
) -> None:
    there, back = f"{one} {joined} {two}", f"{two} {joined} {one}"
    upstream = [may_offer(text, other, relation) for text in (there, back)]
    offer = [may_offer(other, text, relation) for text in (there, back)]
    for found, again in (upstream, offer):
        assert (found.answer, found.because, found.duties, found.unread) == (
            again.answer, again.because, again.duties, again.unread,
        )  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(ANY, ANY, ANY, RELATIONS)
def test_a_sum_is_no_better_and_a_choice_no_worse(
    one: str, two: str, offered: str, relation: Relation
) -> None:
    order = list(Answer)
    alone = order.index(may_offer(one, offered, relation).answer)
    assert order.index(may_offer(f"{one} AND {two}", offered, relation).answer) >= alone
    assert order.index(may_offer(f"{one} OR {two}", offered, relation).answer) <= alone
    choice = may_offer(offered, f"{one} OR {two}", relation).answer
    assert order.index(choice) >= order.index(may_offer(offered, one, relation).answer)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="MIT ANDORWH()+-.0123456789", max_size=60))
def test_a_strangers_expression_never_breaks_it(text: str) -> None:
    for found in (may_offer(text, "MIT", BASE), may_offer("GPL-3.0-only", text, CODE)):
        assert found.answer is not YES or license_class(text) == "osi-approved"
        assert has_a_ground(found)
