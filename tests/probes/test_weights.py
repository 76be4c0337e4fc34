from __future__ import annotations

from typing import Any

import pytest

from audit.model import ComposedModel, Unknown, WeightFiles
from audit.probes import weights as probe
from tests.small_models import Files, stated, weights

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
