"""Where a finding is shown: the lines in the repository that is checked, else an address.

Fingerprints stay as they are over runs, and where lines move that have nothing to do with them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from audit.model import Evidence
from audit.model.finding import CODE_BASE, Findings, Level, ModelFindings, Point
from audit.render.untrusted import web_link

CARD = "README.md"
"""Where what has no place of its own is shown: at the head of the model card."""


class Place(Struct, frozen=True, kw_only=True):
    """One place, and what stands there."""

    path: str | None = None
    """Below the repository that is checked; None for what lies elsewhere."""
    url: str | None = None
    lines: tuple[int, int] | None = None
    quote: str | None = None
    says: str = ""
    is_stand_in: bool = False
    """Whether it stands for a finding that has no place of its own."""


class Placed(NamedTuple):
    """One point with the rule and model that it is of, its places and its fingerprint."""

    model: ModelFindings
    rule: str
    point: Point
    places: tuple[Place, ...]
    """The first is where it is shown; there is one at least."""
    fingerprint: str

    @property
    def first(self) -> Place:
        """Where it is shown."""
        return self.places[0]


_SHOWN = (Level.FAIL, Level.WARN, Level.WAIVED)


def placed(findings: Findings) -> tuple[Placed, ...]:
    """Every point that does not pass, in the order of models and rules."""
    return tuple(_numbered(findings))


def _numbered(findings: Findings) -> Iterator[Placed]:
    seen: Counter[str] = Counter()
    for model in findings.models:
        for rule, found in model.rules.items():
            for point in found.points:
                if point.level not in _SHOWN:
                    continue
                parts = _parts(findings.policy.id, model, rule, point)
                key = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
                seen[key] += 1
                numbered = hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()
                yield Placed(model, rule, point, places(model, point), numbered[:32])


def places(model: ModelFindings, point: Point) -> tuple[Place, ...]:
    """All places of a point, each once; lines of the repository that is checked come first."""
    found = [
        _place(model, evidence, reason.text)
        for reason in point.because
        for evidence in reason.evidence
    ]
    by_place: dict[tuple[object, ...], Place] = {}
    for one in found:
        if one.path or one.url:
            by_place.setdefault((one.path, one.url, one.lines), one)
    known = list(by_place.values())
    known.sort(key=lambda one: (one.path is None, one.lines is None))
    if model.root is not None and (not known or known[0].path is None):
        known.insert(0, Place(path=below(model.root, CARD), lines=(1, 1), is_stand_in=True))
    if not known:
        known.append(Place(url=web_link(model.url), is_stand_in=True))
    return tuple(known)


def below(root: str, path: str) -> str:
    """A path of the target as one of the repository that is checked."""
    return f"{root}/{path}" if root else path


def _place(model: ModelFindings, evidence: Evidence, says: str) -> Place:
    is_here = model.root is not None and _is_own(evidence, model)
    path = below(model.root or "", evidence.path or "") if is_here else None
    return Place(
        path=evidence.path if evidence.artifact == CODE_BASE else path,
        url=web_link(evidence.url),
        lines=evidence.lines,
        quote=evidence.quote,
        says=says,
    )


def _is_own(evidence: Evidence, model: ModelFindings) -> bool:
    return evidence.artifact == model.target.id and bool(evidence.path)


def _parts(policy: str, model: ModelFindings, rule: str, point: Point) -> Iterator[str]:
    """What a fingerprint is made of: no line numbers, no revision, no counts."""
    yield from (policy, rule, "." if model.root is not None else model.target.id, point.subject)
    for reason in point.because:
        for evidence in reason.evidence:
            yield "." if _is_own(evidence, model) else evidence.artifact
            yield evidence.path or ""
            yield " ".join((evidence.quote or "").split())
