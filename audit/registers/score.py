"""What a register's own cells come to, by the rule of the framework that they are cells of."""

from __future__ import annotations

from audit.judge.assess import Signed
from audit.judge.evaluate import Evaluator
from audit.judge.framework import Framework, Requirement
from audit.judge.kleene import Finding
from audit.judge.load import frameworks
from audit.judge.result import framework_verdict
from audit.model import FrameworkVerdict, Inventory, SnapshotReference, Target, TargetKind
from audit.registers.cells import Register

_OUTCOMES = {"met": True, "unmet": False}


def framework_named(name: str) -> Framework:
    """The framework of this id. Raises `StopIteration` for one that is not bundled."""
    return next(one for one in frameworks() if one.id == name)


def verdict_of(register: Register, framework: Framework) -> FrameworkVerdict:
    """The framework's answer to nothing but the register's cells; a cell that is silent is the
    lowest level, as in the index."""
    nothing = Inventory(
        target=Target(kind=TargetKind.MODEL_FILE, id=register.title, name="register"),
        snapshot=SnapshotReference(digest=register.sha256, collected=register.date or ""),
        artifacts=(),
        components={},
    )
    signed = signed_by(register, framework)
    return framework_verdict(framework, Evaluator(nothing, framework.requirements, signed))


def signed_by(register: Register, framework: Framework) -> Signed:
    """The cells on the framework's requirements as a person's findings."""
    return {
        cell.subject: _finding(framework.requirements[cell.subject], cell.finding)
        for cell in register.cells
        if cell.subject in framework.requirements
    }


def _finding(requirement: Requirement, found: str | None) -> Finding:
    if not requirement.levels:
        return Finding(truth=_OUTCOMES.get(found or ""), reviewed=True)
    values = {level.name: level.value for level in requirement.levels}
    value = values.get(found or "", 0.0)
    is_best = found == requirement.levels[0].name
    level = found if found in values else ""
    return Finding(truth=is_best, level=level, value=(value, value), reviewed=True)
