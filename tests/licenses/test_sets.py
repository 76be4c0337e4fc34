from __future__ import annotations

import pytest

from audit.licenses import sets
from audit.licenses.catalog import OpenSet
from audit.licenses.sets import in_set


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        "exact": OpenSet(ids=("MIT", "X-1"), exact=True, fails=("none",), example="MIT"),
        "mixed": OpenSet(passes=("osi-approved",), ids=("X-1",), example="MIT"),
        "guessed": OpenSet(passes=("osi-approved",), presumed_ids=("X-1",), example="MIT"),
        "weighed": OpenSet(
            passes=("osi-approved",), review=("rail-use-restricted",), example="MIT"
        ),
    }
    monkeypatch.setattr(sets, "open_set", known.__getitem__)
    in_set.cache_clear()


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("expression", "class_name", "wanted", "found"),
    [
        ("MIT", "osi-approved", "exact", (True, False)),
        ("mit", "unresolved", "exact", (False, False)),
        ("MIT OR X-1", "osi-approved", "exact", (False, False)),
        ("X-1", "unresolved", "exact", (True, False)),
        (None, "none", "exact", (False, False)),
        (None, "unknown", "exact", (None, False)),
        (None, "custom-restricted", "exact", (False, False)),
        ("MIT", "unresolved", "exact", (None, False)),
        ("X-1", "unresolved", "mixed", (True, False)),
        ("MIT", "unresolved", "mixed", (None, False)),
        ("MIT AND X-1", "custom-restricted", "mixed", (True, False)),
        ("MIT AND X-2", "custom-restricted", "mixed", (False, False)),
        ("X-2 OR X-1", "custom-restricted", "mixed", (True, False)),
        ("MIT AND X-1", "custom-restricted", "guessed", (True, True)),
        ("MIT OR X-1", "custom-restricted", "guessed", (True, False)),
        ("X-1 OR X-2", "custom-restricted", "guessed", (True, True)),
        ("X-2", "unresolved", "mixed", (None, False)),
        (None, "none", "mixed", (False, False)),
        ("X-3", "rail-use-restricted", "weighed", (None, False)),
        ("X-3", "custom-restricted", "weighed", (False, False)),
        ("MIT", "osi-approved", "weighed", (True, False)),
    ],
)
def test_membership(
    expression: str | None, class_name: str, wanted: str, found: tuple[bool | None, bool]
) -> None:
    assert in_set(expression, class_name, wanted) == found
