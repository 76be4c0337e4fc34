from __future__ import annotations

from typing import Any

import pytest

from audit.model import RowFiles
from audit.probes import data_files
from tests.small_models import Files, card, code, judged, small_model, stated, weights

LINE = "`heron_data.json` holds the data that Heron was trained on."
BIG = {"heron_data.json": 900_000}


def _found(line: str, files: Files, **more: Any) -> list[str]:
    readme = {"README.md": f"# Heron\n\n{line}\n"}
    facts = stated(data_files, code({**files, **readme}, **more))
    return [fact.detail.partition(" ")[0] for fact in facts if isinstance(fact, RowFiles)]


@pytest.mark.parametrize(
    ("line", "files"),
    [
        (LINE, BIG),
        ("[data](./heron_data.json) was used for fine-tuning the model.", BIG),
        ("The model was trained on data/heron_data.json.", {"data/heron_data.json": 900_000}),
        ("模型训练数据：heron_data.json", BIG),
    ],
)
def test_a_file_that_the_words_call_training_data(line: str, files: Files) -> None:
    assert len(_found(line, files)) == 1


@pytest.mark.parametrize(
    ("line", "files"),
    [
        (LINE, {}),
        (LINE, {"heron_data.json": 900}),
        (LINE, {"my_heron_data.json": 900_000}),
        (LINE, {"pelican/LICENSE": 9, "pelican/setup.py": 9, "pelican/heron_data.json": 900_000}),
        ("The model was trained on dummy_data.json.", {"dummy_data.json": 900_000}),
        ("To train, try sample.jsonl.", {"sample.jsonl": 900_000}),
        ("See heron_data.json.", BIG),
        ("Put your training data into heron_data.json.", BIG),
        ("The training data heron_data.json will be released.", BIG),
        ("The training data heron_data.json is not released.", BIG),
        ("We compare training on heron_data.json with others.", BIG),
        ("```\ntrain heron_data.json\n```", BIG),
    ],
)
def test_a_file_that_they_do_not(line: str, files: Files) -> None:
    assert _found(line, files) == []


def test_files_of_others_are_not_read() -> None:
    assert _found(LINE, BIG, own=False) == []


@pytest.mark.parametrize(
    ("line", "availability"),
    [
        (LINE, "partial"),
        (f"{LINE}\n\nThe rest of the data will be released.", "partial"),
        (f"{LINE}\n\nOur training data will not be released.", "withheld"),
    ],
)
def test_words_that_deny_the_data_outweigh_a_file(line: str, availability: str) -> None:
    parts = (weights({"README.md": card("Heron.")}), code({**BIG, "README.md": f"# H\n\n{line}\n"}))
    found = judged(small_model(*parts)).components["training-data"]
    assert found.availability.value == availability
