from __future__ import annotations

import pytest

from audit.model import Pledge
from audit.probes import pledges
from tests.small_models import base, card, stated, weights

TRAINING = ("fine-tuning-code", "training-code")
PROMISES = [
    ("We will release the training code soon.", TRAINING),
    ("The dataset will be released later.", ("training-data",)),
    ("We'll release the training data.", ("training-data",)),
    ("The code will be made public.", ("inference-code", "training-code")),
    ("Evaluation scripts: to be released", ("evaluation-code",)),
    (
        "We will release the training and inference code.",
        (*TRAINING[:1], "inference-code", *TRAINING[1:]),
    ),
    ("Weights: coming soon", ("weights-final",)),
    ("| Weights | TBD |", ("weights-final",)),
    ("The checkpoints are to be released.", ("weights-final",)),
    ("- [ ] Release the dataset", ("training-data",)),
    ("Training scripts: TBA", TRAINING),
    ("训练代码即将开源。", TRAINING),
    ("模型权重将于近期开放下载。", ("weights-final",)),
]
DENIALS = [
    ("Training data is not released.", ("training-data",)),
    ("Acme has not released the training data.", ("training-data",)),
    ("Heron's authors: We have not disclosed the training data.", ("training-data",)),
    ("Authors do not release the training data.", ("training-data",)),
    ("| **Training data** | ❌ |", ("training-data",)),
    ("The data cannot be released.", ("training-data",)),
    ("We do not plan to release the training data.", ("training-data",)),
    ("We won't release the weights.", ("weights-final",)),
    ("The weights are available on request.", ("weights-final",)),
    ("The training code is not available.", TRAINING),
    ("The training data is proprietary.", ("training-data",)),
    ("We are unable to share the dataset.", ("training-data",)),
    ("训练数据暂不开放。", ("training-data",)),
    ("数据将不会公开。", ("training-data",)),
    ("模型权重尚未开源。", ("weights-final",)),
]
NOTHING = [
    "We will provide support on weekdays.",
    "We'll make use of a tool to split the data.",
    "请勿将开源模型和代码用于非法用途。",
    "我们不会将您提供的数据对外公开。",
    "要求开发者仅将我们开源的代码、数据、模型用于研究目的。",
    "We will share updates about our model on the blog.",
    "The paper will be published next year.",
    "This feature will be added soon.",
    "Pelican's weights have not been released.",
    "The results of other models were not published.",
    "Heron is better than proprietary models.",
    "- [x] Release the dataset",
    "The training code is in this repository.",
    "Delta AI has not disclosed on which data it has been trained.",
    "Will the training data be released?",
    "| Data contamination | no |",
    "Do not put confidential data into the form.",
    "训练代码已经开源。",
]


def _pledges(text: str) -> list[tuple[tuple[str, ...], bool]]:
    facts = stated(pledges, weights({"README.md": card(text)}))
    return [(fact.rows, fact.denied) for fact in facts if isinstance(fact, Pledge)]


@pytest.mark.parametrize(("text", "rows"), PROMISES)
def test_promises(text: str, rows: tuple[str, ...]) -> None:
    assert _pledges(text) == [(rows, False)]


@pytest.mark.parametrize(("text", "rows"), DENIALS)
def test_denials(text: str, rows: tuple[str, ...]) -> None:
    assert _pledges(text) == [(rows, True)]


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_pledge_nothing_of_this_model(text: str) -> None:
    assert _pledges(text) == []


def test_what_others_promise_is_not_read() -> None:
    assert stated(pledges, base({"README.md": PROMISES[0][0]}, "hf:delta/Delta-8B")) == []


def test_code_is_not_read_as_prose() -> None:
    assert _pledges("```\nThe weights will be released.\n```") == []


@pytest.mark.parametrize(
    ("text", "due", "said"),
    [
        ("The weights will be released in May 2024.", "2024-05", "2025-03-04"),
        ("[2024/02/03] The weights will be released.", None, "2024-02-03"),
        ("The weights will not be released before 2027-01.", None, "2025-03-04"),
    ],
)
def test_a_promise_carries_its_time(text: str, due: str | None, said: str) -> None:
    record = {"lastModified": "2025-03-04T05:06:07.000Z"}
    [fact] = stated(pledges, weights({"README.md": card(text)}, record=record))
    assert isinstance(fact, Pledge)
    assert (fact.due, fact.said) == (due, said)


@pytest.mark.parametrize("record", [None, {}, {"lastModified": 7}, {"lastModified": "yesterday"}])
def test_a_promise_of_no_known_time(record: dict[str, object] | None) -> None:
    [fact] = stated(pledges, weights({"README.md": card("Weights: TBD")}, record=record))
    assert isinstance(fact, Pledge)
    assert fact.said is None
