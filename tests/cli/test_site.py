"""The site: whole, linked, brought up to date, and never written over what is not ours."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree  # our own output

import msgspec
import pytest

from audit.cli.main import main
from audit.cli.site_files import MANIFEST
from audit.collect.targets import name_target
from audit.model import Assessment
from audit.pipeline import audit
from audit.render.json import model_json
from tests.render.hostile import HOSTILE
from tests.render.pages import Page


def assessment(name: str = "aria") -> Assessment:
    return audit(name_target(f"bundled:{name}"), None)


def named(one: Assessment, name: str, day: str = "", digest: str = "") -> Assessment:
    target = msgspec.structs.replace(one.target, name=name, id=f"hf:acme/{name}")
    snapshot = msgspec.structs.replace(
        one.snapshot,
        collected=day or one.snapshot.collected,
        digest=digest or one.snapshot.digest,
    )
    return msgspec.structs.replace(one, target=target, snapshot=snapshot)


def given(folder: Path, *assessments: Assessment) -> Path:
    folder.mkdir(exist_ok=True)
    for number, one in enumerate(assessments):
        (folder / f"{number}.json").write_text(model_json(one), encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def build(*arguments: object) -> int:
    return main(["site", *map(str, arguments)])


def dead(folder: Path) -> list[str]:
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    ids = {path.resolve(): set(page.ids) for path, page in pages.items()}
    found = []
    for path, page in pages.items():
        for attrs in [*page.all("a"), *page.all("img"), *page.all("script"), *page.all("link")]:
            link = urlsplit(str(attrs.get("href") or attrs.get("src")))
            if link.scheme:
                continue
            place = (path.parent / unquote(link.path)).resolve() if link.path else path.resolve()
            if not place.is_file() or (link.fragment and link.fragment not in ids[place]):
                found.append(f"{path.name}: {link.geturl()}")
    return found


def test_every_link_and_anchor_of_the_bundled_site_resolves(tmp_path: Path) -> None:
    assert build("bundled:all", "-o", tmp_path / "out", "--language", "en", "zh-Hans") == 0
    assert dead(tmp_path / "out") == []
    assert (tmp_path / "out" / "zh" / "index.html").is_file()
    assert not [
        one
        for one in files(tmp_path / "out")
        if "openness-" in Path(one).parts[0][:9] and one != MANIFEST
    ]


def test_a_rebuild_touches_only_what_changed(tmp_path: Path) -> None:
    first, second = named(assessment(), "heron"), named(assessment(), "wren")
    results = given(tmp_path / "in", first, second)
    out = tmp_path / "out"
    build(results, "-o", out)
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    build(results, "-o", out)
    assert stamps == {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    given(results, first, named(assessment("llava-v1.5-7b"), "wren"))
    build(results, "-o", out)
    same = {
        path.name for path, at in stamps.items() if path.is_file() and path.stat().st_mtime_ns == at
    }
    assert {"heron.html", "heron.json", "method.html", "robots.txt"} <= same
    assert "wren.html" not in same
    build(results, "-o", tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_a_model_that_left_takes_its_pages_along(tmp_path: Path) -> None:
    results = given(tmp_path / "in", named(assessment(), "heron"), named(assessment(), "wren"))
    build(results, "-o", tmp_path / "out")
    (tmp_path / "out" / "models" / "note.txt").write_text("mine", encoding="utf-8")
    (results / "1.json").unlink()
    build(results, "-o", tmp_path / "out")
    assert not [one for one in files(tmp_path / "out") if "wren" in one]
    assert (tmp_path / "out" / "models" / "note.txt").read_text(encoding="utf-8") == "mine"


def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    assert build("bundled:aria", "-o", tmp_path) == 2
    assert "no site of this tool" in capsys.readouterr().err
    assert files(tmp_path) == {"index.html": b"mine"}


def test_a_bad_input_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = given(tmp_path / "in", named(assessment(), "heron"))
    build(results, "-o", tmp_path / "out")
    before = files(tmp_path / "out")
    broken = json.loads((results / "0.json").read_text(encoding="utf-8"))
    broken["components"] = 7
    (results / "1.json").write_text(json.dumps(broken), encoding="utf-8")
    assert build(results, "-o", tmp_path / "out") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert files(tmp_path / "out") == before


def test_the_number_of_processes_makes_no_difference(tmp_path: Path) -> None:
    results = given(tmp_path / "in", *(named(assessment(), f"m{n}") for n in range(10)))
    build(results, "-o", tmp_path / "one", "--jobs", "1")
    build(results, "-o", tmp_path / "two", "--jobs", "2")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_hostile_names_get_safe_files_and_stay_text(tmp_path: Path) -> None:
    names = [*(one[:2_000] for one in HOSTILE), "../x", "CON", "con", "Heron", "heron", "n" * 300]
    results = given(tmp_path / "in", *(named(assessment(), one) for one in names))
    assert build(results, "-o", tmp_path / "out") == 0
    found = [one for one in files(tmp_path / "out") if one.startswith("models/")]
    assert len({one.casefold() for one in found}) == 2 * len(names)
    assert all(one.isascii() and len(one) < 150 and "con." not in one for one in found)
    page = Page((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert page.faults == []
    assert [one["src"] for one in page.all("script")] == ["site.js"]
    assert dead(tmp_path / "out") == []
    cells = csv.reader(io.StringIO((tmp_path / "out" / "models.csv").read_text(encoding="utf-8")))
    assert not [cell for row in cells for cell in row if cell[:1] in "=+-@\t\r" and cell]


def test_what_changed_between_dates_is_told(tmp_path: Path) -> None:
    old = named(assessment("llava-v1.5-7b"), "heron", "2025-01-01", "a" * 64)
    new = named(assessment(), "heron", "2026-01-01", "b" * 64)
    build(given(tmp_path / "in", new, old), "-o", tmp_path / "out")
    text = Page((tmp_path / "out" / "changes" / "heron.html").read_text(encoding="utf-8")).text
    assert "From 2025-01-01 to 2026-01-01" in text
    listed = json.loads((tmp_path / "out" / "models.json").read_text(encoding="utf-8"))
    assert [one["collected"] for one in listed["models"]] == ["2026-01-01"]
    assert dead(tmp_path / "out") == []


def test_feed_and_sitemap_are_well_formed_and_dated_by_snapshots(tmp_path: Path) -> None:
    build("bundled:all", "-o", tmp_path, "--base-url", "https://example.org/open")
    atom = "{http://www.w3.org/2005/Atom}"
    tree = ElementTree.fromstring((tmp_path / "feed.xml").read_text(encoding="utf-8"))
    assert len(tree.findall(f"{atom}entry")) == 8
    days = {str(one.text) for one in tree.iter(f"{atom}updated")}
    assert days == {f"{assessment().snapshot.collected}T00:00:00Z"}
    maps = ElementTree.fromstring((tmp_path / "sitemap.xml").read_text(encoding="utf-8"))
    addresses = [str(one.text) for one in maps.iter() if one.tag.endswith("loc")]
    assert all(
        (tmp_path / one.removeprefix("https://example.org/open/")).is_file() for one in addresses
    )
    assert len(addresses) > 30


@pytest.mark.parametrize(
    "arguments",
    [
        ["bundled:nothing"],
        ["no-such.json"],
        ["bundled:aria", "--language", "tlh"],
        ["bundled:aria", "--base-url", "javascript:alert(1)"],
    ],
)
def test_mistakes_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert build(*arguments, "-o", tmp_path / "out") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "out").exists()
