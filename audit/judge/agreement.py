"""How far two judges of the same models agree: two sets of reviews, or a set and the tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from audit.judge.assess import judge_all
from audit.judge.kappa import Pair, accuracy, kappa
from audit.judge.weigh import aspects, in_order
from audit.judge.which_model import name_of
from audit.model import (
    Access,
    Availability,
    Basis,
    Component,
    FrameworkVerdict,
    Inventory,
    Outcome,
    Role,
    Verdict,
)
from audit.model.review import Review

KINDS = ("availability", "license", "access", "requirement")
"""What judges may say of a model, kind by kind; a figure over all of them would mean nothing."""


class Question(Struct, frozen=True, kw_only=True, order=True):
    """One thing that a judge may say something about."""

    model: str
    kind: str
    subject: str


class Said(Struct, frozen=True, kw_only=True):
    """What a judge says to a question."""

    answer: str
    revision: str | None
    why: str
    """The reason, or where it is written."""


Judge = Mapping[Question, Said]


class Opinion(Struct, frozen=True, kw_only=True):
    """All that one judge says, and the questions on which the judge is of two minds."""

    says: dict[Question, Said]
    torn: tuple[Question, ...] = ()


class Disagreement(Struct, frozen=True, kw_only=True):
    """A question to which two judges give different answers."""

    question: Question
    one: Said
    other: Said


class Figures(Struct, frozen=True, kw_only=True):
    """How far two judges agree on one kind of question."""

    kind: str
    both: int
    same: int
    agreement: float | None
    kappa: float | None
    """None where chance agreement is certain, or there is nothing to compare."""


class Agreement(Struct, frozen=True, kw_only=True):
    """Two judges beside each other."""

    figures: tuple[Figures, ...]
    disagreements: tuple[Disagreement, ...]
    only_one: int
    only_other: int
    torn: int
    """Questions on which one of them contradicts itself; they are left out."""
    elsewhere: int
    """Questions that both answer, of different revisions or of one that is not named."""


def compared(one: Opinion, other: Opinion) -> Agreement:
    """The figures, and each disagreement with both sides."""
    torn = {*one.torn, *other.torn}
    both = sorted({*one.says} & {*other.says} - torn)
    pairs = [(question, one.says[question], other.says[question]) for question in both]
    return Agreement(
        figures=tuple(_figures(kind, pairs) for kind in KINDS),
        disagreements=tuple(
            Disagreement(question=question, one=said, other=also)
            for question, said, also in pairs
            if said.answer != also.answer
        ),
        only_one=len({*one.says} - {*other.says} - torn),
        only_other=len({*other.says} - {*one.says} - torn),
        torn=len(torn),
        elsewhere=sum(
            said.revision is None or said.revision != also.revision for _, said, also in pairs
        ),
    )


def _figures(kind: str, pairs: Sequence[tuple[Question, Said, Said]]) -> Figures:
    answers = [
        (one.answer, other.answer) for question, one, other in pairs if question.kind == kind
    ]
    place = {answer: n for n, answer in enumerate(sorted({a for both in answers for a in both}))}
    numbers: list[Pair] = [(place[one], place[other]) for one, other in answers]
    return Figures(
        kind=kind,
        both=len(numbers),
        same=sum(one == other for one, other in numbers),
        agreement=accuracy(numbers),
        kappa=kappa(numbers),
    )


def of_reviews(reviews: Iterable[Review]) -> Opinion:
    """What a set of reviews says; what it says in two ways is kept apart."""
    says: dict[Question, Said] = {}
    torn: dict[Question, None] = {}
    for review in reviews:
        for question, said in _of_review(review):
            earlier = says.setdefault(question, said)
            if earlier.answer != said.answer:
                torn[question] = None
    return Opinion(says=says, torn=tuple(torn))


def _of_review(review: Review) -> Iterator[tuple[Question, Said]]:
    for aspect, answer in aspects(review).items():
        kind = aspect if aspect != "finding" else "availability"
        if review.requirement is not None:
            kind = "requirement"
        question = Question(model=name_of(review.model), kind=kind, subject=review.subject)
        why = f"{review.reviewer}: {review.reason}"
        yield question, Said(answer=answer, revision=review.revision, why=why)


def of_tool(inventories: Iterable[Inventory]) -> Opinion:
    """What the tool says by itself, where it decides."""
    says: dict[Question, Said] = {}
    for inventory in inventories:
        model, revision = _model(inventory)
        for kind, subject, answer, why in _of_inventory(inventory):
            question = Question(model=model, kind=kind, subject=subject)
            says[question] = Said(answer=answer, revision=revision, why=why)
    return Opinion(says=says)


def _model(inventory: Inventory) -> tuple[str, str | None]:
    weights = (one for one in inventory.artifacts if one.role is Role.WEIGHTS)
    if (judged := next(weights, None)) is not None:
        return name_of(judged.id), judged.revision
    return name_of(inventory.target.id), inventory.target.revision


Answer = tuple[str, str, str, str]
"""Kind, subject, answer and reason."""


def _of_inventory(inventory: Inventory) -> Iterator[Answer]:
    for row, component in inventory.components.items():
        yield from _of_row(row, component)
    for framework in judge_all(inventory).values():
        yield from _of_framework(framework)


def _of_row(row: str, component: Component) -> Iterator[Answer]:
    if component.availability is not Availability.UNKNOWN:
        yield "availability", row, component.availability.value, component.detail
    terms = component.license
    if terms.expression is not None or terms.class_ == "none":
        yield "license", row, in_order(terms.expression), component.detail
    if component.access is not Access.UNKNOWN:
        yield "access", row, component.access.value, component.detail


def _of_framework(framework: FrameworkVerdict) -> Iterator[Answer]:
    for name, verdict in framework.requirements.items():
        if verdict.outcome is not Outcome.UNKNOWN and verdict.basis is not Basis.REVIEWED:
            yield "requirement", name, _answer(verdict), _reason(verdict)


def _answer(verdict: Verdict) -> str:
    return verdict.level or verdict.outcome.value


def _reason(verdict: Verdict) -> str:
    return verdict.because[0].text if verdict.because else ""
