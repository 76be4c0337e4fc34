from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from audit.cli import site_build, site_work
from audit.cli.site_files import MANIFEST, STAGING, put_in_place
from audit.cli.site_inputs import assessment_of, inputs
from audit.errors import AuditError
from audit.judge import sound
from audit.model import Assessment, Outcome
from audit.render.site.links import Plan
from tests.render.hostile import HOSTILE, poisoned
from tests.render.pages import Page, problems

from .sites import EGRET, HERON, contents, dead_links, make, moments, named, on, put

TWO = Plan(languages=("en", "zh-Hans"), base_url="https://models.example/open/")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    newer = replace(on("2026-11-25"), conflicts=HERON.conflicts[1:], gaps=())
    return put(tmp_path / "results", HERON, newer, EGRET)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "public"


def test_a_page_for_everything(results: Path, site: Path) -> None:
    done = make(results, site)
    made = contents(site)
    assert (done.models, done.files, done.written, done.removed) == (
        2,
        len(made) - 1,
        done.files,
        0,
    )
    pages = {name for name in made if name.endswith(".html") and not name.startswith("licenses/")}
    assert {
        "404.html",
        "badges.html",
        "changes/Heron-VL-7B.html",
        "frameworks/osaid-1.0.html",
        "index.html",
        "method.html",
        "models/Egret-1B.html",
        "models/Heron-VL-7B.html",
    } <= pages
    assert {"models.csv", "models.json", "feed.xml", "robots.txt", "site.js"} <= set(made)
    assert "badges/Egret-1B/osaid-1.0.svg" in made
    assert {one.kind for one in HERON.conflicts[1:]} == {
        name.split("/")[1].removesuffix(".html") for name in pages if name.startswith("conflicts/")
    }
    assert len([name for name in pages if name.startswith("past/Heron-VL-7B/2026-11-20-")]) == 1


@pytest.mark.parametrize("plan", [Plan(), TWO, Plan(languages=("zh-Hans",))])
def test_every_link_and_place_is_there(results: Path, site: Path, plan: Plan) -> None:
    make(results, site, plan)
    assert dead_links(site, plan.base_url) == []


def test_bundled_models_make_a_whole_site(site: Path) -> None:
    done = site_build.build(inputs(["bundled:all"]), site, Plan())
    assert done.models == 8
    assert dead_links(site) == []
    assert {path.stem for path in (site / "licenses").iterdir()} >= {"apache-2.0", "mit"}


def test_pages_are_well_formed_and_load_nothing_but_the_script(results: Path, site: Path) -> None:
    make(results, site, TWO)
    ours = ("site.js", "badges/", "feed.xml", "index.html", "cards/")
    for path in site.rglob("*.html"):
        found = [
            one
            for one in problems(path.read_text(encoding="utf-8"))
            if "is no web link" not in one and one not in {"<script>", "<img>", "<form>", "<link>"}
        ]
        assert found == [], path
        page = Page(path.read_text(encoding="utf-8"))
        loaded = [one.get("src") or "" for tag in ("script", "img") for one in page.all(tag)]
        assert all(any(part in one for part in ours) for one in loaded), loaded
        policy = page.all("meta")[1]["content"] or ""
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy


def test_nothing_is_hidden_without_the_script(results: Path, site: Path) -> None:
    make(results, site)
    page = Page((site / "index.html").read_text(encoding="utf-8"))
    assert [attrs for _tag, attrs in page.tags if "hidden" in attrs] == page.all("form")
    assert "Egret-1B" in page.text
    assert "Heron-VL-7B" in page.text


def test_a_rebuild_of_the_same_touches_nothing(results: Path, site: Path) -> None:
    make(results, site)
    before = moments(site)
    done = make(results, site)
    assert (done.written, done.removed) == (0, 0)
    assert moments(site) == before


def test_a_rebuild_touches_only_what_changed(
    results: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(results, site)
    before = moments(site)
    rendered: list[str] = []

    def read(path: Path) -> Assessment:
        rendered.append(path.name)
        return assessment_of(path)

    monkeypatch.setattr(site_work, "assessment_of", read)
    put(results, HERON, replace(on("2026-11-25"), gaps=()))  # its conflicts are as they were
    make(results, site)
    after = moments(site)
    assert rendered == ["1.json"]
    touched = {name for name in after if before.get(name) != after[name]}
    assert "models/Heron-VL-7B.html" in touched
    assert not [name for name in touched if "Egret" in name]
    assert not touched & {"method.html", "site.js", "robots.txt", "badges.html", "404.html"}


def test_a_site_brought_up_to_date_is_as_one_made_anew(results: Path, tmp_path: Path) -> None:
    make(results, tmp_path / "old", TWO)
    put(results, HERON, named("Third"), EGRET)
    make(results, tmp_path / "old", TWO)
    make(results, tmp_path / "new", TWO)
    assert contents(tmp_path / "old") == contents(tmp_path / "new")


def test_pages_of_models_that_left_are_removed(results: Path, site: Path) -> None:
    make(results, site)
    (site / "CNAME").write_text("models.example\n")
    (results / "2.json").unlink()
    done = make(results, site)
    assert done.removed > 2
    left = contents(site)
    assert not [name for name in left if "Egret" in name]
    assert not (site / "badges" / "Egret-1B").exists()
    assert left["CNAME"] == b"models.example\n"
    assert dead_links(site) == []


def test_a_page_that_went_missing_is_made_again(results: Path, site: Path) -> None:
    make(results, site)
    before = contents(site)
    (site / "models" / "Egret-1B.html").unlink()
    (site / "index.html").unlink()
    make(results, site)
    assert contents(site) == before


@pytest.mark.parametrize("plan", [Plan(), TWO])
def test_the_same_bytes_whatever_the_number_of_workers(
    tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_work, "FEW", 0)
    results = put(tmp_path / "results", *(named(f"model-{number}") for number in range(9)), EGRET)
    make(results, tmp_path / "one", plan)
    make(results, tmp_path / "two", plan, workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_folder_of_somebody_else_is_refused(results: Path, site: Path) -> None:
    site.mkdir()
    (site / "letter.txt").write_text("mine")
    with pytest.raises(AuditError, match="is not empty, and no site of this tool"):
        make(results, site)
    assert contents(site) == {"letter.txt": b"mine"}


def test_a_file_of_somebody_else_is_not_written_over(results: Path, site: Path) -> None:
    make(results, site)
    put(results, HERON, EGRET, named("Third"))
    (site / "models" / "Third.html").write_text("mine")
    with pytest.raises(AuditError, match=r"Third\.html is not of this site"):
        make(results, site)
    assert (site / "models" / "Third.html").read_text() == "mine"
    assert not (site / STAGING).exists()


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"[]", b'{"schema": "openness-site-manifest/9"}', b"\xff", b'{"files": ["../x"]}'],
)
def test_a_manifest_that_is_not_ours_is_refused(results: Path, site: Path, broken: bytes) -> None:
    make(results, site)
    (site / MANIFEST).write_bytes(broken)
    before = contents(site)
    with pytest.raises(AuditError, match=r"is broken|is not of this version"):
        make(results, site)
    assert contents(site) == before


def test_what_a_killed_run_left_is_no_hindrance(results: Path, site: Path) -> None:
    (site / STAGING / "models").mkdir(parents=True)
    (site / STAGING / "models" / "half.html").write_text("<!DOC")
    make(results, site)
    assert not (site / STAGING).exists()


def test_a_run_that_was_cut_while_files_moved_is_finished_by_the_next(
    results: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(results, site)
    put(results, named("Third"), named("Fourth"), on("2026-11-26", EGRET))

    def cut(beside: Path, folder: Path, names: list[str]) -> None:
        put_in_place(beside, folder, names[: len(names) // 2])
        raise KeyboardInterrupt

    monkeypatch.setattr(site_build, "put_in_place", cut)
    with pytest.raises(KeyboardInterrupt):
        make(results, site)
    monkeypatch.undo()
    make(results, site)
    make(results, tmp_path / "anew")
    assert contents(site) == contents(tmp_path / "anew")


def test_a_bad_input_changes_nothing(results: Path, site: Path) -> None:
    make(results, site)
    before = contents(site)
    (results / "9.json").write_text('{"schema": "openness-assessment/1", "target": 3}')
    with pytest.raises(AuditError, match=r"9\.json"):
        make(results, site)
    assert contents(site) == before


def test_hostile_names_get_files_of_their_own(tmp_path: Path, site: Path) -> None:
    names = ["../x", "..", "CON", "con", "aria", "Aria", "🦩", "模型", "x" * 300, "x" * 301, "a/b"]
    names += ["a\\b", "index", "models", " ", "", "a\x00b", "-", "x.html", "<b>", "💥" * 90]
    results = put(tmp_path / "results", *(named(one, f"hf:lab/{one}") for one in names))
    assert make(results, site).models == len(names)
    files = [path.name.lower() for path in (site / "models").iterdir()]
    assert len(files) == len(set(files)) == 2 * len(names)
    assert all(name.isascii() and len(name) < 120 for name in files)
    assert not [one for one in files if one.split(".")[0] in {"con", "prn", "aux", "nul"}]
    assert dead_links(site) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public", "results"]


def test_two_models_of_one_name(tmp_path: Path, site: Path) -> None:
    results = put(tmp_path / "results", named("aria", "hf:one/aria"), named("aria", "hf:two/aria"))
    assert make(results, site).models == 2
    assert len(list((site / "models").glob("aria-*.html"))) == 2
    assert dead_links(site) == []


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text)[:30])
def test_hostile_words_stay_words(
    text: str, tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sound, "problems", lambda _inventory: iter(()))
    results = put(tmp_path / "results", poisoned(HERON, text), EGRET)
    make(results, site, Plan(base_url="https://models.example/"))
    assert dead_links(site, "https://models.example/") == []
    for path in site.rglob("*.html"):
        page = Page(path.read_text(encoding="utf-8"))
        assert len(page.all("script")) == (path.name == "index.html" and path.parent == site)
        assert not [name for _tag, attrs in page.tags for name in attrs if name.startswith("on")]
    for path in [*site.rglob("*.svg"), site / "feed.xml", site / "sitemap.xml"]:
        ElementTree.fromstring(path.read_bytes())
    for row in csv.reader(io.StringIO((site / "models.csv").read_text(encoding="utf-8"))):
        assert not [one for one in row if one.strip()[:1] in set("=+-@")]


def test_data_for_programs(results: Path, site: Path) -> None:
    make(results, site)
    text = (site / "models.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["model"] for row in rows] == ["Egret-1B", "Heron-VL-7B"]
    assert [row["osaid-1.0"] for row in rows] == ["unknown", "unmet"]
    listed = json.loads((site / "models.json").read_text(encoding="utf-8"))["models"]
    assert [one["outcomes"]["osaid-1.0"]["outcome"] for one in listed] == ["unknown", "unmet"]
    for one in listed:
        assessment = json.loads((site / one["assessment"]).read_text(encoding="utf-8"))
        assert assessment["target"]["id"] == one["id"]
        assert (site / one["report"]).is_file()


def test_the_feed_is_dated_by_collection(results: Path, site: Path) -> None:
    make(results, site, TWO)
    feed = ElementTree.fromstring((site / "feed.xml").read_bytes())
    assert feed.findtext(f"{ATOM}updated") == "2026-11-25T00:00:00Z"
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}updated") for one in entries] == [
        "2026-11-25T00:00:00Z",
        "2026-11-20T00:00:00Z",
        "2026-11-20T00:00:00Z",
    ]
    ids = [one.findtext(f"{ATOM}id") or "" for one in entries]
    assert len(set(ids)) == 3
    assert all(one.startswith("urn:uuid:") for one in ids)
    links = [one.find(f"{ATOM}link").get("href") for one in entries]  # type: ignore[union-attr]
    assert links[0] == "https://models.example/open/models/Heron-VL-7B.html"


def test_the_sitemap_has_every_page(results: Path, site: Path) -> None:
    make(results, site, TWO)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = ElementTree.fromstring((site / "sitemap.xml").read_bytes()).iter(f"{space}loc")
    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    wanted = [f"{TWO.base_url}{one}" for one in pages if "404" not in one]
    assert sorted(str(one.text) for one in listed) == sorted(wanted)
    assert "Sitemap: https://models.example/open/sitemap.xml" in (site / "robots.txt").read_text()


def test_addresses_only_where_they_are_known(results: Path, site: Path) -> None:
    make(results, site)
    assert not (site / "sitemap.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text()
    for path in site.rglob("*.html"):
        found = Page(path.read_text(encoding="utf-8")).all("meta")
        told = {one.get("property"): one["content"] for one in found if "property" in one}
        assert told["og:title"]
        assert told["og:description"]
        assert "og:image" not in told
        assert "og:url" not in told


def test_two_languages_lead_to_each_other(results: Path, site: Path) -> None:
    make(results, site, TWO)
    page = Page((site / "models" / "Egret-1B.html").read_text(encoding="utf-8"))
    other = Page((site / "zh-Hans" / "models" / "Egret-1B.html").read_text(encoding="utf-8"))
    assert (page.all("html")[0]["lang"], other.all("html")[0]["lang"]) == ("en", "zh-Hans")
    told = [one for one in page.all("link") if one.get("hreflang")]
    assert told[0]["href"] == "https://models.example/open/zh-Hans/models/Egret-1B.html"
    back = [one for one in other.all("link") if one.get("hreflang")]
    assert back[0]["href"] == "https://models.example/open/models/Egret-1B.html"
    assert "../../models/Egret-1B.json" in other.links


def test_what_changed_is_told_with_its_dates(tmp_path: Path, site: Path) -> None:
    osaid = HERON.frameworks["osaid-1.0"]
    first = next(iter(osaid.requirements))
    better = replace(osaid.requirements[first], outcome=Outcome.NOT_APPLICABLE)
    newer = replace(
        on("2026-11-25"),
        conflicts=HERON.conflicts[1:],
        gaps=(),
        versions=replace(HERON.versions, tool="9.9"),
        frameworks={
            "osaid-1.0": replace(osaid, requirements={**osaid.requirements, first: better})
        },
    )
    make(put(tmp_path / "results", newer, HERON), site)
    text = Page((site / "changes" / "Heron-VL-7B.html").read_text(encoding="utf-8")).text
    assert "From 2026-11-20 to 2026-11-25" in text
    assert "no longer found" in text
    assert f"{first} " in text
    assert "not applicable" in text
    assert "another version of the tool" in text
    newest = Page((site / "models" / "Heron-VL-7B.html").read_text(encoding="utf-8"))
    assert "2026-11-25" in newest.text
    assert "Report of 2026-11-20" in newest.text


def test_unchanged_dates_say_so(tmp_path: Path, site: Path) -> None:
    make(put(tmp_path / "results", HERON, on("2026-11-25")), site)
    text = Page((site / "changes" / "Heron-VL-7B.html").read_text(encoding="utf-8")).text
    assert "No outcome, component or conflict changed." in text


def test_a_conflict_stands_on_the_page_of_its_kind_with_both_quotes(
    results: Path, site: Path
) -> None:
    make(results, site)
    for one in HERON.conflicts[1:]:
        page = Page((site / "conflicts" / f"{one.kind}.html").read_text(encoding="utf-8"))
        assert "Found in 1 of 2 models." in page.text
        quotes = [each.quote for side in one.sides for each in side.evidence if each.quote]
        assert all(" ".join(quote.split()) in page.text for quote in quotes)


def test_a_large_matrix_links_names_alone(tmp_path: Path, site: Path) -> None:
    many = [named(f"m{number}") for number in range(3)]
    make(put(tmp_path / "results", *many), site)
    linked = (site / "frameworks" / "osaid-1.0.html").read_text(encoding="utf-8")
    from audit.render.site import subjects

    before, subjects.MOST_LINKED = subjects.MOST_LINKED, 3
    try:
        make(put(tmp_path / "results", *many), tmp_path / "bare")
    finally:
        subjects.MOST_LINKED = before
    bare = (tmp_path / "bare" / "frameworks" / "osaid-1.0.html").read_text(encoding="utf-8")
    assert "#requirement-" in linked
    assert "#requirement-" not in bare
    assert Page(linked).text.count("✗ unmet") == Page(bare).text.count("✗ unmet")
    assert dead_links(tmp_path / "bare") == []
