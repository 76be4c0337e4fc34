"""Whole outputs, compared with the files in `tests/golden`."""

from __future__ import annotations

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


def assert_golden(name: str, text: str, request: pytest.FixtureRequest) -> None:
    """Compares with the golden file of that name, or rewrites it under `--rewrite-golden`."""
    file = GOLDEN / name
    if request.config.getoption("--rewrite-golden"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
    assert file.is_file(), f"no golden file {name}: run pytest --rewrite-golden"
    assert text == file.read_bytes().decode("utf-8")
