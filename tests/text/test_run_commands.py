from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.text.run_commands import started_scripts
from tests.text.growth import HOSTILE, growth


def _paths(line: str) -> list[str]:
    return [each.path for each in started_scripts((line,))]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("python train.py --lr 1e-5", "train.py"),
        ("$ python3 scripts/train.py", "scripts/train.py"),
        ("bash ./scripts/run_train.sh", "scripts/run_train.sh"),
        ("CUDA_VISIBLE_DEVICES=0 torchrun --nproc_per_node=8 train.py", "train.py"),
        ("torchrun --nproc_per_node 8 train.py", "train.py"),
        ("accelerate launch --config_file a.yaml train.py", "train.py"),
        ("运行 `python train.py`。", "train.py"),
    ],
)
def test_scripts_that_a_line_starts(line: str, path: str) -> None:
    assert _paths(line) == [path]


@pytest.mark.parametrize(
    "line",
    [
        "python -m heron.train",
        "python -c 'import heron' train.py",
        "python - train.py",
        "python path/to/train.py",
        "python your_train.py",
        "python <train>.py",
        "python $ROOT/train.py",
        "python /opt/train.py",
        "python ../train.py",
        "We use Python and train.py is there.",
        "see train.py",
        "python",
        "python train.py" + " " * 3_000,
        "python one two three train.py",
    ],
)
def test_lines_that_start_none(line: str) -> None:
    assert _paths(line) == []


@given(st.lists(st.text()))
def test_any_lines_are_read(lines: list[str]) -> None:
    assert all(1 <= each.line <= len(lines) for each in started_scripts(tuple(lines)))


@pytest.mark.parametrize("piece", ["python ", "python a.py ", "bash -", "a.py", "-a=", *HOSTILE])
def test_reading_is_linear(piece: str) -> None:
    assert growth(lambda text: list(started_scripts(tuple(text.split("\n")))), piece) < 8
