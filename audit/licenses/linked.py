"""Links that lead to the text of a known license, and what they say of this project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from audit.licenses import catalog
from audit.licenses.hearsay import Hearing, hear
from audit.licenses.statements import Spoken, asserts, scopes_of
from audit.model import Scope, StatementKind
from audit.text.markdown import Link
from audit.text.paragraphs import Sentence

_SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?")
_STARTS = re.compile(r"[^a-z0-9]|^")


@cache
def _fragments() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds every known address, the longest first, and what each names."""
    known = catalog.addresses()
    longest_first = sorted(known, key=lambda part: (-len(part), part))
    either = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?:^|(?<=[/.]))(?:{either})(?!-?[a-z0-9])"), known


def license_at(url: str) -> str | None:
    """The license whose text stands at an address, or None."""
    pattern, known = _fragments()
    found = pattern.search(_SCHEME.sub("", url[:500].lower()).replace("%20", " "))
    if found is None:
        found = pattern.search(_SCHEME.sub("", url[:500].lower()))
    return known[found[0]] if found else None


def linked_statements(
    said: Iterable[Sentence], links: Iterable[Link], default: Scope
) -> Iterator[Spoken]:
    """The licenses that links name, where the sentence around each gives them to this project."""
    sentences = tuple(said)
    for link in links:
        expression = license_at(link.url)
        if expression is None:
            continue
        around = _sentence(sentences, link)
        if around is None:
            yield _spoken(link, default, expression, link.line, link.line)
            continue
        place = around.text.find(link.text) if link.text else 0
        end = max(place, 0) + len(link.text)
        if not asserts(around.text) or hear(around.text, max(place, 0), end) is not Hearing.OURS:
            continue
        for scope in scopes_of(around.text, end, default):
            yield _spoken(link, scope, expression, around.first, around.last)


def _sentence(sentences: tuple[Sentence, ...], link: Link) -> Sentence | None:
    return next(
        (
            sentence
            for sentence in sentences
            if sentence.first <= link.line <= sentence.last and link.text in sentence.text
        ),
        None,
    )


def _spoken(link: Link, scope: Scope, expression: str, first: int, last: int) -> Spoken:
    return Spoken(
        scope=scope,
        kind=StatementKind.BADGE if link.image else StatementKind.PROSE,
        raw=(link.text or link.url)[:120],
        expression=expression,
        license_class=catalog.license_class(expression),
        first=first,
        last=last,
        url=link.url,
    )
