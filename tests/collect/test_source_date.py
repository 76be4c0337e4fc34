"""SOURCE_DATE_EPOCH: two collections of the same are the same to the byte."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from audit.collect.http import Door
from audit.collect.run import collect
from audit.collect.settings import Settings
from audit.collect.store import sealed_text
from audit.collect.targets import name_target
from audit.errors import AuditError
from tests.hub import Shelf, hub_repo, serve

from .briefs import NOON

DAY = "1767225600"
SHELF = Shelf(models=[hub_repo("acme/tiny", {"README.md": "# Tiny\n", "LICENSE": "MIT"})])


def _later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def test_stamps_do_not_follow_the_clock(tmp_path: Path) -> None:
    """Neither do those of answers that come from the cache, where the true time stays."""
    texts = set()
    with serve(SHELF) as hub:
        given = {**hub.environment(), "OPENNESS_CACHE": str(tmp_path)}
        for days in (0, 0, 3):
            fixed = Settings.from_environment({**given, "SOURCE_DATE_EPOCH": DAY})
            with Door(fixed, now=partial(_later, days)) as door:
                assert door.stamp() == "2026-01-01T00:00:00Z"
                texts.add(sealed_text(collect(name_target("acme/tiny"), door)[0]))
        with Door(Settings.from_environment(given), now=lambda: NOON) as door:
            documents = collect(name_target("acme/tiny"), door)[0].artifacts[0].documents
    assert len(texts) == 1
    assert b"2026-01-01T00:00:00Z" in texts.pop()
    assert {document.retrieved_at[:4] for document in documents} == {"2026"}
    assert "2026-01-01T00:00:00Z" not in {document.retrieved_at for document in documents}


@pytest.mark.parametrize("said", ["yesterday", "-1", "1.5", "9" * 30])
def test_what_is_no_time_is_an_error(said: str) -> None:
    with pytest.raises(AuditError, match="SOURCE_DATE_EPOCH is not a number of seconds"):
        Settings.from_environment({"SOURCE_DATE_EPOCH": said})


def test_an_empty_one_is_none() -> None:
    assert Settings.from_environment({"SOURCE_DATE_EPOCH": ""}).source_date is None
