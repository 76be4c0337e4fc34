"""Evidence as a reader sees it: the place in words, a link to it, and the quote."""

from __future__ import annotations

import hashlib
import re

from msgspec import Struct

from audit.model import Evidence
from audit.render.language import _
from audit.render.untrusted import LONGEST_QUOTE, one_line, shortened, web_link

MOST_PLACES = 20
"""Places that one statement lists; the JSON has them all."""
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_CLEAN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")


class Place(Struct, frozen=True, kw_only=True):
    """One place where a statement can be checked."""

    label: str
    """`README.md:61 at c121f04 in github:owner/name`."""
    short: str
    """`README.md:61`, or the artifact when no file is named."""
    href: str | None
    quote: str | None
    cut: int
    """Characters of the quote that are not shown."""


class Proof(Struct, frozen=True, kw_only=True):
    """All the places of one statement."""

    places: tuple[Place, ...] = ()
    more: int = 0
    """Places beyond `MOST_PLACES`."""

    @property
    def is_folded(self) -> bool:
        """Whether the places open on request; a bare link or two need no folding."""
        return len(self.places) > 2 or any(place.quote is not None for place in self.places)

    @property
    def summary(self) -> str:
        """The first place, and how many more there are."""
        others = len(self.places) - 1 + self.more
        if not others:
            return self.places[0].short
        return _("{place} and {number} more", place=self.places[0].short, number=others)


def proof(evidence: tuple[Evidence, ...]) -> Proof:
    """The places of a statement in their order, each once."""
    different = tuple(dict.fromkeys(evidence))
    return Proof(
        places=tuple(place(one) for one in different[:MOST_PLACES]),
        more=max(0, len(different) - MOST_PLACES),
    )


def place(evidence: Evidence) -> Place:
    """One place: its words, its link if it has a web address, its quote cut to length."""
    quote, cut = (None, 0)
    if evidence.quote is not None:
        quote, cut = shortened(evidence.quote, LONGEST_QUOTE)
    file = _file(evidence)
    artifact = one_line(evidence.artifact)
    return Place(
        label=_label(file, artifact, evidence.revision),
        short=file or artifact,
        href=web_link(evidence.url),
        quote=quote,
        cut=cut,
    )


def _label(file: str, artifact: str, revision: str | None) -> str:
    if not revision:
        return _("{file} in {artifact}", file=file, artifact=artifact) if file else artifact
    at = short_revision(revision)
    if not file:
        return _("{artifact} at {revision}", artifact=artifact, revision=at)
    return _("{file} at {revision} in {artifact}", file=file, revision=at, artifact=artifact)


def short_revision(revision: str) -> str:
    """The first seven digits of a commit id; a tag or branch as it is."""
    return revision[:7] if _COMMIT.fullmatch(revision) else one_line(revision)


def anchor(kind: str, identifier: str) -> str:
    """An id for a place on the page, safe in an address and different for different ids."""
    if _CLEAN.fullmatch(identifier):
        return f"{kind}-{identifier}"
    digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}-{digest[:16]}"


def requirement_anchor(framework: str, requirement: str) -> str:
    """The id of a requirement's row on the page."""
    return anchor("requirement", f"{framework}.{requirement}")


def _file(evidence: Evidence) -> str:
    if not evidence.path:
        return ""
    path = one_line(evidence.path)
    if evidence.lines is None:
        return path
    first, last = evidence.lines
    return f"{path}:{first}" if first == last else f"{path}:{first}–{last}"
