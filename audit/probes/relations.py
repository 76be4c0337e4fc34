"""The words for how a model comes from another one: `criteria/relations.yaml`, read."""

from __future__ import annotations

import re
from functools import cache

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.text.safe_yaml import UnsafeYamlError, load_own

_FILE = "relations.yaml"


class Relation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in which a model comes from another."""

    id: str
    hub: tuple[str, ...]
    """What the Hub calls it."""
    words: tuple[str, ...]


class _Relations(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    date: str
    relations: tuple[Relation, ...]
    services: tuple[str, ...]
    not_models: tuple[str, ...]


@cache
def _relations() -> _Relations:
    text = data_dir("criteria").joinpath(_FILE).read_text(encoding="utf-8")
    try:
        return msgspec.convert(load_own(text), _Relations, strict=False)
    except (UnsafeYamlError, msgspec.ValidationError) as error:
        raise AuditError(f"criteria/{_FILE}: {error}.", "Correct the file.") from error


def relation_on_the_hub(value: object) -> str:
    """The relation that the Hub calls by this value; empty when it is none of them."""
    called = value.strip().lower() if isinstance(value, str) else ""
    return next((one.id for one in _relations().relations if called in one.hub), "")


def relation_in(words: str) -> str:
    """The relation that some words speak of; empty when they do not say."""
    lowered = words.lower()
    found = (one.id for one in _relations().relations if any(w in lowered for w in one.words))
    return next(found, "")


def is_a_service(name: str) -> bool:
    """Whether a name begins as that of a model which is used over a service."""
    return name.lower().startswith(_relations().services)


def is_no_model(name: str) -> bool:
    """Whether a name is that of a technique, a library or a tool."""
    first = re.split(r"[\s/]", name.lower(), maxsplit=1)[0].strip(".-")
    return first in _not_models() or name.lower() in _not_models()


@cache
def _not_models() -> frozenset[str]:
    return frozenset(_relations().not_models)
