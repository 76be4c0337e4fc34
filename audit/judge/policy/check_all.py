"""Applies a policy to models on a day: a pure function of what was judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audit import __version__
from audit.judge.policy.ask import Asked
from audit.judge.policy.file import Policy
from audit.judge.policy.in_words import handling, words
from audit.judge.policy.waive import Waivers
from audit.model import Assessment, Role
from audit.model.finding import (
    Findings,
    Level,
    ModelFindings,
    Point,
    PolicyReference,
    PolicyRuleText,
    RuleFinding,
    Waiver,
)

_ORDER = tuple(Level)


def check_all(
    assessments: Sequence[Assessment],
    policy: Policy,
    waivers: Iterable[Waiver] = (),
    day: str = "",
    *,
    digest: str = "",
) -> Findings:
    """What the policy finds in each model on the day; the worst of all is the answer.

    `digest` is that of the policy's file. What a waiver holds for is shown and does not count.
    """
    given = Waivers(tuple(waivers), policy, day)
    models = tuple(_model(one, policy, given, day) for one in assessments)
    return Findings(
        tool=__version__,
        criteria=assessments[0].versions.criteria if assessments else "",
        policy=reference(policy, digest),
        day=day,
        level=worst(one.level for one in models),
        models=models,
        idle_waivers=given.idle(),
    )


def reference(policy: Policy, digest: str = "") -> PolicyReference:
    """The policy as readers are told of it."""
    return PolicyReference(
        id=policy.id,
        name=policy.name,
        says=policy.says,
        digest=digest,
        rules={
            name: PolicyRuleText(
                says=rule.says,
                words=words(rule),
                handling=handling(rule),
                help=rule.help,
                source=rule.source,
            )
            for name, rule in policy.rules.items()
        },
    )


def worst(levels: Iterable[Level]) -> Level:
    """The one that weighs most; pass where there is none."""
    return max(levels, key=_ORDER.index, default=Level.PASS)


def _model(assessment: Assessment, policy: Policy, waivers: Waivers, day: str) -> ModelFindings:
    asked = Asked(assessment, day)
    mine = waivers.of(asked.inventory)
    rules = {
        name: _finding([mine.waived(name, point) for point in asked.points(rule)])
        for name, rule in policy.rules.items()
    }
    return ModelFindings(
        target=assessment.target,
        snapshot=assessment.snapshot,
        level=worst(one.level for one in rules.values()),
        url=_url(assessment),
        rules=rules,
    )


def _url(assessment: Assessment) -> str | None:
    """The page of what was named, else of the weights."""
    pages = {one.id: one.url for one in assessment.artifacts}
    if url := pages.get(assessment.target.id):
        return url
    return next((a.url for a in assessment.artifacts if a.role is Role.WEIGHTS and a.url), None)


def _finding(points: list[Point]) -> RuleFinding:
    return RuleFinding(level=worst(one.level for one in points), points=tuple(points))
