"""Terms that a policy allows, denies or wants approved; and clauses that it refuses."""

from __future__ import annotations

import pytest

from audit.judge.policy.file import LicenseAsk
from audit.judge.policy.licenses import stand_of
from audit.judge.policy.made import Made, MadeEdge, MadeRow, made_inventory
from audit.licenses.catalog import license_class
from audit.model import Availability, Gap, GapReason, License
from audit.model.finding import Answer
from tests.judge.inventories import inventory

from .policies import answers, found

ASK = LicenseAsk(
    of=("weights-final",),
    allowed=("params-open", "LicenseRef-llama2"),
    approval=("community-restricted",),
    denied=("none", "GPL-3.0-only"),
)


def terms(expression: str | None, class_name: str = "") -> License:
    return License(expression=expression, class_=class_name or license_class(expression))


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        (terms("Apache-2.0"), Answer.MET),
        (terms("CC-BY-4.0"), Answer.PRESUMED),
        (terms("LicenseRef-llama2"), Answer.MET),
        (terms("LicenseRef-llama3.1"), Answer.APPROVAL),
        (terms("GPL-3.0-only"), Answer.UNMET),
        (terms("CC-BY-NC-4.0"), Answer.UNMET),
        (terms(None, "none"), Answer.UNMET),
        (terms(None, "unknown"), Answer.UNKNOWN),
        (terms(None, "inherited"), Answer.UNKNOWN),
        (terms("LicenseRef-nobody-knows"), Answer.UNKNOWN),
        (terms("Apache-2.0", "unresolved"), Answer.UNKNOWN),
        (terms("Apache-2.0 AND MIT"), Answer.MET),
        (terms("Apache-2.0 AND CC-BY-NC-4.0"), Answer.UNMET),
        (terms("MIT OR GPL-3.0-only"), Answer.MET),
        (terms("MIT AND GPL-3.0-only"), Answer.UNMET),
        (terms("MIT AND LicenseRef-llama3.1"), Answer.APPROVAL),
        (terms("MIT AND LicenseRef-nobody-knows"), Answer.UNKNOWN),
        (terms("Apache-2.0 WITH LLVM-exception"), Answer.MET),
        (terms("Apache-2.0 AND ("), Answer.UNKNOWN),
    ],
)
def test_what_the_lists_say(given: License, answer: Answer) -> None:
    assert stand_of(given, ASK) is answer


def test_an_id_weighs_more_than_its_class_and_a_ban_more_than_leave() -> None:
    ask = LicenseAsk(
        of=("weights-final",), allowed=("CC-BY-NC-4.0",), denied=("noncommercial-or-research",)
    )
    assert stand_of(terms("CC-BY-NC-4.0"), ask) is Answer.MET
    assert stand_of(terms("CC-BY-NC-SA-4.0"), ask) is Answer.UNMET
    both = LicenseAsk(of=("weights-final",), allowed=("free-terms",), denied=("params-open",))
    assert stand_of(terms("MIT"), both) is Answer.UNMET


def test_what_stands_in_no_list() -> None:
    ask = LicenseAsk(of=("weights-final",), allowed=("osi-approved",), otherwise="approval")
    assert stand_of(terms("CC-BY-NC-4.0"), ask) is Answer.APPROVAL
    assert stand_of(terms(None, "unknown"), ask) is Answer.UNKNOWN


def test_each_row_and_each_step_up_is_asked() -> None:
    made = Made(
        rows={
            "weights-final": MadeRow(license="Apache-2.0"),
            "training-code": MadeRow(availability=Availability.NOT_FOUND),
        },
        lineage=(
            MadeEdge(parent="acme/one", license="MIT"),
            MadeEdge(parent="Known", license="MIT", by_name=True),
            MadeEdge(parent="acme/two", license="noncommercial-or-research"),
        ),
    )
    of = ["weights-final", "training-code", "evaluation-code", "base-model", "speech-encoder"]
    assert answers(made, license={"of": of, "allowed": ["osi-approved"]}) == [
        ("weights-final", "met", "pass"),
        ("training-code", "not-applicable", "pass"),
        ("evaluation-code", "unknown", "fail"),
        ("base-model", "met", "pass"),
        ("base-model", "presumed", "warn"),
        ("base-model", "unmet", "fail"),
        ("speech-encoder", "not-applicable", "pass"),
    ]


@pytest.mark.parametrize(
    ("reason", "answer"), [(GapReason.UNREADABLE, "waiting"), (GapReason.MISSING, "not-applicable")]
)
def test_a_card_that_was_not_read_may_name_a_base_model(reason: GapReason, answer: str) -> None:
    from msgspec.structs import replace

    made = made_inventory(Made(rows={"weights-final": MadeRow(license="MIT")}))
    gap = Gap(artifact=made.target.id, path="README.md", reason=reason, detail="no")
    told = replace(made, gaps=(gap,))
    asked = {"of": ["base-model"], "allowed": ["osi-approved"]}
    assert answers(told, license=asked)[0][1] == answer
    (point,) = found(told, license=asked).points
    assert ("was not read" in point.text) is (answer == "waiting")


@pytest.mark.parametrize(
    ("license_", "answer", "said"),
    [
        ("LicenseRef-llama2", "unmet", "user cap capped"),
        ("Apache-2.0", "met", "user cap none"),
        ("osi-approved", "met", "user cap not limited"),
        ("custom-restricted", "unknown", "user cap not known"),
        ("unknown", "unknown", "user cap not known"),
    ],
)
def test_clauses_that_are_refused(license_: str, answer: str, said: str) -> None:
    made = Made(rows={"weights-final": MadeRow(license=license_)})
    rule = {"of": ["weights-final"], "refused": {"user-cap": ["capped"]}}
    (point,) = found(made, clauses=rule).points
    assert point.answer.value == answer
    assert said in point.text


def test_the_worst_clause_of_what_the_model_was_made_from() -> None:
    made = Made(lineage=(MadeEdge(parent="acme/base", license="LicenseRef-llama2"),))
    refused = {"user-cap": ["capped"], "territory": ["limited"]}
    (point,) = found(made, clauses={"of": ["base-model"], "refused": refused}).points
    assert (point.subject, point.answer) == ("base-model", Answer.UNMET)
    assert "user cap" in point.text
    assert "territory" not in point.text


def test_clauses_known_by_a_name_alone_are_presumed() -> None:
    made = Made(lineage=(MadeEdge(parent="Known", license="MIT", by_name=True),))
    rule = {"of": ["base-model"], "refused": {"user-cap": ["capped"]}}
    assert answers(made, clauses=rule) == [("base-model", "presumed", "warn")]


def test_a_row_that_an_earlier_version_does_not_have_is_not_known() -> None:
    from msgspec.structs import replace

    bare = replace(inventory(), components={})
    asked = {"of": ["weights-final"], "allowed": ["osi-approved"]}
    assert answers(bare, license=asked) == [("weights-final", "unknown", "fail")]
