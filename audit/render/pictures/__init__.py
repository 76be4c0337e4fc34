"""Pictures of an assessment, as SVG from hand-written templates in `reports/pictures`.

Inline pictures (`lineage_svg`, `profile_svg`) take their colors from the page's `style.css` and
bring no style, script or font; files (`badge_svg`, `social_card`) stand by themselves. Every
picture has a title, and says in signs and words what it says in color. `docs/pictures.md` tells
which libraries were weighed.
"""

from audit.render.pictures.badge import badge_svg
from audit.render.pictures.card import SocialPage, model_page, social_card
from audit.render.pictures.lineage import lineage_svg
from audit.render.pictures.profile import ProfileSize, Segment, profile, profile_svg
from audit.render.pictures.raster import can_rasterize, social_png

__all__ = [
    "ProfileSize",
    "Segment",
    "SocialPage",
    "badge_svg",
    "can_rasterize",
    "lineage_svg",
    "model_page",
    "profile",
    "profile_svg",
    "social_card",
    "social_png",
]
