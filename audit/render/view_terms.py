"""The four freedoms, the clauses that limit them, and what the terms ask of a user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from audit.model import LicenseTerms, TermsAnswer
from audit.render.labels import Mark, class_name, component_name
from audit.render.language import _, marked, sentence
from audit.render.occasions import OCCASIONS, duty

FREEDOMS = {
    "use": marked("use it for any purpose"),
    "study": marked("study how it works"),
    "modify": marked("change it"),
    "share": marked("pass it on"),
}
MARKS = {
    "granted": Mark(word=marked("granted"), sign="✓", tone="good"),
    "conditional": Mark(word=marked("on conditions"), sign="◐", tone="mixed"),
    "denied": Mark(word=marked("denied"), sign="✗", tone="bad"),
    "unknown": Mark(word=marked("unknown"), sign="?", tone="open"),
}
MOST_TERMS = 6
"""Licenses that stand beside each other; the JSON has all."""


class ClauseView(Struct, frozen=True, kw_only=True):
    """A clause that limits a freedom, or asks something."""

    text: str
    place: str
    """The license and its section."""


class FreedomView(Struct, frozen=True, kw_only=True):
    """One freedom under one license."""

    mark: Mark
    clauses: tuple[ClauseView, ...]


class TermsView(Struct, frozen=True, kw_only=True):
    """One license, and what stands under it."""

    name: str
    components: str
    is_read: bool
    is_choice: bool


class FreedomsView(Struct, frozen=True, kw_only=True):
    """Freedoms down, licenses across."""

    terms: tuple[TermsView, ...]
    rows: tuple[tuple[str, tuple[FreedomView, ...]], ...]
    more: int
    """Licenses that are not shown."""


class DutyView(Struct, frozen=True, kw_only=True):
    """One thing that terms ask, with all the places that do."""

    text: str
    places: tuple[str, ...]
    components: str


class OccasionView(Struct, frozen=True, kw_only=True):
    """What is asked of those who do one thing with the model."""

    title: str
    duties: tuple[DutyView, ...]


def freedom_views(terms: tuple[LicenseTerms, ...]) -> FreedomsView:
    """The freedoms under each license, the weights' first."""
    shown = terms[:MOST_TERMS]
    rows = tuple(
        (_(words), tuple(_freedom(name, one) for one in shown)) for name, words in FREEDOMS.items()
    )
    return FreedomsView(terms=tuple(map(_terms, shown)), rows=rows, more=len(terms) - len(shown))


def duty_views(terms: tuple[LicenseTerms, ...]) -> tuple[OccasionView, ...]:
    """What the terms ask, by occasion; what several licenses ask alike is told once."""
    found: dict[str, dict[str, list[tuple[LicenseTerms, str]]]] = {}
    for one in terms:
        for occasion, text, place in _duties(one):
            found.setdefault(occasion, {}).setdefault(text, []).append((one, place))
    return tuple(
        OccasionView(
            title=_(title),
            duties=tuple(_duty(text, told) for text, told in found[occasion].items()),
        )
        for occasion, title in OCCASIONS.items()
        if occasion in found
    )


def _terms(one: LicenseTerms) -> TermsView:
    return TermsView(
        name=_name(one),
        components=_rows(one),
        is_read=one.is_read,
        is_choice=one.choice,
    )


def _freedom(name: str, one: LicenseTerms) -> FreedomView:
    mark = MARKS.get(one.freedoms.get(name, "unknown"), MARKS["unknown"])
    limits = tuple(
        ClauseView(text=_limit(answer), place=answer.section)
        for answer in one.answers
        if name in answer.lowers
    )
    return FreedomView(mark=mark, clauses=limits)


def _limit(answer: TermsAnswer) -> str:
    said = duty(answer, "", "")
    return said[1] if said else sentence(f"{answer.clause}: {answer.value}".replace("-", " "))


def _duties(one: LicenseTerms) -> Iterator[tuple[str, str, str]]:
    """Occasion, text and place of each thing that one license asks."""
    if one.class_ == "none":
        text = _("No license was given: nothing is allowed that the law does not allow anyway.")
        yield "use", text, ""
    elif not one.is_read:
        text = _("Read the terms yourself: nobody has read them clause by clause for this tool.")
        yield "use", text, _name(one)
    for answer in one.answers:
        if (asked := duty(answer, one.phrase, one.prefix)) is not None:
            yield asked[0], asked[1], f"{_name(one)}, {answer.section}"


def _duty(text: str, told: list[tuple[LicenseTerms, str]]) -> DutyView:
    rows: Mapping[str, None] = dict.fromkeys(row for one, _place in told for row in one.components)
    return DutyView(
        text=text,
        places=tuple(dict.fromkeys(place for _one, place in told if place)),
        components=_(", ").join(map(component_name, rows)),
    )


def _name(one: LicenseTerms) -> str:
    return one.license or class_name(one.class_)


def _rows(one: LicenseTerms) -> str:
    return _(", ").join(map(component_name, one.components))
