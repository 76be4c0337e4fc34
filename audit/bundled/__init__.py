"""Inventories of well-known models: facts without quotes, so that the first run needs no network.

Each file says in `snapshot` when and from what it was made. `openness export-facts` makes them.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from audit.errors import AuditError
from audit.model import Inventory

_SUFFIX = ".json"
FOLDER = Path(__file__).resolve().parent
"""Where the files lie."""


def bundled_names() -> tuple[str, ...]:
    """The names of the bundled models, in alphabetical order."""
    return tuple(
        sorted(
            entry.name.removesuffix(_SUFFIX)
            for entry in FOLDER.iterdir()
            if entry.name.endswith(_SUFFIX)
        )
    )


def bundled_inventory(name: str) -> Inventory:
    """The inventory of a bundled model; `AuditError` names those that there are."""
    if name not in bundled_names():
        raise AuditError(
            f"There is no bundled model {name!r}.", f"Known: all, {', '.join(bundled_names())}."
        )
    content = FOLDER.joinpath(name + _SUFFIX).read_bytes()
    return msgspec.json.decode(content, type=Inventory)
