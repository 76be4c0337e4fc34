"""Launch scripts and code snippets: which checkpoint a run starts from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_LANGUAGE = (
    "model_name_or_path|base_model(?:_name_or_path)?|pretrained_model(?:_name_or_path)?|"
    "lm_path|llm_path|lang_model_path|language_model|llm|pretrain_checkpoint_path|"
    "pretrained_checkpoint|model_base|init_from|llama_path|base_llm"
)
_VISION = "vision_tower|vision_encoder_path|vision_model|vision_encoder|image_encoder|vit_path"
_VALUE = r"(?P<quote>['\"]?)(?P<value>[\w./${}@+-]{3,200})(?P=quote)"
_ARGUMENT = re.compile(
    rf"(?:--(?P<option>{_LANGUAGE}|{_VISION})[=\s]\s*|\b(?P<name>{_LANGUAGE}|{_VISION})\s*[=:]\s*)"
    rf"{_VALUE}",
    re.IGNORECASE,
)
_VISION_KEY = re.compile(_VISION, re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{?\w+\}?")


class StartingPoint(Struct, frozen=True, kw_only=True):
    """A checkpoint that a script is started from."""

    value: str
    vision: bool
    line: int


def starting_points(lines: tuple[str, ...]) -> Iterator[StartingPoint]:
    """The checkpoints named by well-known arguments and variables, outputs left out."""
    for number, line in enumerate(lines, 1):
        for found in _ARGUMENT.finditer(line[:2_000]):
            value = _VARIABLE.sub("", found["value"]).strip("./-_")
            if _names_something(value):
                yield StartingPoint(
                    value=value,
                    vision=bool(_VISION_KEY.fullmatch(found["option"] or found["name"])),
                    line=number,
                )


def _names_something(value: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2}", value)) and not re.search(
        r"path[_/-]?to|your[_/-]|^(?:none|true|false|null|str|path|model|auto|(?:args|self|cfg|config)\b.*)$",
        value,
        re.IGNORECASE,
    )
