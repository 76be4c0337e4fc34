"""Where the pages of a site lie, and how one leads to another."""

from __future__ import annotations

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
        return "" if language == self.languages[0] else f"{language}/"


class Link(Struct, frozen=True, kw_only=True):
    """Words that lead somewhere."""

    name: str
    href: str
    language: str = ""
    """The language of what it leads to, where that is another."""


class Site(Struct, frozen=True, kw_only=True):
    """The links that stand on one page, and what it says of itself to those that preview it."""

    root: str
    """The way to the front page's folder in this language."""
    files: str
    """The way to the folder of what all languages share."""
    title: str
    says: str
    image: str
    """The address of its picture; empty where none is known."""
    address: str
    """The page's own address; empty where it is not known."""
    translations: tuple[Link, ...]
    own: tuple[Link, ...] = ()
    """Other pages of the model: data, changes, older reports."""
    badges: tuple[Link, ...] = ()


def site_of(
    plan: Plan, language: str, page: str, *, title: str, says: str, image: str = ""
) -> Site:
    """The links of the page at a path below the language's folder."""
    own = plan.folder(language) + page
    base = plan.base_url
    return Site(
        root=way(own, plan.folder(language)),
        files=way(own, ""),
        title=str(title),  # neither can hold the mark of another language
        says=str(says),
        image=f"{base}{quote(plan.folder(language) + image)}" if image and base else "",
        address=f"{base}{quote(own)}" if base else "",
        translations=tuple(
            Link(
                language=one,
                name=LANGUAGES[one],
                href=(base or way(own, "")) + quote(plan.folder(one) + page),
            )
            for one in plan.languages
            if one != language
        ),
    )


def way(page: str, folder: str) -> str:
    """The relative way from a page to a folder, `/` at its end; `./` where it is the same."""
    parts = page.rpartition("/")[0]
    return f"{relpath(folder or '.', parts or '.')}/"


def framework_page(identifier: str) -> str:
    """The page of a framework."""
    return f"frameworks/{page_name(identifier.lower())}.html"


def license_page(license_: str | None, class_: str) -> str:
    """The page of a license, whose id is the same in capitals or not; terms without a name share
    that of their class."""
    return f"licenses/{page_name((license_ or f'without-name.{class_}').lower())}.html"


def conflict_page(kind: str) -> str:
    """The page of a kind of conflict."""
    return f"conflicts/{page_name(kind.lower())}.html"


def report_page(page: str) -> str:
    """The report of a model, or the older one of a name of `past_name`."""
    return f"{'past' if '/' in page else 'models'}/{page}.html"


def badge_path(page: str, framework: str) -> str:
    """Where the badge of a framework lies."""
    return f"badges/{page}/{page_name(framework.lower())}.svg"
