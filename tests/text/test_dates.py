from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.dates import dates_of

MARKS = ["2024", "-", "年6月", "3日", "Q3", " of ", "June", " 1st, ", "0", "/", ".", " ", "[", "x"]


@pytest.mark.parametrize(
    ("text", "due", "said"),
    [
        ("The weights will be released in Q3 2024.", "2024-Q3", None),
        ("The weights will be released in 2024Q3.", "2024-Q3", None),
        ("We will release the data by June 1st, 2024.", "2024-06-01", None),
        ("We will release the data on 1 June 2024.", "2024-06-01", None),
        ("Coming in September 2024", "2024-09", None),
        ("Coming in 2024", "2024", None),
        ("模型权重将于2024年6月开源。", "2024-06", None),
        ("模型权重将于2024年开源。", "2024", None),
        ("[2023/03/01] We will release the checkpoints next week.", None, "2023-03-01"),
        ("- 🔥 **2023.03**: data will be released in 2024-05-02", "2024-05-02", "2023-03"),
        ("The weights will be released soon.", None, None),
        ("Version 2024.13 will be released.", None, None),
        ("Trained on 2024 images, to be released.", None, None),
    ],
)
def test_dates(text: str, due: str | None, said: str | None) -> None:
    assert dates_of(text) == (due, said)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(MARKS), max_size=30).map("".join)))
def test_any_text_has_dates_or_none(text: str) -> None:
    for date in dates_of(text):
        assert date is None or (4 <= len(date) <= 10 and date[:4].isdigit())
