"""The tool's answers beside people's: figures over the cells that the inputs can decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from audit.judge.kappa import Pair, accuracy, interval, kappa, linear_kappa
from audit.model import Inventory
from benchmarks.agreement_cells import Cells
from benchmarks.agreement_features import FEATURES, Feature
from benchmarks.agreement_labels import Decision
from benchmarks.agreement_run import Wanted
from benchmarks.agreement_scales import ANY, Levels, Scale


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One person's decision, and what the tool says to the same question."""

    decision: Decision
    answer: Levels

    @property
    def is_generous(self) -> bool:
        """The least that the tool grants is more than the most that the person did."""
        return min(self.answer) > max(self.decision.levels)

    @property
    def differs(self) -> bool:
        return not self.answer & self.decision.levels


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure, and the middle 95 % of it over models drawn anew."""

    value: float | None
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """The figures of one feature, or of several that are read together."""

    family: str
    title: str
    scale: Scale
    labelled: int
    decidable: int
    answered: int
    accuracy: float | None
    constant: float | None
    """Accuracy of the one answer that is most often right; its kappa is 0."""
    kappa: Figure
    weighted: Figure
    human: float | None
    """Weighted kappa of two registers on the same models, where both decide."""
    human_pairs: int
    values: int
    """Different values among the labels of decidable cells; agreement on one is no evidence."""

    @property
    def coverage(self) -> float | None:
        return self.answered / self.decidable if self.decidable else None

    @property
    def ceiling(self) -> float | None:
        """The share of the labels that the recorded inputs can decide at all."""
        return self.decidable / self.labelled if self.labelled else None


def compare(
    decisions: Iterable[Decision], inventories: Mapping[Wanted, Inventory]
) -> tuple[Compared, ...]:
    """Each decision with the tool's answer; without an inventory everything is left open."""
    compared = []
    for decision in decisions:
        inventory = inventories.get((decision.model, decision.weights))
        answer = ANY if inventory is None else decision.feature.answer(inventory)
        compared.append(Compared(decision=decision, answer=answer))
    return tuple(compared)


def feature_lines(compared: Sequence[Compared], cells: Cells) -> tuple[Line, ...]:
    """One line per feature, in the order of `FEATURES`."""
    return tuple(
        line(
            (feature.family, feature.title),
            feature.scale,
            [one for one in compared if one.decision.feature is feature],
            cells,
            _human(feature, compared),
        )
        for feature in FEATURES
    )


def line(
    title: tuple[str, str],
    scale: Scale,
    compared: Iterable[Compared],
    cells: Cells,
    human: Sequence[Pair] = (),
) -> Line:
    """The figures of these comparisons on one scale, under a family and a title."""
    labelled = [one for one in compared if scale.place(one.decision.levels) is not None]
    decidable = [
        one
        for one in labelled
        if cells.decide(one.decision.model, one.decision.feature.cell, scale)
    ]
    groups = _pairs_by_model(decidable, scale)
    pairs = [pair for group in groups for pair in group]
    values = Counter(scale.place(one.decision.levels) for one in decidable)
    return Line(
        family=title[0],
        title=title[1],
        scale=scale,
        labelled=len(labelled),
        decidable=len(decidable),
        answered=len(pairs),
        accuracy=accuracy(pairs),
        constant=max(values.values()) / len(decidable) if decidable else None,
        kappa=_figure(groups, kappa),
        weighted=_figure(groups, linear_kappa),
        human=linear_kappa(human),
        human_pairs=len(human),
        values=len(values),
    )


def _pairs_by_model(compared: Iterable[Compared], scale: Scale) -> list[list[Pair]]:
    groups: dict[str, list[Pair]] = defaultdict(list)
    for one in compared:
        label, answer = scale.place(one.decision.levels), scale.place(one.answer)
        if label is not None and answer is not None:
            groups[one.decision.model].append((label, answer))
    return [groups[model] for model in sorted(groups)]


def _figure(
    groups: Sequence[Sequence[Pair]], read: Callable[[Sequence[Pair]], float | None]
) -> Figure:
    value = read([pair for group in groups for pair in group])
    return Figure(value=value, interval=None if value is None else interval(groups, read))


def _human(feature: Feature, compared: Sequence[Compared]) -> list[Pair]:
    """What two families of registers said of the same component of the same weights."""
    ours = [one.decision for one in compared if one.decision.feature is feature]
    theirs = [
        one.decision
        for one in compared
        if one.decision.feature.cell == feature.cell
        and one.decision.feature.family != feature.family
    ]
    said = {
        (one.register, other.register, one.model): (
            feature.scale.place(one.levels),
            feature.scale.place(other.levels),
        )
        for one in ours
        for other in theirs
        if one.model == other.model
    }
    return [(one, other) for one, other in said.values() if one is not None and other is not None]


def mean_kappa(lines: Iterable[Line], family: str) -> tuple[float | None, int]:
    """The mean weighted kappa over a family's components that have one, and how many they are.
    The lines of one component (`COMPONENT: there`, `COMPONENT: open`) count together as one."""
    found: dict[str, list[float]] = defaultdict(list)
    for each in lines:
        if each.family == family and each.values > 1 and each.weighted.value is not None:
            found[each.title.partition(":")[0]].append(each.weighted.value)
    return (mean(map(mean, found.values())) if found else None), len(found)


TARGETS = (
    ("Weights: open or not", Scale.OPEN, ("weights-final", "weights-access"), 0.79),
    ("Training code: open or not", Scale.OPEN, ("training-code",), 0.82),
    ("Data sets: open or not", Scale.OPEN, ("training-data", "base-data"), 0.63),
    ("Data sets: available or not", Scale.AVAILABLE, ("training-data", "base-data"), 1.0),
)
"""What is to be reached: how well people agree with each other on the same question."""


def target_lines(compared: Sequence[Compared], cells: Cells) -> tuple[Line, ...]:
    """One line per target, over both families; of a register's two scales the finer counts."""
    return tuple(
        line(
            ("both", title),
            scale,
            [
                one
                for one in compared
                if one.decision.feature.cell in wanted and one.decision.feature.scale is Scale.THREE
            ],
            cells,
        )
        for title, scale, wanted, _ in TARGETS
    )
