"""A world of many models of which some answers go wrong, and the gap that each of these explains.

Which address meets which fault follows from a seed alone. What is refused in the end, and for what
reason, stands in `KINDS`; the hub's log says which of them struck.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tests.hub import Answer, GitRepo, Hub, HubRepo, Shelf, git_repo, hub_repo
from tests.hub import faults as f

MODELS_PER_BASE = 25
MIT = "MIT License\n\nPermission is hereby granted, free of charge, to any person.\n"
CONFIG = '{"architectures": ["TinyForCausalLM"], "model_type": "tiny", "hidden_size": 64}\n'


class Place(NamedTuple):
    """An address, and what is lost with it."""

    path: str
    artifact: str
    file: str | None
    """None when all of the artifact hangs on the answer."""
    is_target: bool = False

    @property
    def is_hub(self) -> bool:
        return self.artifact.startswith("hf:")

    @property
    def is_shared(self) -> bool:
        """Whether several models lead to it."""
        return self.artifact.startswith("hf:base/")

    @property
    def model(self) -> str:
        """The number of the model that leads to it, or the base model."""
        return self.artifact if self.is_shared else self.artifact.rpartition("-")[2]


class Misfortune(NamedTuple):
    """A fault, and the gap's reason at each kind of address; None where it does no harm."""

    make: Callable[[], f.Fault]
    hub: str | None
    github: str | None
    file: str | None
    only_records: bool = False

    def reason(self, place: Place) -> str | None:
        """Of the gap at an address."""
        if place.file is not None:
            return self.file
        return self.hub if place.is_hub else self.github


def _alike(make: Callable[[], f.Fault], reason: str | None) -> Misfortune:
    return Misfortune(make, reason, reason, reason)


def _record(make: Callable[[], f.Fault]) -> Misfortune:
    return Misfortune(make, "unreadable", "unreadable", None, only_records=True)


def _packed() -> f.Fault:
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/plain"}
    return f.says(Answer(headers=headers, body=f.RUBBISH))


DRIP = 0.2
"""Seconds from one byte to the next."""

KINDS: dict[str, Misfortune] = {
    "401": Misfortune(lambda: f.status(401), "missing", "gated", "gated"),
    "403 gated": _alike(lambda: f.GATED, "gated"),
    "404": Misfortune(lambda: f.status(404), "missing", "missing", "unreadable"),
    "408": _alike(lambda: f.status(408), "unreachable"),
    "429": _alike(lambda: f.status(429), "rate-limited"),
    "429 in a day": _alike(lambda: f.status(429, Retry_After="86400"), "rate-limited"),
    "429 then fine": _alike(lambda: f.first(1, f.status(429)), None),
    "429 now, then fine": _alike(lambda: f.first(2, f.status(429, Retry_After="0")), None),
    "500": _alike(lambda: f.status(500, b"oops"), "unreachable"),
    "502 then fine": _alike(lambda: f.first(2, f.status(502)), None),
    "reset in mid-body": _alike(lambda: f.reset_in_body, "unreachable"),
    "short body": _alike(lambda: f.short_body, "unreachable"),
    "long body": _alike(lambda: f.long_body, None),
    "wrong gzip": _alike(_packed, "unreadable"),
    "endless": _alike(lambda: f.endless, "too-large"),
    "drip": _alike(lambda: f.drip(DRIP), "unreachable"),
    "redirect loop": _alike(lambda: f.round_in_circles, "unreadable"),
    "redirect to 10.0.0.1": _alike(lambda: f.to("http://10.0.0.1/"), "unreachable"),
    "web page": _alike(lambda: f.body(f.HTML, "text/html; charset=utf-8"), "unreadable"),
    "a list": _record(lambda: f.edited(lambda right: [right])),
    "null": _record(lambda: f.body(b"null")),
    "half an object": _record(lambda: f.body(b'{"id": "acme/model-1", "sib')),
}
MAY_CLOSE = {"rate-limited", "unreachable"}
"""Reasons after which a host may be left alone for a while."""


def world(models: int) -> Shelf:
    """So many models with code and data of their own, and base models that several share."""
    bases = range(-(-models // MODELS_PER_BASE))
    numbers = range(models)
    return Shelf(
        models=[
            *(_model(number) for number in numbers),
            *(_plain(f"base/model-{number}") for number in bases),
        ],
        datasets=[_plain(f"acme/mix-{number}") for number in numbers],
        repos=[
            git_repo(
                f"acme/code-{number}",
                {"README.md": f"# Code {number}\n{MIT}", "LICENSE": MIT},
            )
            for number in numbers
        ],
    )


def name_of(number: int) -> str:
    """The id of a model."""
    return f"acme/model-{number}"


def _model(number: int) -> HubRepo:
    card = (
        f"---\nlicense: mit\nbase_model: base/model-{number // MODELS_PER_BASE}\n"
        f"datasets: [acme/mix-{number}]\n---\n# Model {number}\n\n"
        f"[Code](https://github.com/acme/code-{number})\n"
    )
    return hub_repo(name_of(number), {"README.md": card, "LICENSE": MIT, "config.json": CONFIG})


def _plain(name: str) -> HubRepo:
    card = f"---\nlicense: mit\n---\n# {name}\n\n{MIT}"
    return hub_repo(name, {"README.md": card, "LICENSE": MIT})


def places(shelf: Shelf) -> Iterator[Place]:
    """Every address of the world that a collection may ask for."""
    for repo in shelf.models:
        yield from _of_hub(repo, "")
    for repo in shelf.datasets:
        yield from _of_hub(repo, "datasets/")
    for code in shelf.repos:
        yield from _of_github(code)


def _of_hub(repo: HubRepo, prefix: str) -> Iterator[Place]:
    artifact, at = f"hf:{prefix}{repo.id}", repo.revisions["main"]
    is_target = not prefix and repo.id.startswith("acme/")
    yield Place(f"/api/{prefix or 'models/'}{repo.id}", artifact, None, is_target)
    for file in at.files or ():
        yield Place(f"/{prefix}{repo.id}/resolve/{at.sha}/{file.path}", artifact, file.path)


def _of_github(repo: GitRepo) -> Iterator[Place]:
    artifact, at = f"github:{repo.name}", repo.branches["main"]
    yield Place(f"/github/repos/{repo.name}", artifact, None)
    for file in at.files or ():
        yield Place(f"/raw/{repo.name}/{at.sha}/{file.path}", artifact, file.path)


class Misfortunes:
    """The faults of a hub, by address."""

    def __init__(self, hub: Hub, shelf: Shelf, rate: float, seed: int) -> None:
        self._hub = hub
        self.struck: dict[str, str] = {}
        """The kind of each fault that struck since the log was read, by path."""
        chance = random.Random(seed)  # noqa: S311 - chance, and no secret
        all_places = list(places(shelf))
        chance.shuffle(all_places)
        most = max(len(KINDS), round(rate * len(all_places)))
        self.kinds: dict[str, str] = {}
        self.places = {place.path: place for place in all_places}
        for kind, place in zip(_turns(most), _fitting(all_places, most), strict=True):
            self.kinds[place.path] = kind
            hub.faults[place.path] = self._noted(place.path, kind)

    def _noted(self, path: str, kind: str) -> f.Fault:
        fault = KINDS[kind].make()

        def strike(handler: object, answer: Answer) -> None:
            self.struck[path] = kind
            fault(handler, answer)  # type: ignore[arg-type]

        return strike

    def lift(self, path: str) -> None:
        """Ends the fault at an address."""
        del self._hub.faults[path]

    def read_log(self) -> dict[str, str]:
        """The kinds of the faults that struck since this was called before, by path."""
        log, self.struck = self.struck, {}
        self._hub.faults.struck.clear()
        self._hub.received.clear()
        return log


def _turns(most: int) -> Iterator[str]:
    names = list(KINDS)
    return (names[number % len(names)] for number in range(most))


def _fitting(places: Sequence[Place], most: int) -> Iterator[Place]:
    """For each kind in turn an address that can meet it; as long as possible one a model.

    So the first of each kind is hidden by no other: what only a card leads to is not asked for
    when the card is refused.
    """
    left = list(places)
    used: set[str] = set()
    for kind in _turns(most):
        able = (place for place in left if _can_meet(place, kind))
        found = next((place for place in able if place.model not in used), None)
        chosen = found or next(place for place in left if _can_meet(place, kind))
        used.add(chosen.model)
        left.remove(chosen)
        yield chosen


def _can_meet(place: Place, kind: str) -> bool:
    """A model's own record is no JSON of another shape, and no shared address closes a host."""
    if KINDS[kind].only_records:
        return place.file is None and not place.is_target
    return KINDS[kind].hub != "rate-limited" or not place.is_shared
