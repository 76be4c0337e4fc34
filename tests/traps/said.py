"""Traps of claims: what is said to be there and is not, and terms that many words share."""

from __future__ import annotations

from tests.small_models import checkpoint, code, data, weights
from tests.traps.model import MIT, P_UNMET, SHARDS, SOURCES, Trap, heron, tagged

NOT_THERE = ("not-found", "unknown", "announced", "withheld")


def _bare(words: str) -> Trap:
    """A repository that says that weights are there, and lists none."""
    return Trap(
        parts=(weights({"README.md": tagged(words), "config.json": "{}\n"}),),
        at_most={"weights-final": NOT_THERE},
        outcomes=P_UNMET,
    )


def _coded(words: str, row: str, requirement: str) -> Trap:
    """A repository of code that says that a kind of code is there, and lists none."""
    readme = f"# Heron\n\n{words}\n"
    return Trap(
        parts=(heron(), code({"LICENSE": MIT, "README.md": readme, "setup.py": 900})),
        at_most={row: NOT_THERE},
        outcomes={requirement: "unmet"},
    )


def _limited(words: str, tag: object = "apache-2.0") -> Trap:
    """Words that limit the weights, or may."""
    return Trap(parts=(heron(words, tag=tag),), never_open=("weights-final",))


SAID: dict[str, Trap] = {
    "weights said to be released": _bare("We have released the weights of Heron!"),
    "weights said to be open in Chinese": _bare("模型权重已开源。"),
    "weights on a drive of another host": _bare(
        "Download the weights from [here](https://drive.google.com/file/d/1)."
    ),
    "weights behind a short link": _bare("Weights: https://bit.ly/heron"),
    "weights of a quantiser elsewhere": _bare(
        "Somebody made [GGUF files](https://huggingface.co/somebody/Heron-GGUF)."
    ),
    "training code said to be released": _coded(
        "We open-source the full training code.", "training-code", "OSAID-C2"
    ),
    "training code said to be released in Chinese": _coded(
        "训练代码已全部开源。", "training-code", "OSAID-C2"
    ),
    "training code in a fence alone": _coded(
        "```\npython train.py --config configs/train.yaml\n```", "training-code", "OSAID-C2"
    ),
    "evaluation code said to be released": _coded(
        "Evaluation code is included in this repository.", "evaluation-code", "OSAID-C3"
    ),
    "inference code as an example in the card": _coded(
        "```python\nmodel.generate()\n```", "inference-code", "OSAID-C5"
    ),
    "data said to be released": Trap(
        parts=(heron("We have released all of the training data."),),
        at_most={"training-data": NOT_THERE},
    ),
    "data said to be released in Chinese": Trap(
        parts=(heron("训练数据已全部开源。"),), at_most={"training-data": NOT_THERE}
    ),
    "data behind a form": Trap(
        parts=(
            heron(
                "## Training data\n\nTo get the training data, fill in this form and write to "
                "us.\n\nWe answer soon.\n"
            ),
        ),
        at_most={"training-data": NOT_THERE},
    ),
    "data in the cloud of others": Trap(
        parts=(heron("Training data: s3://heron/data (internal)"),),
        at_most={"training-data": NOT_THERE},
    ),
    "data as an index alone": Trap(
        parts=(
            heron(datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "index.json": 900_000}),
        ),
        at_most={"training-data": ("unknown", "partial")},
    ),
    "data of a demonstration alone": Trap(
        parts=(
            heron(datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "demo/a.parquet": 900}),
        ),
        at_most={"training-data": ("unknown", "partial")},
    ),
    "data denied beside a sample": Trap(
        parts=(
            heron(
                "We release a sample; the training data itself will not be shared.",
                datasets=["acme/heron-mix"],
            ),
            data({"README.md": tagged(tag="mit"), "heron-sample.parquet": 900}),
        ),
        at_most={"training-data": ("withheld", "partial", "unknown")},
    ),
    "checkpoints to come": Trap(
        parts=(heron("The intermediate checkpoints will be released."),),
        at_most={"weights-intermediate": ("announced", "unknown", "not-found")},
    ),
    "checkpoint promised, an adapter there": Trap(
        parts=(
            heron("The intermediate checkpoints will be released."),
            checkpoint(
                {"README.md": tagged(), "adapter_model.safetensors": 9_000}, "hf:acme/Heron-lora"
            ),
        ),
        at_most={"weights-intermediate": ("announced", "unknown", "not-found", "partial")},
    ),
    "report to come": Trap(
        parts=(heron("The technical report will be released soon."),),
        at_most={"technical-report": ("announced", "unknown", "not-found")},
    ),
    "report of another in the same line": Trap(
        parts=(heron("See the [Pelican paper](https://arxiv.org/abs/2401.00001)."),),
        at_most={"technical-report": ("unknown", "not-found")},
    ),
    "license by column": _limited(
        "| Part | License |\n|---|---|\n| Code | Apache-2.0 |\n| Weights | CC-BY-NC-4.0 |\n"
    ),
    "license by column of parts": _limited(
        "| | Code | Weights |\n|---|---|---|\n| License | MIT | CC BY-NC 4.0 |\n", tag=None
    ),
    "free for small firms": _limited(
        "Heron is free for companies with annual revenue below one million dollars."
    ),
    "open for all but some": _limited("Commercial use requires a separate agreement with us."),
    "for students": _limited("Heron is for academic use only."),
    "in a line in bold": _limited("**NON-COMMERCIAL USE ONLY**"),
    "in a quotation of its own": _limited("> For research use only.\n"),
    "in a table": _limited("| Use | Allowed |\n|---|---|\n| Commercial use | prohibited |\n"),
    "far down": _limited("Heron sees.\n\n" * 400 + "Heron is for non-commercial use only.\n"),
    "in a fold": _limited(
        "<details>\n<summary>License</summary>\n\nHeron is for non-commercial use only.\n\n"
        "</details>\n"
    ),
    "in a struck-out permission": _limited(
        "~~Commercial use is allowed.~~ Heron is for non-commercial use only."
    ),
    "in Chinese, traditional": _limited("本模型僅供學術研究使用，禁止商業用途。"),
    "in Chinese by application": _limited("商业使用需申请授权。"),
    "in two languages, the ban in one": _limited(
        "Heron sees birds and tells us what they are.\n\n本模型仅供学术研究使用。\n"
    ),
    "code open, weights by another word": Trap(
        parts=(
            weights({**SHARDS, "README.md": tagged(tag=None)}),
            code(
                {
                    "LICENSE": MIT,
                    **SOURCES,
                    "README.md": "# Heron\n\nThe code is under the MIT License. The checkpoints "
                    "are for research purposes only.\n",
                }
            ),
        ),
        never_open=("weights-final",),
        outcomes=P_UNMET,
    ),
}
