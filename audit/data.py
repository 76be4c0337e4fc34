"""Finds the project's data folders, in an installed wheel as in a checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def data_dir(name: str) -> Traversable:
    """The folder `criteria` or `reports`, wherever this installation keeps it."""
    packed = files("audit") / "_data" / name
    return packed if packed.is_dir() else Path(__file__).resolve().parents[1] / name
