"""Two states of a small model, for tests of what differs between them."""

from __future__ import annotations

from audit.compare.difference import difference
from audit.model import GapReason
from audit.model.collected import Gap
from audit.model.difference import Difference, Judged
from tests.collect.pasts import MIT
from tests.small_models import CODE, Part, card, code, judged, small_model, weights

MODEL: dict[str, str | int] = {"config.json": "{}", "model.safetensors": 9_000_000_000}


def state(*parts: Part, gaps: tuple[Gap, ...] = (), trees: bool = True) -> Judged:
    """A state of a model of these artifacts."""
    model = small_model(*parts, gaps=gaps)
    listings = {one.id: one.tree for one in model.snapshot.artifacts if one.tree and trees}
    return Judged(assessment=judged(model), trees=listings)


def plain(body: str = "", license: str = "mit", **more: str | int) -> Judged:  # noqa: A002
    """A model with a card, its license and its code."""
    return state(
        weights({"README.md": card(body, license=license), **MODEL, **more}),
        code({"README.md": "# Heron\n", "LICENSE": MIT, "train.py": "import torch\n" * 9}),
    )


def unreachable(path: str) -> Gap:
    """A file of the code that could not be reached."""
    return Gap(artifact=CODE, path=path, reason=GapReason.UNREACHABLE, detail="no answer in time")


def between(old: Judged, new: Judged) -> Difference:
    return difference(old, new)
