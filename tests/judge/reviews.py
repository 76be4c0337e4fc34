"""Reviews of a small model, and the texts in which their words stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from audit.judge.quotes import Sources
from audit.judge.review_file import read_review_file
from audit.judge.signoff import assess_reviewed
from audit.model import Assessment, Inventory, WeighedReview
from audit.model.review import Review
from audit.pipeline import inventory_of
from tests.small_models import CODE, REVISION, WEIGHTS, Small, card, code, small_model, weights

MODEL = "acme/Heron-7B"
TRAINED = "The whole training code of **Heron** is in `train/`."
PLACE = {"artifact": CODE, "path": "README.md", "quote": "The whole training code of Heron"}
HEAD = {"schema": "openness-review/1", "model": MODEL, "revision": REVISION, "reviewer": "Jane"}


def heron() -> Small:
    """Weights under MIT, and a code repository whose README speaks of training code."""
    return small_model(
        weights({"README.md": card("A heron.", license="mit"), "model.safetensors": 9}),
        code({"README.md": f"# Heron\n\n{TRAINED}\n", "LICENSE": "MIT License", "run.py": 40}),
    )


HERON = heron()


def heron_inventory() -> Inventory:
    return inventory_of(*HERON)


def sources() -> Sources:
    return Sources(*HERON)


def entry(**more: Any) -> dict[str, Any]:
    """A whole entry on the training code, besides what is given; None leaves a key out."""
    usual: dict[str, Any] = {
        "component": "training-code",
        "finding": "released",
        "reason": "It lies in another folder.",
        "evidence": [PLACE],
        "date": "2026-11-20",
    }
    return {key: value for key, value in {**usual, **more}.items() if value is not None}


def signed_entry(requirement: str = "OSAID-D0", finding: str = "met", **more: Any) -> Any:
    return entry(component=None, requirement=requirement, finding=finding, **more)


def written(*entries: Mapping[str, Any], **head: Any) -> str:
    """A review file; JSON is YAML."""
    return json.dumps({**HEAD, **head, "reviews": list(entries)})


def read(*entries: Mapping[str, Any], file: str = "jane.yaml", **head: Any) -> tuple[Review, ...]:
    return read_review_file(written(*entries, **head), file)


def review(**more: Any) -> Review:
    """One review, checked as any is."""
    return read(entry(**more))[0]


def by(name: str, one: Review) -> Review:
    """The same by somebody else."""
    return replace(one, reviewer=name, file=f"{name.lower()}.yaml")


def states(weighed: tuple[WeighedReview, ...]) -> list[str]:
    return [one.state.value for one in weighed]


def one_in_each_state() -> tuple[Review, ...]:
    """Reviews, one of each state at least."""
    elsewhere = {"url": "https://example.org/train", "quote": "the whole code"}
    jane = read(
        entry(license="MIT", access="open", **{"valid-until": "2027-11-20"}),
        entry(component="evaluation-code", evidence=[{**PLACE, "quote": "Not there"}]),
        entry(component="compute", finding="not-found", date="2026-11-01"),
        signed_entry(evidence=[elsewhere]),
        source="https://example.org/reviews",
    )
    later = by("Jane", read(entry(component="compute", finding="withheld"))[0])
    bob, also = read(entry(component="changelog"), entry(component="model-card", finding="partial"))
    against = read(entry(component="changelog", finding="not-found"), file="eve.yaml")[0]
    expired = replace(also, date="2020-01-01", valid_until="2021-01-01")
    old = replace(read(signed_entry("OSAID-C1"))[0], revision="f" * 40)
    return (*jane, later, by("Bob", bob), by("Eve", against), by("Bob", expired), by("Eve", old))


def reviewed_assessment() -> Assessment:
    """The small model with reviews in each state."""
    return assess_reviewed(heron_inventory(), one_in_each_state(), sources())


__all__ = ["CODE", "REVISION", "WEIGHTS"]
