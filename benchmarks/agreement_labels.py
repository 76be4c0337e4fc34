"""What people said: the labels of the two registers, as decisions on one feature of one model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.agreement_features import FEATURES, Feature
from benchmarks.agreement_scales import CLOSED, OPEN, THERE, Level, Levels

CAREFUL = frozenset({"A"})
"""Tiers of labels that were given with care."""
OTHERS = frozenset({"family", "tuned-sibling"})
"""Kinds of match that say that the label speaks of another variant than the recorded one."""
_MOT_FAMILY = "MOT"


class NoLabelsError(Exception):
    """The folder holds no `labels.json` that can be read as labels."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One person's answer to one question about one model."""

    model: str
    register: str
    """The label's id."""
    feature: Feature
    levels: Levels
    note: str
    weights: str | None
    """The recorded weight repository that the label speaks of."""


def read_labels(folder: Path, tiers: frozenset[str] = CAREFUL) -> tuple[Decision, ...]:
    """Every decision on a recorded model, in a fixed order. Raises `NoLabelsError`."""
    path = folder / "labels.json"
    try:
        models = json.loads(path.read_text(encoding="utf-8"))["models"]
        return tuple(_decisions(models, tiers))
    except OSError as problem:
        raise NoLabelsError(f"{path}: {problem.strerror or problem}.") from problem
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise NoLabelsError(f"{path} cannot be read as labels: {problem!r}.") from problem


def _decisions(models: Mapping[str, Any], tiers: frozenset[str]) -> Iterator[Decision]:
    for slug, model in sorted(models.items()):
        for name, label in sorted(model["labels"].items()):
            recorded = _recorded(label, model["huggingface"])
            if label["tier"] not in tiers or label["match"] in OTHERS:
                continue
            if label["match"] == "base" and recorded is None:
                continue
            weights = recorded or next(iter(model["huggingface"]), None)
            for feature, levels, note in _answers(label):
                yield Decision(
                    model=slug,
                    register=name,
                    feature=feature,
                    levels=levels,
                    note=note,
                    weights=weights,
                )


def _recorded(label: Mapping[str, Any], repositories: list[str]) -> str | None:
    known = {name.lower(): name for name in repositories}
    named = (known.get(name.lower()) for name in label["hf_repos"])
    return next((name for name in named if name), None)


def _answers(label: Mapping[str, Any]) -> Iterator[tuple[Feature, Levels, str]]:
    mot = label.get("mof_components")
    european = label.get("osai_features") or label.get("eosai_features") or {}
    for feature in FEATURES:
        for key in feature.keys:
            if feature.family == _MOT_FAMILY:
                said = (mot or {}).get(key)
                if said and said["gold_presence"]:
                    yield feature, _included(said), _terms(said)
            elif said := european.get(key):
                level = Level[said["class"].upper()]
                yield feature, frozenset({level}), said["notes"] or ""


def _included(said: Mapping[str, Any]) -> Levels:
    """Whether its license is open counts only where a reviewer gave it one."""
    if said["presence"] == "absent":
        return CLOSED
    if not said["gold_licence"]:
        return THERE
    return OPEN if said["open_normalized"] else THERE - OPEN


def _terms(said: Mapping[str, Any]) -> str:
    return f"{said['presence']}, license: {said['effective_license'] or 'none'}"
