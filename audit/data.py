"""Finds the project's data folders, in an installed wheel as in a checkout."""

from pathlib import Path


def data_dir(name: str) -> Path:
    """The folder `criteria` or `reports`, wherever this installation keeps it."""
    packed = Path(__file__).resolve().with_name("_data") / name
    return packed if packed.is_dir() else Path(__file__).resolve().parents[1] / name
