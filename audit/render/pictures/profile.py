"""The openness profile: the component matrix at a glance. It counts nothing and scores nothing."""

from __future__ import annotations

from enum import StrEnum

from markupsafe import Markup
from msgspec import Struct

from audit.model import Assessment


class ProfileSize(StrEnum):
    """How large a profile is drawn."""

    CELL = "cell"
    """For a cell of a table: signs alone, the words in the title."""
    PAGE = "page"
    """With the names of the groups and a key."""


class Segment(Struct, frozen=True, kw_only=True):
    """One component of the profile."""

    id: str
    name: str
    state: str


def profile(assessment: Assessment) -> tuple[Segment, ...]:
    """The components of the inventory, each with its state, in the order of the rows."""
    raise NotImplementedError


def profile_svg(
    assessment: Assessment, *, size: ProfileSize = ProfileSize.PAGE, name: str = "profile"
) -> Markup:
    """An inline SVG of the profile, its counts in title and description.

    Ids within begin with `name`, which is to be another for each picture of a page; a cell has none.
    """
    raise NotImplementedError
