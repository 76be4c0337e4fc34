"""What the tests of sites share: assessments in files, a site made of them, its links."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from audit.cli.site_build import Done, build
from audit.cli.site_inputs import inputs
from audit.model import Assessment, Target, TargetKind
from audit.model.vocabulary import QUESTIONS
from audit.render.json import model_json
from audit.render.site.links import Plan
from tests.render.pages import Page
from tests.samples import open_assessment, sample_assessment


def _sound(one: Assessment) -> Assessment:
    """With the ids of questions that a reader of files accepts."""
    asked = zip(one.data_questions, QUESTIONS, strict=False)
    return replace(one, data_questions=tuple(replace(each, id=name) for each, name in asked))


HERON, EGRET = _sound(sample_assessment()), _sound(open_assessment())


def named(name: str, identifier: str | None = None, like: Assessment = HERON) -> Assessment:
    target = Target(kind=TargetKind.HUB_MODEL, id=identifier or f"hf:lab/{name}", name=name)
    return replace(like, target=target)


def on(day: str, like: Assessment = HERON) -> Assessment:
    snapshot = replace(like.snapshot, collected=day, digest=f"sha256:{day}")
    return replace(like, snapshot=snapshot)


def put(folder: Path, *assessments: Assessment) -> Path:
    """The folder with a file for each."""
    folder.mkdir(exist_ok=True)
    for number, one in enumerate(assessments):
        (folder / f"{number}.json").write_text(model_json(one), encoding="utf-8")
    return folder


def make(results: Path, site: Path, plan: Plan | None = None, workers: int = 1) -> Done:
    return build(inputs([str(results)]), site, plan or Plan(), workers=workers)


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def moments(site: Path) -> dict[str, tuple[int, int]]:
    """When each file was written, and which one it is."""
    return {
        path.relative_to(site).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in site.rglob("*")
        if path.is_file()
    }


def dead_links(site: Path, base: str = "") -> list[str]:
    """Links that lead to no file of the site, or to no place on its page."""
    pages = {
        path: Page(path.read_text(encoding="utf-8"))
        for path in site.rglob("*.html")
        if path.is_file()
    }
    ids = {path: frozenset(page.ids) for path, page in pages.items()}
    found = []
    for path, page in pages.items():
        for link in _links(page):
            if base and link.startswith(base):
                target = site / unquote(urlsplit(link.removeprefix(base)).path)
            elif urlsplit(link).scheme:
                continue
            else:
                way = unquote(urlsplit(link).path)
                target = (path.parent / way).resolve() if way else path
            place = urlsplit(link).fragment
            if not target.is_file() or (place and place not in ids.get(target, ())):
                found.append(f"{path.relative_to(site)}: {link}")
    return found


def _links(page: Page) -> Iterable[str]:
    yield from page.links
    for tag in ("link", "script", "img"):
        for one in page.all(tag):
            link = one.get("href") or one.get("src") or "data:,"
            if not link.startswith("data:"):
                yield link
