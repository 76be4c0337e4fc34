"""The files of one model: report, data, badges, preview."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from audit.model import Assessment
from audit.render.answer import title
from audit.render.html import model_html
from audit.render.json import model_json
from audit.render.language import _, speaking
from audit.render.pictures import badge_svg, can_rasterize, model_page, social_card, social_png
from audit.render.pictures.badge import badge_words
from audit.render.site.links import Link, Plan, Site, badge_path, report_page, site_of
from audit.render.untrusted import one_line
from audit.render.view import FIRST_FRAMEWORK


class Place(Struct, frozen=True, kw_only=True):
    """Where a model's report stands among the others."""

    page: str
    """The name of its page, without ending."""
    past: tuple[tuple[str, str], ...] = ()
    """Of the newest report: the days and pages of the older ones, the newest first."""
    newest: str = ""
    """The name of the newest report's page, where this is an older one."""


def model_files(
    assessment: Assessment, place: Place, plan: Plan
) -> Iterator[tuple[str, str | bytes]]:
    """The files with their paths below the site's root."""
    yield _data_path(place), model_json(assessment)
    for language in plan.languages:
        with speaking(language):
            yield from _spoken(assessment, place, plan, language)


def _data_path(place: Place) -> str:
    return report_page(place.page).removesuffix(".html") + ".json"


def _spoken(
    assessment: Assessment, place: Place, plan: Plan, language: str
) -> Iterator[tuple[str, str | bytes]]:
    folder = plan.folder(language)
    site = _site(assessment, place, plan, language)
    yield folder + report_page(place.page), model_html(assessment, site)
    if place.newest:
        return
    for name, framework in assessment.frameworks.items():
        badge = badge_svg(name, framework, model=assessment.target.name)
        yield folder + badge_path(place.page, name), badge
    if plan.base_url and can_rasterize():
        drawn = social_png(social_card(model_page(assessment)))
        yield f"{folder}cards/{place.page}.png", drawn or b""


def _site(assessment: Assessment, place: Place, plan: Plan, language: str) -> Site:
    name = one_line(assessment.target.name) or "–"
    site = site_of(
        plan,
        language,
        report_page(place.page),
        title=_("{model} – openness report", model=name),
        says=_says(assessment),
        image=f"cards/{place.newest or place.page}.png" if can_rasterize() else "",
    )
    return replace(site, own=tuple(_own(place, site)), badges=_badges(assessment, place, site))


def _says(assessment: Assessment) -> str:
    """What the first definition comes to, in one line."""
    frameworks = assessment.frameworks
    first = FIRST_FRAMEWORK if FIRST_FRAMEWORK in frameworks else next(iter(frameworks), None)
    if first is None:
        return _("no definition was asked")
    verdict = frameworks[first]
    return _("{framework}: {answer}", framework=title(verdict), answer=badge_words(verdict))


def _own(place: Place, site: Site) -> Iterator[Link]:
    newest = place.newest or place.page
    if place.newest:
        page = site.root + report_page(place.newest)
        yield Link(name=_("The newest report of this model"), href=page)
    if place.newest or place.past:
        page = f"{site.root}changes/{newest}.html"
        yield Link(name=_("What changed between dates"), href=page)
    for day, page in place.past:
        yield Link(name=_("Report of {day}", day=day), href=site.root + report_page(page))
    yield Link(name=_("This assessment as JSON"), href=site.files + _data_path(place))


def _badges(assessment: Assessment, place: Place, site: Site) -> tuple[Link, ...]:
    if place.newest:
        return ()
    return tuple(
        Link(name=title(one), href=site.root + badge_path(place.page, name))
        for name, one in assessment.frameworks.items()
    )
