"""The four freedoms, the clauses that limit them, and what the terms ask of a user."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from audit.model import LicenseTerms, TermsAnswer
from audit.render.labels import Mark, class_name, component_name
from audit.render.language import _, marked, sentence
from audit.render.occasions import OCCASIONS, duty
from audit.render.places import anchor
from audit.render.untrusted import web_link

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
MOST_TERMS = 12
"""Licenses that are told of; the JSON has all."""


class SectionView(Struct, frozen=True, kw_only=True):
    """Where a license says something."""

    license: str
    anchor: str
    """The row of the license in the table of the freedoms."""
    section: str
    """Empty where nobody has read the text."""
    href: str | None
    if_chosen: bool
    """Whether the user may choose another license in its place."""


class ClauseView(Struct, frozen=True, kw_only=True):
    """Something that a license limits, with all the sections that do."""

    text: str
    sections: tuple[SectionView, ...]

    @property
    def place(self) -> str:
        """All the sections in words."""
        return _("; ").join(one.section for one in self.sections if one.section)


class FreedomView(Struct, frozen=True, kw_only=True):
    """One freedom under one license."""

    name: str
    mark: Mark
    clauses: tuple[ClauseView, ...]


class PartView(Struct, frozen=True, kw_only=True):
    """A component that stands under a license."""

    name: str
    anchor: str
    """Its place on the page; empty where it has none."""


class TermsView(Struct, frozen=True, kw_only=True):
    """One license: what stands under it, and the freedoms that it gives."""

    anchor: str
    name: str
    title: str
    """The name of the license in full; empty where it has none but its id."""
    href: str | None
    parts: tuple[PartView, ...]
    is_choice: bool
    freedoms: tuple[FreedomView, ...]


class FreedomsView(Struct, frozen=True, kw_only=True):
    """Licenses down, freedoms across."""

    names: tuple[str, ...]
    terms: tuple[TermsView, ...]
    more: int
    """Licenses that are not shown."""

    @property
    def rows(self) -> tuple[tuple[str, tuple[FreedomView, ...]], ...]:
        """Each freedom under all the licenses, for formats that have the freedoms down."""
        return tuple(
            (name, tuple(one.freedoms[number] for one in self.terms))
            for number, name in enumerate(self.names)
        )


class OccasionView(Struct, frozen=True, kw_only=True):
    """What is asked of those who do one thing with the model."""

    title: str
    duties: tuple[ClauseView, ...]


def freedom_views(terms: tuple[LicenseTerms, ...], known: Collection[str] = ()) -> FreedomsView:
    """The freedoms under each license, the weights' first; `known` are the rows of the page."""
    shown = terms[:MOST_TERMS]
    return FreedomsView(
        names=tuple(map(_, FREEDOMS.values())),
        terms=tuple(_terms(number, one, known) for number, one in enumerate(shown, 1)),
        more=len(terms) - len(shown),
    )


def duty_views(terms: tuple[LicenseTerms, ...]) -> tuple[OccasionView, ...]:
    """What the terms ask, by occasion; what several licenses ask alike is told once."""
    found: dict[str, dict[str, list[SectionView]]] = {}
    for number, one in enumerate(terms[:MOST_TERMS], 1):
        for occasion, text, section in _duties(number, one):
            found.setdefault(occasion, {}).setdefault(text, []).append(section)
    return tuple(
        OccasionView(title=_(title), duties=_clauses(found[occasion]))
        for occasion, title in OCCASIONS.items()
        if occasion in found
    )


def _terms(number: int, one: LicenseTerms, known: Collection[str]) -> TermsView:
    return TermsView(
        anchor=f"terms-{number}",
        name=one.license or class_name(one.class_),
        title=one.name if one.license else "",
        href=web_link(one.url or None),
        parts=tuple(
            PartView(
                name=component_name(name), anchor=anchor("component", name) if name in known else ""
            )
            for name in one.components
        ),
        is_choice=one.choice,
        freedoms=tuple(_freedom(number, name, words, one) for name, words in FREEDOMS.items()),
    )


def _freedom(number: int, name: str, words: str, one: LicenseTerms) -> FreedomView:
    given = one.freedoms.get(name, "unknown")
    limits: dict[str, list[SectionView]] = {}
    for answer in one.answers:
        if name in answer.lowers:
            limits.setdefault(limit(answer), []).append(_section(number, one, answer))
    if not limits and given != "unknown" and (given != "granted" or not one.is_read):
        limits[_("by the kind of the terms: {kind}", kind=class_name(one.class_))] = []
    return FreedomView(
        name=_(words), mark=MARKS.get(given, MARKS["unknown"]), clauses=_clauses(limits)
    )


def limit(answer: TermsAnswer) -> str:
    """What an answer that limits a freedom asks of a user, in a sentence."""
    said = duty(answer, "", "")
    return said[1] if said else sentence(f"{answer.clause}: {answer.value}".replace("-", " "))


def _duties(number: int, one: LicenseTerms) -> Iterator[tuple[str, str, SectionView]]:
    """Occasion, text and place of each thing that one license asks."""
    if not one.is_read:
        yield "use", _unread(one), _section(number, one, None)
    for answer in one.answers:
        if (asked := duty(answer, one.phrase, one.prefix)) is not None:
            yield asked[0], asked[1], _section(number, one, answer)


def _unread(one: LicenseTerms) -> str:
    """What is asked under terms that are not in the clause table: never nothing."""
    if one.class_ == "none":
        return _("Ask first: no license was given, so nothing is allowed beyond the law.")
    if one.class_ == "unknown":
        return _("Find out under which terms it stands: none were found for it.")
    return _("Read the terms yourself: nobody has read them clause by clause for this tool.")


def _section(number: int, one: LicenseTerms, answer: TermsAnswer | None) -> SectionView:
    url = one.policy_url if answer is not None and answer.of_policy else one.url
    return SectionView(
        license=one.license or class_name(one.class_),
        anchor=f"terms-{number}",
        section=_place(answer) if answer else "",
        href=web_link(url or None),
        if_chosen=one.choice,
    )


def _place(answer: TermsAnswer) -> str:
    if answer.section == "-":
        return _("in no section")
    if answer.of_policy or not answer.section[:1].isdigit():
        return answer.section
    return _("section {number}", number=answer.section)


def _clauses(told: dict[str, list[SectionView]]) -> tuple[ClauseView, ...]:
    return tuple(
        ClauseView(text=text, sections=tuple(dict.fromkeys(sections)))
        for text, sections in told.items()
    )
