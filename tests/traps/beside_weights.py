"""Traps on code that lies in the weight repository itself."""

from __future__ import annotations

from tests.traps.model import MIT, OPEN_CODE, SOURCES, Trap, heron

TRAIN = "import torch\n\n\ndef main():\n    torch.manual_seed(1)\n\n\nmain()\n" + "#" * 80 + "\n"
UNSEEN = ("unknown", "unknown")

BESIDE_WEIGHTS: dict[str, Trap] = {
    "code of all kinds beside the weights": Trap(
        parts=(heron(files={**SOURCES, "LICENSE": MIT, "train.py": TRAIN}, tag="mit"),),
        rows={
            **OPEN_CODE,
            "inference-code": ("released", "osi-approved"),
            "evaluation-code": ("released", "osi-approved"),
            "preprocessing-code": ("released", "osi-approved"),
        },
    ),
    "no code beside the weights says nothing": Trap(
        parts=(heron(),),
        rows=dict.fromkeys(("training-code", "inference-code", "evaluation-code"), UNSEEN),
    ),
    "what libraries write beside the weights is no setting of a run": Trap(
        parts=(
            heron(
                files={
                    "train.py": TRAIN,
                    "adapter_config.json": "{}\n",
                    "quantize_config.json": "{}\n",
                    "trainer_state.json": 9000,
                    "train_results.json": 900,
                }
            ),
        ),
        rows={"training-code": ("partial", "osi-approved")},
    ),
    "training beside the weights that cannot run": Trap(
        parts=(
            heron(
                files={
                    **SOURCES,
                    "train.py": "from heron.data import load\n\nload()\n" + "#" * 80,
                    "heron/__init__.py": 0,
                }
            ),
        ),
        rows={"training-code": ("partial", "osi-approved")},
        conflicts=("code-cannot-run",),
    ),
    "a tokenizer's training and a model's own input beside the weights": Trap(
        parts=(heron(files={"train_tokenizer.py": 9000, "preprocess_image.py": 9000}),),
        rows=dict.fromkeys(("training-code", "preprocessing-code"), UNSEEN),
    ),
    "code beside the weights, for research alone": Trap(
        parts=(
            heron(
                "## License\n\nThe code in this repository is under CC BY-NC 4.0.\n",
                files={**SOURCES, "LICENSE": MIT, "train.py": TRAIN},
                tag="mit",
            ),
        ),
        never_open=("training-code", "inference-code", "architecture-code"),
    ),
    "code beside weights that have no terms": Trap(
        parts=(heron(files={**SOURCES, "train.py": TRAIN}, tag=None),),
        never_open=("training-code", "inference-code", "weights-final"),
    ),
}
