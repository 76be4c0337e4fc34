"""Traps on training data and what is said of it."""

from __future__ import annotations

from audit.model import GapReason
from tests.small_models import DATA, code, data
from tests.summaries import CARD, emptied
from tests.traps.model import RELEASED_OPEN, Trap, gap, heron, tagged

OTHERS = "https://huggingface.co/datasets/delta/web"

AMONG_CODE = "Heron was trained on the data in heron.json."

ON_DATA: dict[str, Trap] = {
    "own data, open": Trap(
        parts=(
            heron(datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="cc-by-4.0"), "train.parquet": 900}),
        ),
        rows={"training-data": ("released", "od-recommended")},
        outcomes={"OSAID-FAQ-D4": "met", "OSAID-D1a": "met", "OSAID-D0": "unknown"},
    ),
    "own data, not read but for its name": Trap(
        parts=(heron(datasets=["acme/heron-mix"]),),
        rows={"training-data": ("unknown", "unknown")},
        outcomes={"OSAID-FAQ-D4": "unknown"},
    ),
    "own data beside others' restricted data": Trap(
        parts=(
            heron(datasets=["acme/heron-mix", "delta/web"]),
            data({"README.md": tagged(tag="cc-by-4.0"), "train.parquet": 900}),
            data({"README.md": tagged(tag="cc-by-nc-4.0")}, "hf:datasets/delta/web", own=False),
        ),
        rows={"training-data": ("partial", "noncommercial-or-research")},
        outcomes={"OSAID-FAQ-D4": "unmet"},
    ),
    "own data beside others' that was not read": Trap(
        parts=(
            heron(datasets=["acme/heron-mix", "delta/web"]),
            data({"README.md": tagged(tag="cc-by-4.0"), "train.parquet": 900}),
        ),
        rows={"training-data": ("partial", "unknown")},
        outcomes={"OSAID-FAQ-D4": "unknown"},
    ),
    "a data set that is not there": Trap(
        parts=(heron(datasets=["acme/heron-mix"]),),
        gaps=(gap(DATA, GapReason.MISSING),),
        outcomes={"OSAID-D2": "unmet"},
    ),
    "a sample of the data": Trap(
        parts=(
            heron(datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "sample.jsonl": 900, "dataset_infos.json": 900}),
        ),
        rows={"training-data": ("unknown", "osi-approved")},
    ),
    "gated data": Trap(
        parts=(
            heron(datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "a.csv": 900}, record={"gated": "auto"}),
        ),
        rows={"training-data": ("released", "osi-approved")},
    ),
    "data among the code": Trap(
        parts=(heron(), code({"README.md": f"# Heron\n\n{AMONG_CODE}\n", "heron.json": 900_000})),
        rows={"training-data": ("partial", "unknown")},
        outcomes={"OSAID-FAQ-D4": "unknown"},
    ),
    "data denied that seem to lie among the code": Trap(
        parts=(
            heron("Our training data will not be released."),
            code({"README.md": f"# Heron\n\n{AMONG_CODE}\n", "heron.json": 900_000}),
        ),
        rows={"training-data": ("withheld", "unknown")},
    ),
    "data denied": Trap(
        parts=(heron("## Training data\n\nThe training data is not released.\n\nIt is large."),),
        rows={"training-data": ("withheld", "unknown")},
        outcomes={"data-information": "unmet"},
    ),
    "data denied in Chinese": Trap(
        parts=(heron("## 训练数据\n\n训练数据暂不开放。\n\n数据很多。"),),
        rows={"training-data": ("withheld", "unknown")},
    ),
    "a part of the data denied": Trap(
        parts=(
            heron("The pre-training data will not be released.", datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "a.csv": 900}),
        ),
        rows={"training-data": ("partial", "osi-approved")},
    ),
    "data promised without a name": Trap(
        parts=(heron("## Training\n\n- Training data will be released\n- Code is there\n"),),
        rows={"training-data": ("announced", "unknown")},
        outcomes={"OSAID-D1a": "unmet"},
    ),
    "data promised by name": Trap(
        parts=(heron("## Training\n\n- HeronMix, our data, will be released\n- Code is there\n"),),
        rows={"training-data": ("announced", "unknown")},
        outcomes={"OSAID-D1a": "unmet", "OSAID-D2": "unmet"},
    ),
    "data of the user alone": Trap(
        parts=(
            heron(),
            code(
                {
                    "README.md": "# Heron\n\n## Data\n\nPut your data into a folder, "
                    f"as in [this]({OTHERS}).\n\nThen start.\n"
                }
            ),
        ),
        rows={
            "training-data": ("unknown", "unknown"),
            "data-description": ("unknown", "unknown"),
        },
        outcomes={"data-information": "unmet"},
    ),
    "an amount of data without a name": Trap(
        parts=(
            heron(),
            code({"README.md": "# Heron\n\nWe pre-train Heron on 2T diverse tokens.\n"}),
        ),
        rows={"training-data": ("not-found", "unknown")},
    ),
    "own benchmark is no training data": Trap(
        parts=(
            heron(),
            data(
                {"README.md": tagged(tag="mit"), "a.csv": 900},
                "hf:datasets/acme/heron-bench",
                reason="linked, and published by the same owner",
            ),
        ),
        rows={"training-data": ("unknown", "unknown")},
    ),
    "another project's data in thanks": Trap(
        parts=(heron(f"## News\n\nThanks to [Pelican]({OTHERS}) for ideas.\n"),),
        rows={"training-data": ("unknown", "unknown")},
        outcomes={"OSAID-D1a": "unknown", "OSAID-D2": "unknown"},
    ),
    "README in another language": Trap(
        parts=(heron("Le modèle est fourni tel quel, sans autre précision."),),
        rows={"training-data": ("unknown", "unknown"), **RELEASED_OPEN},
        outcomes={"data-information": "unknown"},
    ),
    "others' data listed alone": Trap(
        parts=(
            heron(datasets=["delta/web"]),
            data(
                {"README.md": tagged(tag="cc-by-4.0"), "a.csv": 900},
                "hf:datasets/delta/web",
                own=False,
            ),
        ),
        rows={"training-data": ("unknown", "od-recommended")},
        outcomes={"OSAID-D1a": "met", "OSAID-FAQ-D4": "unknown"},
    ),
    "data described": Trap(
        parts=(
            heron(
                "## Training data\n\nHeron saw 3 million image pairs, collected from parks.\n"
                "The captions were generated by volunteers.\nDuplicate pairs were filtered.\n",
                datasets=["acme/heron-mix"],
            ),
        ),
        rows={"data-description": ("partial", "unknown")},
        outcomes={"OSAID-D0": "unknown", "OSAID-D1b": "unknown", "OSAID-D1e": "unknown"},
    ),
    "a summary of training content, in part": Trap(
        parts=(heron(files={"data_summary_card.md": CARD}),),
        rows={"training-content-summary": ("partial", "unknown")},
    ),
    "a summary of another model": Trap(
        parts=(heron(files={"data_summary_card.md": CARD.replace("Heron-7B", "Pelican-2")}),),
        rows={"training-content-summary": ("unknown", "unknown")},
    ),
    "the template of a summary, not filled in": Trap(
        parts=(heron(files={"public_summary.md": emptied()}),),
        rows={"training-content-summary": ("not-found", "unknown")},
    ),
    "a heading is no summary": Trap(
        parts=(heron("## Training data\n\nPairs of birds.\n\n## Data summary\n\nMany.\n"),),
        rows={"training-content-summary": ("unknown", "unknown")},
    ),
}
