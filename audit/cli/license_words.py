"""What `openness license` tells a person: plain lines, a stranger's words made harmless."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from audit.render.untrusted import one_line

if TYPE_CHECKING:
    from audit.licenses.cards import LicenseCard
    from audit.licenses.compatibility import Compatibility, Duty, Reason
    from audit.licenses.files import ClauseRead, FileReading, Stated
    from audit.licenses.near import Difference

_MOST = 12
"""Rows of a kind that are printed."""
_KINDS = {
    "exact": "is {expression}",
    "variant": "is a variant of {nearest} ({score:.1%} of the words), not {nearest} itself",
    "extended": "holds {nearest} and other terms beside it; it is not {nearest} alone",
    "composite": "holds several licenses: {nearest}",
    "unknown": "reads like a license that is not known; the nearest is {nearest} ({score:.1%})",
    "none": "holds no license text",
}


def of_file(found: FileReading) -> str:
    """What one file says of licenses."""
    words = _KINDS[found.kind].format(
        expression=found.expression, nearest=found.nearest, score=found.score
    )
    lines = [f"{one_line(found.file)}: {words}"]
    if found.problem:
        lines.append(f"  note: {found.problem}")
    lines += [f"  {_span(m.lines)}: {m.expression}" for m in found.matches]
    lines += [f"  line {line}: the copyright template is not filled in" for line in found.unfilled]
    lines += _cut([f"  {_difference(one)}" for one in found.differences], "differences")
    lines += _cut([f"  {_statement(one)}" for one in found.statements], "statements")
    if not found.expression:
        lines += [f"  {_clause(one)}" for one in _first_of_each(found.clauses)]
    if found.freedoms:
        lines.append("  " + _freedoms(found.freedoms))
    return "\n".join(lines)


def _first_of_each(clauses: tuple[ClauseRead, ...]) -> Iterator[ClauseRead]:
    """The clause that decides each question: it comes first."""
    seen: set[str] = set()
    for clause in clauses:
        if clause.kind not in seen:
            seen.add(clause.kind)
            yield clause


def _cut(rows: list[str], what: str) -> list[str]:
    more = len(rows) - _MOST
    return rows[:_MOST] + ([f"  ... and {more} more {what} (see --json)"] if more > 0 else [])


def _span(lines: tuple[int, int]) -> str:
    first, last = lines
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _difference(one: Difference) -> str:
    parts: list[str] = []
    if one.added:
        parts.append(f"has {one_line(one.added, longest=120)!r}")
    if one.removed:
        weighty = f", among them {', '.join(one.missing[:8])}" if one.missing else ""
        parts.append(f"lacks {one.removed} word{'s' if one.removed > 1 else ''}{weighty}")
    return f"{_span(one.lines)}: {' and '.join(parts)}"


def _statement(one: Stated) -> str:
    named = one.expression or f"terms of which no more is known ({one_line(one.raw, longest=80)})"
    return f"{_span(one.lines)}: {one.scope} under {named} ({one.kind.replace('-', ' ')})"


def _clause(one: ClauseRead) -> str:
    where = f"section {one.section}" if one.section else ""
    if one.lines:
        where = _span(one.lines)
    quote = f': "{one_line(one.quote, longest=160)}"' if one.quote else ""
    note = f" ({one_line(one.note, longest=120)})" if one.note else ""
    place = "" if one.section == "-" else f", {where}"
    return f"{one.kind}: {one.value}{note}{place}{quote}"


def _freedoms(marks: dict[str, str]) -> str:
    return "freedoms: " + ", ".join(f"{freedom} {mark}" for freedom, mark in marks.items())


def of_license(found: LicenseCard) -> str:
    """All that is known of one license."""
    return "\n".join(_of_license(found))


def _of_license(found: LicenseCard) -> Iterator[str]:
    yield f"{found.id}: {found.name or 'no entry'}"
    for word, value in (
        ("publisher", found.publisher),
        ("version", found.version),
        ("date", found.date),
        ("family", found.family),
        ("Hub tags", ", ".join(found.hub_tags)),
        ("class", found.license_class),
        ("text", found.text),
    ):
        if value:
            yield f"  {word}: {value}"
    for name, status in found.lists.items():
        yield f"  {name}: {status}"
    if found.freedoms:
        yield "  " + _freedoms(found.freedoms)
    for clause in found.clauses:
        yield f"    {_clause(clause)}"
    for source in found.sources:
        yield f"  read in {source.repository}@{source.revision[:12]}, {source.path}"


_ANSWERS = {
    "yes": "yes",
    "only-if": "only if the duties below are met",
    "needs-a-lawyer": "a lawyer has to say",
    "no": "no",
}


def of_offer(found: Compatibility) -> str:
    """Whether one license may be offered under another, and why."""
    head = f"{found.upstream} ({found.relation.replace('-', ' ')}) offered under {found.offered}: "
    lines = [head + _ANSWERS[found.answer]]
    lines += [f"  {_reason(reason)}" for reason in found.because]
    lines += [f"  nothing follows from: {one_line(terms)}" for terms in found.unread]
    lines += [f"  duty: {_duty(duty)}" for duty in found.duties]
    return "\n".join([*lines, f"  from the {found.source}; this is no legal advice"])


def _reason(reason: Reason) -> str:
    """A clause as the answer to its question, beside what the offer says of the same."""
    from audit.licenses.entries import clause_table

    asks = clause_table().clauses[reason.clause].asks
    place = f" (section {reason.section})" if reason.section != "-" else ""
    note = f", {reason.note}" if reason.note else ""
    offered = f"; the offer: {reason.offered}" if reason.offered else ""
    return f"{asks} {reason.license}: {reason.value}{place}{note}{offered} [{reason.clause}]"


def _duty(duty: Duty) -> str:
    shown = {True: " - shown", False: " - not shown", None: ""}[duty.shown]
    section = duty.because.section
    place = f", section {section}" if section != "-" else ""
    return f"{duty.words} ({duty.because.license}{place}){shown}"
