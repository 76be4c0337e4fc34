"""The questions that both this tool and a register answer, and how an inventory answers them.

Each has the register's own definition as its reason, in short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from audit.model import Component, Inventory
from benchmarks.agreement_scales import (
    Levels,
    Scale,
    base_data,
    licensed,
    model_card,
    presence,
    read_in_part,
    shared,
    terms,
    training_source,
)

Answer = Callable[[Inventory], Levels]


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One question that both this tool and a register answer."""

    family: str
    title: str
    keys: tuple[str, ...]
    """The names that registers give it."""
    cell: str
    """The name under which `agreement_cells.yaml` says whether the inputs decide it."""
    rows: tuple[str, ...]
    """The inventory's rows that decide."""
    scale: Scale
    answer: Answer
    because: str
    """The register's definition, in short."""

    @property
    def component(self) -> str:
        """The register's name without what is asked of it."""
        return self.title.partition(":")[0]


def _of(row: str, read: Callable[[Component], Levels]) -> Answer:
    return lambda inventory: read(inventory.components[row])


def _mot(
    title: str, row: str, *, licensed: bool = False, because: str, cell: str = ""
) -> tuple[Feature, ...]:
    """Whether a component is there and, where the tool states its terms, whether they are open."""
    told = f"included, as the reviewer found it: {because}"
    there = Feature(
        family="MOT",
        title=f"{title}: there",
        keys=(title,),
        cell=cell or row,
        rows=(row,),
        scale=Scale.AVAILABLE,
        answer=_of(row, presence),
        because=told,
    )
    if not licensed:
        return (there,)
    opened = Feature(
        family="MOT",
        title=f"{title}: open",
        keys=(title,),
        cell=cell or row,
        rows=(row,),
        scale=Scale.THREE,
        answer=_of(row, terms),
        because=f"{because}; open where its own license is, whatever its type",
    )
    return there, opened


def _european(
    title: str,
    keys: tuple[str, ...],
    answer: Answer,
    because: str,
    *rows: str,
    cell: str = "",
    scale: Scale = Scale.THREE,
) -> Feature:
    return Feature(
        family="European",
        title=title,
        keys=keys,
        cell=cell or rows[0],
        rows=rows,
        scale=scale,
        answer=answer,
        because=because,
    )


_TRAINING = ("training-code", "fine-tuning-code", "preprocessing-code")
MOT: tuple[Feature, ...] = (
    *_mot("Model architecture", "architecture-code", licensed=True, because="code of the model"),
    *_mot("Model parameters (Final)", "weights-final", licensed=True, because="trained weights"),
    *_mot(
        "Model parameters (Intermediate)", "weights-intermediate", because="checkpoints of the run"
    ),
    *_mot("Training code", "training-code", licensed=True, because="code that trains the model"),
    *_mot("Inference code", "inference-code", licensed=True, because="code that runs the model"),
    *_mot("Evaluation code", "evaluation-code", licensed=True, because="code that tests the model"),
    *_mot(
        "Data preprocessing code",
        "preprocessing-code",
        licensed=True,
        because="code that cleans and prepares the data",
    ),
    *_mot(
        "Supporting libraries and tools", "supporting-libraries", because="tokenizers, tools, demos"
    ),
    *_mot("Datasets", "training-data", licensed=True, because="the data of training, to be had"),
    *_mot("Evaluation data", "evaluation-data", because="data by which the model was tested"),
    *_mot("Evaluation results", "evaluation-results", because="results, wherever they stand"),
    *_mot("Model card", "model-card", because="a card of the model"),
    *_mot("Data card", "data-description", because="a card of the data, or in the model's card"),
    *_mot("Model metadata", "model-metadata", because="machine-readable facts on the model"),
    *_mot("Technical report", "technical-report", because="a report; a paper may stand in"),
    *_mot("Research paper", "research-paper", because="a paper; a detailed report may stand in"),
    *_mot("Sample model outputs", "sample-outputs", because="recorded outputs"),
)

EUROPEAN: tuple[Feature, ...] = (
    _european(
        "Weights of the model itself",
        ("weights_endmodel",),
        _of("weights-final", shared),
        "weights of the end model shared; in part, or behind a gate, is partial",
        "weights-final",
        cell="weights-access",
    ),
    _european(
        "Source code",
        ("opencode",),
        training_source,
        "the project's source open for inspection; sparse is partial, code to run alone is none",
        *_TRAINING,
        "inference-code",
    ),
    _european(
        "Training code",
        ("trainingcode",),
        training_source,
        "source of processing, training and tuning open for inspection; sparse is partial",
        *_TRAINING,
    ),
    _european(
        "Data of the base model",
        ("llmdata", "datasources_basemodel"),
        base_data,
        "all sources of the base's training data open for inspection or shared; some is partial",
        "training-data",
        cell="base-data",
    ),
    _european(
        "Data of the model itself",
        ("rldata", "datasources_endmodel"),
        _of("training-data", shared),
        "all sources of its training data open for inspection or shared; some is partial",
        "training-data",
    ),
    _european(
        "Licenses",
        ("license", "licenses"),
        licensed,
        "open licenses for all, data and training code included; for some; for none",
        "weights-final",
        "training-code",
        "training-data",
        cell="license-terms",
    ),
    _european(
        "Preprint",
        ("preprint",),
        _of("technical-report", presence),
        "an archived preprint; how much it covers is for a person to say",
        "technical-report",
        scale=Scale.AVAILABLE,
    ),
    _european(
        "Paper",
        ("paper",),
        _of("research-paper", presence),
        "a peer-reviewed paper; how much it covers is for a person to say",
        "research-paper",
        cell="peer-reviewed-paper",
        scale=Scale.AVAILABLE,
    ),
    _european(
        "Model card",
        ("modelcard",),
        model_card,
        "a card on architecture, training and evaluation in full, in part, or none",
        "model-card",
    ),
    _european(
        "Datasheet",
        ("datasheet",),
        _of("data-description", read_in_part),
        "a datasheet in full, in part, or none",
        "data-description",
    ),
)
FEATURES = (*MOT, *EUROPEAN)
NOT_COMPARED = {
    "llmweights, weights_basemodel": "the base model is another audit's",
    "rlweights": "asks for the part that tuning added, and for its procedure",
    "code, architecture, hardware_architecture": "how well things are documented has no row",
    "package, api": "no row",
}
