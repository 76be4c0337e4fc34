"""License notices in the heads of files: `SPDX-License-Identifier` and the usual sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from audit.licenses.catalog import license_class, names_in
from audit.licenses.statements import Spoken
from audit.model import Scope, StatementKind

MOST_LINES = 80
"""Lines at the head of a file in which a notice is looked for."""
LONGEST_LINE = 500
_TAG = re.compile(r"SPDX-License-Identifier:\s*([A-Za-z0-9.+() -]{2,120})")
_GNU = re.compile(
    r"gnu (?P<kind>lesser |affero |library )?general public license(?: \([al]?gpl\))?"
    r"(?: as published by the free software foundation)?[,;:]?"
    r"(?: (?P<either>either))? version (?P<version>\d(?:\.\d)?)(?: of the license)?"
    r"(?P<later>[, ]{1,2}or \(?at your option\)? any later version|\+)?",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:licen[cs]ed under|released under|distributed under|available under|under the terms of"
    r"|governed by|subject to|covered by|use of this source code is governed by)"
    r" (?:the terms of )?(?:the |an? )?",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|no|never|unless otherwise|except)\b[^.]{0,60}$", re.IGNORECASE)
_KINDS = {"lesser": "LGPL", "library": "LGPL", "affero": "AGPL", "": "GPL"}
_DECORATION = re.compile(r"^[\s#/*;!%\"'<>-]{0,20}")


def header_statements(lines: tuple[str, ...]) -> Iterator[Spoken]:
    """The licenses that the head of a file names, each once."""
    seen: set[str] = set()
    for said in (*_tags(lines), *_notices(lines)):
        if (said.expression or said.raw) not in seen:
            seen.add(said.expression or said.raw)
            yield said


def _tags(lines: tuple[str, ...]) -> Iterator[Spoken]:
    for number, line in enumerate(lines[:MOST_LINES], 1):
        if "SPDX" in line and (found := _TAG.search(line[:LONGEST_LINE])):
            words = " ".join(found[1].split())
            yield _spoken(words, _expression(words), number, number)


def _expression(words: str) -> str | None:
    """A valid SPDX expression of known ids and LicenseRefs, else None."""
    from license_expression import (  # type: ignore[import-untyped]
        ExpressionError,
        get_spdx_licensing,
    )

    if re.fullmatch(r"LicenseRef-[A-Za-z0-9.-]+", words):
        return words
    try:
        tree = get_spdx_licensing().parse(words)
    except (ExpressionError, AssertionError, AttributeError, IndexError, TypeError, ValueError):
        return None
    symbols = getattr(tree, "symbols", ())
    known = all(
        symbol.key.startswith("LicenseRef-") or license_class(symbol.key) != "unresolved"
        for symbol in symbols
    )
    return str(tree.render()) if tree is not None and known else None


def _notices(lines: tuple[str, ...]) -> Iterator[Spoken]:
    """Sentences in the comment at the head, which may run over several lines."""
    rows = [" ".join(_DECORATION.sub("", row[:LONGEST_LINE]).split()) for row in lines[:MOST_LINES]]
    text = " ".join(rows)
    if "icen" not in text:
        return
    starts = [0, *accumulate(len(row) + 1 for row in rows)]

    def at(words: str, expression: str, start: int, end: int) -> Spoken:
        first, last = bisect_right(starts, start), bisect_right(starts, end - 1)
        return _spoken(words, expression, first, last)

    for found in _GNU.finditer(text):
        kind = _KINDS[(found["kind"] or "").strip().lower()]
        version = found["version"] if "." in found["version"] else f"{found['version']}.0"
        later = "or-later" if found["later"] else "only"
        yield at(found[0], f"{kind}-{version}-{later}", *found.span())
    for found in _NOTICE.finditer(text):
        named = names_in(text[found.end() : found.end() + 120])
        if named and named[0][0] <= 4 and not _DENIES.search(text[: found.start()]):
            start, end, expression = named[0]
            start, end = found.end() + start, found.end() + end
            if not expression.startswith(("GPL", "LGPL", "AGPL")):
                yield at(text[start:end], expression, start, end)


def _spoken(raw: str, expression: str | None, first: int, last: int) -> Spoken:
    return Spoken(
        scope=Scope.CODE,
        kind=StatementKind.FILE_HEADER,
        raw=raw[:120],
        expression=expression,
        license_class=license_class(expression) if expression else "unresolved",
        first=first,
        last=last,
    )
