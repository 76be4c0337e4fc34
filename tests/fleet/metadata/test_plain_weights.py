"""Names of weights are told apart by what a probe reads in them, and by nothing else."""

from __future__ import annotations

import itertools
import json

import pytest

from audit.fleet.metadata.lookups import file_state
from audit.fleet.metadata.stage import macros

duckdb = pytest.importorskip("duckdb")

WORDS = (
    "model", "Pytorch_Model", "consolidated.7", "adapter_model", "my-style", "x.f16", "y-BF16",
    "z_fp32", "lora", "a-lora-b", "my_vae", "vision_tower", "optimizer", "my-dataset", "eval_2",
    "LICENSE-model", "terms", "use_policy", "notice", "train", "config", "mmproj-f16",
    "model-00001-of-00003", "rng_state_0", "sd_xl_v2", "Q4_K_M", "delta", "x-lm_head.bf16", "legal",
    "checkpoint-500", "setup", "my.bnb.int8", "README", "requirements", "adapter_model-2",
)  # fmt: skip
ENDS = ("safetensors", "gguf", "bin", "pth", "pt", "ckpt", "msgpack", "npz")


def plain(names: list[str]) -> list[str]:
    with duckdb.connect() as connection:
        for statement in macros():
            connection.execute(statement)
        found = connection.execute("SELECT plain_weights(unnest(?))", [names]).fetchall()
    return [name for (name,) in found]


@pytest.mark.parametrize("end", ENDS)
def test_the_pipeline_says_the_same_of_the_plain_name(end: str) -> None:
    names = [f"{word}.{end}" for word in WORDS]
    for name, short in zip(names, plain(names), strict=True):
        assert state(name) == state(short), (name, short)


def test_and_of_two_files() -> None:
    names = [f"{word}.{end}" for word, end in zip(WORDS, itertools.cycle(ENDS), strict=False)]
    short = dict(zip(names, plain(names), strict=True))
    for one, other in itertools.pairwise(names):
        assert state(one, other) == state(short[one], short[other]), (one, other)


def test_names_of_models_are_no_difference() -> None:
    assert plain(["Qwen-7b.Q4_K_M.gguf", "Llama-8b-Q8_0.gguf", "styled.safetensors"]) == [
        "weights.gguf",
        "weights.gguf",
        "weights.safetensors",
    ]


def state(*names: str) -> object:
    return file_state(json.dumps(sorted(set(names))), "", True, None, "org/some-name")
