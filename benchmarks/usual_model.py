"""Made-up models of usual size: a card, a README, settings, five license files, many files.

All words and names are made up; the license texts are those that this project ships and tests. Of
two models only the text of Apache-2.0 is the same: pages, paths, holders, changes of a license and
terms of one's own are different ones.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

from tests.small_models import Small, card, code, small_model, weights
from tests.traps.model import BSD, MIT, OWN_TERMS

CARD, README, TERMS_LENGTH = 12_000, 14_000, 13_000
"""Characters of the card, of the README and of the terms that no list holds."""
_APACHE = (Path(__file__).parent.parent / "LICENSE").read_text(encoding="utf-8")
_HEADINGS = ("Training", "Data", "Evaluation", "Usage", "Limits", "Quick start", "Fine-tuning")
_WORDS = [
    "heron",
    "images",
    "captions",
    "filtered",
    "pairs",
    "tokens",
    "encoder",
    "decoder",
    "frozen",
    "released",
    "weights",
    "shards",
    "gradient",
    "schedule",
    "prompt",
    "answers",
    "questions",
    "regions",
    "charts",
    "documents",
    "tables",
    "languages",
    "frames",
    "resolution",
    "batches",
    "mixture",
    "quality",
    "samples",
    "curated",
    "public",
    "available",
    "research",
    "community",
    "video",
    "accuracy",
    "latency",
    "memory",
    "precision",
    "checkpoint",
    "inference",
    "training",
    "evaluation",
    "benchmark",
    "results",
]
_SMALL = [
    "the",
    "a",
    "of",
    "and",
    "for",
    "with",
    "on",
    "in",
    "we",
    "our",
    "is",
    "are",
    "by",
    "from",
    "this",
    "that",
    "each",
]
_SENTENCES = (
    "The code is released under the Apache 2.0 license.",
    "The weights are subject to the Heron Community License Agreement.",
    "Heron is an open source vision-language model.",
    "We will release the training data soon.",
    "The model was fine-tuned from [Delta-8B](https://huggingface.co/delta/Delta-8B).",
    "It was trained on 64 A100 GPUs for nine days.",
    "See the [paper](https://arxiv.org/abs/2401.00001) for the details.",
    "Half of the 3 million image pairs were filtered by hand and labelled by people.",
)
_CODE = """```python
from heron import Heron

model = Heron.from_pretrained("acme/Heron-7B", device_map="auto")
print(model.answer("picture.png", "What is shown here?"))
```"""
_TABLE = """| Benchmark | Heron-7B | Delta-8B |
|---|---|---|
| ChartQuest | 71.2 | 69.8 |
| PageSense | 80.4 | 77.1 |
| FrameWise | 55.0 | 54.9 |"""
_BADGE = "[![License](https://img.shields.io/badge/License-Apache_2.0-blue.svg)](LICENSE)"


def usual_model(files: int = 2_000, seed: int = 0) -> Small:
    """The snapshot and its documents, the same on every machine; another one for each seed."""
    dice = random.Random(seed)  # noqa: S311 - no secret, the same text each time
    listed = {f"model-{n:05}-of-00004.safetensors": 4_000_000_000 for n in range(1, 5)}
    front = card(
        _page(dice, CARD), license="other", base_model="delta/Delta-8B", datasets=["acme/heron-mix"]
    )
    beside = {
        "README.md": front,
        "LICENSE": _terms(dice),
        "config.json": '{\n  "model_type": "heron",\n  "_name_or_path": "delta/Delta-8B"\n}\n',
    }
    sources = {
        "README.md": f"# Heron\n\n{_BADGE}\n\n{_page(dice, README)}",
        "LICENSE": _APACHE,
        "LICENSE_MODEL": _changed(_APACHE, dice),
        "third_party/delta/LICENSE": _held(MIT, dice),
        "third_party/sigma/LICENSE": _held(BSD, dice),
        "requirements.txt": "torch>=2.1\ntransformers==4.44\ndatasets\naccelerate\n",
    }
    tree = _tree(dice, files - len(listed) - len(beside) - len(sources))
    return small_model(weights({**listed, **beside}), code({**tree, **sources}))


def _page(dice: random.Random, length: int) -> str:
    """Markdown of about this length: sections with paragraphs, lists, tables and code."""
    blocks: list[str] = []
    while sum(map(len, blocks)) < length:
        blocks.append(f"## {dice.choice(_HEADINGS)} of part {len(blocks)}")
        blocks += [_paragraph(dice), dice.choice((_CODE, _TABLE, _items(dice))), _paragraph(dice)]
    return "\n\n".join(blocks)[:length] + "\n"


def _paragraph(dice: random.Random) -> str:
    said = [_sentence(dice) for _ in range(4)]
    return " ".join([*said, dice.choice(_SENTENCES)])


def _items(dice: random.Random) -> str:
    return "\n".join(f"- {_sentence(dice)}" for _ in range(5))


def _sentence(dice: random.Random) -> str:
    words = [dice.choice(_SMALL if dice.random() < 0.4 else _WORDS) for _ in range(14)]
    return f"{' '.join(words).capitalize()}."


def _changed(text: str, dice: random.Random) -> str:
    """The license with a word changed and a sentence of the publisher's own."""
    paragraphs = text.replace("irrevocable", "revocable").split("\n\n")
    paragraphs.insert(len(paragraphs) // 2, _sentence(dice))
    return "\n\n".join(paragraphs)


def _held(text: str, dice: random.Random) -> str:
    """The license under the name of another holder."""
    return text.replace("Ada", dice.choice(_WORDS).capitalize())


def _terms(dice: random.Random) -> str:
    """Terms of the publisher's own, of the length of those that come with large models."""
    said = "\n\n".join(f"{n}. {_paragraph(dice)}" for n in range(1, 60))
    return f"{OWN_TERMS}\n\n{said}"[:TERMS_LENGTH] + "\n"


def _tree(dice: random.Random, files: int) -> Mapping[str, int]:
    """A listing with sources, settings, tests, pictures and pages."""
    endings = ("py", "py", "py", "py", "sh", "yaml", "md", "json", "png", "ipynb")
    folders = ("heron/models", "heron/train", "heron/eval", "tools", "tests", "docs", "data/prep")
    return {
        f"{dice.choice(folders)}/{dice.choice(_WORDS)}_{n}.{dice.choice(endings)}": 3_000 + n
        for n in range(files)
    }
