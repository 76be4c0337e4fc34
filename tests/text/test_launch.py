from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.launch import starting_points
from tests.text.growth import HOSTILE, growth


def read(text: str) -> list[tuple[str, bool, int]]:
    return [(p.value, p.vision, p.line) for p in starting_points(tuple(text.splitlines()))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("--model_name_or_path lab/base-7b \\", [("lab/base-7b", False, 1)]),
        ("--model_name_or_path=lab/base-7b", [("lab/base-7b", False, 1)]),
        ("\n  --vision_tower lab/eye-large", [("lab/eye-large", True, 2)]),
        ('base_model: "lab/base"', [("lab/base", False, 1)]),
        ("LLM_PATH='./weights/base-7b'", [("weights/base-7b", False, 1)]),
        ("--model_name_or_path ${ROOT}/base-7b", [("base-7b", False, 1)]),
        ("--model_name_or_path $MODEL", []),
        ("--model_name_or_path /path/to/model", []),
        ("--model_name_or_path your_model", []),
        ("model_name_or_path=args.model_name_or_path", []),
        ("model_name_or_path=None", []),
        ("--output_dir ./checkpoints/mine", []),
        ("base_model=lab/a vision_tower=lab/b", [("lab/a", False, 1), ("lab/b", True, 1)]),
        ("x" * 2_000 + " base_model=lab/a", []),
        ("", []),
    ],
)
def test_starting_points(text: str, found: list[tuple[str, bool, int]]) -> None:
    assert read(text) == found


@given(st.text() | st.text(alphabet="-=:$ {}'\"/.\n").map(lambda tail: f"--base_model {tail}lab/x"))
def test_any_text_is_read(text: str) -> None:
    for value, _, line in read(text):
        assert value
        assert 1 <= line <= len(text.splitlines())


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str) -> None:
    assert growth(read, piece, "--base_model ") < 12
