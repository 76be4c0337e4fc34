"""What rows, questions, relations and license sets are called in a sentence."""

from __future__ import annotations

from audit.errors import AuditError
from audit.licenses.sets import open_set

ROWS = {
    "weights-final": "the final weights",
    "weights-intermediate": "the intermediate checkpoints",
    "architecture-code": "the code of the architecture",
    "training-code": "the training code",
    "fine-tuning-code": "the fine-tuning code",
    "inference-code": "the inference code",
    "evaluation-code": "the evaluation code",
    "preprocessing-code": "the data processing code",
    "supporting-libraries": "the supporting libraries",
    "training-data": "the training data",
    "evaluation-data": "the evaluation data",
    "data-description": "the description of the data",
    "training-content-summary": "the summary of the training content",
    "copyright-policy": "the policy on copyright",
    "model-card": "the model card",
    "model-metadata": "the metadata of the model",
    "technical-report": "the technical report",
    "research-paper": "the research paper",
    "evaluation-results": "the evaluation results",
    "sample-outputs": "the sample outputs",
    "compute": "the compute that was used",
    "changelog": "the change log",
}
_MANY = frozenset(
    {
        "weights-final",
        "weights-intermediate",
        "supporting-libraries",
        "training-data",
        "evaluation-data",
        "evaluation-results",
        "sample-outputs",
    }
)
"""Rows of which one says "are"."""

QUESTIONS = {
    "provenance": "where the training data come from",
    "scope": "the scope of the training data",
    "selection": "how the training data were obtained and selected",
    "labeling": "how the training data were labeled",
    "processing": "how the training data were processed and filtered",
    "public-sources": "which training data are public and where to get them",
    "third-party-sources": "which training data third parties have and where to get them",
}

RELATIONS = {
    "base-model": "a base model",
    "vision-encoder": "a vision encoder",
    "speech-encoder": "a speech encoder",
    "dataset": "a data set",
    "data-generator": "a model that generated data",
}


def noun(row: str) -> str:
    """A row in a sentence."""
    return ROWS.get(row, f"the {row.replace('-', ' ')}")


def verb(row: str) -> str:
    """`is` or `are`."""
    return "are" if row in _MANY else "is"


def question(name: str) -> str:
    """What a question on the training data asks, as a clause."""
    return QUESTIONS.get(name, name.replace("-", " "))


def relation(name: str) -> str:
    """What stands in a relation to the model."""
    return RELATIONS.get(name, f"a {name.replace('-', ' ')}")


def terms(wanted: str) -> str:
    """What a license set holds."""
    try:
        said = open_set(wanted).words
    except AuditError:
        said = ""
    return said or f"terms of the set {wanted.replace('-', ' ')}"


def listed(names: tuple[str, ...] | list[str], joint: str = "and") -> str:
    """Several names, the last two of them joined by a word."""
    *first, last = names
    return f"{', '.join(first)} {joint} {last}" if first else last
