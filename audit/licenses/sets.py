"""Whether terms belong to a set of `criteria/licenses/classes.yaml`, in Kleene's three values."""

from __future__ import annotations

from functools import cache, lru_cache

from audit.errors import AuditError
from audit.licenses.catalog import (
    OpenSet,
    class_file,
    classed_ids,
    classes,
    is_undecided,
    license_class,
)

Membership = tuple[bool | None, bool]
"""True, false or not known; and whether it is true on a presumption alone."""


@cache
def open_set(name: str) -> OpenSet:
    """The classes that count as `name`; `AuditError` when there is no such set."""
    sets = class_file().sets
    if name not in sets:
        raise AuditError(f"There is no license set {name!r}.", f"Known: {', '.join(sorted(sets))}.")
    return sets[name]


def set_names() -> tuple[str, ...]:
    """The ids of the license sets, in order."""
    return tuple(sorted(class_file().sets))


def set_words(name: str) -> str:
    """A license set in words; its id where there is no such set."""
    known = class_file().sets.get(name)
    return known.words if known and known.words else name


@lru_cache(maxsize=4_096)
def in_set(expression: str | None, class_name: str, wanted: str) -> Membership:
    """Whether terms, by expression and class, count as `wanted`; `AuditError` when there is no
    such set."""
    accepted = open_set(wanted)
    if expression is not None and is_doubted(expression, class_name):
        expression = None
    if accepted.exact:
        return _named(expression, class_name, accepted)
    if class_name in accepted.passes:
        return True, False
    if expression is not None and (accepted.ids or accepted.presumed_ids):
        found = _each(expression, class_name, accepted)
        if found[0] is not None:
            return found
    if class_name in accepted.presumed:
        return True, True
    if class_name in accepted.fails:
        return False, False
    is_open = is_undecided(class_name) or class_name in accepted.review
    return (None if is_open else False), False


@cache
def is_within(narrow: str, wide: str) -> bool:
    """Whether terms that count as `narrow` always count as `wide`."""
    return all(in_set(*terms, wide)[0] is True for terms in _members(narrow))


@cache
def _members(name: str) -> tuple[tuple[str | None, str], ...]:
    """Terms of a set, by expression and class: each classed license, and each class by itself."""
    singles = [*classed_ids(), *open_set(name).ids, *open_set(name).presumed_ids]
    terms: list[tuple[str | None, str]] = [(one, license_class(one)) for one in singles]
    terms += [(None, class_name) for class_name in classes()]
    return tuple(one for one in terms if in_set(*one, name)[0] is True)


def is_doubted(expression: str, class_name: str) -> bool:
    """Whether a license was named and something speaks against taking the name for the terms."""
    return is_undecided(class_name) and class_name != license_class(expression)


def _named(expression: str | None, class_name: str, accepted: OpenSet) -> Membership:
    if expression is None:
        is_open = is_undecided(class_name) and class_name not in accepted.fails
        return (None if is_open else False), False
    if expression in accepted.ids:
        return True, False
    is_presumed = expression in accepted.presumed_ids
    return is_presumed, is_presumed


def _each(expression: str, class_name: str, accepted: OpenSet) -> Membership:
    """As by the ids alone; an expression of several is worked out from its parts."""
    if expression in accepted.ids:
        return True, False
    if expression in accepted.presumed_ids:
        return True, True
    if " " not in expression or class_name == "unresolved":
        return None, False
    from license_expression import Licensing  # type: ignore[import-untyped]

    return _of_tree(Licensing().parse(expression), accepted)


def _of_tree(tree: object, accepted: OpenSet) -> Membership:
    from license_expression import AND, OR, LicenseWithExceptionSymbol

    if isinstance(tree, AND | OR):
        found = [_of_tree(part, accepted) for part in tree.args]
        is_all = isinstance(tree, AND)
        if is_all:
            return all(one for one, _ in found), any(presumed for _, presumed in found)
        passing = [one for one in found if one[0]]
        return bool(passing), bool(passing) and all(presumed for _, presumed in passing)
    if isinstance(tree, LicenseWithExceptionSymbol):
        tree = tree.license_symbol
    return _of_id(str(getattr(tree, "key", "")), accepted)


def _of_id(license_id: str, accepted: OpenSet) -> Membership:
    name = license_class(license_id)
    if name in accepted.passes or license_id in accepted.ids:
        return True, False
    is_presumed = name in accepted.presumed or license_id in accepted.presumed_ids
    return is_presumed, is_presumed
