"""The names that a sentence gives to data sets and corpora."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DATA = r"(?:data ?sets?|corpus|corpora|data mixture)"
_NAME = r"[A-Z][\w.+-]{1,40}(?:[ -][A-Z0-9][\w.+-]{0,40}){0,3}"
_BEFORE = re.compile(rf"(?<![\w.-])(?P<name>{_NAME})(?: v?\d+(?:\.\d+)?)? {_DATA}\b")
_IN_CHINESE = re.compile(r"(?P<name>[A-Z][A-Za-z0-9.+-]{1,40})\s?(?:数据集|语料)")
_NO_NAME = frozenset(
    ("the", "our", "we", "this", "these", "all", "a", "an", "in", "on", "for", "training", "train",
     "pretraining", "pre-training", "fine-tuning", "instruction", "web", "text", "large", "open",
     "public", "english", "chinese", "multilingual", "code", "internal", "proprietary", "both",
     "new", "raw", "final", "each", "no", "sft", "dpo", "rlhf", "ai", "it", "its", "and", "from")
)  # fmt: skip


def names_of_data(text: str) -> Iterator[str]:
    """Each name that stands before a word for data, once, without the words that name nothing."""
    found = (*_BEFORE.finditer(text), *_IN_CHINESE.finditer(text))
    names = (" ".join(_telling(match["name"].split(" "))) for match in found)
    yield from dict.fromkeys(name for name in names if name)


def _telling(words: list[str]) -> list[str]:
    while words and words[0].lower() in _NO_NAME:
        words = words[1:]
    return [] if all(word.lower() in _NO_NAME for word in words) else words
