"""The files of a site that are about more than one model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.render.html import site_html
from audit.render.labels import OUTCOMES
from audit.render.language import _, ngettext, speaking
from audit.render.pictures import SocialPage, can_rasterize, social_card, social_png
from audit.render.site.changes import requirement_lines, steps
from audit.render.site.downloads import feed, models_csv, models_json, robots, sitemap
from audit.render.site.links import Plan, framework_page, site_of
from audit.render.site.model_files import badge_path
from audit.render.site.rows import Row, Shared
from audit.render.site.views import (
    conflict_pages,
    definitions,
    framework_view,
    front,
    license_views,
)
from audit.render.untrusted import one_line

POLICY = "script-src 'self'; img-src 'self' data:"


class Material(Struct, frozen=True, kw_only=True):
    """All that the pages are made of."""

    rows: tuple[Row, ...]
    """The newest of each model, by name."""
    history: Mapping[str, tuple[Row, ...]]
    """Of models with several assessments, all of them, the oldest first."""
    shared: Shared
    tool: str


def shared_files(material: Material, plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Each file with its path below the site's root."""
    frameworks = tuple(definitions(material.rows, material.shared))
    yield "models.csv", models_csv(material.rows, frameworks).encode("utf-8")
    yield "models.json", models_json(material.rows).encode("utf-8")
    yield "robots.txt", robots(plan).encode("utf-8")
    script = data_dir("reports").joinpath("site", "site.js").read_bytes()
    yield "site.js", script
    for language in plan.languages:
        with speaking(language):
            for path, text in _spoken(material, plan, language):
                yield plan.folder(language) + path, text


def pages_of_map(paths: Sequence[str], plan: Plan) -> bytes | None:
    """The site map of the pages among the paths; None without a base address."""
    if not plan.base_url:
        return None
    pages = [one for one in paths if one.endswith(".html") and not one.endswith("404.html")]
    return sitemap(pages, plan).encode("utf-8")


def _spoken(material: Material, plan: Plan, language: str) -> Iterator[tuple[str, bytes]]:
    yield "feed.xml", feed(material.rows, plan, language).encode("utf-8")
    yield from _card(material)
    for path, template, title, says, shaped in _pages(material):
        site = site_of(plan, language, path, title=title, says=says, image=f"cards/site.{_kind()}")
        if path == "404.html" and plan.base_url:
            root = plan.base_url + plan.folder(language)  # it is shown at any address
            site = msgspec.structs.replace(site, root=root, files=plan.base_url)
        text = site_html(template, site=site, policy=POLICY, **shaped)
        yield path, text.encode("utf-8")


_Page = tuple[str, str, str, str, dict[str, object]]


def _pages(material: Material) -> Iterator[_Page]:
    count = len(material.rows)
    says = ngettext(
        "{number} model, judged by published definitions of openness.",
        "{number} models, judged by published definitions of openness.",
        count,
    )
    changed = [told[-1] for told in material.history.values()]
    shaped: dict[str, object] = {"view": front(material.rows, material.shared, changed)}
    title = _("How open are these models?")
    yield "index.html", "index.html.j2", title, says, shaped
    for key, one in definitions(material.rows, material.shared).items():
        view = framework_view(key, one, material.rows, material.shared)
        asks = _("What it asks, and what each model comes to.")
        yield framework_page(key), "framework.html.j2", one.title, asks, {"view": view}
    for path, page in license_views(material.rows, material.shared).items():
        told = _("What the license says, and what stands under it.")
        yield path, "license.html.j2", page.name, told, {"view": page}
    for path, kind in conflict_pages(material.rows).items():
        told = _("Every instance, with the words of both sides.")
        yield path, "conflict.html.j2", kind.name, told, {"view": kind}
    yield from _changes(material)
    yield from _fixed(material)


def _changes(material: Material) -> Iterator[_Page]:
    for page, rows in material.history.items():
        lines = list(steps(rows))
        details = [
            tuple(requirement_lines(before, after, material.shared))
            for before, after in zip(rows[-2::-1], rows[:0:-1], strict=True)
        ]
        name = one_line(rows[-1].name)
        shaped: dict[str, object] = {"name": name, "steps": tuple(zip(lines, details, strict=True))}
        title = _("{model}: what changed", model=name)
        yield f"changes/{page}.html", "changes.html.j2", title, title, shaped


class Badges(Struct, frozen=True, kw_only=True):
    """The badges of one model."""

    page: str
    name: str
    badges: tuple[tuple[str, str], ...]
    """Of each framework the address of the picture, and what it says."""


def _fixed(material: Material) -> Iterator[_Page]:
    badges = tuple(_badges(row) for row in material.rows)
    yield "badges.html", "badges.html.j2", _("Badges"), _("Pictures to embed."), {"models": badges}
    method: dict[str, object] = {"tool": material.tool}
    told = _("How the models were judged, and what that does not tell.")
    yield "method.html", "method.html.j2", _("Method and limits"), told, method
    lost = _("There is no such page.")
    yield "404.html", "404.html.j2", _("Not found"), lost, {}


def _badges(row: Row) -> Badges:
    return Badges(
        page=row.page,
        name=one_line(row.name) or "–",
        badges=tuple(
            (badge_path(row.page, key), f"{key}: {_(OUTCOMES[one.outcome].word)}")
            for key, one in row.frameworks.items()
        ),
    )


def _kind() -> str:
    return "png" if can_rasterize() else "svg"


def _card(material: Material) -> Iterator[tuple[str, bytes]]:
    count = len(material.rows)
    page = SocialPage(
        kind=_("Openness report"),
        title=_("How open are these models?"),
        says=ngettext("{number} model", "{number} models", count),
    )
    card = social_card(page)
    yield "cards/site.svg", card.encode("utf-8")
    if (drawn := social_png(card)) is not None:
        yield "cards/site.png", drawn
