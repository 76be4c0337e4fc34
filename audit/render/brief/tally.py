"""How many models meet what: every count with the number that it is out of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from audit.model import Assessment, Basis, FrameworkVerdict, Outcome, Verdict
from audit.render.answer import title
from audit.render.brief.share import Share, Slice, slices
from audit.render.labels import OUTCOMES
from audit.render.language import _, sentence
from audit.render.places import anchor
from audit.render.untrusted import one_line, web_link
from audit.render.view import FIRST_FRAMEWORK


class Counts(Struct, frozen=True, kw_only=True):
    """How many models came to what; what is not known is a count of its own."""

    met: int = 0
    partly: int = 0
    unmet: int = 0
    unknown: int = 0
    not_applicable: int = 0
    waiting: int = 0
    """Of the unknown, those that wait for a person."""
    presumed: int = 0
    """Of those met, the ones that are met on a presumption alone."""

    @property
    def number(self) -> int:
        """All that were judged."""
        return self.met + self.partly + self.unmet + self.unknown + self.not_applicable

    @property
    def failing(self) -> Share:
        """Those that do not meet it, in part or not at all."""
        return Share(number=self.unmet + self.partly, of=self.number)

    @property
    def meeting(self) -> Share:
        """Those that meet it."""
        return Share(number=self.met, of=self.number)

    @property
    def open(self) -> Share:
        """Those of which it is not known."""
        return Share(number=self.unknown, of=self.number)

    @property
    def slices(self) -> tuple[Slice, ...]:
        """The counts as parts of a bar."""
        return slices(
            ("good", self.met),
            ("mixed", self.partly),
            ("bad", self.unmet),
            ("open", self.unknown),
            ("calm", self.not_applicable),
        )


class RequirementTally(Struct, frozen=True, kw_only=True):
    """One requirement over all models that were judged by it."""

    id: str
    name: str
    required: bool
    counts: Counts


class Tally(Struct, frozen=True, kw_only=True):
    """One definition over all models that were judged by it."""

    id: str
    title: str
    source: str
    href: str | None
    anchor: str
    counts: Counts
    says: tuple[tuple[str, int], ...]
    """The outcomes in the definition's own words, the commonest first."""
    requirements: tuple[RequirementTally, ...]


def tallies(assessments: Iterable[Assessment]) -> tuple[Tally, ...]:
    """One for each edition of each definition, that which answers "is it open source?" first."""
    judged: dict[tuple[str, str], list[FrameworkVerdict]] = {}
    for assessment in assessments:
        for identifier, verdict in assessment.frameworks.items():
            judged.setdefault((identifier, verdict.version), []).append(verdict)
    order = sorted(judged, key=lambda pair: (pair[0] != FIRST_FRAMEWORK, pair))
    return tuple(_tally(identifier, judged[identifier, version]) for identifier, version in order)


def _tally(identifier: str, judged: Sequence[FrameworkVerdict]) -> Tally:
    first = judged[0]
    return Tally(
        id=one_line(identifier),
        title=one_line(title(first)),
        source=one_line(first.source),
        href=web_link(first.source),
        anchor=anchor("definition", f"{identifier}-{first.version}"),
        counts=_of_frameworks(judged),
        says=_said(sentence(one.says) or _(OUTCOMES[one.outcome].word) for one in judged),
        requirements=_requirements(judged),
    )


def _of_frameworks(judged: Sequence[FrameworkVerdict]) -> Counts:
    return Counts(
        **_outcomes(one.outcome for one in judged),
        waiting=sum(_waits(one) for one in judged),
        presumed=sum(_is_presumed(one) for one in judged),
    )


def _waits(framework: FrameworkVerdict) -> bool:
    """Whether nothing but a person's word is missing."""
    unknown = [
        one
        for one in framework.requirements.values()
        if one.required and one.outcome is Outcome.UNKNOWN
    ]
    is_open = framework.outcome is Outcome.UNKNOWN
    return is_open and bool(unknown) and all(one.needs is not None for one in unknown)


def _is_presumed(verdict: FrameworkVerdict | Verdict) -> bool:
    return verdict.outcome is Outcome.MET and verdict.basis is Basis.PRESUMED


def _requirements(judged: Sequence[FrameworkVerdict]) -> tuple[RequirementTally, ...]:
    found: dict[str, list[Verdict]] = {}
    for framework in judged:
        for identifier, verdict in framework.requirements.items():
            found.setdefault(identifier, []).append(verdict)
    return tuple(
        RequirementTally(
            id=one_line(identifier),
            name=one_line(sentence(verdicts[0].name)),
            required=verdicts[0].required,
            counts=_of_verdicts(verdicts),
        )
        for identifier, verdicts in found.items()
    )


def _of_verdicts(verdicts: Sequence[Verdict]) -> Counts:
    return Counts(
        **_outcomes(one.outcome for one in verdicts),
        waiting=sum(one.outcome is Outcome.UNKNOWN and one.needs is not None for one in verdicts),
        presumed=sum(map(_is_presumed, verdicts)),
    )


def _outcomes(outcomes: Iterable[Outcome]) -> dict[str, int]:
    found = list(outcomes)
    return {one.value.replace("-", "_"): found.count(one) for one in Outcome}


def _said(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for said in map(one_line, words):
        counts[said] = counts.get(said, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
