"""What a patch consists of."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from audit.model.collected import Evidence


class Mend(Struct, frozen=True, kw_only=True):
    """One thing that the patch does, and the lines that it follows from."""

    path: str
    what: str
    """A sentence for the pull request."""
    why: str
    evidence: tuple[Evidence, ...] = ()


class Mended(Struct, frozen=True, kw_only=True):
    """The files after the patch, and what the publisher alone can do."""

    before: Mapping[str, str]
    """The files that were read, by path."""
    after: Mapping[str, str]
    """The files that are changed or new."""
    done: tuple[Mend, ...]
    left: tuple[str, ...]
    """Sentences on what evidence does not settle."""
