"""One sentence in plain words: is it open source, by this definition?"""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from audit.model import Basis, FrameworkVerdict, Outcome, Verdict
from audit.render.language import _, ngettext, sentence
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
            lead = _("the {definition} does not apply", definition=title(framework))
            return Answer(word=_("Not asked:"), lead=lead)
        case _ as never:
            assert_never(never)


def title(framework: FrameworkVerdict) -> str:
    """Name and version."""
    return called(framework.name, framework.version)


def called(name: str, version: str) -> str:
    """A definition's name and version in the language that is spoken now."""
    return f"{sentence(name)} {sentence(version)}".strip()


def in_a_row(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return _("{others} and {last}", others=_(", ").join(names[:-1]), last=names[-1])


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
    name = title(framework)
    if not failing:
        lead = _("The {definition} is not met as a whole", definition=name)
        return Answer(word=_("No."), lead=lead)
    also = (
        ngettext(
            " For {number} more this could not be said.",
            " For {number} more this could not be said.",
            unknown,
        )
        if unknown
        else ""
    )
    lead = ngettext(
        "Under the {definition}, {number} requirement is not met",
        "Under the {definition}, {number} requirements are not met",
        len(failing),
        definition=name,
    )
    return Answer(
        word=_("No."),
        lead=lead + _among(failing),
        named=_named(identifier, failing),
        tail=_(".") + also,
    )


def _cannot_be_said(identifier: str, framework: FrameworkVerdict) -> Answer:
    unknown = required(framework, Outcome.UNKNOWN)
    waiting = {key: verdict for key, verdict in unknown.items() if verdict.needs is not None}
    unseen = {key: verdict for key, verdict in unknown.items() if verdict.needs is None}
    word = _("It cannot be said:")
    name = title(framework)
    if not unknown:
        lead = _("the {definition} could not be decided as a whole", definition=name)
        return Answer(word=word, lead=lead)
    if not unseen:
        return _not_yet_decided(identifier, framework, waiting)
    lead = ngettext(
        "for {number} requirement of the {definition} the evidence is missing or was not read",
        "for {number} requirements of the {definition} the evidence is missing or was not read",
        len(unseen),
        definition=name,
    )
    return Answer(
        word=word,
        lead=lead + _among(unseen),
        named=_named(identifier, unseen),
        tail=_(".") + _waiting(waiting),
    )


def _waiting(waiting: dict[str, Verdict]) -> str:
    if not waiting:
        return ""
    return ngettext(
        " {number} requirement waits for a person.",
        " {number} requirements wait for a person.",
        len(waiting),
    )


def _not_yet_decided(
    identifier: str, framework: FrameworkVerdict, waiting: dict[str, Verdict]
) -> Answer:
    met = required(framework, Outcome.MET).values()
    name = title(framework)
    if any(verdict.basis is Basis.PRESUMED for verdict in met):
        every = _(
            "every other requirement of the {definition} is met (some on a presumption), and ",
            definition=name,
        )
    else:
        every = _("every other requirement of the {definition} is met, and ", definition=name)
    waits = ngettext(
        "{number} requirement waits for a person",
        "{number} requirements wait for a person",
        len(waiting),
    )
    return Answer(
        word=_("Not yet decided:"),
        lead=every + waits + _among(waiting),
        named=_named(identifier, waiting),
        tail=_("."),
    )


def _yes(framework: FrameworkVerdict) -> Answer:
    name = title(framework)
    match framework.basis:
        case Basis.AUTOMATIC:
            lead = _("every requirement of the {definition} is met", definition=name)
            return Answer(word=_("Yes:"), lead=lead)
        case Basis.REVIEWED:
            lead = _(
                "every requirement of the {definition} is met, after review by a person",
                definition=name,
            )
            return Answer(word=_("Yes:"), lead=lead)
        case Basis.PRESUMED:
            lead = _(
                "every requirement of the {definition} is met, if terms count on which its "
                "publisher has not ruled",
                definition=name,
            )
            return Answer(word=_("Presumably:"), lead=lead)
        case _ as never:
            assert_never(never)


def _among(verdicts: dict[str, Verdict]) -> str:
    return _(", among them ") if len(verdicts) > MOST_NAMED else _(": ")


def _named(framework: str, verdicts: dict[str, Verdict]) -> tuple[Named, ...]:
    first = list(verdicts.items())[:MOST_NAMED]
    return tuple(
        Named(id=key, anchor=requirement_anchor(framework, key), name=sentence(verdict.name))
        for key, verdict in first
    )
