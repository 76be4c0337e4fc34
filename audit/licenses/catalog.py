"""What is known of each license: its class, its freedoms, its tag on the Hub, its names.

All of it is data in `criteria/licenses/` and `criteria/base-models.yaml`; this module reads it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.text.safe_yaml import UnsafeYamlError, load_own

LONGEST_EXPRESSION = 2_000
_GAPS = frozenset(
    " \t\n\r\f\v\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2010\u2011\u2012\u2013\u2014\u202f\u3000_,*-"
)
"""Signs that may stand between the words of a license's name."""
_HEAD = 3
_BEGINNING = 12
"""Letters and figures of a name by which texts without any are told."""
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_RUNS_ON = re.compile(r"[a-z0-9+]|\.\d")
"""What follows no name: a name that goes on, or a further part of its version."""
_LIST_OF_TWO = re.compile(r"licen[cs]e\s*,", re.IGNORECASE)
"""`a license, MIT ...` is not the name of a license, unlike `license MIT`."""


class LicenseClass(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of terms, and which of the four freedoms it gives."""

    words: str
    freedoms: dict[str, str]


class OpenSet(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """Terms that a framework accepts, as they are or on a presumption."""

    passes: tuple[str, ...] = msgspec.field(name="pass", default=())
    """Classes."""
    presumed: tuple[str, ...] = ()
    """Classes that count on a presumption."""
    ids: tuple[str, ...] = ()
    """Licenses that pass whatever their class."""
    presumed_ids: tuple[str, ...] = ()
    exact: bool = False
    """Only `ids` count, letter by letter; an expression of several licenses is none of them."""
    fails: tuple[str, ...] = ()
    """Undecided classes that the framework counts as failed."""
    review: tuple[str, ...] = ()
    """Decided classes on which the framework does not decide by the class alone."""
    example: str
    """A license of the set."""
    words: str = ""
    """What the set holds, in a sentence."""


class ClassFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`classes.yaml` as it is."""

    classes: dict[str, LicenseClass]
    sets: dict[str, OpenSet]
    undecided: tuple[str, ...]
    copyleft: tuple[str, ...]


class _Members(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: str
    ids: str


class _Classification(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    date: str
    licenses: dict[str, _Members]


class _Tags(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    expressions: dict[str, str]
    families: tuple[str, ...]
    unresolved: tuple[str, ...]


class _Names(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    names: dict[str, tuple[str, ...]]


class BaseModel(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The terms of a widely used starting point, and who says so."""

    names: tuple[str, ...]
    expression: str
    source: str
    whole: tuple[str, ...] = ()
    """Names that are no part of other models' names, or are of too many."""
    owners: tuple[str, ...] = ()
    """Under which its publisher keeps it on a host, where the source does not show it."""

    @property
    def publishers(self) -> frozenset[str]:
        """The names by which the publisher goes, in lower case, without signs."""
        named = (*self.owners, *self.source.split("/")[2:4])
        return frozenset(re.sub(r"[^a-z0-9]", "", name.lower()) for name in named)


class _BaseModels(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    date: str
    models: tuple[BaseModel, ...]
    composed_model_types: tuple[str, ...] = msgspec.field(name="composed-model-types")


def _read(path: str, kind: Any) -> Any:
    text = data_dir("criteria").joinpath(*path.split("/")).read_text(encoding="utf-8")
    try:
        return msgspec.convert(load_own(text), kind, strict=False)
    except (UnsafeYamlError, msgspec.ValidationError) as error:
        raise AuditError(f"criteria/{path}: {error}.", "Correct the file.") from error


@cache
def classes() -> dict[str, LicenseClass]:
    """Every class, from the most to the least open."""
    found: dict[str, LicenseClass] = class_file().classes
    return found


def is_undecided(license_class: str) -> bool:
    """Whether nothing can be decided on the class."""
    return license_class in class_file().undecided


def is_copyleft(expression: str) -> bool:
    """Whether a license in the expression asks for the same terms on what is made from it."""
    return any(part.startswith(class_file().copyleft) for part in re.split(r"[\s()]+", expression))


def lists_date() -> str:
    """The day of the license lists."""
    return _classification().date


@cache
def class_file() -> ClassFile:
    """All of `classes.yaml`."""
    return _read("licenses/classes.yaml", ClassFile)  # type: ignore[no-any-return]


@cache
def _classification() -> _Classification:
    return _read("licenses/classification.yaml", _Classification)  # type: ignore[no-any-return]


@cache
def _class_by_id() -> dict[str, str]:
    return {
        license_id.strip(): name
        for name, members in _classification().licenses.items()
        for license_id in members.ids.split(",")
    }


@lru_cache(maxsize=4_096)
def license_class(expression: str | None) -> str:
    """The class of an SPDX expression: of several licenses joined by AND the least open,
    of a choice by OR the most open; `unresolved` for ids that no list holds."""
    if expression is None:
        return "unknown"
    if known := _class_by_id().get(expression):
        return known
    if len(expression) > LONGEST_EXPRESSION or not re.search(r"[\s()+]", expression):
        return "unresolved"
    return _class_of_compound(expression)


def is_open(name: str) -> bool:
    """Whether a class gives all four freedoms without a condition."""
    return set(classes()[name].freedoms.values()) == {"granted"}


def _class_of_compound(expression: str) -> str:
    """What no parser takes is `unresolved`: half an expression may be the open half."""
    from license_expression import (  # type: ignore[import-untyped]
        ExpressionError,
        Licensing,
    )

    try:
        tree = Licensing().parse(expression)
    except (ExpressionError, AssertionError, AttributeError, IndexError, TypeError, ValueError):
        # boolean.py trips over some unbalanced brackets instead of refusing them.
        return "unresolved"
    return _class_of_tree(tree)


def _class_of_tree(tree: Any) -> str:
    from license_expression import AND, OR, LicenseWithExceptionSymbol

    order = list(classes()).index
    if isinstance(tree, AND | OR):
        choose = max if isinstance(tree, AND) else min
        return choose(map(_class_of_tree, tree.args), key=order)
    if isinstance(tree, LicenseWithExceptionSymbol):
        own = _class_of_id(tree.license_symbol.key)
        known = tree.exception_symbol.key in _exceptions()
        return own if known else max(own, "unresolved", key=order)
    return _class_of_id(getattr(tree, "key", ""))


def _class_of_id(license_id: str) -> str:
    """`X+` leaves the choice of X itself, so that it is as open as X at least."""
    known = _class_by_id()
    return known.get(license_id) or known.get(license_id.removesuffix("+"), "unresolved")


@cache
def _exceptions() -> frozenset[str]:
    """The exceptions on SPDX's list; all of them permit more and none forbids anything."""
    from license_expression import get_spdx_licensing

    symbols = get_spdx_licensing().known_symbols
    return frozenset(key for key, symbol in symbols.items() if symbol.is_exception)


@cache
def _tags() -> _Tags:
    return _read("licenses/hub-tags.yaml", _Tags)  # type: ignore[no-any-return]


def read_tag(tag: str) -> tuple[str | None, str]:
    """Expression and class of a license tag of the Hub."""
    tag = tag.strip().lower()
    if expression := _tags().expressions.get(tag):
        return expression, license_class(expression)
    if tag in _tags().families:
        return None, "family-ambiguous"
    return None, "unresolved"


@cache
def _names() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """What each name stands for by its `_key`; and the keys by their first letters, longest
    first."""
    names: _Names = _read("licenses/names.yaml", _Names)
    known = {
        _key(alias): expression for expression, aliases in names.names.items() for alias in aliases
    }
    heads: dict[str, list[str]] = {}
    for key in sorted(known, key=lambda key: (-len(key), key)):
        heads.setdefault(key[:_HEAD], []).append(key)
    return known, {head: tuple(keys) for head, keys in heads.items()}


def _key(name: str) -> str:
    return "".join(sign for sign in _lowered(name) if sign not in _GAPS)


def _lowered(text: str) -> str:
    """ASCII letters in lower case and `%20` as blanks, each sign in its place."""
    lowered = text.lower() if text.isascii() else text.translate(_LOWER)
    return lowered.replace("%20", "   ")


def names_in(text: str) -> list[tuple[int, int, str]]:
    """Start, end and expression of each license name in `text`, in order of place.

    Signs that may stand between the words of a name are left out of both, so that the places where
    a name could begin are few and each is compared with the names that begin alike.
    """
    known, heads = _names()
    lowered = _lowered(text)
    if not _may_name(lowered):
        return []
    places = [place for place, sign in enumerate(lowered) if sign not in _GAPS]
    packed = "".join([lowered[place] for place in places])
    found: list[tuple[int, int, str]] = []
    begin = 0
    for start, place in enumerate(places):
        keys = heads.get(packed[start : start + _HEAD])
        if keys is None or start < begin or _is_within_a_word(lowered, place):
            continue
        for key in keys:
            if packed.startswith(key, start):
                end = places[start + len(key) - 1] + 1
                if not _RUNS_ON.match(lowered, end):
                    found.append((place, end, known[key]))
                    begin = start + len(key)
                    break
    return [one for one in found if not _LIST_OF_TWO.match(text, one[0])]


@cache
def _beginnings() -> tuple[frozenset[str], frozenset[str]]:
    """The letters and figures with which names begin, in their whole length and in any."""
    names = ("".join(_ASCII_WORD.findall(key)) for key in _names()[0])
    whole = frozenset(name[:_BEGINNING] for name in names if name)
    return whole, frozenset(one[:end] for one in whole for end in range(1, len(one) + 1))


def _may_name(lowered: str) -> bool:
    """Whether words follow each other in the text as in a name; told of ASCII alone."""
    if not lowered.isascii():
        return True
    parts = _beginnings()[1]
    words = _ASCII_WORD.findall(lowered)
    begun = [number for number, word in enumerate(words) if word[:_BEGINNING] in parts]
    return any(_goes_on(words[number : number + _BEGINNING]) for number in begun)


def _goes_on(words: list[str]) -> bool:
    """Whether the words are those with which a name begins."""
    whole, parts = _beginnings()
    begun = ""
    for word in words:
        begun = (begun + word)[:_BEGINNING]
        if begun in whole or begun not in parts:
            return begun in whole
    return False


def _is_within_a_word(lowered: str, place: int) -> bool:
    return place > 0 and lowered[place - 1].isascii() and lowered[place - 1].isalnum()


def named(name: str) -> str | None:
    """The expression of the license that goes by just this name, or None."""
    key = _key(name)
    return "MIT" if key == "mit" else _names()[0].get(key)


@cache
def base_models() -> _BaseModels:
    """Starting points that are known by name; the first that fits counts."""
    return _read("base-models.yaml", _BaseModels)  # type: ignore[no-any-return]


@lru_cache(maxsize=4_096)
def base_model(name: str) -> BaseModel | None:
    """What is known of a starting point by its name alone, or None."""
    plain_name = re.sub(r"[\s_/-]+", "-", name.lower())
    return next(
        (
            known
            for known in base_models().models
            if plain_name in known.whole
            or any(re.search(rf"{re.escape(part)}(?!\d)", plain_name) for part in known.names)
        ),
        None,
    )


@cache
def words_of_open_models() -> frozenset[str]:
    """Words in the names of starting points under open terms, and of none under others."""
    words: dict[bool, set[str]] = {True: set(), False: set()}
    for known in base_models().models:
        names = " ".join(known.names)
        words[is_open(license_class(known.expression))].update(re.findall(r"[a-z]+", names))
    return frozenset(words[True] - words[False])


def is_composed(model_type: str) -> bool:
    """Whether models of this type hold a language model of another origin."""
    return model_type.lower() in base_models().composed_model_types


def classed_ids() -> dict[str, str]:
    """The class of every license that is on a list, by id."""
    return dict(_class_by_id())


def hub_tags() -> dict[str, str]:
    """The expression that each license tag of the Hub stands for."""
    return dict(_tags().expressions)


def freedoms_given(expression: str | None, class_name: str) -> dict[str, str]:
    """The mark of each freedom under terms of a class: what a person read in the license, where
    somebody has read it, else what terms of the class give."""
    if expression is not None and _class_by_id().get(expression) == class_name:
        from audit.licenses.entries import entry, freedoms_of

        if (known := entry(expression)) is not None:
            return freedoms_of(known)
    return classes()[class_name].freedoms


class _Links(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    links: dict[str, str]


def addresses() -> dict[str, str]:
    """Parts of addresses at which a license text stands, and the license of each."""
    found: _Links = _read("licenses/links.yaml", _Links)
    return found.links
