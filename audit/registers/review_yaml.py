"""Writes what a register says as a review file, in which every finding names its source."""

from __future__ import annotations

from collections.abc import Iterator

from audit.judge.review_text import new_text
from audit.licenses.catalog import license_class
from audit.model.review import ReviewEntry, ReviewEvidence
from audit.registers.cells import Cell, Register, license_named
from audit.render.untrusted import one_line, web_link

MOST_LINKS = 5
_LONGEST_REASON = 600


def review_yaml(register: Register) -> str:
    """The review file of what the register says of one model. What it does not list, and classes
    and labels as a whole, are no findings and are left out. The register has a date."""
    return new_text(
        one_line(register.model or register.title),
        None,
        one_line(register.name),
        [_entry(register, cell) for cell in register.cells if _is_finding(cell)],
        source=web_link(register.source),
    )


def _is_finding(cell: Cell) -> bool:
    return cell.kind != "label" and cell.finding is not None


def _entry(register: Register, cell: Cell) -> ReviewEntry:
    return ReviewEntry(
        component=cell.subject if cell.kind == "component" else None,
        requirement=cell.subject if cell.kind == "requirement" else None,
        finding=cell.finding,
        license=_license(cell),
        reason=_reason(register, cell),
        evidence=tuple(_evidence(register, cell)),
        date=cell.date or register.date or "",
    )


def _license(cell: Cell) -> str | None:
    """The license as SPDX writes it; None for words that are not the name of just one."""
    terms = cell.license
    if terms is None or terms.expression is None:
        return "NONE" if terms is not None and terms.class_ == "none" else None
    known = license_named(terms.expression)
    return known if known and license_class(known) != "unresolved" else None


def _reason(register: Register, cell: Cell) -> str:
    """In the register's words where it has any."""
    told = f"{register.name}: {cell.title}"
    if cell.kind == "component":
        license_told = f", under: {cell.said}" if cell.said else ""
        return one_line(f"{told} is listed{license_told}", longest=_LONGEST_REASON)
    note = cell.said or f"given as {cell.finding}"
    return one_line(f"{told}: {note}", longest=_LONGEST_REASON)


def _evidence(register: Register, cell: Cell) -> Iterator[ReviewEvidence]:
    """The places that the register names, then its own words at the place where it is read."""
    for link in cell.links[:MOST_LINKS]:
        if address := web_link(link):
            yield ReviewEvidence(url=address)
    source = web_link(register.source)
    words = one_line(cell.quote or cell.title, longest=1_000)
    artifact = None if source else one_line(register.file)
    yield ReviewEvidence(url=source, artifact=artifact, quote=words)
