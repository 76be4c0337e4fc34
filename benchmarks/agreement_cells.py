"""What a person found by reading the inputs: which cells they decide, and who is right where the
tool and a label differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from benchmarks.agreement_scales import Scale

CELLS = Path(__file__).with_name("agreement_cells.yaml")
VERDICTS = Path(__file__).with_name("agreement_verdicts.yaml")


class Decidable(Enum):
    """How far the inputs go."""

    YES = "yes"
    PRESENCE = "presence"
    """They show whether something is there, not under which terms, or how much of it."""
    STATED = "stated"
    """The publisher says so, and the place itself was not recorded."""
    NO = "no"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One component of one model."""

    decidable: Decidable
    why: str


@dataclass(frozen=True, kw_only=True)
class Cells:
    """What was read, by model and component."""

    read: Mapping[tuple[str, str], Cell]
    stated: bool = False
    """Whether what is only stated counts as decided."""

    def decide(self, model: str, component: str, scale: Scale) -> bool:
        """Whether the inputs decide a cell on a scale; one that nobody has read they do not."""
        cell = self.read.get((model, component))
        match cell.decidable if cell else Decidable.NO:
            case Decidable.YES:
                return True
            case Decidable.PRESENCE:
                return scale is Scale.AVAILABLE
            case Decidable.STATED:
                return self.stated
            case Decidable.NO:
                return False

    def with_stated(self) -> Cells:
        """The same, with what is only stated as decided."""
        return Cells(read=self.read, stated=True)


def read_cells(path: Path = CELLS) -> Cells:
    """The cells of a file that maps models to components to `HOW FAR: why`."""
    data: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["cells"]
    read = {
        (model, component): _cell(said)
        for model, components in data.items()
        for component, said in components.items()
    }
    return Cells(read=read)


def _cell(said: str) -> Cell:
    how, _, why = said.partition(": ")
    return Cell(decidable=Decidable(how), why=why)


Verdicts = Mapping[tuple[str, str], str]
"""By model and feature `tool`, `label` or `input`, and why."""


def read_verdicts(path: Path = VERDICTS) -> Verdicts:
    """The verdicts of a file that maps models to features to `WHO: why`."""
    data: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["verdicts"]
    return {
        (model, feature): said
        for model, features in data.items()
        for feature, said in features.items()
    }
