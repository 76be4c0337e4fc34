"""Judges an inventory with what people found, beside what the tool found by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from audit.judge.assess import assess, judge_all
from audit.judge.quotes import Sources
from audit.judge.review import signed, with_reviews
from audit.judge.weigh import weigh
from audit.model import Assessment, FrameworkVerdict, Inventory, Verdict, WeighedReview
from audit.model.review import Review


def assess_reviewed(
    inventory: Inventory,
    reviews: Iterable[Review],
    sources: Sources | None = None,
    day: str | None = None,
) -> Assessment:
    """The assessment in which the reviews that decide do so, and all are shown.

    Without a review of this model it is just what `assess` says.
    """
    weighed = weigh(reviews, inventory, sources, day)
    if not weighed:
        return assess(inventory)
    own = _verdicts(judge_all(inventory))
    told = tuple(
        replace(
            one,
            component=inventory.components.get(one.review.component or ""),
            verdict=own.get(one.review.requirement or ""),
        )
        for one in weighed
    )
    assessment = assess(with_reviews(inventory, told), signed(told))
    return replace(
        assessment,
        reviews=told,
        frameworks={name: _shown(one, told) for name, one in assessment.frameworks.items()},
    )


def verdicts_on(
    inventory: Inventory, reviews: Iterable[Review], sources: Sources | None = None
) -> dict[str, FrameworkVerdict]:
    """The answers of all frameworks with these reviews, without what would change them."""
    weighed = weigh(reviews, inventory, sources)
    return judge_all(with_reviews(inventory, weighed), signed(weighed))


def _verdicts(frameworks: Mapping[str, FrameworkVerdict]) -> dict[str, Verdict]:
    return {
        name: verdict
        for framework in frameworks.values()
        for name, verdict in framework.requirements.items()
    }


def _shown(framework: FrameworkVerdict, reviews: tuple[WeighedReview, ...]) -> FrameworkVerdict:
    """The framework's answer, each requirement with the reviews on it."""
    return replace(
        framework,
        requirements={
            name: replace(verdict, reviews=_on(name, reviews))
            for name, verdict in framework.requirements.items()
        },
    )


def _on(requirement: str, reviews: tuple[WeighedReview, ...]) -> tuple[int, ...]:
    return tuple(n for n, one in enumerate(reviews) if one.review.requirement == requirement)
