"""The figures as a table for a terminal, as a page of the documentation, and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.agreement_cells import Verdicts
from benchmarks.agreement_disagreements import verdict, words
from benchmarks.agreement_features import FEATURES, NOT_COMPARED
from benchmarks.agreement_score import TARGETS, Compared, Figure, Line, mean_kappa

HUMAN_MEAN = 0.46
"""Linear weighted kappa of two registers, careful labels, over all that both decide."""
HEADS = (
    "feature",
    "labels",
    "decidable",
    "answered",
    "coverage",
    "ceiling",
    "accuracy",
    "constant",
    "kappa",
    "weighted",
    "human",
)


@dataclass(frozen=True, kw_only=True)
class Results:
    """Everything that is printed."""

    lines: Sequence[Line]
    stated: Sequence[Line]
    """The same features with what is only stated."""
    targets: Sequence[Line]
    targets_stated: Sequence[Line]
    disagreements: Sequence[Compared]
    models: int

    @property
    def generous(self) -> list[Compared]:
        return [one for one in self.disagreements if one.is_generous]


def told(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The lines on which agreement means something, and those whose labels have one value or
    none."""
    lines = list(lines)
    return [each for each in lines if each.values > 1], [each for each in lines if each.values < 2]


def terminal(results: Results) -> str:
    """The table for a terminal."""
    parts = [_block("Targets, over what was recorded", results.targets, bar=True)]
    parts.append(_block("Targets, with what is stated", results.targets_stated, bar=True))
    for family in ("MOT", "European"):
        parts.append(_block(f"{family}, over what was recorded", _of(family, results.lines)))
        parts.append(_block(f"{family}, with what is stated", _of(family, results.stated)))
    return "\n\n".join([*parts, "\n".join(_closing(results))])


def _of(family: str, lines: Iterable[Line]) -> list[Line]:
    return [each for each in lines if each.family == family]


def _block(title: str, lines: Sequence[Line], *, bar: bool = False) -> str:
    shown, left_out = told(lines)
    rows = [HEADS, *(_cells(each, _bar(each) if bar else _human(each)) for each in shown)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    text = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join([title, *text, *_left_out(left_out)])


def _left_out(lines: Iterable[Line]) -> list[str]:
    named = [f"{each.title} ({each.decidable} of {each.labelled} decidable)" for each in lines]
    return [f"left out, one label value or none: {'; '.join(named)}"] if named else []


def _cells(each: Line, human: str) -> tuple[str, ...]:
    return (
        each.title,
        str(each.labelled),
        str(each.decidable),
        str(each.answered),
        share(each.coverage),
        share(each.ceiling),
        number(each.accuracy),
        number(each.constant),
        figure(each.kappa),
        figure(each.weighted),
        human,
    )


def _bar(each: Line) -> str:
    return next(f"{bar:.2f}" for title, _, _, bar in TARGETS if title == each.title)


def _human(each: Line) -> str:
    return f"{number(each.human)} ({each.human_pairs})" if each.human_pairs else "-"


def number(value: float | None) -> str:
    """Two places, or a dash where there is no figure."""
    return "-" if value is None else f"{value:.2f}"


def share(value: float | None) -> str:
    """Percent, or a dash where there is no figure."""
    return "-" if value is None else f"{100 * value:.0f} %"


def figure(value: Figure) -> str:
    """A figure with its interval."""
    if value.interval is None:
        return number(value.value)
    low, high = value.interval
    return f"{number(value.value)} [{low:.2f}, {high:.2f}]"


def _closing(results: Results) -> list[str]:
    return [*_means(results), *_generous(results), *_not_compared()]


def _means(results: Results) -> list[str]:
    said = []
    for family in ("MOT", "European"):
        for how, lines in (("recorded", results.lines), ("stated", results.stated)):
            value, number_of = mean_kappa(lines, family)
            said.append(
                f"mean weighted kappa, {family}, {how}: {number(value)} over {number_of} components"
                f" (people {HUMAN_MEAN})"
            )
    return said


def _generous(results: Results) -> list[str]:
    named = [
        f"  {one.decision.model}: {one.decision.feature.family}, {one.decision.feature.title}:"
        f" {words(one.answer)}, label {words(one.decision.levels)}"
        for one in results.generous
    ]
    return [
        f"disagreements: {len(results.disagreements)}, the tool more open than the label:"
        f" {len(named)}",
        *named,
    ]


def _not_compared() -> list[str]:
    return [f"not compared: {keys}: {why}" for keys, why in NOT_COMPARED.items()]


def page(results: Results, verdicts: Verdicts) -> str:
    """The page of the documentation: figures and facts, no words of third parties."""
    return "\n".join(
        [
            *_INTRODUCTION.format(models=results.models).splitlines(),
            *_markdown("Targets", results.targets, bar=True),
            *_markdown("Targets, with what is stated", results.targets_stated, bar=True),
            *_markdown("Model Openness Tool", _of("MOT", results.lines)),
            *_markdown("Model Openness Tool, with what is stated", _of("MOT", results.stated)),
            *_markdown("European index", _of("European", results.lines)),
            *_markdown("European index, with what is stated", _of("European", results.stated)),
            "",
            "## In sum",
            "",
            *(f"- {said}" for said in _means(results)),
            *_differences(results, verdicts),
            *_scales(),
            "",
        ]
    )


def _differences(results: Results, verdicts: Verdicts) -> list[str]:
    """Every disagreement in a line, and how often who is wrong."""
    judged = {id(one): verdict(one, verdicts) for one in results.disagreements}
    wrong = Counter(said.partition(":")[0] for said in judged.values())
    return [
        "",
        "## Where they differ",
        "",
        f"{len(judged)} answers contradict a label, {len(results.generous)} of them by being more"
        f" open (**bold**). A person read the inputs and says who is wrong"
        f" (`benchmarks/agreement_verdicts.yaml`):"
        f" {', '.join(f'{name} {count}' for name, count in sorted(wrong.items()))}."
        f" `--disagreements` prints each with the tool's evidence and the label's note,"
        f" `--unanswered` what the tool leaves open.",
        "",
        "| model | feature | tool | label | wrong |",
        "| --- | --- | --- | --- | --- |",
        *(_difference(one, judged[id(one)]) for one in results.disagreements),
    ]


def _difference(one: Compared, said: str) -> str:
    feature = one.decision.feature
    answer = f"**{words(one.answer)}**" if one.is_generous else words(one.answer)
    label = words(one.decision.levels)
    name = f"{feature.family}, {feature.title}"
    return f"| {one.decision.model} | {name} | {answer} | {label} | {said} |"


def _scales() -> list[str]:
    return [
        "",
        "## How an inventory is put on the registers' scales",
        "",
        "| feature | rows | the register's definition, in short |",
        "| --- | --- | --- |",
        *(f"| {f.family}: {f.title} | {', '.join(f.rows)} | {f.because} |" for f in FEATURES),
        "",
        *(f"- Not compared: {keys}: {why}." for keys, why in NOT_COMPARED.items()),
    ]


_INTRODUCTION = """# Agreement with people

<!-- Written by `python -m benchmarks.agreement --write docs/agreement.md`; do not edit. -->

The tool was run over {models} recorded models for which two public registers, the Model Openness
Tool (MOT) and the European Open Source AI Index with its forerunner, gave careful labels. Each
answer is compared with the label on the register's scale.

- *decidable*: of the labels, those that the recorded inputs can decide at all; a person read the
  inputs for it (`benchmarks/agreement_cells.yaml`). All figures are over these. *Ceiling* is their
  share. A second table adds what the publisher states while the place itself was not recorded.
- *answered*: of these, those that the tool answers; *unknown* is not an answer.
- *constant*: accuracy of always giving the most frequent label; its kappa is 0.
- *kappa* is Cohen's, *weighted* weights by distance; in brackets the middle 95 % when models are
  drawn anew 2,000 times, seeded. With few labels they are wide.
- *human*: how well two registers agree with each other on the same question; in brackets the
  number of labels. A feature whose labels have one value only is left out by name.

Labels: the [Model Openness Tool](https://github.com/lfai/model_openness_tool) and the
[European Open Source AI Index](https://osai-index.eu) (CC-BY-4.0, doi 10.5281/zenodo.15386042).
The recorded repositories are not part of the project."""


def _markdown(title: str, lines: Sequence[Line], *, bar: bool = False) -> list[str]:
    shown, left_out = told(lines)
    rows = [_cells(each, _bar(each) if bar else _human(each)) for each in shown]
    return [
        "",
        f"## {title}",
        "",
        f"| {' | '.join(HEADS)} |",
        f"| --- {'| ---: ' * (len(HEADS) - 1)}|",
        *(f"| {' | '.join(row)} |" for row in rows),
        *(["", *_left_out(left_out)] if left_out else []),
    ]


def as_json(results: Results) -> dict[str, Any]:
    """All figures, named."""
    return {
        "models": results.models,
        "targets": [_object(each) for each in results.targets],
        "targets_stated": [_object(each) for each in results.targets_stated],
        "features": [_object(each) for each in results.lines],
        "features_stated": [_object(each) for each in results.stated],
        "means": {
            f"{family}, {how}": mean_kappa(lines, family)[0]
            for family in ("MOT", "European")
            for how, lines in (("recorded", results.lines), ("stated", results.stated))
        },
        "disagreements": len(results.disagreements),
        "generous": [
            {
                "model": one.decision.model,
                "register": one.decision.register,
                "feature": one.decision.feature.title,
                "answer": words(one.answer),
                "label": words(one.decision.levels),
            }
            for one in results.generous
        ],
    }


def _object(each: Line) -> dict[str, Any]:
    return {
        "family": each.family,
        "feature": each.title,
        "labels": each.labelled,
        "decidable": each.decidable,
        "answered": each.answered,
        "coverage": each.coverage,
        "ceiling": each.ceiling,
        "accuracy": each.accuracy,
        "constant": each.constant,
        "kappa": each.kappa.value,
        "kappa_interval": each.kappa.interval,
        "weighted": each.weighted.value,
        "weighted_interval": each.weighted.interval,
        "human": each.human,
        "human_pairs": each.human_pairs,
    }
