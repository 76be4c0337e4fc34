from __future__ import annotations

import pytest

from audit.judge import nouns
from audit.judge.load import frameworks
from audit.judge.rule import LEADING, Applies, AtLeast, Rule, leading_word
from audit.judge.words import clause, in_words
from audit.licenses.catalog import class_file
from audit.licenses.entries import clause_table
from audit.model.vocabulary import QUESTIONS, RELATIONS, ROWS

WEIGHTS = Rule(component="weights-final", available="whole")
CODE = Rule(component="training-code", available="part", license="osi-approved")
CARD = Rule(component="model-card", available="part")
REPORT = Rule(component="technical-report", available="part")
CAP = Rule(clause="user-cap", of=("weights-final",), is_=("none",))
PLACE = Rule(clause="territory", of=("weights-final",), is_=("worldwide", "silent"))
DATA = Rule(component="training-data", license="data-open", if_found=True)

SAID = [
    (WEIGHTS, "the final weights are released as a whole"),
    (
        CODE,
        "the training code is released at least in part, under a license approved by the OSI",
    ),
    (DATA, "where found, the training data are under terms that are open for data"),
    (Rule(component="weights-final", access="open"), "the final weights are open to everybody"),
    (
        Rule(not_=Rule(component="training-data", access="gated")),
        "no gate was seen before the training data",
    ),
    (Rule(component="weights-final", access="gated"), "the final weights are behind a gate"),
    (
        Rule(all=(WEIGHTS, Rule(any=(CARD, CODE)))),
        "the final weights are released as a whole; and (either the model card is released at "
        "least in part; or the training code is released at least in part, under a license "
        "approved by the OSI)",
    ),
    (
        Rule(any=(CARD, REPORT)),
        "the model card or the technical report is released at least in part",
    ),
    (Rule(any=(CARD,)), "the model card is released at least in part"),
    (
        Rule(all=(CAP, PLACE, CARD)),
        'by the terms of the final weights, "Does a number of users or a revenue end the grant?" '
        'is answered "none" and "Are territories excluded?" is answered "worldwide" or "silent"; '
        "and the model card is released at least in part",
    ),
    (Rule(not_=CARD), "it is not so that the model card is released at least in part"),
    (
        Rule(at_least=AtLeast(count=1, of=(CARD, CODE))),
        "at least 1 of these: the model card is released at least in part; the training code is "
        "released at least in part, under a license approved by the OSI",
    ),
    (
        Rule(applies=Applies(when=CARD, then=WEIGHTS)),
        "where the model card is released at least in part, the final weights are released as a "
        "whole",
    ),
    (
        Rule(field_="crawler-names"),
        'the summary of training content fills in "crawler names"',
    ),
    (
        Rule(field_="crawlers-used", answer="yes"),
        'the summary of training content answers "yes" to "crawlers used"',
    ),
    (
        Rule(question="labeling", if_used=True),
        "the documents say how the training data were labeled, if there is such",
    ),
    (
        Rule(freedom="use", of=("weights-final", "training-code")),
        "the terms of the final weights and the training code let everybody use them without a "
        "condition",
    ),
    (Rule(upstream="params-open"), "the base models, if any, are under terms that count as open"),
    (Rule(lineage="base-model"), "the publisher names a base model"),
    (
        Rule(copyleft=("weights-final", "training-code")),
        "a license that asks for the same terms is found on the final weights or the training code",
    ),
    (
        Rule(claimed=Rule(requirements=("A", "B", "C"))),
        "where the publisher calls the model open, A, B and C are met",
    ),
    (Rule(requirements=("A",)), "A is met"),
    (Rule(person="read the passages"), "a person has to read the passages"),
]


@pytest.mark.parametrize(("rule", "said"), SAID)
def test_a_rule_in_words(rule: Rule, said: str) -> None:
    assert clause(rule) == said


def test_every_word_is_said() -> None:
    assert {leading_word(rule) for rule, _ in SAID} | {"clause"} == set(LEADING)


RULES = [(name, rule) for framework in frameworks() for name, rule in framework.rules()]
IDS = {
    name
    for name in (*ROWS, *QUESTIONS, *RELATIONS, *class_file().sets, *class_file().classes)
    if "-" in name
} | {name for name in clause_table().clauses if "-" in name}


@pytest.mark.parametrize(("name", "rule"), RULES, ids=[name for name, _ in RULES])
def test_every_rule_is_one_sentence_without_ids(name: str, rule: Rule) -> None:
    said = in_words(rule)
    assert said.endswith(".")
    assert "\n" not in said
    assert said.lstrip("(")[0].isupper()
    assert said.count("(") == said.count(")")
    assert not [known for known in IDS - {"osi-approved"} if known in said], said
    assert "None" not in said


def test_everything_has_a_name() -> None:
    assert list(nouns.ROWS) == list(ROWS)
    assert list(nouns.QUESTIONS) == list(QUESTIONS)
    assert list(nouns.RELATIONS) == list(RELATIONS)


def test_what_has_no_name_is_told_by_its_id() -> None:
    assert nouns.noun("some-row") == "the some row"
    assert nouns.question("some-question") == "some question"
    assert nouns.relation("some-relation") == "a some relation"
    assert nouns.terms("some-set") == "terms of the set some set"
