"""Which files of a repository's past are read: those that may speak of terms."""

from __future__ import annotations

from audit.collect.select import is_plain, is_terms

PACKAGES = frozenset(
    {"pyproject.toml", "setup.py", "setup.cfg", "cargo.toml", "package.json", "citation.cff"}
)
"""Metadata with a field for the license, at the root."""
_CARDS = (
    "modelcard",
    "model_card",
    "model-card",
    "datasheet",
    "data_card",
    "data-card",
    "datacard",
)
_NO_PAGES = ("png", "jpg", "jpeg", "gif", "svg", "pdf", "py", "ipynb")


def may_speak_of_terms(path: str) -> bool:
    """True for the files in which licenses, tags and notices stand: texts of terms anywhere,
    READMEs and cards, and at the root the metadata of packages."""
    parts = path.lower().split("/")
    name = parts[-1]
    if not is_plain(path) or (name.rpartition(".")[2] in _NO_PAGES and name not in PACKAGES):
        return False
    is_page = name.startswith("readme") or (name.endswith(".md") and name.startswith(_CARDS))
    return is_terms(parts) or is_page or (len(parts) == 1 and name in PACKAGES)
