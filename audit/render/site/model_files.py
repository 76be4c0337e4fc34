"""The files of one model: report, data, badges, preview."""

from __future__ import annotations

import msgspec

from audit.model import Assessment
from audit.render.html import model_html
from audit.render.language import _, speaking
from audit.render.pictures import badge_svg, can_rasterize, model_page, social_card, social_png
from audit.render.pictures.badge import badge_words
from audit.render.site.links import Plan, Site, Translation, site_of
from audit.render.site.names import page_name
from audit.render.untrusted import one_line


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a model's report stands among the others."""

    page: str
    """The name of its page, without ending."""
    history: bool = False
    """Whether there are several assessments of it."""
    newest: str = ""
    """The name of the newest report's page, where this is an older one."""


def model_files(assessment: Assessment, place: Place, plan: Plan) -> dict[str, bytes]:
    """The files by their paths below the site's root."""
    files = {f"models/{place.page}.json": msgspec.json.encode(assessment) + b"\n"}
    for language in plan.languages:
        with speaking(language):
            files |= _spoken(assessment, place, plan, language)
    return files


def badge_path(page: str, framework: str) -> str:
    """Where the badge of a framework lies."""
    return f"badges/{page}/{page_name(framework)}.svg"


def _spoken(assessment: Assessment, place: Place, plan: Plan, language: str) -> dict[str, bytes]:
    folder = plan.folder(language)
    site = _site(assessment, place, plan, language)
    files = {f"{folder}models/{place.page}.html": model_html(assessment, site).encode("utf-8")}
    if place.newest:
        return files
    for name, framework in assessment.frameworks.items():
        badge = badge_svg(name, framework, model=assessment.target.name)
        files[folder + badge_path(place.page, name)] = badge.encode("utf-8")
    card = social_card(model_page(assessment))
    files[f"{folder}cards/{place.page}.svg"] = card.encode("utf-8")
    if (drawn := social_png(card)) is not None:
        files[f"{folder}cards/{place.page}.png"] = drawn
    return files


def _site(assessment: Assessment, place: Place, plan: Plan, language: str) -> Site:
    name = one_line(assessment.target.name)
    first = next(iter(sorted(assessment.frameworks, key=lambda one: one != "osaid-1.0")), None)
    says = (
        f"{first}: {badge_words(assessment.frameworks[first])}"
        if first
        else _("no definition was asked")
    )
    kind = "png" if can_rasterize() else "svg"
    site = site_of(
        plan,
        language,
        f"models/{place.page}.html",
        title=name,
        says=says,
        image=f"cards/{place.newest or place.page}.{kind}",
    )
    return msgspec.structs.replace(site, back=tuple(_back(place, site)))


def _back(place: Place, site: Site) -> list[Translation]:
    found = []
    if place.newest:
        found.append((_("The newest report of this model"), f"{place.newest}.html"))
    if place.history:
        page = place.newest or place.page
        found.append((_("What changed between dates"), f"{site.root}changes/{page}.html"))
    found.append((_("This assessment as JSON"), f"{site.files}models/{place.page}.json"))
    if not place.newest:
        found.append((_("Badges"), f"{site.root}badges.html#{_anchor(place.page)}"))
    return [Translation(language="", name=name, href=href) for name, href in found]


def _anchor(page: str) -> str:
    return f"model-{page}"
