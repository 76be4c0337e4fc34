"""The day on which a command runs."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """Today, UTC, as days of collection are."""
    return datetime.now(UTC).date()
