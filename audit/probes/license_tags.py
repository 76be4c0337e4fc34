"""License tags: what the metadata of a card or a package declares.

Looks at: the front matter of model and data cards, the host's record of the repository, and
pyproject.toml, setup.cfg, setup.py, package.json, Cargo.toml and CITATION.cff.
States: one license statement per declaration; a card's metadata that declares none.
Misses: metadata of hosts other than the Hub.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from audit.licenses.catalog import is_open
from audit.licenses.declared import (
    is_package_file,
    name_beside,
    package_statements,
    read_declaration,
)
from audit.model import Fact, NoTag, Role, Statement, StatementKind
from audit.probes.pages import Subject, View
from audit.text.front_matter import line_of_key, texts_of
from audit.text.page import Page


def probe(view: View) -> Iterator[Fact]:
    """The declarations of every artifact."""
    for subject in view.subjects:
        if subject.artifact.id.startswith("hf:") or subject.artifact.role is not Role.CODE:
            yield from _hub(subject)
        else:
            yield from _packages(subject)


def _hub(subject: Subject) -> Iterator[Fact]:
    card = subject.page("README.md")
    if card is not None and card.front_matter is not None and not card.front_matter.problem:
        yield from _from_card(subject, card)
    elif (record := subject.metadata) is not None:
        broken = card is not None and card.front_matter is not None
        for fact in _from_record(subject, record):
            if broken and isinstance(fact, Statement) and is_open(fact.class_):
                yield replace(fact, class_="unresolved")  # the card could say something else
            else:
                yield fact


def _from_card(subject: Subject, card: Page) -> Iterator[Fact]:
    block = card.front_matter
    if block is None:
        return
    tags = texts_of(block.data.get("license"))
    first, last = line_of_key(card.lines, block.lines, "license" if tags else "---")
    if not tags:
        yield NoTag(artifact=subject.artifact.id, evidence=(card.cite(first, last),))
    for tag in tags:
        yield _statement(subject, card, (first, last), tag, name_beside(block.data))


def _from_record(subject: Subject, record: Page) -> Iterator[Fact]:
    data = record.record.get("cardData")
    if not isinstance(data, dict):
        return
    tags = texts_of(data.get("license"))
    for tag in tags:
        line = record.line_with(f'"{tag}"', after='"license"')
        yield _statement(subject, record, (line, line), tag, name_beside(data))
    if not tags:
        where = record.cite(record.line_with('"cardData"'))
        yield NoTag(artifact=subject.artifact.id, evidence=(where,))


def _statement(
    subject: Subject, page: Page, lines: tuple[int, int], tag: str, name: str | None
) -> Statement:
    expression, kind = read_declaration(tag, name)
    return Statement(
        artifact=subject.artifact.id,
        scope=subject.scope,
        kind=StatementKind.METADATA_TAG,
        raw=f"{tag} ({name})"[:120] if name else tag[:120],
        expression=expression,
        class_=kind,
        evidence=(page.cite(*lines),),
    )


def _packages(subject: Subject) -> Iterator[Fact]:
    for page in subject.pages:
        if "/" not in page.path and is_package_file(page.path):
            yield from _package(subject, page)


def _package(subject: Subject, page: Page) -> Iterator[Fact]:
    for said in package_statements(page.path, page.lines):
        if said.expression is not None:
            yield Statement(
                artifact=subject.artifact.id,
                scope=said.scope,
                kind=said.kind,
                raw=said.raw,
                expression=said.expression,
                class_=said.license_class,
                evidence=(page.cite(said.first),),
            )
