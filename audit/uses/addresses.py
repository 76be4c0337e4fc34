"""Addresses of the Hub anywhere in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model.use import ID, Kind, Use, is_id

_ADDRESS = re.compile(
    r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co|hf-mirror\.com)/|\bhf\.co/|\bhf://)"
    r"(?P<data>datasets/)?"
    rf"(?P<id>{ID})"
    r"(?:@(?P<at>[\w.-]{1,100})|/(?:resolve|blob|tree|raw)/(?P<revision>[\w.-]{1,100}))?",
    re.ASCII,
)
_NO_REPOSITORY = re.compile(
    r"(?:api|blog|chat|collections|datasets|docs|join|learn|login|models|new|organizations|papers"
    r"|posts|pricing|settings|spaces|tasks)/"
)
_COMMENT = re.compile(r"^\s*(?:#|//|\*|--|;)")


def addresses(path: str, lines: tuple[str, ...]) -> Iterator[Use]:
    """What is loaded from an address; comments name what is read about."""
    for number, line in enumerate(lines, 1):
        if ("hf" in line or "huggingface" in line) and not _COMMENT.match(line):
            yield from _of_line(path, number, line)


def _of_line(path: str, number: int, line: str) -> Iterator[Use]:
    for found in _ADDRESS.finditer(line):
        name = found["id"].rstrip(".").removesuffix(".git")
        if is_id(name) and not _NO_REPOSITORY.match(name):
            yield Use(
                kind=Kind.DATASET if found["data"] else Kind.MODEL,
                id=name,
                path=path,
                line=number,
                way="address",
                revision=found["at"] or found["revision"],
            )
