"""Two and three traps in one model: each alone is known, together they must not hide each other."""

from __future__ import annotations

from audit.model import GapReason
from tests.small_models import WEIGHTS, base, code, data, weights
from tests.traps.model import (
    MIT,
    NEARLY_MIT,
    OTHER_TERMS,
    OWN_TERMS,
    P_UNKNOWN,
    P_UNMET,
    SHARDS,
    SOURCES,
    UNFILLED,
    VENDORED,
    Trap,
    gap,
    heron,
    tagged,
)

BADGE = "[![License](https://img.shields.io/badge/License-MIT-green)](LICENSE)"

MIXTURES: dict[str, Trap] = {
    "promised weights, an open tag, a badge": Trap(
        parts=(
            weights({"README.md": tagged(f"{BADGE}\n\nThe weights will be released.", tag="mit")}),
        ),
        rows={"weights-final": ("announced", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "adapter alone on a restricted base": Trap(
        parts=(
            weights(
                {
                    "README.md": tagged(base_model="meta-llama/Llama-3.1-8B"),
                    "adapter_model.safetensors": 9_000,
                }
            ),
        ),
        at_most={"weights-final": ("partial",)},
        outcomes=P_UNMET,
    ),
    "quantised alone, pickled, gated": Trap(
        parts=(weights({"README.md": tagged(), "heron-Q4.gguf": 9_000}, record={"gated": "auto"}),),
        at_most={"weights-final": ("partial",)},
        outcomes=P_UNMET,
    ),
    "a difference to a restricted base under an open tag": Trap(
        parts=(
            heron(
                "These are delta weights: apply the delta to LLaMA.",
                base_model="huggyllama/llama-7b",
            ),
        ),
        at_most={"weights-final": ("partial",)},
        outcomes=P_UNMET,
    ),
    "vendored license, training code promised": Trap(
        parts=(
            heron(),
            code(
                {
                    **VENDORED,
                    "README.md": "# Heron\n\nTraining code will be released.\n",
                    "inference.py": 9000,
                }
            ),
        ),
        rows={"training-code": ("announced", "unknown"), "inference-code": ("released", "none")},
        outcomes={"OSAID-C2": "unmet", "OSAID-C5": "unmet"},
    ),
    "unfilled template beside research only in prose": Trap(
        parts=(
            heron("For research use only."),
            code({"LICENSE": UNFILLED, **SOURCES}),
        ),
        never_open=("weights-final",),
        outcomes=P_UNMET,
        conflicts=("license-template-unfilled",),
    ),
    "near variant, stray terms, vendored tree": Trap(
        parts=(
            heron(tag="other"),
            code({"LICENSE": NEARLY_MIT, "TERMS.md": OTHER_TERMS, **SOURCES, **VENDORED}),
        ),
        never_open=("weights-final", "training-code"),
        outcomes={"OSAID-C2": "unmet"},
    ),
    "gated data, part promised": Trap(
        parts=(
            heron("The rest of the training data will be released.", datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "a.csv": 900}, record={"gated": "manual"}),
        ),
        rows={"training-data": ("partial", "osi-approved")},
        outcomes={"OSAID-FAQ-D4": "unmet"},
    ),
    "sample of the data, the rest on request": Trap(
        parts=(
            heron("The full dataset is available on request.", datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "sample.jsonl": 900}),
        ),
        at_most={"training-data": ("withheld", "unknown", "partial")},
    ),
    "data denied in one language, shown in another's table": Trap(
        parts=(heron("## 训练数据\n\n| 数据 | 开放 |\n|---|---|\n| 训练数据 | ✗ |\n\n不多。\n"),),
        at_most={"training-data": ("withheld", "not-found", "unknown")},
    ),
    "data on links alone, of which one is gone": Trap(
        parts=(
            heron(datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "urls.md": 900}),
        ),
        at_most={"training-data": ("unknown", "partial", "not-found")},
    ),
    "scripts in the place of data": Trap(
        parts=(
            heron(datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "download.py": 900, "heron_mix.py": 900}),
        ),
        at_most={"training-data": ("unknown", "partial", "not-found")},
    ),
    "open tag, promised license, restricted base in prose": Trap(
        parts=(
            heron(
                "Heron is a fine-tuned version of Llama 2 7B. We plan to release it under the MIT "
                "License."
            ),
        ),
        outcomes=P_UNMET,
    ),
    "license other, text unread, gated": Trap(
        parts=(
            weights(
                {**SHARDS, "README.md": tagged(tag="other"), "LICENSE": 900_000},
                record={"gated": "manual"},
            ),
        ),
        gaps=(gap(WEIGHTS, GapReason.TOO_LARGE, "LICENSE"),),
        never_open=("weights-final",),
        outcomes=P_UNMET,
    ),
    "own terms, unseen listing, open badge": Trap(
        parts=(weights({"README.md": tagged(BADGE), "LICENSE": OWN_TERMS}, listing="none"),),
        never_open=("weights-final",),
        outcomes=P_UNMET,
    ),
    "variants under two licenses, one tag": Trap(
        parts=(
            heron(
                "Heron-7B is under the Apache License 2.0. Heron-70B is under the Llama 3.1 "
                "Community License.\n\nBoth are weights."
            ),
        ),
        at_most={"weights-final": ("released",)},
    ),
    "letters of MIT in a permission, no tag": Trap(
        parts=(heron("We permit you to submit and commit; limits are omitted.", tag=None),),
        rows={"weights-final": ("released", "unknown")},
        outcomes=P_UNKNOWN,
    ),
    "license in a comment, weights struck out": Trap(
        parts=(
            weights(
                {
                    "README.md": tagged(
                        "<!-- Released under the MIT License. -->\n\n~~Weights are available.~~\n\n"
                        "Weights will be released.",
                        tag=None,
                    ),
                    "config.json": "{}\n",
                }
            ),
        ),
        rows={"weights-final": ("announced", "unknown")},
        outcomes=P_UNMET,
    ),
    "a promise in a comment and no weights": Trap(
        parts=(
            weights(
                {
                    "README.md": tagged("<!-- The weights will be released. -->\n\nHeron sees."),
                    "config.json": "{}\n",
                }
            ),
        ),
        rows={"weights-final": ("not-found", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "training code in a comment of the README, listing cut": Trap(
        parts=(
            heron(),
            code(
                {"LICENSE": MIT, "README.md": "<!-- Training code: train.py -->\n\nHeron.\n"},
                listing="part",
            ),
        ),
        rows={"training-code": ("unknown", "unknown")},
        outcomes={"OSAID-C2": "unknown"},
    ),
    "hearsay of an open base in another's words": Trap(
        parts=(
            heron(base_model="delta/Delta-8B"),
            base(
                {"README.md": tagged("Not released under the MIT License.", tag=None)},
                "hf:delta/Delta-8B",
            ),
        ),
        outcomes=P_UNKNOWN,
    ),
    "promised in French, tagged open, weights absent": Trap(
        parts=(
            weights(
                {
                    "README.md": tagged(
                        "Les poids du modèle seront publiés plus tard par notre équipe, dans "
                        "quelques semaines."
                    ),
                    "config.json": "{}\n",
                }
            ),
        ),
        at_most={"weights-final": ("not-found", "announced")},
        outcomes=P_UNMET,
    ),
    "Chinese promise, English tag, vendored code": Trap(
        parts=(
            heron("训练代码和训练数据即将发布。", tag="apache-2.0"),
            code({"LICENSE": MIT, **VENDORED, "README.md": "# Heron\n"}),
        ),
        rows={
            "training-code": ("announced", "unknown"),
            "training-data": ("announced", "unknown"),
        },
        outcomes={"OSAID-C2": "unmet"},
    ),
    "README that tells of another model, with its data": Trap(
        parts=(
            heron(
                "# Pelican-7B\n\nPelican-7B was trained on 3 million pairs that were collected "
                "from [web](https://huggingface.co/datasets/delta/web).\n"
            ),
        ),
        at_most={"training-data": ("unknown", "not-found", "partial")},
    ),
}
