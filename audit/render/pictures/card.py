"""What a link to a page looks like where it is shared: a picture of 1200 by 630."""

from __future__ import annotations

from msgspec import Struct

from audit.model import Assessment
from audit.render.labels import Mark
from audit.render.pictures.profile import Segment


class SocialPage(Struct, frozen=True, kw_only=True):
    """What the picture of one page says."""

    kind: str
    """What sort of page it is, as `Openness report`."""
    title: str
    says: str = ""
    """One sentence."""
    mark: Mark | None = None
    """The outcome, where the page is of one."""
    segments: tuple[Segment, ...] = ()
    """The profile, where the page is of one model."""
    foot: str = ""


def model_page(assessment: Assessment) -> SocialPage:
    """The picture of a model's report."""
    raise NotImplementedError


def social_card(page: SocialPage) -> str:
    """A standalone SVG of 1200 by 630; `social_png` makes the PNG of it."""
    raise NotImplementedError
