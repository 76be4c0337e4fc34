"""Traps on what the weights were made from."""

from __future__ import annotations

from audit.model import GapReason
from tests.small_models import base, code, weights
from tests.traps.model import (
    MIT,
    P_MET,
    P_UNKNOWN,
    P_UNMET,
    SHARDS,
    SOURCES,
    Trap,
    gap,
    heron,
    tagged,
)

LAUNCH = "python train.py \\\n  --model_name_or_path meta-llama/Llama-3.1-8B\n"

LINEAGE: dict[str, Trap] = {
    "restricted base declared": Trap(
        parts=(
            heron(base_model="delta/Delta-8B"),
            base({"README.md": tagged(tag="llama3.1")}, "hf:delta/Delta-8B"),
        ),
        outcomes=P_UNMET,
        conflicts=("model-against-base-model",),
    ),
    "unknown base declared": Trap(parts=(heron(base_model="delta/Delta-8B"),), outcomes=P_UNKNOWN),
    "gated base declared": Trap(
        parts=(heron(base_model="delta/Delta-8B"),),
        gaps=(gap("hf:delta/Delta-8B", GapReason.GATED),),
        outcomes=P_UNKNOWN,
    ),
    "open base declared": Trap(
        parts=(
            heron(base_model="delta/Delta-8B"),
            base({"README.md": tagged(tag="mit")}, "hf:delta/Delta-8B"),
        ),
        outcomes=P_MET,
    ),
    "restricted base of the base": Trap(
        parts=(
            heron(base_model="delta/Delta-8B"),
            base(
                {"README.md": tagged(tag="mit", base_model="omega/Omega-8B")}, "hf:delta/Delta-8B"
            ),
            base({"README.md": tagged(tag="gemma")}, "hf:omega/Omega-8B"),
        ),
        outcomes=P_UNMET,
    ),
    "restricted base in a launch script alone": Trap(
        parts=(
            heron(),
            code(
                {
                    "LICENSE": MIT,
                    **SOURCES,
                    "scripts/train.sh": LAUNCH,
                }
            ),
        ),
        outcomes=P_UNMET,
        conflicts=("model-against-base-model",),
    ),
    "own base declared, restricted one in a launch script": Trap(
        parts=(
            heron(base_model="acme/Heron-7B-base"),
            base({"README.md": tagged()}, "hf:acme/Heron-7B-base"),
            code(
                {
                    **SOURCES,
                    "scripts/train.sh": LAUNCH,
                }
            ),
        ),
        outcomes=P_UNMET,
    ),
    "restricted base in the prose of the card alone": Trap(
        parts=(heron("Heron is a fine-tuned version of Llama 3.1 8B."),),
        outcomes=P_UNMET,
        conflicts=("model-against-base-model",),
    ),
    "unknown base in the prose of the card alone": Trap(
        parts=(
            heron(
                "Heron was fine-tuned from [delta/Delta-8B](https://huggingface.co/delta/Delta-8B)."
            ),
        ),
        outcomes=P_UNKNOWN,
    ),
    "others' variant under the name of an open base": Trap(
        parts=(heron(base_model="somebody/Mistral-7B-secret"),), outcomes=P_UNKNOWN
    ),
    "base in a tag of the host alone": Trap(
        parts=(
            weights(
                SHARDS,
                record={
                    "cardData": {"license": "apache-2.0"},
                    "tags": ["base_model:finetune:meta-llama/Llama-2-7b"],
                },
            ),
        ),
        outcomes=P_UNMET,
    ),
    "composed around a model that is not named": Trap(
        parts=(
            weights(
                {
                    "README.md": tagged(),
                    "config.json": '{"model_type": "llava"}\n',
                    "model.safetensors": 9_000,
                }
            ),
        ),
        outcomes=P_UNKNOWN,
    ),
    "terms of a base that is not named": Trap(
        parts=(
            heron("The weights are subject to the license of the original base model license."),
        ),
        outcomes=P_UNKNOWN,
    ),
    "restricted base of an adapter": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": tagged(),
                    "adapter_config.json": '{"base_model_name_or_path": "meta-llama/Llama-3.1-8B"}',
                }
            ),
        ),
        outcomes=P_UNMET,
    ),
    "restricted base in a part of the config": Trap(
        parts=(
            weights(
                {
                    **SHARDS,
                    "README.md": tagged(),
                    "config.json": '{"text_config": {"_name_or_path": "google/gemma-2b"}}',
                }
            ),
        ),
        outcomes=P_UNMET,
    ),
    "restricted base in a field of the host alone": Trap(
        parts=(
            weights(
                {**SHARDS, "README.md": tagged()},
                record={"baseModels": {"models": [{"id": "meta-llama/Llama-2-7b"}]}},
            ),
        ),
        outcomes=P_UNMET,
    ),
    "restricted base by its bare name in the code's README": Trap(
        parts=(
            heron(),
            code({**SOURCES, "README.md": "Heron is fine-tuned from a 7B LLaMA model.\n"}),
        ),
        outcomes=P_UNMET,
    ),
    "unknown base in the code's README": Trap(
        parts=(
            heron(),
            code({**SOURCES, "README.md": "Heron 是基于 Osprey-7B 微调的模型。\n"}),
        ),
        outcomes=P_UNKNOWN,
    ),
    "another model in a command that shows its use": Trap(
        parts=(
            heron(),
            code(
                {
                    **SOURCES,
                    "README.md": "python -m serve.cli --model_base meta-llama/Llama-2-7b\n",
                }
            ),
        ),
        outcomes=P_MET,
    ),
}
