from __future__ import annotations

import pytest

from audit.licenses.sets import is_within, set_names


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("osi-approved", "params-open"),
        ("params-open", "free-terms"),
        ("free-terms", "commercial-terms"),
        ("commercial-terms", "any-terms"),
    ],
)
def test_a_narrow_set_is_within_a_wide_one_and_not_the_other_way(narrow: str, wide: str) -> None:
    assert is_within(narrow, wide)
    assert not is_within(wide, narrow)


@pytest.mark.parametrize("name", set_names())
def test_each_set_is_within_itself(name: str) -> None:
    assert is_within(name, name)
