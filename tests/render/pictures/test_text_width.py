from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.render.pictures.text_width import CUT, fitted, is_wide, lines, text_width


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("iiii", 11.2), ("WWWW", 39.6), ("模型", 20), ("e\u0301", 6.2), ("é", 7.2)],
)
def test_the_width_of_a_text(text: str, width: float) -> None:
    assert text_width(text, 10) == pytest.approx(width)


@given(st.text(max_size=80), st.integers(20, 300))
def test_what_is_fitted_fits(text: str, room: int) -> None:
    assert text_width(fitted(text, 12, room), 12) <= room


def test_the_middle_is_cut_out() -> None:
    found = fitted("pretrained/delta-long-name-of-a-model-8B-chat", 12, 200)
    assert found.startswith("pretrained/")
    assert CUT in found
    assert found.endswith("-chat")
    assert fitted("short", 12, 200) == "short"


@given(st.text(max_size=120), st.integers(30, 300), st.integers(1, 4))
def test_lines_fit_and_lose_no_letter_before_the_last(text: str, room: int, most: int) -> None:
    found = lines(text, 12, room, most)
    assert len(found) <= most
    assert all(text_width(one, 12) <= room for one in found)
    if CUT not in found[-1]:
        assert "".join("".join(found).split()) == "".join(text.split())


def test_a_name_breaks_after_a_mark() -> None:
    assert lines("google/siglip-so400m-patch14-384", 14, 200, 2) == (
        "google/siglip-so400m-",
        "patch14-384",
    )


def test_a_sign_that_is_wider_than_the_room_ends_all_the_same() -> None:
    assert len(lines("模型模型", 100, 10, 3)) == 3


def test_wide_letters_are_known() -> None:
    assert is_wide("Heron 鹭")
    assert not is_wide("Heron é")
