"""Dates in words: the time for which something is said to be, and the day of an entry."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}(?:[-/.]|\s?年\s?)(?P<month>\d{{1,2}})"
        r"(?:(?:[-/.]|\s?月\s?)(?P<day>\d{1,2})(?!\d)日?|\s?月|(?![\d./-]))",
        rf"\b{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAME},?\s+{_YEAR}(?!\d)",
        rf"\b{_NAME},?\s+{_YEAR}(?!\d)",
        rf"\bq(?P<quarter>[1-4])[\s/,-]*(?:of )?{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}[\s/-]?q(?P<quarter>[1-4])\b",
        rf"(?<![\d.]){_YEAR}\s?年",
        rf"\b(?:in|by|during|until|before|end of|early|mid|late)[ -]{_YEAR}(?![\d.])",
    )
)
_BEFORE_AN_ENTRY = re.compile(r"[^\w]{0,8}(?:(?:update|news|更新)[^\w]{0,4})?", re.IGNORECASE)
_LONGEST = 2_000


def dates_of(text: str) -> tuple[str | None, str | None]:
    """The first date inside the words, and the date that heads them as that of a news entry.

    Each as much of ISO 8601 as is said: `2024-06-01`, `2024-06`, `2024`, or `2024-Q3`.
    """
    found = _dates(text[:_LONGEST])
    heads = bool(found) and bool(_BEFORE_AN_ENTRY.fullmatch(text[: found[0][0]]))
    said = found[0][1] if heads else None
    inside = found[1:] if heads else found
    return (inside[0][1] if inside else None), said


def _dates(text: str) -> list[tuple[int, str]]:
    """The dates by their place; of those that overlap the one of the first pattern."""
    taken: list[tuple[int, int, str]] = []
    for pattern in _DATES:
        for found in pattern.finditer(text):
            clear = all(found.end() <= start or found.start() >= end for start, end, _ in taken)
            if clear and (date := _written(found)):
                taken.append((*found.span(), date))
    return [(start, date) for start, _, date in sorted(taken)]


def _written(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    year = parts["year"]
    if quarter := parts.get("quarter"):
        return f"{year}-Q{quarter}"
    month = _month(parts)
    if month is None:
        return str(year)
    if not 1 <= month <= 12:
        return None
    day = int(parts.get("day") or 0)
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"


def _month(parts: dict[str, str | None]) -> int | None:
    if name := parts.get("name"):
        return _MONTHS.index(name[:3].lower()) + 1
    return int(parts["month"] or 0) if "month" in parts else None
