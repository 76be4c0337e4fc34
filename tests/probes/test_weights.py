from __future__ import annotations

from typing import Any

import pytest

from audit.model import ComposedModel, RowFiles, Unknown, WeightFiles
from audit.probes import weights as probe
from tests.small_models import Files, checkpoint, judged, small_model, stated, weights

BIG = 2_000_000_000


def _files(files: Files, **more: Any) -> list[tuple[str, tuple[str, ...], int]]:
    facts = stated(probe, weights(files, **more))
    return [
        (fact.availability.value, fact.formats, fact.count)
        for fact in facts
        if isinstance(fact, WeightFiles)
    ]


@pytest.mark.parametrize(
    ("files", "availability", "formats"),
    [
        ({"model.safetensors": BIG}, "released", ("safetensors",)),
        ({"pytorch_model.bin": BIG}, "released", ("pickle",)),
        ({"heron.pth": BIG}, "released", ("pickle",)),
        ({"heron.h5": BIG}, "released", ("checkpoint",)),
        ({"heron-base.zip": BIG}, "released", ("archive",)),
        ({"heron.onnx": BIG}, "released", ("onnx",)),
        ({"heron-f16.gguf": BIG}, "released", ("gguf",)),
        ({"heron-q4.gguf": BIG}, "partial", ("gguf",)),
        ({"adapter_model.safetensors": BIG}, "partial", ("adapter",)),
        ({"lora.safetensors": BIG}, "partial", ("safetensors",)),
        ({"mm_projector.bin": BIG, "projector.safetensors": BIG}, "partial", ("safetensors",)),
        ({"model-00001-of-00002.safetensors": BIG}, "partial", ("safetensors",)),
        (
            {f"model-0000{n}-of-00002.safetensors": BIG for n in (1, 2)},
            "released",
            ("safetensors",),
        ),
        (
            {"model.safetensors": BIG, "adapter_model.safetensors": BIG},
            "released",
            ("adapter", "safetensors"),
        ),
    ],
)
def test_files_by_format(files: Files, availability: str, formats: tuple[str, ...]) -> None:
    assert _files(files) == [
        (availability, formats, len([f for f in files if f != "mm_projector.bin"]))
    ]


@pytest.mark.parametrize(
    "path",
    [
        "config.json", "tokenizer.model", "tokenizer.json", "training_args.bin", "optimizer.pt",
        "scheduler.pt", "rng_state.pth", "data.zip", "images/train.tar", "stats.npz",
        "model.safetensors.index.json", "README.md",
    ],
)  # fmt: skip
def test_what_is_no_weight_file(path: str) -> None:
    assert _files({path: BIG}) == [("not-found", (), 0)]


@pytest.mark.parametrize(
    ("path", "size"),
    [("model.safetensors", 0), ("model.safetensors", 134), ("a.zip", 900), ("a.npz", 900)],
)
def test_a_file_too_small_to_hold_parameters(path: str, size: int) -> None:
    assert _files({path: size}) == [("not-found", (), 0)]


def test_a_shard_may_be_missing_from_a_listing_cut_short() -> None:
    assert _files({"model-00001-of-00002.safetensors": BIG}, listing="part")[0][0] == "released"


def test_pickled_formats_alone_are_flagged() -> None:
    facts = stated(probe, weights({"pytorch_model.bin": BIG}))
    assert [fact.pickle_only for fact in facts if isinstance(fact, WeightFiles)] == [True]


@pytest.mark.parametrize("listing", ["none", "part"])
def test_an_absent_file_says_nothing_where_the_listing_is_not_complete(listing: str) -> None:
    facts = stated(probe, weights({"README.md": "# Heron\n"}, listing=listing))
    assert [type(fact) for fact in facts] == [Unknown]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"tags": ["safetensors"]}, [("released", ("safetensors",), 0)]),
        ({"tags": ["pytorch", "region:us"]}, [("released", ("pickle",), 0)]),
        ({"tags": ["safetensors", "peft"]}, [("partial", ("safetensors",), 0)]),
        (
            {"tags": ["safetensors", "base_model:adapter:delta/Delta"]},
            [("partial", ("safetensors",), 0)],
        ),
        ({"tags": ["gguf"]}, [("partial", ("gguf",), 0)]),
        ({"tags": ["pytorch"], "cardData": {"tags": ["pytorch"]}}, []),
        ({"tags": ["pytorch"], "cardData": {"library_name": "pytorch"}}, []),
        ({"tags": ["vision"]}, []),
        ({"tags": None}, []),
        ({}, []),
    ],
)
def test_tags_of_the_host_where_no_listing_was_seen(
    record: dict[str, Any], expected: list[tuple[str, tuple[str, ...], int]]
) -> None:
    assert _files({}, listing="none", record=record) == expected


@pytest.mark.parametrize(
    ("files", "record", "kinds"),
    [
        ({"config.json": '{"model_type": "llava"}'}, None, ["llava"]),
        ({"config.json": '{"model_type": "heron"}'}, {"tags": ["llava"]}, []),
        ({"config.json": "not json"}, {"tags": ["llava"]}, ["llava"]),
        ({}, {"tags": ["llava"]}, ["llava"]),
        ({}, {"tags": "llava"}, []),
        ({}, None, []),
    ],
)
def test_models_composed_of_others(files: Files, record: Any, kinds: list[str]) -> None:
    facts = stated(probe, weights(files, record=record))
    assert [fact.model_type for fact in facts if isinstance(fact, ComposedModel)] == kinds


def _seen(files: Files, **more: Any) -> WeightFiles:
    return next(f for f in stated(probe, weights(files, **more)) if isinstance(f, WeightFiles))


SHARD = {"model.safetensors": BIG}
HEADERS = '{\n "all_parameters": 1234,\n "by_type": {\n  "BF16": 1234\n }\n}\n'
INDEX = '{\n "metadata": {\n  "total_parameters": 5000000,\n  "total_size": 9\n }\n}\n'


@pytest.mark.parametrize(
    ("files", "record", "count", "words", "quote"),
    [
        (
            {},
            {"safetensors": {"parameters": {"BF16": 7_240_000_000}, "total": 7_240_000_000}},
            7_240_000_000,
            "7.24 billion parameters",
            '  "total": 7240000000',
        ),
        (
            {"api/safetensors.json": HEADERS},
            {"safetensors": None},
            1234,
            "1,234 parameters",
            ' "all_parameters": 1234,',
        ),
        (
            {"model.safetensors.index.json": INDEX},
            {},
            5_000_000,
            "5 million parameters",
            '  "total_parameters": 5000000,',
        ),
    ],
)
def test_how_many_parameters_there_are(
    files: Files, record: dict[str, Any], count: int, words: str, quote: str
) -> None:
    fact = _seen({**SHARD, **files}, record=record)
    assert fact.parameters == count
    assert words in fact.detail
    assert fact.evidence[-1].quote == quote


@pytest.mark.parametrize(
    "record",
    [
        None,
        {},
        {"safetensors": []},
        {"safetensors": {"total": "7"}},
        {"safetensors": {"total": True}},
        {"safetensors": {"total": -7}},
        {"safetensors": {"total": 2**60}},
    ],
)
def test_a_count_that_nobody_states_is_not_known(record: dict[str, Any] | None) -> None:
    fact = _seen({**SHARD, "api/safetensors.json": "[1]"}, record=record)
    assert fact.parameters is None
    assert "parameters" not in fact.detail


def _config(method: object) -> str:
    return f'{{\n "quantization_config": {{\n  "quant_method": {method}\n }}\n}}\n'


@pytest.mark.parametrize(
    ("files", "record", "availability", "quote"),
    [
        ({"config.json": _config('"gptq"')}, None, "partial", '  "quant_method": "gptq"'),
        ({"config.json": _config('"AWQ"')}, None, "partial", '  "quant_method": "AWQ"'),
        ({"config.json": _config('"fp8"')}, None, "released", None),
        ({"config.json": _config("3")}, None, "released", None),
        ({"config.json": '{"quantization_config": 3}'}, None, "released", None),
        (
            {},
            {"tags": ["x", "base_model:quantized:a/b"]},
            "partial",
            '  "base_model:quantized:a/b"',
        ),
        ({}, {"tags": ["base_model:adapter:a/b", 3]}, "partial", '  "base_model:adapter:a/b",'),
        ({}, {"tags": ["base_model:finetune:a/b", 3]}, "released", None),
        ({}, {"tags": "base_model:adapter:a/b"}, "released", None),
    ],
)
def test_what_is_made_of_a_whole_model_is_a_part(
    files: Files, record: dict[str, Any] | None, availability: str, quote: str | None
) -> None:
    fact = _seen({**SHARD, **files}, record=record)
    assert fact.availability.value == availability
    assert fact.evidence[-1].quote == quote


@pytest.mark.parametrize(
    ("paths", "detail"),
    [
        (
            ["checkpoint-1000/model.safetensors", "checkpoint-2000/model.safetensors"],
            "weights of 2 steps, 1,000 to 2,000; whether these are all, a person has to say",
        ),
        (["step_5-tokens/model.safetensors", "ckpt/step9/pytorch_model.bin"], "weights of 2 steps"),
        (["checkpoint-1000/model.safetensors"], None),
        (["checkpoint-1000/adapter_model.safetensors", "checkpoint-2/lora.safetensors"], None),
        (["checkpoint-1/optimizer.pt", "checkpoint-2/optimizer.pt"], None),
        (["model-1/model.safetensors", "model-2/model.safetensors"], None),
    ],
)
def test_steps_of_the_training_in_folders(paths: list[str], detail: str | None) -> None:
    facts = stated(probe, weights(dict.fromkeys(paths, BIG)))
    found = [fact.detail for fact in facts if isinstance(fact, RowFiles)]
    assert len(found) == (detail is not None)
    assert all(words.startswith(detail or "") for words in found)


def test_steps_are_a_row_of_the_inventory_and_only_a_part() -> None:
    steps = {f"checkpoint-{step}/model.safetensors": BIG for step in (1, 2)}
    row = judged(small_model(weights({**SHARD, **steps}))).components["weights-intermediate"]
    assert (row.availability.value, row.evidence[0].path) == (
        "partial",
        "checkpoint-1/model.safetensors",
    )
    beside = checkpoint(SHARD, "hf:acme/Heron-7B-step1")
    row = judged(small_model(weights({**SHARD, **steps}), beside)).components[
        "weights-intermediate"
    ]
    assert row.detail == "further checkpoints: hf:acme/Heron-7B-step1"
    assert judged(small_model(weights(SHARD))).components[
        "weights-intermediate"
    ].availability.value == ("unknown")
