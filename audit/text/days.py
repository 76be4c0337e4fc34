"""Days of the calendar, as people write them in files and options."""

from __future__ import annotations

from datetime import date

_LENGTH = len("2026-11-28")


def is_day(text: str) -> bool:
    """Whether it is a day of the calendar as ISO 8601 has it: year-month-day."""
    try:
        return len(text) == _LENGTH and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
