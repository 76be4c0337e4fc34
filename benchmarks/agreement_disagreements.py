"""Every cell on which the tool and a person differ, so that a reader can say who is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit.model import Evidence, Inventory
from benchmarks.agreement_cells import Cells, Verdicts
from benchmarks.agreement_run import Wanted
from benchmarks.agreement_scales import Levels
from benchmarks.agreement_score import Compared

LONGEST = 160
"""Characters of a quote that are shown."""
SHOWN = 2
"""Pieces of evidence per row."""


def disagreements(compared: Iterable[Compared], cells: Cells) -> tuple[Compared, ...]:
    """The generous errors first, then what the inputs decide, then by distance and name."""

    def place(one: Compared) -> tuple[bool, bool, int, str, str, str]:
        feature = one.decision.feature
        decided = cells.decide(one.decision.model, feature.cell, feature.scale)
        distance = max(min(one.answer) - max(one.decision.levels), min(one.decision.levels))
        name = (feature.title, one.decision.model, one.decision.register)
        return not one.is_generous, not decided, -distance, *name

    return tuple(sorted((one for one in compared if one.differs), key=place))


def unanswered(compared: Iterable[Compared], cells: Cells) -> tuple[Compared, ...]:
    """What the inputs decide, or state, and the tool leaves open."""

    def is_left_open(one: Compared) -> bool:
        feature = one.decision.feature
        return (
            cells.decide(one.decision.model, feature.cell, feature.scale)
            and feature.scale.place(one.decision.levels) is not None
            and feature.scale.place(one.answer) is None
        )

    return tuple(filter(is_left_open, compared))


def verdict(one: Compared, verdicts: Verdicts) -> str:
    """Who is right, and why; `not judged` where nobody has said."""
    feature = one.decision.feature
    return verdicts.get((one.decision.model, feature.component), "not judged")


def described(
    one: Compared, inventories: Mapping[Wanted, Inventory], cells: Cells, verdicts: Verdicts
) -> list[str]:
    """What the tool says with its evidence, what the label says with its note, who is right."""
    decision = one.decision
    feature = decision.feature
    inventory = inventories.get((decision.model, decision.weights))
    cell = cells.read.get((decision.model, feature.cell))
    return [
        f"{'GENEROUS ' if one.is_generous else ''}{decision.model}: {feature.family}, "
        f"{feature.title}",
        f"  tool  {words(one.answer)}",
        *(said for name in feature.rows if inventory for said in _row(name, inventory)),
        f"  label {words(decision.levels)} ({decision.register}): {decision.note}",
        f"  input {cell.decidable.value}: {cell.why}" if cell else "  input nobody has read it",
        *([f"  wrong {verdict(one, verdicts)}"] if one.differs else []),
    ]


def words(levels: Levels) -> str:
    """The levels by name, from the least."""
    return " or ".join(level.name.lower() for level in sorted(levels))


def _row(name: str, inventory: Inventory) -> list[str]:
    row = inventory.components[name]
    terms = row.license.expression or row.license.class_
    state = f"{row.availability.value}, access {row.access.value}, {terms}; {row.detail}"
    return [f"    {name}: {state}", *(f"      {_quote(said)}" for said in row.evidence[:SHOWN])]


def _quote(evidence: Evidence) -> str:
    first = str(evidence.lines[0]) if evidence.lines else None
    place = ":".join(part for part in (evidence.path, first) if part)
    quote = " ".join((evidence.quote or "").split())
    return f"{evidence.artifact} {place} {quote[:LONGEST]}".rstrip()
