"""Reads review files, and names each mistake with its file, its entry and what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from audit.errors import AuditError
from audit.judge.review_check import entry_problems, head_problems
from audit.model import Access
from audit.model.review import Review, ReviewEntry, ReviewEvidence, ReviewFile
from audit.text.safe_yaml import UnsafeYamlError, load

S = TypeVar("S", bound=Struct)
SCHEMA = "openness-review/1"
_MOST_TOLD = 3
"""Mistakes of a file that one message tells; the rest is counted."""
_FIELD = re.compile(r" - at `\$\.?(?P<at>[^`]*)`")
_UNQUOTED = "expected text: put it in quotes"


def read_review_file(text: str, name: str, place: str = "") -> tuple[Review, ...]:
    """The reviews in `text`; `AuditError` names the file and each mistake with its entry.

    `name` is what reports call the file, `place` where it lies on this machine.
    """
    place = place or name
    try:
        plain = load(text)
    except UnsafeYamlError as error:
        raise _mistakes(place, [str(error)]) from error
    if not isinstance(plain, dict):
        raise _mistakes(place, [f"expected a mapping with {_names(ReviewFile)}"])
    listed = plain.get("reviews")
    problems: list[str] = []
    entries = _entries(listed if isinstance(listed, list) else [], problems)
    head = _converted({**plain, "reviews": []}, ReviewFile, "", problems)
    if not isinstance(listed, list):
        found = "no list" if "reviews" in plain else "missing"
        problems.append(f"reviews is {found}, expected a list of findings")
    if head is not None:
        problems = [*head_problems(head), *problems]
    problems.extend(_twice(entries))
    if problems or head is None:
        raise _mistakes(place, problems)
    return tuple(_review(name, head, number, entry) for number, entry in entries)


def _entries(listed: list[Any], problems: list[str]) -> list[tuple[int, ReviewEntry]]:
    """The entries that are whole, by number; what is wrong with the others goes to `problems`."""
    entries = []
    for number, one in enumerate(listed, 1):
        before = len(problems)
        entry = _converted(one, ReviewEntry, f"entry {number}: ", problems)
        if entry is not None:
            problems.extend(f"entry {number}: {problem}" for problem in entry_problems(entry))
            if len(problems) == before:
                entries.append((number, entry))
    return entries


def _converted(plain: object, kind: type[S], place: str, problems: list[str]) -> S | None:
    try:
        return msgspec.convert(_with_days_as_text(plain), kind)
    except msgspec.ValidationError as error:
        problems.append(place + _in_words(str(error), kind))
        return None


def _in_words(problem: str, kind: type[Struct]) -> str:
    """The decoder's words with the field first, and with what would have been right."""
    found = _FIELD.search(problem)
    at = found["at"] if found else ""
    said = _FIELD.sub("", problem)
    said = said[:1].lower() + said[1:]
    where = f"{at}: " if at else ""
    if "unknown field" in problem:
        expected = _names(ReviewEvidence if at.startswith("evidence") else kind)
    elif "enum" in problem:
        expected = ", ".join(Access) if at == "access" else SCHEMA
    elif "missing required field" in problem:
        return where + said
    else:
        quoted = re.fullmatch(r"expected `str(?: \| null)?`, got `(?:int|float|bool)`", said)
        return where + (f"{said}; {_UNQUOTED}" if quoted else said)
    return f"{where}{said}, expected {expected}"


def _names(kind: type[Struct]) -> str:
    return ", ".join(kind.__struct_encode_fields__)


def _with_days_as_text(plain: Any) -> Any:
    """The data with each day that YAML made of bare digits as it was written."""
    if isinstance(plain, date):
        return plain.isoformat()[:10]
    if isinstance(plain, dict):
        return {key: _with_days_as_text(value) for key, value in plain.items()}
    return [_with_days_as_text(one) for one in plain] if isinstance(plain, list) else plain


def _twice(entries: list[tuple[int, ReviewEntry]]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for number, entry in entries:
        subject = entry.component or entry.requirement or ""
        if subject in seen:
            yield (
                f"entry {number}: {subject} was found already in entry {seen[subject]}, expected "
                "one finding of each"
            )
        seen.setdefault(subject, number)


def _mistakes(name: str, problems: list[str]) -> AuditError:
    told = "; ".join(problems[:_MOST_TOLD])
    more = len(problems) - _MOST_TOLD
    also = f" (and {more} more)" if more > 0 else ""
    return AuditError(f"{name}: {told}{also}.", "docs/reviews.md shows the form.")


def _review(name: str, head: ReviewFile, number: int, entry: ReviewEntry) -> Review:
    return Review(
        file=name,
        entry=number,
        model=head.model,
        revision=head.revision,
        reviewer=head.reviewer,
        source=head.source,
        **{field: getattr(entry, field) for field in ReviewEntry.__struct_fields__},
    )
