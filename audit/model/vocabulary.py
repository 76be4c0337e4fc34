"""The ids of the inventory's rows and questions: never changed, never reused."""

ROWS = (
    "weights-final",
    "weights-intermediate",
    "architecture-code",
    "training-code",
    "fine-tuning-code",
    "inference-code",
    "evaluation-code",
    "preprocessing-code",
    "supporting-libraries",
    "training-data",
    "evaluation-data",
    "data-description",
    "training-content-summary",
    "copyright-policy",
    "model-card",
    "model-metadata",
    "technical-report",
    "research-paper",
    "evaluation-results",
    "sample-outputs",
    "compute",
    "changelog",
)
CODE_ROWS = (*(row for row in ROWS if row.endswith("-code")), "supporting-libraries")

QUESTIONS = (
    "provenance",
    "scope",
    "selection",
    "labeling",
    "processing",
    "public-sources",
    "third-party-sources",
)

RELATIONS = ("base-model", "vision-encoder", "speech-encoder", "dataset", "data-generator")
"""What an edge of the lineage leads to."""
