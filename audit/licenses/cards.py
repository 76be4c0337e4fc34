"""All that is known of one license, by any of its names: lists, class, clauses, freedoms."""

from __future__ import annotations

import re

from msgspec import Struct

from audit.errors import AuditError
from audit.licenses import catalog
from audit.licenses.entries import Source, entry, entry_ids, freedoms_of
from audit.licenses.files import ClauseRead, reviewed
from audit.licenses.lists import lists_about


class LicenseCard(Struct, frozen=True, kw_only=True):
    """What is known of a license."""

    id: str
    license_class: str
    lists: dict[str, str]
    """What the lists say: `osi`, `open-definition`, `fsf`, with the day of each."""
    name: str | None = None
    publisher: str | None = None
    family: str | None = None
    version: str | None = None
    date: str | None = None
    hub_tags: tuple[str, ...] = ()
    freedoms: dict[str, str] | None = None
    clauses: tuple[ClauseRead, ...] = ()
    sources: tuple[Source, ...] = ()
    text: str | None = None


def find(name: str) -> str | None:
    """The id of the license that goes by this id, Hub tag or name; None where none does."""
    known = {
        license_id.lower(): license_id for license_id in (*catalog.classed_ids(), *entry_ids())
    }
    lowered = name.strip().lower()
    for candidate in (lowered, f"licenseref-{lowered}"):
        if candidate in known:
            return known[candidate]
    return catalog.named(name)


def expression_of(text: str) -> str:
    """The expression with every license in it by its id; `AuditError` where one is not known."""
    parts = re.split(r"(\s+(?:AND|OR|WITH)\s+|[()])", text.strip())
    if len(parts) == 1:
        return _known(text)
    return "".join(
        part if index % 2 or not part.strip() else _known(part) for index, part in enumerate(parts)
    )


def _known(name: str) -> str:
    if (found := find(name)) is None:
        raise AuditError(
            f"No license of the name {name!r} is known.",
            "Give an SPDX id, a LicenseRef id or a license tag of the Hub.",
        )
    return found


def card(license_id: str) -> LicenseCard:
    """What is known of the license with this id."""
    known = entry(license_id)
    return LicenseCard(
        id=license_id,
        license_class=catalog.license_class(license_id),
        lists=lists_about(license_id),
        name=known.name if known else None,
        publisher=known.publisher or None if known else None,
        family=known.family or None if known else None,
        version=known.version or None if known else None,
        date=known.date or None if known else None,
        hub_tags=tuple(tag for tag, named in catalog.hub_tags().items() if named == license_id),
        freedoms=freedoms_of(known) if known else None,
        clauses=reviewed(license_id),
        sources=known.sources if known else (),
        text=known.text or None if known else None,
    )
