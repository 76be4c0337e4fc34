"""Traps of words about what will come, what will not, and what might: negation, promise, time."""

from __future__ import annotations

from tests.small_models import Files, Part, card, code, data, weights
from tests.traps.model import MIT, SHARDS, SOURCES, UNSEEN_TERMS, Trap, heron, tagged

NO_TERMS = "unknown"


def _empty(words: str) -> tuple[Part, ...]:
    """A repository without weights whose card says this."""
    return (weights({"README.md": tagged(words), "config.json": "{}\n"}),)


def _coded(words: str, **files: int) -> tuple[Part, ...]:
    """A repository of code without training code whose README says this."""
    listing: Files = {
        "LICENSE": MIT,
        "README.md": f"# Heron\n\n{words}\n",
        "inference.py": 9000,
        **files,
    }
    return (heron(), code(listing))


def _of_weights(words: str, availability: str) -> Trap:
    return Trap(
        parts=_empty(words),
        rows={"weights-final": (availability, "osi-approved")},
        outcomes={"parameters": "unmet"},
    )


def _of_data(words: str, *availability: str) -> Trap:
    return Trap(parts=(heron(words),), at_most={"training-data": availability})


def _of_training(words: str, availability: str) -> Trap:
    return Trap(
        parts=_coded(words),
        rows={"training-code": (availability, NO_TERMS)},
        outcomes={"OSAID-C2": "unmet"},
    )


def _no_grant(words: str) -> Trap:
    return Trap(parts=(heron(words, tag=None),), rows=UNSEEN_TERMS)


PROMISES: dict[str, Trap] = {
    "weights promised for a quarter": _of_weights(
        "The weights will be released in Q3 2024.", "announced"
    ),
    "weights promised by a date in Chinese": _of_weights(
        "模型权重将于2024年6月开源。", "announced"
    ),
    "weights denied for now, promised for later": _of_weights(
        "The weights are not yet available; they will be released in May.", "withheld"
    ),
    "weights denied in Chinese": _of_weights("模型权重暂不提供下载。", "withheld"),
    "weights that were to be there long ago": _of_weights(
        "[2023/03/01] We will release the checkpoints next week.", "announced"
    ),
    "weights in a list of things to do": _of_weights(
        "- [x] Paper\n- [ ] Model weights\n", "announced"
    ),
    "weights to come in a table": _of_weights(
        "| Part | Status |\n|---|---|\n| Code | there |\n| Weights | TBD |\n", "announced"
    ),
    "weights crossed in a table": _of_weights(
        "| Part | Open? |\n|---|---|\n| Code | ✓ |\n| Model weights | ✗ |\n", "withheld"
    ),
    "weights promised on a condition": _of_weights(
        "We will release the weights if the review allows it.", "announced"
    ),
    "weights under embargo": _of_weights(
        "The weights are under embargo and will not be made available before the review.",
        "withheld",
    ),
    "no plans for the weights": _of_weights(
        "We have no plans to make the weights publicly available.", "withheld"
    ),
    "weights for partners alone": Trap(
        parts=_empty("The weights are available to partners upon request."),
        at_most={"weights-final": ("withheld",)},
        never_open=("weights-final",),
    ),
    "weights by mail": _of_weights(
        "To obtain the model weights, please contact us by e-mail.", "withheld"
    ),
    "weights on application in Chinese": Trap(
        parts=_empty("如需获取模型权重，请发邮件申请。"),
        at_most={"weights-final": ("withheld",)},
        never_open=("weights-final",),
    ),
    "training code once the paper is out": _of_training(
        "The training code will be released upon acceptance.", "announced"
    ),
    "training code, stay tuned": _of_training("Training code: coming soon!", "announced"),
    "training code crossed in a table": _of_training(
        "| Inference code | ✅ |\n|---|---|\n| Training code | ❌ |\n", "withheld"
    ),
    "training code that cannot be shared": _of_training(
        "For legal reasons we cannot share the training code.", "withheld"
    ),
    "training code denied in Chinese": _of_training("训练代码不会开源。", "withheld"),
    "training code planned in Chinese": _of_training("计划在下个月开源训练代码。", "announced"),
    "training code on a wish list": _of_training(
        "## Roadmap\n\n- [ ] Release training scripts\n", "announced"
    ),
    "training code in an excuse": _of_training(
        "We are cleaning up the training code and plan to open it.", "announced"
    ),
    "data: negation far from its verb": _of_data(
        "The training data that we gathered over three years is, for reasons of privacy and of "
        "contract, not something that we can release.",
        "withheld",
    ),
    "data: neither the one nor the other": _of_data(
        "Neither the training data nor the prompts will be released.", "withheld"
    ),
    "data: none of it": _of_data("None of the training data is released.", "withheld"),
    "data: without": _of_data(
        "We publish the weights without the training data.", "withheld", "unknown"
    ),
    "data: kept back": _of_data("We have decided to withhold the training data.", "withheld"),
    "data: confidential": _of_data("The training data is confidential.", "withheld"),
    "data: double negation that still promises nothing": _of_data(
        "It is not impossible that the training data will one day be shared.",
        "announced",
        "withheld",
        "unknown",
    ),
    "data: a question": _of_data("Will the training data be released?", "unknown", "not-found"),
    "data: a question with its answer": _of_data(
        "**Is the training data public?** No.", "withheld", "unknown", "not-found"
    ),
    "data: if we release it": _of_data(
        "If we release the training data, it will be under CC-BY.", "announced", "unknown"
    ),
    "data: hoped for": _of_data("We hope to release the training data in the future.", "announced"),
    "data: may come": _of_data(
        "The training data may be released at a later date.", "announced", "unknown"
    ),
    "data: the future of the past": _of_data(
        "Last year we said that the training data would be released.", "announced", "unknown"
    ),
    "data: in preparation": _of_data(
        "The release of the training data is in preparation.", "announced"
    ),
    "data: to follow": _of_data("Training data to follow.", "announced", "unknown"),
    "data: in house": _of_data(
        "Heron was trained on in-house data which we do not disclose.", "withheld"
    ),
    "data: internal, in Chinese": _of_data("训练数据为内部数据，不对外开放。", "withheld"),
    "data: later, in Chinese": _of_data("训练数据后续会开源。", "announced"),
    "data: in order, in Chinese": _of_data("数据集整理中，稍后放出。", "announced"),
    "data: on application, in Chinese": _of_data("训练数据需申请获取。", "withheld"),
    "data: a promise in capital letters": _of_data(
        "TRAINING DATA WILL BE RELEASED SOON", "announced"
    ),
    "a license that is not given": _no_grant("Heron is not released under the MIT license."),
    "a license that nobody gives": _no_grant(
        "No part of the weights is released under the MIT License."
    ),
    "a license asked about": _no_grant("Are the weights released under the MIT License?"),
    "a license on a condition": _no_grant(
        "If we release the weights, they will be under the Apache License 2.0."
    ),
    "a license once the paper is out": _no_grant(
        "Once the paper is accepted, the weights are released under the Apache License 2.0."
    ),
    "a license in the past": _no_grant(
        "Until March the weights were released under the Apache License 2.0."
    ),
    "a license that was hoped for": _no_grant(
        "We hope to offer the weights under the MIT License."
    ),
    "a license that would have been": _no_grant(
        "The weights would have been released under the MIT License."
    ),
    "a license withdrawn": _no_grant(
        "The weights are no longer released under the Apache License 2.0."
    ),
    "a license that is considered": _no_grant(
        "We are considering a release of the weights under the MIT License."
    ),
    "a license denied in Chinese": _no_grant("本模型并未采用MIT许可证发布。"),
    "a license planned in Chinese": _no_grant("我们计划以Apache 2.0许可证发布模型权重。"),
    "not only the one license": Trap(
        parts=(
            heron(
                "The weights are released not only under the Apache License 2.0 but also under "
                "the Llama 3.1 Community License.",
                tag=None,
            ),
        ),
        at_most={"weights-final": ("released",)},
        never_open=("weights-final",),
        outcomes={"parameters": "unmet"},
    ),
    "data that are described later": Trap(
        parts=(
            heron(
                "## Training data\n\nHow the data was collected and filtered will be described in "
                "the paper.\n\nDetails on labels follow.\n",
                datasets=["acme/heron-mix"],
            ),
        ),
        silent=("selection", "processing"),
    ),
    "data of which nothing is told": Trap(
        parts=(
            heron(
                "## Training data\n\nWe do not disclose how the data was collected or filtered.\n\n"
                "That is all.\n",
                datasets=["acme/heron-mix"],
            ),
        ),
        silent=("selection", "processing"),
    ),
    "data promised beside data that are there": Trap(
        parts=(
            heron("The second half of the data will be released.", datasets=["acme/heron-mix"]),
            data({"README.md": tagged(tag="mit"), "train.parquet": 900}),
        ),
        rows={"training-data": ("partial", "osi-approved")},
    ),
    "evaluation code promised beside a file of that name": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    **SOURCES,
                    "README.md": "# Heron\n\nThe full evaluation code will be published later.\n",
                }
            ),
        ),
        rows={"evaluation-code": ("partial", "osi-approved")},
        outcomes={"OSAID-C3": "unmet"},
    ),
    "inference code denied beside a demo": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    "README.md": "# Heron\n\nThe inference code is not open sourced.\n",
                    "demo.py": 9000,
                }
            ),
        ),
        rows={"inference-code": ("partial", "osi-approved")},
        outcomes={"OSAID-C5": "unmet"},
    ),
    "a promise that was kept": Trap(
        parts=(
            weights({"README.md": card("The weights will be released.", license="mit"), **SHARDS}),
        ),
        rows={"weights-final": ("released", "osi-approved")},
        outcomes={"parameters": "met"},
    ),
}
