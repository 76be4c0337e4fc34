"""One sentence in plain words: is it open source, by this definition?"""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from audit.model import Basis, FrameworkVerdict, Outcome, Verdict
from audit.render.places import requirement_anchor

MOST_NAMED = 3
"""Requirements that the sentence names; the table below it has them all."""


class Named(Struct, frozen=True, kw_only=True):
    """A requirement that the sentence names."""

    id: str
    anchor: str
    name: str


class Answer(Struct, frozen=True, kw_only=True):
    """The sentence in parts, so that a page can link the requirements."""

    word: str
    lead: str
    named: tuple[Named, ...] = ()
    tail: str = "."

    @property
    def text(self) -> str:
        """The whole sentence."""
        names = [f"“{one.name}” ({one.id})" for one in self.named]
        return f"{self.word} {self.lead}{in_a_row(names)}{self.tail}"


def answer(identifier: str, framework: FrameworkVerdict) -> Answer:
    """What the framework's outcome means, and for which requirements."""
    match framework.outcome:
        case Outcome.UNMET | Outcome.PARTLY:
            return _no(identifier, framework)
        case Outcome.UNKNOWN:
            return _cannot_be_said(identifier, framework)
        case Outcome.MET:
            return _yes(framework)
        case Outcome.NOT_APPLICABLE:
            return Answer(word="Not asked:", lead=f"the {title(framework)} does not apply")
        case _ as never:
            assert_never(never)


def title(framework: FrameworkVerdict) -> str:
    """Name and version."""
    return f"{framework.name} {framework.version}".strip()


def in_a_row(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def required(framework: FrameworkVerdict, *outcomes: Outcome) -> dict[str, Verdict]:
    """The required requirements with one of these outcomes, by id."""
    return {
        identifier: verdict
        for identifier, verdict in framework.requirements.items()
        if verdict.required and verdict.outcome in outcomes
    }


def _no(identifier: str, framework: FrameworkVerdict) -> Answer:
    failing = required(framework, Outcome.UNMET, Outcome.PARTLY)
    unknown = len(required(framework, Outcome.UNKNOWN))
    if not failing:
        return Answer(word="No.", lead=f"The {title(framework)} is not met as a whole")
    also = f" For {unknown} more this could not be said." if unknown else ""
    return Answer(
        word="No.",
        lead=f"Under the {title(framework)}, {_counted(len(failing))} "
        f"{'is' if len(failing) == 1 else 'are'} not met{_among(failing)}",
        named=_named(identifier, failing),
        tail=f".{also}",
    )


def _cannot_be_said(identifier: str, framework: FrameworkVerdict) -> Answer:
    unknown = required(framework, Outcome.UNKNOWN)
    waiting = {key: verdict for key, verdict in unknown.items() if verdict.needs is not None}
    unseen = {key: verdict for key, verdict in unknown.items() if verdict.needs is None}
    word = "It cannot be said:"
    if not unknown:
        return Answer(word=word, lead=f"the {title(framework)} could not be decided as a whole")
    if not unseen:
        return _not_yet_decided(identifier, framework, waiting)
    also = f" {_counted(len(waiting))} {_waits(len(waiting))} for a person." if waiting else ""
    return Answer(
        word=word,
        lead=f"for {_counted(len(unseen))} of the {title(framework)} the evidence is missing "
        f"or was not read{_among(unseen)}",
        named=_named(identifier, unseen),
        tail=f".{also}",
    )


def _not_yet_decided(
    identifier: str, framework: FrameworkVerdict, waiting: dict[str, Verdict]
) -> Answer:
    met = required(framework, Outcome.MET).values()
    presumed = any(verdict.basis is Basis.PRESUMED for verdict in met)
    return Answer(
        word="Not yet decided:",
        lead=f"every other requirement of the {title(framework)} is met"
        f"{' (some on a presumption)' if presumed else ''}, and "
        f"{_counted(len(waiting))} {_waits(len(waiting))} for a person{_among(waiting)}",
        named=_named(identifier, waiting),
    )


def _yes(framework: FrameworkVerdict) -> Answer:
    every = f"every requirement of the {title(framework)} is met"
    match framework.basis:
        case Basis.AUTOMATIC:
            return Answer(word="Yes:", lead=every)
        case Basis.REVIEWED:
            return Answer(word="Yes:", lead=f"{every}, after review by a person")
        case Basis.PRESUMED:
            return Answer(
                word="Presumably:",
                lead=f"{every}, if terms count on which its publisher has not ruled",
            )
        case _ as never:
            assert_never(never)


def _counted(count: int) -> str:
    return f"{count} requirement" if count == 1 else f"{count} requirements"


def _waits(count: int) -> str:
    return "waits" if count == 1 else "wait"


def _among(verdicts: dict[str, Verdict]) -> str:
    return ", among them " if len(verdicts) > MOST_NAMED else ": "


def _named(framework: str, verdicts: dict[str, Verdict]) -> tuple[Named, ...]:
    first = list(verdicts.items())[:MOST_NAMED]
    return tuple(
        Named(id=key, anchor=requirement_anchor(framework, key), name=verdict.name)
        for key, verdict in first
    )
