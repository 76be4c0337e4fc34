"""Assessments of made-up models with the outcomes that a test names."""

from __future__ import annotations

from msgspec.structs import replace

from audit.model import Assessment, LicenseTerms, Outcome, TermsAnswer
from audit.render.brief.view import BriefView, brief_view
from tests.judge.reviews import reviewed_assessment
from tests.samples import open_assessment, osaid, sample_assessment, unquoted_assessment, verdict

RESEARCH = LicenseTerms(
    license="LicenseRef-Heron-Research",
    class_="noncommercial-or-research",
    is_read=True,
    components=("weights-final",),
    freedoms={"use": "denied", "study": "granted", "modify": "conditional", "share": "conditional"},
    answers=(
        TermsAnswer(
            clause="commercial-use",
            value="forbidden",
            section="2",
            lowers={"use": "denied", "modify": "conditional"},
        ),
        TermsAnswer(clause="attribution", value="required", section="3"),
    ),
)


def named(name: str, **outcomes: Outcome) -> Assessment:
    """A model whose definitions come to these outcomes, with one requirement each."""
    base = sample_assessment()
    return replace(
        base,
        target=replace(base.target, id=f"lab/{name}", name=name),
        frameworks={
            key: replace(
                osaid({f"{key}-1": verdict("Anything", outcome)}, outcome), name=key, elements={}
            )
            for key, outcome in outcomes.items()
        },
    )


def reviewed() -> Assessment:
    """The sample with findings of people, and one definition."""
    found = reviewed_assessment()
    return replace(
        found,
        frameworks={"osaid-1.0": found.frameworks["osaid-1.0"]},
        versions=sample_assessment().versions,
    )


def whole() -> BriefView:
    """A brief with something in each of its parts."""
    teal = named("Teal-2B", one=Outcome.MET, other=Outcome.UNMET)
    dissenting = replace(teal, terms=(RESEARCH,))
    models = (reviewed(), open_assessment(), unquoted_assessment(), dissenting)
    return brief_view(models)
