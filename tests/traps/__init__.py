"""Small models, one per trap that real models set, and what may be said of them at most.

The texts are made up. `Trap.parts` is the model; the other fields are what has to come out: for a
row its availability and the class of its terms, for a requirement or element its outcome, for
conflicts the kinds that have to be among those found.
"""

from __future__ import annotations

from tests.traps.apart import APART
from tests.traps.attacks import ATTACKS
from tests.traps.beside_weights import BESIDE_WEIGHTS
from tests.traps.files import FILES
from tests.traps.hidden import HIDDEN
from tests.traps.licenses import LICENSES
from tests.traps.lineage import LINEAGE
from tests.traps.mixtures import MIXTURES
from tests.traps.model import Trap
from tests.traps.on_conflicts import ON_CONFLICTS
from tests.traps.on_data import ON_DATA
from tests.traps.on_sources import ON_SOURCES
from tests.traps.promises import PROMISES
from tests.traps.said import SAID
from tests.traps.tongues import TONGUES

TRAPS: dict[str, Trap] = (
    LICENSES
    | LINEAGE
    | FILES
    | ON_DATA
    | ATTACKS
    | PROMISES
    | HIDDEN
    | TONGUES
    | MIXTURES
    | SAID
    | ON_CONFLICTS
    | APART
    | ON_SOURCES
    | BESIDE_WEIGHTS
)

__all__ = ["TRAPS", "Trap"]
