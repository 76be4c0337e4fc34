"""What the licenses of the components say, from the clause table, for those who use the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.licenses.alternatives import alternatives, plain
from audit.licenses.catalog import freedoms_given, license_class
from audit.licenses.entries import Entry, clause_table, entry
from audit.licenses.sets import is_doubted
from audit.model import Availability, Component, License, LicenseTerms, TermsAnswer

_THERE = (Availability.RELEASED, Availability.PARTIAL)
_FIRST = "weights-final"
Key = tuple[str | None, str, bool]
"""A license, the class of the terms that it was read in, and whether a user may choose it."""


def license_terms(components: Mapping[str, Component]) -> tuple[LicenseTerms, ...]:
    """One for each license of a component that can be had, the weights' first, otherwise in the
    order of the rows."""
    rows: dict[Key, list[str]] = {}
    for name in sorted(components, key=lambda name: name != _FIRST):
        if components[name].availability in _THERE:
            for key in _licenses(components[name].license):
                rows.setdefault(key, []).append(name)
    return tuple(_terms(*key, tuple(names)) for key, names in rows.items())


def _licenses(terms: License) -> Iterator[Key]:
    """The licenses of an expression; one whose name is doubted is no license."""
    expression = terms.expression
    if expression is None or is_doubted(expression, terms.class_):
        yield None, terms.class_, False
        return
    found = alternatives(expression)
    if not found or found == ((expression,),):
        yield expression, terms.class_, False
        return
    for license_id in sorted({one for choice in found for one in choice}):
        yield license_id, "", not all(license_id in choice for choice in found)


def _terms(
    license_id: str | None, class_name: str, is_choice: bool, components: tuple[str, ...]
) -> LicenseTerms:
    class_name = class_name or license_class(license_id or "")
    known = entry(plain(license_id)) if license_id else None
    return LicenseTerms(
        license=license_id,
        class_=class_name,
        name=known.name if known else "",
        url=_address(known),
        policy_url=_address(entry(known.policy)) if known and known.policy else "",
        is_read=known is not None,
        components=components,
        choice=is_choice,
        freedoms=freedoms_given(license_id, class_name),
        answers=tuple(_answers(known)) if known else (),
        phrase=known.phrase if known else "",
        prefix=known.prefix if known else "",
    )


def _answers(known: Entry) -> Iterator[TermsAnswer]:
    """Of the license, then of its policy where that says something. What a policy is silent of
    stays as it was; the silence of a license counts where it limits a freedom."""
    policy = entry(known.policy) if known.policy else None
    for clause, question in clause_table().clauses.items():
        cell = known.clauses[clause]
        if cell.value != "silent" or question.values["silent"]:
            yield TermsAnswer(
                clause=clause,
                value=cell.value,
                section=cell.section,
                lowers=question.values[cell.value],
            )
        if policy is not None and (cell := policy.clauses[clause]).value != "silent":
            yield TermsAnswer(
                clause=clause,
                value=cell.value,
                section=f"{policy.name}, {cell.section}",
                of_policy=True,
                lowers=question.values[cell.value],
            )


def _address(known: Entry | None) -> str:
    if known is None:
        return ""
    if not known.sources:
        return known.text
    first = known.sources[0]
    return f"https://github.com/{first.repository}/blob/{first.revision}/{first.path}"
