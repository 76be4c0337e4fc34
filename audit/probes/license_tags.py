"""License tags: what the metadata of a card or a package declares.

Looks at: the front matter of model and data cards, the host's record of the repository, and
pyproject.toml, setup.cfg and setup.py.
States: one license statement per declaration; a card's metadata that declares none.
Misses: metadata of hosts other than the Hub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from audit.licenses.catalog import is_open, license_class, named, open_set, read_tag
from audit.model import Fact, NoTag, Role, Scope, Statement, StatementKind
from audit.probes.pages import Subject, View
from audit.text.front_matter import line_of_key, texts_of
from audit.text.page import Page

_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?([^\"'\n]{3,80})")
_LICENSE_FIELD = re.compile(
    r"^\s*license\s*=\s*(?:\{\s*text\s*=\s*)?[\"']([^\"'\n]{2,60})[\"']", re.MULTILINE
)


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
        yield _statement(subject, card, (first, last), tag, _name(block.data))


def _from_record(subject: Subject, record: Page) -> Iterator[Fact]:
    data = record.record.get("cardData")
    if not isinstance(data, dict):
        return
    tags = texts_of(data.get("license"))
    for tag in tags:
        line = record.line_with(f'"{tag}"', after='"license"')
        yield _statement(subject, record, (line, line), tag, _name(data))
    if not tags:
        where = record.cite(record.line_with('"cardData"'))
        yield NoTag(artifact=subject.artifact.id, evidence=(where,))


def _name(data: dict[str, object]) -> str | None:
    name = data.get("license_name")
    return name if isinstance(name, str) else None


def _statement(
    subject: Subject, page: Page, lines: tuple[int, int], tag: str, name: str | None
) -> Statement:
    expression, kind = read_tag(tag)
    if expression is None and kind == "unresolved" and name:
        expression, kind = _by_name(name)
    elif name and is_open(kind) and named(name) != expression and read_tag(name)[0] != expression:
        expression, kind = None, "unresolved"  # the tag and the name beside it differ
    return Statement(
        artifact=subject.artifact.id,
        scope=subject.scope,
        kind=StatementKind.METADATA_TAG,
        raw=f"{tag} ({name})"[:120] if name else tag[:120],
        expression=expression,
        class_=kind,
        evidence=(page.cite(*lines),),
    )


def _by_name(name: str) -> tuple[str | None, str]:
    """What a name beside the tag `other` gives. A license that has a tag of its own, and was not
    tagged with it, is not what the publisher calls it: that stays unresolved, unless the name
    tells of limits."""
    expression, kind = read_tag(name)
    has_tag = expression is not None
    if expression is None and (expression := named(name)):
        kind = license_class(expression)
        has_tag = read_tag(expression)[0] is not None
    grants = kind in open_set("params-open").passes + open_set("params-open").presumed
    return (None, "unresolved") if has_tag and grants else (expression, kind)


def _packages(subject: Subject) -> Iterator[Fact]:
    for name in ("pyproject.toml", "setup.cfg", "setup.py"):
        if (page := subject.page(name)) is not None:
            yield from _package(subject, page)


def _package(subject: Subject, page: Page) -> Iterator[Fact]:
    seen: set[str] = set()
    for number, line in enumerate(page.lines, 1):
        for found in (_LICENSE_FIELD.search(line), _CLASSIFIER.search(line)):
            if found is None:
                continue
            expression = _expression(found[1])
            if expression and expression not in seen:
                seen.add(expression)
                yield Statement(
                    artifact=subject.artifact.id,
                    scope=Scope.CODE,
                    kind=StatementKind.PACKAGE_METADATA,
                    raw=found[1][:120],
                    expression=expression,
                    class_=license_class(expression),
                    evidence=(page.cite(number),),
                )


def _expression(words: str) -> str | None:
    if words.strip() == "Apache Software License":
        return "Apache-2.0"
    if license_class(words) != "unresolved":
        return words
    return named(words)
