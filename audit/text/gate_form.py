"""What the form of a gated repository asks, as the head of its card sets it.

The keys and their meaning: https://huggingface.co/docs/hub/models-gated, "Customize requested
information" and "Restricting Access for EU Users"; for data sets `datasets-gated` says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from audit.model import Asked, AskedField

KEYS = (
    "extra_gated_heading",
    "extra_gated_prompt",
    "extra_gated_description",
    "extra_gated_fields",
    "extra_gated_button_content",
    "extra_gated_eu_disallowed",
)
MOST_FIELDS = 50
MOST_OPTIONS = 30
LONGEST_TEXT = 1_000
"""Characters kept of a text; what is asked of people can be a whole license."""
LONGEST_NAME = 300
LONGEST_OPTION = 100
_LONGEST_TYPE = 40
_LARGEST_NUMBER = 10**15
"""A number from here on is written by nobody; Python refuses to write the largest out."""
_YES = {"true", "yes", "on", "1"}


def read_form(front: Mapping[str, object]) -> Asked:
    """What the keys ask; values that are of no use for a form are left out."""
    fields, more = _fields(front.get("extra_gated_fields"))
    return Asked(
        heading=_text(front.get("extra_gated_heading")),
        prompt=_text(front.get("extra_gated_prompt")),
        description=_text(front.get("extra_gated_description")),
        fields=fields,
        more_fields=more,
        button=_text(front.get("extra_gated_button_content")),
        eu_disallowed=is_yes(front.get("extra_gated_eu_disallowed")),
    )


def is_yes(value: object) -> bool:
    """Whether a value of YAML or JSON means yes, in quotes as well."""
    return value is True or _word(value, LONGEST_NAME).lower() in _YES


def _fields(value: object) -> tuple[tuple[AskedField, ...], int]:
    """The fields in their order up to the limit, and how many more there are."""
    pairs = list(_pairs(value))
    named = ((_word(name, LONGEST_NAME), kind) for name, kind in pairs)
    kept = tuple(_field(name, kind) for name, kind in islice(named, MOST_FIELDS) if name)
    return kept, len(pairs) - len(kept)


def _pairs(value: object) -> Iterator[tuple[object, object]]:
    """Name and kind of each field, from a mapping or from a list of mappings and names."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping):
                yield from item.items()
            else:
                yield item, None


def _field(name: str, kind: object) -> AskedField:
    if not isinstance(kind, Mapping):
        return AskedField(name=name, type=_type(kind))
    given = kind.get("options")
    listed = given if isinstance(given, list) else []
    options = tuple(filter(None, map(_option, listed[:MOST_OPTIONS])))
    return AskedField(
        name=name,
        type=_type(kind.get("type")),
        options=options,
        more_options=len(listed) - len(options),
    )


def _option(value: object) -> str:
    """The words of an option: it may be given with a label and a value."""
    if isinstance(value, Mapping):
        label = _word(value.get("label"), LONGEST_OPTION)
        return label or _word(value.get("value"), LONGEST_OPTION)
    return _word(value, LONGEST_OPTION)


def _type(value: object) -> str:
    return _cut(_clean(value), _LONGEST_TYPE) if isinstance(value, str) else ""


def _text(value: object) -> str | None:
    return _word(value, LONGEST_TEXT) or None


def _word(value: object, longest: int) -> str:
    """A scalar as words; nothing for what is no scalar, or no number that anybody writes."""
    match value:
        case str():
            return _cut(_clean(value), longest)
        case bool():
            return "yes" if value else "no"
        case int() if abs(value) < _LARGEST_NUMBER:
            return str(value)
        case float() | date():
            return str(value)
        case _:
            return ""


def _clean(text: str) -> str:
    """The words on one line: no control characters, no halves of characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    printed = "".join("\ufffd" if _is_control(sign) else sign for sign in whole)
    return " ".join(printed.split())


def _is_control(sign: str) -> bool:
    return (sign < " " and sign not in "\t\n\r\f\v") or "\x7f" <= sign <= "\x9f"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
