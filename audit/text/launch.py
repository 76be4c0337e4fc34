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
_HUB_ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*", re.ASCII)
_VARIABLE = re.compile(r"\$\{?\w+\}?")
FOLDER = re.compile(
    r"cache|checkpoints?|ckpts?|data|exp|experiments?|home|local|logs|mnt|models?|model_ckpts"
    r"|model_weights|outputs?|playground|pretrained|pretrained_models|results|root|runs|save[ds]?"
    r"|saved_models|scratch|tmp|training|vision_towers?|vision_encoders?|weights|work_dirs?|workspace"
)
"""First parts of paths that are folders on a disk and no owners on the Hub."""
_TRAINS = re.compile(r"train|fine[_-]?tun|\bsft\b|\bdpo\b|\blora\.py", re.IGNORECASE)
_USES = re.compile(
    r"serv(?:e|ing|er)\b|\bcli\b|chat\.py|demo|\bapp\.py|infer|generat|eval|predict|worker|gradio"
    r"|merge|convert|quantiz|deploy|\bbot\.py|from_pretrained|webui|\brun_?llava",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_LONGEST_BLOCK = 60
"""Lines of a code block that are read on either side of a line."""


class StartingPoint(Struct, frozen=True, kw_only=True):
    """A checkpoint that a script is started from."""

    value: str
    vision: bool
    line: int


def starting_points(lines: tuple[str, ...]) -> Iterator[StartingPoint]:
    """The checkpoints named by well-known arguments and variables, outputs left out."""
    for number, line in enumerate(lines, 1):
        if "_" not in line and "llm" not in line.lower():  # no name of an argument is without
            continue
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


def is_local(value: str) -> bool:
    """Whether a value is a path on somebody's disk, and no id on the Hub."""
    first = value.removeprefix("./").partition("/")[0].lower()
    on_disk = value.startswith(("/", "~", "../", "./")) or value.count("/") > 1 or "\\" in value
    return on_disk or ("/" in value and FOLDER.fullmatch(first) is not None)


def is_hub_id(value: str) -> bool:
    """Whether a value has the form of an id of the Hub with its owner."""
    return bool(_HUB_ID.fullmatch(value)) and not is_local(value)


def is_example_of_use(lines: tuple[str, ...], line: int) -> bool:
    """Whether the code block of a README around a line shows how a model is used, not made."""
    block = "\n".join(text[:500] for text in _block(lines, line - 1))
    if _TRAINS.search(block):
        return False
    return "--" in lines[line - 1] or _USES.search(block) is not None


def is_script_of_use(path: str) -> bool:
    """Whether a script is called after the use of a model, not after its making."""
    return _USES.search(path) is not None and _TRAINS.search(path) is None


def _block(lines: tuple[str, ...], place: int) -> tuple[str, ...]:
    """The lines between the fences around a place."""
    first = place
    while first > max(0, place - _LONGEST_BLOCK) and not _FENCE.match(lines[first - 1]):
        first -= 1
    last = place
    while last < min(len(lines), place + _LONGEST_BLOCK) and not _FENCE.match(lines[last]):
        last += 1
    return lines[first:last]
