"""From the columns of rules to the outcomes of requirements and of frameworks, in SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from audit.fleet.metadata.rules_sql import Compiler, Node, literal, quoted
from audit.judge.framework import STEPPED, Framework, Requirement
from audit.judge.kleene import Finding
from audit.judge.outcome import basis_of, outcome_of
from audit.judge.rule import Rule
from audit.judge.whole import step_rules
from audit.model import Outcome


class Asked(NamedTuple):
    """A requirement in SQL: outcome, basis, what a person has to do, and what it is worth."""

    outcome: str
    basis: str
    needs: str
    least: str = "NULL"
    most: str = "NULL"


class Verdicts:
    """The requirements of all frameworks, and the frameworks as a whole."""

    def __init__(
        self,
        frameworks: Sequence[Framework],
        leaf: Callable[[Rule], Node],
        constant: Callable[[Rule], Finding | None],
        same: Callable[[str], Finding | None],
    ) -> None:
        """`constant` and `same` give what a rule, or a requirement, comes to where that is the
        same for all models."""
        self._same = same
        self._requirements = {
            name: one for framework in frameworks for name, one in framework.requirements.items()
        }
        self._nodes: dict[str, tuple[Node, str, str, str]] = {}
        self.compiler = Compiler(leaf, lambda name: self._found(name)[0], constant)
        self.rows: list[tuple[str, str | None, Asked]] = []
        for framework in frameworks:
            self._add(framework)

    def _found(self, name: str) -> tuple[Node, str, str, str]:
        if name not in self._nodes:
            requirement = self._requirements[name]
            if (same := self._same(name)) is not None:
                self._nodes[name] = (literal(same), "false", "NULL", "NULL")
            elif requirement.rule is not None:
                self._nodes[name] = (self.compiler.node(requirement.rule), "false", "NULL", "NULL")
            else:
                self._nodes[name] = self.compiler.graded(requirement.levels)
        return self._nodes[name]

    def _add(self, framework: Framework) -> None:
        asked = {name: self._asked(name, one) for name, one in framework.requirements.items()}
        counted = [asked[name] for name in framework.counted()]
        self.rows.append((framework.id, None, _whole(framework, asked, counted, self.compiler)))
        self.rows += [(framework.id, name, one) for name, one in asked.items()]

    def _asked(self, name: str, requirement: Requirement) -> Asked:
        if requirement.rule is not None and requirement.rule.person is not None:
            return Asked(quoted("unknown"), quoted("automatic"), quoted(requirement.rule.person))
        if (found := self._same(name)) is not None:
            return _constant(found)
        node, partly, least, most = self._found(name)
        outcome = _outcome(node, partly)
        basis = _basis(node)
        needs = f"CASE WHEN {node.applies} AND {node.truth} IS NULL THEN {node.needs} END"
        made = self._column(outcome, basis, needs, node)
        return made._replace(least=least, most=most)

    def _column(self, outcome: str, basis: str, needs: str, node: Node) -> Asked:
        made = self.compiler.named(
            Node("NULL", "NULL", "NULL", needs), [node], {"o": outcome, "b": basis}
        )
        stem = made.needs.removesuffix("_n")
        return Asked(f"{stem}_o", f"{stem}_b", made.needs)


def _constant(found: Finding) -> Asked:
    """A requirement that comes to the same for all models."""
    outcome = outcome_of(found)
    needs = found.needs if outcome is Outcome.UNKNOWN else None
    least, most = map(str, found.value) if found.value else ("NULL", "NULL")
    return Asked(
        quoted(outcome.value),
        quoted(basis_of(found).value),
        "NULL" if needs is None else quoted(needs),
        least,
        most,
    )


def _outcome(node: Node, partly: str = "false") -> str:
    return (f"CASE WHEN NOT {node.applies} THEN 'not-applicable' WHEN {node.truth} IS NULL"
            f" THEN 'unknown' WHEN {node.truth} THEN 'met' WHEN {partly} THEN 'partly'"
            f" ELSE 'unmet' END")  # fmt: skip


def _basis(node: Node) -> str:
    return (f"CASE WHEN {node.truth} IS true AND {node.presumed} THEN 'presumed'"
            f" ELSE 'automatic' END")  # fmt: skip


def _whole(framework: Framework, asked: Mapping[str, Asked], counted: Sequence[Asked],
           compiler: Compiler) -> Asked:  # fmt: skip
    if framework.kind in STEPPED:
        return _climbed([compiler.node(rule) for rule in step_rules(framework)])
    if framework.kind == "score":
        outcome = _scored(framework, counted)
    else:
        outcome = _overall([one.outcome for one in counted])
        if framework.kind == "completeness":
            outcome = _in_parts([one.outcome for one in counted], outcome)
        scope = [f"{asked[name].outcome} = 'unmet'" for name in framework.result.scope]
        if scope:
            outcome = f"CASE WHEN {' OR '.join(scope)} THEN 'not-applicable' ELSE {outcome} END"
    presumed = " OR ".join(f"{one.basis} = 'presumed'" for one in counted) or "false"
    basis = f"CASE WHEN ({outcome}) = 'met' AND ({presumed}) THEN 'presumed' ELSE 'automatic' END"
    return Asked(outcome, basis, "NULL")


def _among(outcome: str, outcomes: Iterable[str]) -> str:
    return "(" + (" OR ".join(f"{one} = '{outcome}'" for one in outcomes) or "false") + ")"


def _overall(outcomes: Sequence[str]) -> str:
    among = partial(_among, outcomes=outcomes)
    return (f"CASE WHEN {among('unmet')} THEN 'unmet' WHEN {among('unknown')} THEN 'unknown'"
            f" WHEN {among('partly')} THEN 'partly' WHEN {among('met')} THEN 'met'"
            f" ELSE 'not-applicable' END")  # fmt: skip


def _in_parts(outcomes: Sequence[str], overall: str) -> str:
    some = f"({_among('met', outcomes)} OR {_among('partly', outcomes)})"
    return f"CASE WHEN ({overall}) = 'unmet' AND {some} THEN 'partly' ELSE {overall} END"


def _scored(framework: Framework, counted: Sequence[Asked]) -> str:
    """Known only where the least and the most that it may be are the same, and all is counted."""
    if not framework.counts_all():
        return quoted("unknown")
    least, most, count = [], [], []
    for one in counted:
        low = f"coalesce({one.least}, CASE {one.outcome} WHEN 'met' THEN 1.0 ELSE 0.0 END)"
        high = (f"coalesce({one.most}, CASE WHEN {one.outcome} IN ('met', 'unknown') THEN 1.0"
                f" ELSE 0.0 END)")  # fmt: skip
        left_out = f"{one.outcome} = 'not-applicable'"
        least.append(f"CASE WHEN {left_out} THEN 0.0 ELSE {low} END")
        most.append(f"CASE WHEN {left_out} THEN 0.0 ELSE {high} END")
        count.append(f"({one.outcome} <> 'not-applicable')::INT")
    total = " + ".join(count)
    by = f"greatest({total}, 1)" if framework.result.sum == "mean" else "1"
    low = f"round(({' + '.join(least)})::DOUBLE / ({by}), 4)"
    high = f"round(({' + '.join(most)})::DOUBLE / ({by}), 4)"
    highest = f"CASE WHEN ({total}) = 0 THEN 0.0 ELSE 1.0 END"
    highest = highest if framework.result.sum == "mean" else f"({total})::DOUBLE"
    return (f"CASE WHEN {low} <> {high} THEN 'unknown' WHEN {low} = {highest} THEN 'met'"
            f" WHEN {low} <> 0 THEN 'partly' ELSE 'unmet' END")  # fmt: skip


def _climbed(steps: Sequence[Node]) -> Asked:
    """Met at the highest step, partly at a lower one, unmet where none is possible."""
    reached = [f"({step.applies} AND {step.truth} IS true)" for step in steps]
    open_ = " OR ".join(f"({step.applies} AND {step.truth} IS NULL)" for step in steps)
    lower = " OR ".join(reached[1:]) or "false"
    outcome = (f"CASE WHEN {reached[0]} THEN 'met' WHEN {lower} THEN 'partly'"
               f" WHEN {open_} THEN 'unknown' ELSE 'unmet' END")  # fmt: skip
    cases = " ".join(
        f"WHEN {is_reached} THEN CASE WHEN {step.presumed} THEN 'presumed' ELSE 'automatic' END"
        for is_reached, step in zip(reached, steps, strict=True)
    )
    return Asked(outcome, f"CASE {cases} ELSE 'automatic' END", "NULL")
