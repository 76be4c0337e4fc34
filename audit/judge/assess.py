"""Judges an inventory by every framework."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from audit import __version__
from audit.judge.changes import Changes
from audit.judge.evaluate import Evaluator
from audit.judge.framework import Framework, Requirement
from audit.judge.kleene import Finding
from audit.judge.license_terms import license_terms
from audit.judge.load import criteria_digest, framework, frameworks
from audit.judge.result import framework_verdict
from audit.licenses.catalog import lists_date
from audit.model import Assessment, FrameworkVerdict, Inventory, LicenseTerms, Versions

Signed = Mapping[str, Finding]
"""People's findings on requirements, by id."""


def assess(inventory: Inventory, signed: Signed | None = None) -> Assessment:
    """The inventory with the verdicts of all frameworks, and what would change them."""
    verdicts = judge_all(inventory, signed, explained=True)
    return _assessment(inventory, verdicts, license_terms(inventory.components))


def assess_by(inventory: Inventory, names: Iterable[str]) -> Assessment:
    """The inventory with the verdicts of some frameworks, by id; neither what would change
    them nor what the licenses say."""
    known = [framework(name) for name in names]
    requirements = {name: asked for one in known for name, asked in one.requirements.items()}
    evaluator = Evaluator(inventory, requirements)
    return _assessment(inventory, {one.id: framework_verdict(one, evaluator) for one in known})


def _assessment(
    inventory: Inventory,
    verdicts: Mapping[str, FrameworkVerdict],
    terms: tuple[LicenseTerms, ...] = (),
) -> Assessment:
    return Assessment(
        target=inventory.target,
        snapshot=inventory.snapshot,
        versions=versions(),
        artifacts=inventory.artifacts,
        components=inventory.components,
        access_conditions=inventory.access_conditions,
        statements=inventory.statements,
        data_questions=inventory.data_questions,
        training_summary=inventory.training_summary,
        lineage=inventory.lineage,
        conflicts=inventory.conflicts,
        claims=inventory.claims,
        gaps=inventory.gaps,
        mentions=inventory.mentions,
        terms=terms,
        frameworks=verdicts,
    )


def versions() -> Versions:
    """What a judgement of this installation is made with."""
    return Versions(tool=__version__, criteria=criteria_digest(), licenses=lists_date())


def judge_all(
    inventory: Inventory, signed: Signed | None = None, *, explained: bool = False
) -> dict[str, FrameworkVerdict]:
    """The answers of all frameworks, by id; `explained` with what would change them."""
    evaluator = Evaluator(inventory, _requirements(), signed)
    changes = Changes(inventory, _requirements(), signed, evaluator) if explained else None
    return {one.id: framework_verdict(one, evaluator, changes) for one in frameworks()}


def judge(
    framework: Framework, inventory: Inventory, signed: Signed | None = None
) -> FrameworkVerdict:
    """The answer of one framework, with what would change it."""
    requirements = framework.requirements
    evaluator = Evaluator(inventory, requirements, signed)
    changes = Changes(inventory, requirements, signed, evaluator)
    return framework_verdict(framework, evaluator, changes)


@cache
def _requirements() -> dict[str, Requirement]:
    """The requirements of all frameworks; their ids are unique."""
    return {name: one for framework in frameworks() for name, one in framework.requirements.items()}
