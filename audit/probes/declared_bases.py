"""What the card's metadata, the host's record and the configs say that a model was made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from audit.licenses.catalog import base_model
from audit.model import Upstream
from audit.probes.pages import Subject
from audit.probes.relations import relation_on_the_hub
from audit.probes.starting_points import ABOUT_IT, DECLARED, edge, is_self, is_the_same
from audit.text.front_matter import line_of_key, texts_of
from audit.text.launch import is_hub_id, is_local
from audit.text.page import Page

BASE_TAG = re.compile(r"base_model:(?:(\w+):)?([\w.-]+/[\w.-]+)", re.ASCII)
"""A tag by which the Hub says what a model was made from, and in which way."""
_CONFIG_KEYS = (
    ("_name_or_path", "base-model"),
    ("base_model_name_or_path", "base-model"),
    ("mm_vision_tower", "vision-encoder"),
    ("mm_audio_tower", "speech-encoder"),
    ("speech_encoder", "speech-encoder"),
)
_PARTS = (
    ("text_config", "base-model"),
    ("llm_config", "base-model"),
    ("language_config", "base-model"),
    ("vision_config", "vision-encoder"),
    ("audio_config", "speech-encoder"),
    ("speech_config", "speech-encoder"),
)
"""Parts of a config that are configs of their own."""
_MERGED = re.compile(r"^\s*(?:-\s+)?(?:-\s*)?(?:model|base_model):\s*['\"]?([\w.-]+/[\w.-]+)\b")
_MERGE_CONFIG = re.compile(r"(?:^|/)merge\w*[-_]config\.ya?ml$|(?:^|/)mergekit[\w-]*\.ya?ml$")


def declared_bases(subject: Subject) -> Iterator[Upstream]:
    """The starting points that are declared for just this model."""
    how = _how(subject)
    card = subject.page("README.md")
    block = card.front_matter if card is not None else None
    if card is not None and block is not None and not block.problem:
        for name in texts_of(block.data.get("base_model")):
            lines = line_of_key(card.lines, block.lines, "base_model")
            yield edge(subject, name, "base-model", DECLARED, card.cite(*lines), how=how)
    if (record := subject.metadata) is not None:
        yield from _from_record(subject, record, how)
    for page in subject.pages:
        if page.path in ("config.json", "adapter_config.json"):
            yield from _from_config(subject, page)
        elif _MERGE_CONFIG.search(page.path):
            yield from _from_merge(subject, page)


def _how(subject: Subject) -> str:
    """The relation that the card or the host declares for all base models of this one."""
    card, record = subject.page("README.md"), subject.metadata
    block = card.front_matter.data if card is not None and card.front_matter is not None else {}
    answer = record.record if record is not None else {}
    fields = _fields(answer.get("cardData"))
    said = (*_relations_of(answer), block.get("base_model_relation"),
            fields.get("base_model_relation"))  # fmt: skip
    tags = {*texts_of(block.get("tags")), *texts_of(answer.get("tags"))}
    named = next((how for how in map(relation_on_the_hub, said) if how), "")
    if named:
        return named
    if "peft" in (block.get("library_name"), answer.get("library_name")):
        return "adapter"
    if subject.page("adapter_config.json") is not None:
        return "adapter"
    return "merge" if tags & {"merge", "mergekit"} else ""


def _fields(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _relations_of(answer: dict[str, Any]) -> Iterator[object]:
    """What the host itself calls the relation: in its field, and in its tags."""
    bases = answer.get("baseModels")
    for one in bases if isinstance(bases, list) else [bases]:
        yield _fields(one).get("relation")
    for tag in texts_of(answer.get("tags")):
        if found := BASE_TAG.fullmatch(tag):
            yield found[1]


def _from_record(subject: Subject, record: Page, how: str) -> Iterator[Upstream]:
    answer = record.record
    names = texts_of(_fields(answer.get("cardData")).get("base_model"))
    for name in names:
        line = record.line_with(f'"{name}"', after='"base_model"')
        yield edge(subject, name, "base-model", DECLARED, record.cite(line), how=how)
    named = set(names)
    for name in _ids_of(answer.get("baseModels")):
        if name not in named and not is_the_same(subject, name):
            line = record.line_with(f'"{name}"', after='"baseModels"')
            yield edge(subject, name, "base-model", DECLARED, record.cite(line), how=how)
    named.update(_ids_of(answer.get("baseModels")))
    for tag in texts_of(answer.get("tags")):
        tagged = BASE_TAG.fullmatch(tag)
        if tagged and tagged[2] not in named:
            where = record.cite(record.line_with(f'"{tag}"', after='"tags"'))
            how = relation_on_the_hub(tagged[1]) or how
            yield edge(subject, tagged[2], "base-model", DECLARED, where, how=how)


def _ids_of(bases: object) -> tuple[str, ...]:
    """The ids in the host's field of base models: one group, or several."""
    groups = bases if isinstance(bases, list) else [bases]
    models = [_fields(group).get("models") for group in groups]
    listed = [one for found in models if isinstance(found, list) for one in found]
    ids = [_fields(one).get("id") for one in listed]
    return tuple(name for name in ids if isinstance(name, str))


def _from_config(subject: Subject, config: Page) -> Iterator[Upstream]:
    answer = config.record
    how = "adapter" if config.path == "adapter_config.json" else ""
    values = [(key, relation, answer.get(key), how) for key, relation in _CONFIG_KEYS]
    for part, relation in _PARTS:
        name = _fields(answer.get(part)).get("_name_or_path")
        values.append((part, relation, name, "initialization"))
    for key, relation, value, way in values:
        if (name := _name_in(subject, value, relation, way)) is not None:
            where = config.cite(config.line_with(f'"{value}"', after=f'"{key}"'))
            yield edge(subject, name, relation, ABOUT_IT, where, how=way)


def _name_in(subject: Subject, value: object, relation: str, how: str) -> str | None:
    """The model that a field names; paths on the publisher's disk only if their name is known."""
    if not isinstance(value, str) or not re.search(r"[A-Za-z]{2}", value):
        return None
    own = is_the_same(subject, value) if how == "adapter" else is_self(subject, value)
    if own or (is_local(value) and not base_model(value)):
        return None
    return value.strip("./") if relation == "base-model" or "/" in value else None


def _from_merge(subject: Subject, page: Page) -> Iterator[Upstream]:
    """The models that a recipe of a merge names."""
    for number, line in enumerate(page.lines[:2_000], 1):
        found = _MERGED.match(line[:500])
        if found and is_hub_id(found[1]) and not is_the_same(subject, found[1]):
            yield edge(subject, found[1], "base-model", ABOUT_IT, page.cite(number), how="merge")
