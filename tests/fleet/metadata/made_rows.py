"""Made rows of a dump: mostly what is usual, and much that is nasty."""

from __future__ import annotations

import json
import random
from typing import Any

_LICENSES = (
    "apache-2.0", "mit", "other", "llama2", "llama3.1", "llama3", "gemma", "cc-by-nc-4.0",
    "openrail", "gpl-3.0", "unknown", "wtfpl", "no such tag", "", "Apache-2.0 ", "bsd",
)  # fmt: skip
_NAMES = ("qwen-research", "my own", "llama-3.1", "MIT", "apache-2.0", "Ünïcode", "cc-by-nc-4.0")
_FAMILIES = (
    "llama-2-7b", "Llama-3.1-8B-Instruct", "llama", "gemma-2b-it", "Mistral-7B-v0.1",
    "mixtral-8x7b",
    "bert-base", "phi-3-mini", "vicuna-7b-v1.5", "openllama_3b", "x-delta", "tiny-diff", "pythia",
    "code_llama", "my-data-prep", "my-pretraining-code", "siglip-so400m", "Llama3-70", "llama-34",
)  # fmt: skip
_OWNERS = ("meta-llama", "google", "acme", "Bob", "x-llama", "mistralai", "models", "lmsys")
_FILES = (
    "README.md", "config.json", "model.safetensors", "pytorch_model.bin", "LICENSE", "LICENSE.txt",
    "license-data.md", "LICENSE-CODE", "USE_POLICY.md", "NOTICE", "adapter_model.safetensors",
    "m.Q4_K_M.gguf", "m-f16.gguf", "lora-x.gguf", "data-f16.gguf",
    "vae.BF16.gguf", "m-00001-of-00002.gguf", "tokenizer.gguf", "x/m.Q8_0.gguf",
    "model-00001-of-00003.safetensors", "train.py", "finetune.py",
    "modeling_x.py", "eval/run.py", "inference.py", "requirements.txt", "recipe_train.yaml",
    "checkpoint-10/model.safetensors", "checkpoint-20/model.safetensors", "optimizer.pt",
    "lib/LICENSE", "lib/setup.py", "lib/train.py", "onnx/model_q4.onnx", "model.onnx", "x.h5",
    "терms.md", "许可.txt", "a\nb.py", "preprocess_data.py", "license-1.bin", "COPYING.pdf",
    "Licence.md", "merges.txt", "weights.zip", "model-00012.safetensors", "vae.safetensors",
    "legal/terms.md", "EULA", "training_args.bin", "readme.md", "trainer_state.json",
)  # fmt: skip
_DATA = (
    "squad",
    "acme/set",
    "Acme/Set",
    "a/b/c",
    "datasets/x",
    "custom",
    "name",
    "",
    "o/ünï",
    "o/b",
)
_TAGS = (
    "safetensors", "pytorch", "gguf", "LLaVA", "peft", "lora", "merge", "onnx", "license:mit", "en",
    "base_model:a", "base_model:quantized:x/y", "base_model:Bob/base", "base_model:ü/ü", "<b>",
)  # fmt: skip
_GATES = (*[None] * 20, False, True, "auto", "manual", "false", "")


LISTINGS = 50
"""Distinct lists of files, the same for each seed."""


class Maker:
    """Rows by a seed."""

    def __init__(self, seed: int, count: int) -> None:
        self.chance = random.Random(seed)
        self.ids = [self._id(number) for number in range(count)]
        kept, self.chance = self.chance, random.Random(0)
        self.listings = [self._files() for _ in range(LISTINGS)]
        self.chance = kept

    def _id(self, number: int) -> str:
        owner, family = self.chance.choice(_OWNERS), self.chance.choice(_FAMILIES)
        if self.chance.random() < 0.03:
            return f"{family}-{number}"
        if self.chance.random() < 0.02:
            return self.chance.choice(_NASTY_IDS)
        return f"{owner}/{family}" + (f"-{number}" if self.chance.random() < 0.9 else "")

    def rows(self) -> list[dict[str, Any]]:
        """All rows."""
        return [self._row(number) for number in range(len(self.ids))]

    def _row(self, number: int) -> dict[str, Any]:
        chance = self.chance
        card = self._card(number)
        bases = self._bases(number) if chance.random() < 0.4 else []
        tags = chance.sample(_TAGS, chance.randint(0, 5))
        tags += [f"base_model:{how}{name}" for name in self._bases(number)
                 for how in ("", "finetune:") if chance.random() < 0.2]  # fmt: skip
        return {
            "id": self.ids[number],
            "cardData": card,
            "tags": None if chance.random() < 0.05 else tags,
            "siblings": chance.choice(self.listings),
            "baseModels": {"relation": "finetune", "models": [{"_id": "1", "id": b} for b in bases]}
            if bases
            else None,
            "gated": chance.choice(_GATES),
            "private": chance.choice((*[None, False] * 12, True)),
        }

    def _files(self) -> list[dict[str, str]] | None:
        chance = self.chance
        if chance.random() < 0.08:
            return None
        if chance.random() < 0.6:
            usual = ["README.md", "config.json", "model.safetensors", "tokenizer.json"]
            usual = usual[chance.randint(0, 1) :]
            return [{"rfilename": f} for f in usual + chance.sample(_FILES, chance.randint(0, 2))]
        return [{"rfilename": f} for f in chance.sample(_FILES, chance.randint(0, 8))]

    def _bases(self, number: int) -> list[str]:
        chance = self.chance
        near = chance.choice(self.ids[max(0, number - 40) : number + 3])
        named = [
            self.chance.choice(self.ids[: max(1, number // 3)]), near, "gone/model", "Llama 2",
            "./models/llama-2-7b", "llama-2", self.ids[number], self.ids[number].lower(),
            "meta-llama/Llama-2-7b", "models/x", "", "ü", "mistralai/Mistral-7B-v0.1", "Mistral-7B",
            "acme/mistral-7b-tuned", "local_model/vicuna", near.replace("-", "_"), "pythia 12b",
        ]  # fmt: skip
        return [chance.choice(named[:2] if chance.random() < 0.7 else named)
                for _ in range(chance.choice((1, 1, 1, 1, 1, 2, 3)))]  # fmt: skip

    def _card(self, number: int) -> str | None:
        chance = self.chance
        if chance.random() < 0.15:
            return chance.choice(_NASTY_CARDS)
        data: dict[str, Any] = {}
        if chance.random() < 0.7:
            data["license"] = chance.choice(_LICENSES)
            if chance.random() < 0.1:
                data["license"] = chance.choice(
                    (["mit", "llama2"], ["mit", 5], [], {"a": 1}, 7, None, ["apache-2.0"] * 120)
                )
            if data["license"] == "other" or chance.random() < 0.05:
                data["license_name"] = chance.choice(_NAMES)
        if chance.random() < 0.5:
            bases = self._bases(number)
            data["base_model"] = bases[0] if chance.random() < 0.5 else bases
        if chance.random() < 0.3:
            data["datasets"] = chance.sample(_DATA, chance.randint(0, 3))
        if chance.random() < 0.3:
            data["language"] = chance.choice(("en", ["en"], [], "", 0, False))
        if chance.random() < 0.2:
            data["tags"] = chance.sample(_TAGS, 2)
        if chance.random() < 0.1:
            data["library_name"] = "safetensors"
        return json.dumps(data, ensure_ascii=chance.random() < 0.5)


_NASTY_IDS = ("a b/c", "", "x/y/z", "<script>/x", "'; DROP TABLE staged; --", "ünï/x", "x\x00/y",
              "a/" + "b" * 300, "x/y\n", "acme/llama-2-7b")  # fmt: skip
_NASTY_CARDS = (
    None, "", "null", "[1, 2]", "5", '"mit"', "{", '{"license": "mit"', '{"license":"mit"} x',
    '{"license":"mit","license":"gpl-3.0"}', '{"license":"m\\u0000it"}', "{}",
    ' {"license":"mit"}',
    '{"license":"\\ud800"}', '{"license":"<b>mit</b>"}', "[" * 3000 + "]" * 3000,
    '{"datasets":["a/b","\\u00fc/b"],"license":"mit"}', '{"license": "mit", "metrics": [ ]}',
)  # fmt: skip
