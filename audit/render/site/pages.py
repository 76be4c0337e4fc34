"""The files of a site that are about more than one model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from audit.data import data_dir
from audit.render.html import site_html
from audit.render.language import _, ngettext, speaking
from audit.render.pictures import Segment, SocialPage, can_rasterize, social_card, social_png
from audit.render.pictures.openness import STATES
from audit.render.pictures.profile import cell_svg
from audit.render.site.changes import steps
from audit.render.site.downloads import feed, models_csv, models_json, robots, sitemap
from audit.render.site.front import front, shown_name
from audit.render.site.links import Plan, badge_path, framework_page, site_of
from audit.render.site.rows import Row, Shared, definitions
from audit.render.site.subjects import conflict_views, framework_view, license_views

POLICY = "script-src 'self'; img-src 'self' data:"


class Material(Struct, frozen=True, kw_only=True):
    """All that the pages are made of."""

    rows: tuple[Row, ...]
    """The newest of each model, by name."""
    history: Mapping[str, tuple[Row, ...]]
    """Of models with several assessments, all of them, the oldest first."""
    shared: Shared
    tool: str
    about: Mapping[str, tuple[str, str]] = {}
    """What each kind of conflict means, and what to look at."""


class _Page(Struct, frozen=True, kw_only=True):
    path: str
    title: str
    says: str
    template: str
    shaped: Mapping[str, object] = {}


def shared_files(material: Material, plan: Plan) -> Iterator[tuple[str, str | bytes]]:
    """Each file with its path below the site's root."""
    known = definitions(material.rows, material.shared)
    titles = {key: one.title for key, one in known.items()}
    yield "models.csv", models_csv(material.rows, tuple(known))
    yield "models.json", models_json(material.rows)
    yield "robots.txt", robots(plan)
    yield "site.js", data_dir("reports").joinpath("site", "site.js").read_bytes()
    every = [*material.rows, *(row for told in material.history.values() for row in told[:-1])]
    for language in plan.languages:
        with speaking(language):
            folder = plan.folder(language)
            yield f"{folder}feed.xml", feed(every, titles, plan, language)
            if (card := _card(material, plan)) is not None:
                yield f"{folder}cards/site.png", card
            for one in _pages(material):
                yield folder + one.path, _written(one, plan, language)


def pages_of_map(paths: Sequence[str], plan: Plan) -> str | None:
    """The site map of the pages among the paths; None without a base address."""
    if not plan.base_url:
        return None
    return sitemap((one for one in paths if one.endswith(".html") and "404" not in one), plan)


def _written(one: _Page, plan: Plan, language: str) -> str:
    image = "cards/site.png" if can_rasterize() else ""
    site = site_of(plan, language, one.path, title=one.title, says=one.says, image=image)
    if one.path == "404.html" and plan.base_url:  # it is shown at any address
        site = replace(site, root=plan.base_url + plan.folder(language), files=plan.base_url)
    return site_html(one.template, site=site, policy=POLICY, **one.shaped)


def _pages(material: Material) -> Iterator[_Page]:
    yield _front(material)
    yield from _frameworks(material)
    for path, license_ in license_views(material.rows, material.shared).items():
        yield _Page(
            path=path,
            title=license_.name,
            says=_("What the license says, and what stands under it."),
            template="license.html.j2",
            shaped={"view": license_},
        )
    for path, kind in conflict_views(material.rows, material.about).items():
        yield _Page(
            path=path,
            title=kind.name,
            says=kind.means or _("Every instance, with the words of both sides."),
            template="conflict.html.j2",
            shaped={"view": kind},
        )
    yield from _changes(material)
    yield from _fixed(material)


def _front(material: Material) -> _Page:
    changed = [told[-1] for told in material.history.values()]
    return _Page(
        path="index.html",
        title=_("How open are these models?"),
        says=ngettext(
            "{number} model, judged by published definitions of openness.",
            "{number} models, judged by published definitions of openness.",
            len(material.rows),
        ),
        template="index.html.j2",
        shaped={"view": front(material.rows, changed, material.shared)},
    )


def _frameworks(material: Material) -> Iterator[_Page]:
    for key, one in definitions(material.rows, material.shared).items():
        yield _Page(
            path=framework_page(key),
            title=one.title,
            says=_("What it asks, and what each model comes to."),
            template="framework.html.j2",
            shaped={"view": framework_view(key, one, material.rows, material.shared)},
        )


def _changes(material: Material) -> Iterator[_Page]:
    for name, rows in material.history.items():
        title = _("{model}: what changed", model=shown_name(rows[-1]))
        yield _Page(
            path=f"changes/{name}.html",
            title=title,
            says=_("What changed from one day of collection to the next."),
            template="changes.html.j2",
            shaped={"steps": steps(rows, material.shared)},
        )


def _fixed(material: Material) -> Iterator[_Page]:
    yield _Page(
        path="badges.html",
        title=_("Badges"),
        says=_("A small picture for each definition and model, to be shown elsewhere."),
        template="badges.html.j2",
        shaped={"example": _example(material)},
    )
    yield _Page(
        path="method.html",
        title=_("Method and limits"),
        says=_("How the models were judged, and what that does not tell."),
        template="method.html.j2",
        shaped={"tool": material.tool, "states": _states()},
    )
    yield _Page(
        path="404.html",
        title=_("Not found"),
        says=_("There is no such page."),
        template="404.html.j2",
    )


def _example(material: Material) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Page and name of the first model, and its badges with their definitions."""
    if not material.rows:
        return "", "", ()
    row = material.rows[0]
    known = definitions(material.rows, material.shared)
    asked = [key for key in known if key in row.frameworks]
    badges = tuple((badge_path(row.page, key), known[key].title) for key in asked)
    return row.page, shown_name(row), badges


def _states() -> tuple[tuple[Markup, str, str], ...]:
    """The signs of the profile, each with its word and what it means."""
    return tuple(
        (
            cell_svg((Segment(id=state.value, name=_(one.word), group="more", state=state),)),
            _(one.word),
            _(one.means),
        )
        for state, one in STATES.items()
    )


def _card(material: Material, plan: Plan) -> bytes | None:
    """The picture of the front page, where something would show it."""
    if not plan.base_url:
        return None
    count = len(material.rows)
    return social_png(
        social_card(
            SocialPage(
                kind=_("Openness report"),
                title=_("How open are these models?"),
                says=ngettext("{number} model", "{number} models", count),
            )
        )
    )
