"""Traps on what is there: weights, code and documents."""

from __future__ import annotations

from audit.model import GapReason
from tests.small_models import WEIGHTS, checkpoint, code, weights
from tests.traps.model import (
    MIT,
    P_MET,
    P_UNKNOWN,
    P_UNMET,
    RELEASED_OPEN,
    SHARDS,
    SOURCES,
    UNSEEN_TERMS,
    VENDORED,
    Trap,
    gap,
    heron,
    tagged,
)

FILES: dict[str, Trap] = {
    "quantised after training": Trap(
        parts=(
            heron(files={"config.json": '{"quantization_config": {"quant_method": "gptq"}}\n'}),
        ),
        rows={"weights-final": ("partial", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "steps of the training in folders": Trap(
        parts=(heron(files={f"checkpoint-{n}/model.safetensors": 9_000_000 for n in (1, 2)}),),
        rows={**RELEASED_OPEN, "weights-intermediate": ("partial", "osi-approved")},
    ),
    "training code that imports what was never committed": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "LICENSE": MIT,
                    "train.py": "from heron.data import load\n\nload()\n" + "#" * 80,
                    "heron/__init__.py": 0,
                    "evaluate.py": "print 'python 2'\n" + "#" * 80,
                }
            ),
        ),
        rows={
            "training-code": ("partial", "osi-approved"),
            "evaluation-code": ("released", "osi-approved"),
        },
    ),
    "weights promised": Trap(
        parts=(
            weights(
                {"README.md": tagged("The weights will be released soon."), "config.json": "{}\n"}
            ),
        ),
        rows={"weights-final": ("announced", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "weights on request": Trap(
        parts=(weights({"README.md": tagged("The weights are available on request.")}),),
        rows={"weights-final": ("withheld", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "weights promised in Chinese": Trap(
        parts=(weights({"README.md": tagged("模型权重即将开源，敬请期待。")}),),
        rows={"weights-final": ("announced", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "a request before the weights, told in the code alone": Trap(
        parts=(
            heron(),
            code(
                {
                    "README.md": "# Heron\n\nOnce your request is approved, you will receive a "
                    "signed link.\n",
                }
            ),
        ),
        rows=RELEASED_OPEN,
    ),
    "limits in a copy of the card among the code": Trap(
        parts=(
            weights({"model.safetensors": 9_000}, listing="part"),
            code(
                {
                    "README.md": "---\nlicense: cc-by-nc-4.0\nlanguage: en\ntags: [birds]\n---\n\n"
                    "# Heron\n\n## Training\n\nHeron was trained on birds.\n",
                }
            ),
        ),
        rows={"weights-final": ("released", "noncommercial-or-research")},
        outcomes=P_UNMET,
    ),
    "code for training in another repository": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    "README.md": "# Heron\n\nThe training code is available "
                    "[here](https://github.com/acme/heron-train).\n",
                }
            ),
        ),
        rows={"training-code": ("unknown", "unknown"), "inference-code": ("not-found", "unknown")},
    ),
    "training in a changed tree of another project": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    "README.md": "# Heron\n\nThis is a modified version of Pelican.\n",
                    **VENDORED,
                }
            ),
        ),
        rows={"training-code": ("partial", "osi-approved")},
    ),
    "adapter alone": Trap(
        parts=(weights({"README.md": tagged(), "adapter_model.safetensors": 9_000}),),
        rows={"weights-final": ("partial", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "projector alone": Trap(
        parts=(weights({"README.md": tagged(), "mm_projector.safetensors": 9_000}),),
        rows={"weights-final": ("partial", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "a shard is not there": Trap(
        parts=(weights({"README.md": tagged(), "model-00001-of-00002.safetensors": 9_000}),),
        rows={"weights-final": ("partial", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "pickle alone": Trap(
        parts=(weights({"README.md": tagged(), "pytorch_model.bin": 9_000}),),
        rows=RELEASED_OPEN,
        outcomes=P_MET,
    ),
    "settings and tokenizer alone": Trap(
        parts=(
            weights(
                {
                    "README.md": tagged(),
                    "config.json": "{}\n",
                    "training_args.bin": 900,
                    "tokenizer.json": 9_000,
                    "optimizer.pt": 9_000,
                }
            ),
        ),
        rows={"weights-final": ("not-found", "osi-approved")},
        outcomes=P_UNMET,
    ),
    "pointers in the place of weights": Trap(
        parts=(weights({"README.md": tagged(), "model.safetensors": 134}),),
        rows={"weights-final": ("not-found", "osi-approved")},
    ),
    "weights in an incomplete listing": Trap(
        parts=(weights({"README.md": tagged()}, listing="part"),),
        rows={"weights-final": ("unknown", "osi-approved")},
        outcomes=P_UNKNOWN,
    ),
    "an open tag in a record, and nothing of the publisher's read": Trap(
        parts=(
            weights(
                {"model.safetensors": 2_000_000_000, "README.md": 2_000},
                listing="part",
                record={"cardData": {"license": "mit"}},
            ),
        ),
        rows={"weights-final": ("released", "unresolved")},
        outcomes=P_UNKNOWN,
    ),
    "a format tag written by hand": Trap(
        parts=(
            weights(
                {},
                listing="none",
                record={"cardData": {"license": "mit", "tags": ["pytorch"]}, "tags": ["pytorch"]},
            ),
        ),
        rows={"weights-final": ("unknown", "unresolved")},
        outcomes=P_UNKNOWN,
    ),
    "gated weights": Trap(
        parts=(weights({"README.md": tagged(), **SHARDS}, record={"gated": "manual"}),),
        outcomes=P_UNMET | {"OSAID-F1": "unmet"},
    ),
    "weights behind a refusal": Trap(
        parts=(heron(),), gaps=(gap(WEIGHTS, GapReason.GATED, "config.json"),), outcomes=P_UNMET
    ),
    "code listing not seen": Trap(
        parts=(heron(), code({"LICENSE": MIT}, listing="none")),
        rows={"training-code": ("unknown", "unknown")},
        outcomes={"OSAID-C2": "unknown"},
    ),
    "code listing incomplete": Trap(
        parts=(heron(), code({"LICENSE": MIT, "inference.py": 9000}, listing="part")),
        rows={
            "training-code": ("unknown", "unknown"),
            "inference-code": ("released", "osi-approved"),
        },
        outcomes={"OSAID-C2": "unknown", "OSAID-C5": "met"},
    ),
    "names that only look like training": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    **dict.fromkeys(
                        (
                            "train_tokenizer.py",
                            "trainer_utils.py",
                            "constraint.py",
                            "train.csv",
                            "docs/training.md",
                            "configs/train.yaml",
                            "tools/generate_docs.py",
                            "tests/evaluate.py",
                            "train/__init__.py",
                        ),
                        90,
                    ),
                }
            ),
        ),
        rows={
            "training-code": ("not-found", "unknown"),
            "inference-code": ("not-found", "unknown"),
            "evaluation-code": ("not-found", "unknown"),
        },
        outcomes={"OSAID-C2": "unmet", "OSAID-C3": "unmet", "OSAID-C5": "unmet"},
    ),
    "training code without settings": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    "train.py": 9000,
                    ".pre-commit-config.yaml": 900,
                    "tsconfig.json": 900,
                }
            ),
        ),
        rows={"training-code": ("partial", "osi-approved")},
        outcomes={"OSAID-C2": "unmet"},
    ),
    "training code denied beside a file": Trap(
        parts=(heron("The training code is not released."), code({"LICENSE": MIT, **SOURCES})),
        rows={"training-code": ("partial", "osi-approved")},
        outcomes={"OSAID-C2": "unmet"},
    ),
    "training code promised": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    "README.md": "- [ ] Release the training code\n",
                    "inference.py": 900,
                }
            ),
        ),
        rows={"training-code": ("announced", "unknown")},
        outcomes={"OSAID-C2": "unmet"},
    ),
    "training code promised in Chinese": Trap(
        parts=(
            heron(),
            code({"LICENSE": MIT, "README_zh.md": "训练代码即将开源。\n", "inference.py": 900}),
        ),
        rows={"training-code": ("announced", "unknown")},
    ),
    "image preprocessing is no data processing": Trap(
        parts=(heron(), code({"LICENSE": MIT, "preprocess_image.py": 9000, "preprocess.py": 9000})),
        rows={"preprocessing-code": ("partial", "osi-approved")},
        outcomes={"OSAID-C1": "unmet"},
    ),
    "empty README": Trap(
        parts=(weights({"README.md": "", **SHARDS}),),
        rows={"model-card": ("not-found", "unknown"), **UNSEEN_TERMS},
        outcomes=P_UNKNOWN,
    ),
    "metadata alone": Trap(
        parts=(weights({"README.md": tagged(""), **SHARDS}),),
        rows={"model-card": ("partial", "unknown")},
    ),
    "another project's paper": Trap(
        parts=(heron("Thanks to the [Pelican paper](https://arxiv.org/abs/2401.00001)."),),
        rows={"technical-report": ("unknown", "unknown")},
    ),
    "further checkpoint": Trap(
        parts=(heron(), checkpoint({"model.safetensors": 9_000}, "hf:acme/Heron-step-100")),
        rows={"weights-intermediate": ("partial", "unknown"), **RELEASED_OPEN},
    ),
}
