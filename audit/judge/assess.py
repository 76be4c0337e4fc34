"""Judges an inventory by every framework."""

from __future__ import annotations

from collections.abc import Iterable

from audit import __version__
from audit.judge.evaluate import Evaluator
from audit.judge.load import Element, Framework, criteria_digest, frameworks
from audit.judge.rule import Finding
from audit.licenses.catalog import lists_date
from audit.model import (
    Assessment,
    Basis,
    ElementVerdict,
    FrameworkVerdict,
    Inventory,
    Outcome,
    Verdict,
    Versions,
)


def assess(inventory: Inventory) -> Assessment:
    """The inventory with the verdicts of all frameworks."""
    return Assessment(
        target=inventory.target,
        snapshot=inventory.snapshot,
        versions=Versions(tool=__version__, criteria=criteria_digest(), licenses=lists_date()),
        artifacts=inventory.artifacts,
        components=inventory.components,
        access_conditions=inventory.access_conditions,
        statements=inventory.statements,
        data_questions=inventory.data_questions,
        lineage=inventory.lineage,
        conflicts=inventory.conflicts,
        claims=inventory.claims,
        gaps=inventory.gaps,
        mentions=inventory.mentions,
        frameworks={framework.id: judge(framework, inventory) for framework in frameworks()},
    )


def judge(framework: Framework, inventory: Inventory) -> FrameworkVerdict:
    """The answer of one framework."""
    rules = {name: requirement.rule for name, requirement in framework.requirements.items()}
    evaluator = Evaluator(inventory, rules)
    verdicts = {
        name: _verdict(requirement.name, requirement.required, evaluator.requirement(name))
        for name, requirement in framework.requirements.items()
    }
    required = [verdict for verdict in verdicts.values() if verdict.required]
    outcome = overall(required)
    return FrameworkVerdict(
        name=framework.name,
        version=framework.version,
        source=framework.source,
        outcome=outcome,
        basis=_basis(outcome, required),
        elements={name: _element(e, verdicts) for name, e in framework.elements.items()},
        requirements=verdicts,
    )


def _verdict(name: str, required: bool, found: Finding) -> Verdict:
    if not found.applies:
        outcome = Outcome.NOT_APPLICABLE
    elif found.truth is None:
        outcome = Outcome.UNKNOWN
    else:
        outcome = Outcome.MET if found.truth else Outcome.UNMET
    presumed = outcome is Outcome.MET and found.presumed
    return Verdict(
        name=name,
        required=required,
        outcome=outcome,
        basis=Basis.PRESUMED if presumed else Basis.AUTOMATIC,
        needs=found.needs if outcome is Outcome.UNKNOWN else None,
        because=found.because,
    )


def _element(element: Element, verdicts: dict[str, Verdict]) -> ElementVerdict:
    members = [verdicts[name] for name in element.requirements]
    required = [verdict for verdict in members if verdict.required]
    outcome = in_parts(required)
    return ElementVerdict(name=element.name, outcome=outcome, basis=_basis(outcome, required))


def overall(required: Iterable[Verdict]) -> Outcome:
    """Unmet if one is unmet; else unknown if one is unknown; else met."""
    outcomes = {verdict.outcome for verdict in required} - {Outcome.NOT_APPLICABLE}
    if Outcome.UNMET in outcomes:
        return Outcome.UNMET
    if Outcome.UNKNOWN in outcomes:
        return Outcome.UNKNOWN
    return Outcome.MET if outcomes else Outcome.NOT_APPLICABLE


def in_parts(required: Iterable[Verdict]) -> Outcome:
    """As `overall`, but partly where some are met and others unmet."""
    verdicts = list(required)
    outcome = overall(verdicts)
    if outcome is Outcome.UNMET and any(v.outcome is Outcome.MET for v in verdicts):
        return Outcome.PARTLY
    return outcome


def _basis(outcome: Outcome, verdicts: Iterable[Verdict]) -> Basis:
    presumed = any(verdict.basis is Basis.PRESUMED for verdict in verdicts)
    return Basis.PRESUMED if outcome is Outcome.MET and presumed else Basis.AUTOMATIC
