"""Where the pages of a site lie, and how one leads to another."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import relpath
from urllib.parse import quote

from msgspec import Struct

from audit.render.language import LANGUAGES, SOURCE
from audit.render.site.names import page_name


class Plan(Struct, frozen=True, kw_only=True):
    """What holds for the whole site."""

    languages: tuple[str, ...] = (SOURCE,)
    """The first stands at the root, each other in a folder of its own."""
    base_url: str = ""
    """Where the site will stand, with a `/` at its end; empty where that is not known."""

    def folder(self, language: str) -> str:
        """The folder of a language, with a `/` at its end; empty for the first."""
        if language == self.languages[0]:
            return ""
        return f"{language.partition('-')[0]}/"


class Translation(Struct, frozen=True, kw_only=True):
    """The same page in another language."""

    language: str
    name: str
    href: str


class Site(Struct, frozen=True, kw_only=True):
    """The links that stand on one page, and what it says of itself to those that preview it."""

    root: str
    """The way to the front page's folder in this language."""
    files: str
    """The way to the folder of what all languages share."""
    title: str
    says: str
    image: str
    address: str
    """The page's own address; empty where it is not known."""
    translations: tuple[Translation, ...]
    back: tuple[Translation, ...] = ()
    """Other pages of the model: data, changes, older reports, badges."""
    extra: tuple[str, ...] = ()


def site_of(
    plan: Plan, language: str, page: str, *, title: str, says: str, image: str = ""
) -> Site:
    """The links of the page at a path below the language's folder."""
    own = plan.folder(language) + page
    return Site(
        root=way(own, plan.folder(language)),
        files=way(own, ""),
        title=title,
        says=says,
        image=f"{plan.base_url}{quote(plan.folder(language) + image)}"
        if image and plan.base_url
        else "",
        address=f"{plan.base_url}{quote(own)}" if plan.base_url else "",
        translations=_translations(plan, language, own, page),
    )


def way(page: str, folder: str) -> str:
    """The relative way from a page to a folder, `/` at its end; empty where it is the same."""
    parts = page.rpartition("/")[0]
    found = relpath(folder or ".", parts or ".")
    return "" if found == "." else f"{found}/"


def framework_page(identifier: str) -> str:
    """The page of a framework."""
    return f"frameworks/{page_name(identifier)}.html"


def license_page(license_: str | None, class_: str) -> str:
    """The page of a license, whose id is the same in any case; terms without a name share that of
    their class."""
    return f"licenses/{page_name((license_ or f'without-name.{class_}').lower())}.html"


def conflict_page(kind: str) -> str:
    """The page of a kind of conflict."""
    return f"conflicts/{page_name(kind)}.html"


def _translations(plan: Plan, language: str, own: str, page: str) -> tuple[Translation, ...]:
    others: Sequence[str] = [one for one in plan.languages if one != language]
    return tuple(
        Translation(
            language=one,
            name=LANGUAGES[one],
            href=way(own, "") + plan.folder(one) + page,
        )
        for one in others
    )
