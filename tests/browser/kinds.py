"""The kinds of page that a browser is shown; a new kind is one line in `HONEST`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from audit.bundled import bundled_inventory
from audit.cli.main import main
from audit.compare.difference import difference
from audit.judge.assess import assess
from audit.model import Assessment, Versions
from audit.model.difference import Commit, Difference, History, Turn
from audit.render.brief.html import brief_html, letter_html
from audit.render.html import index_html, model_html
from audit.render.html_changes import difference_html, history_html
from audit.render.json import model_json
from audit.render.language import LANGUAGES, SOURCE, language
from tests.compare.states import plain
from tests.render.brief.briefs import whole
from tests.render.hostile import HOSTILE, poisoned
from tests.samples import open_assessment, sample_assessment

SHORT = " ".join(text for text in HOSTILE if len(text) < 60 and set(text) & set("<{&[\u202e模"))
LONG = "x" * 300
"""A word without a place to break it."""
DEFINITIONS = ("osaid-1.0", "mof-mot")
VERSIONS = Versions(tool="1.2.3", criteria="sha256:" + "c" * 64, licenses="2026-01-01")


@dataclass(frozen=True)
class Kind:
    """A page among those that are built into one folder."""

    name: str
    build: Callable[[Path], None]
    page: str


def _reports(folder: Path) -> None:
    """A comparison and the reports that it links to."""
    models = (sample_assessment(), open_assessment())
    _write(folder / "index.html", index_html(models))
    for one in models:
        _write(folder / f"{one.target.name}.html", model_html(one))


def _hostile_reports(folder: Path) -> None:
    """As strangers would write them; names that are not fit for a file are refused elsewhere."""
    good = open_assessment()
    _write(folder / f"{good.target.name}.html", model_html(good))
    for name, text in (("markup", SHORT), ("endless", LONG)):
        bad = poisoned(sample_assessment(), text)
        _write(folder / f"{name}-name.html", model_html(bad))
        named = msgspec.structs.replace(bad.target, name=name)
        bad = msgspec.structs.replace(bad, target=named)
        _write(folder / f"{name}.html", model_html(bad))
        _write(folder / f"{name}-index.html", index_html((bad, good)))


def _changes(folder: Path) -> None:
    found = difference(plain(license="mit"), plain(license="cc-by-nc-4.0"))
    found = msgspec.structs.replace(found, judged_by=VERSIONS)
    _write(folder / "difference.html", difference_html(found))
    _write(folder / "history.html", history_html(_past(found)))


def _past(found: Difference) -> History:
    commit = Commit(sha="a" * 40, date="2024-02-03T04:05:06Z", words="Update README.md")
    return History(
        target=found.new.target,
        revision="a" * 40,
        url="https://huggingface.co/acme/Heron-7B",
        commits=3,
        first="2024-01-01",
        last="2024-02-03",
        versions=VERSIONS,
        turns=(Turn(commit=commit, statements=found.statements),),
    )


def _brief(folder: Path) -> None:
    view = whole()
    _write(folder / "brief.html", brief_html(view))
    _write(folder / "letter.html", letter_html(view.letters[0]))


def _site(folder: Path) -> None:
    """A site of models of which one was seen twice, by the command itself."""
    results = folder.parent / f"{folder.name}-results"
    results.mkdir()
    models = [_bundled(name) for name in ("aria", "llava-v1.5-7b", "cogvlm-chat-hf")]
    day = msgspec.structs.replace(
        models[1].snapshot, collected="2025-01-01", digest="sha256:" + "1" * 64
    )
    models += [msgspec.structs.replace(models[1], target=models[0].target, snapshot=day)]
    for number, one in enumerate(models):
        _write(results / f"{number}.json", model_json(one))
    given = ["--language", language(), "--base-url", "https://site.example/"]
    assert main(["site", str(results), "-o", str(folder), *given]) == 0


def _bundled(name: str = "aria") -> Assessment:
    """A real model without quotes, by some of the definitions: each more is more of the same."""
    judged = assess(bundled_inventory(name))
    some = {key: judged.frameworks[key] for key in DEFINITIONS}
    return msgspec.structs.replace(judged, frameworks=some)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="")


REPORT = Kind("report", _reports, "Heron-VL-7B.html")
COMPARISON = Kind("comparison", _reports, "index.html")
SITE = Kind("site", _site, "index.html")
SITE_MODEL = Kind("site-model", _site, "models/aria.html")
HONEST = (
    REPORT,
    COMPARISON,
    Kind("difference", _changes, "difference.html"),
    Kind("history", _changes, "history.html"),
    Kind("brief", _brief, "brief.html"),
    Kind("letter", _brief, "letter.html"),
    SITE,
    SITE_MODEL,
    Kind("site-framework", _site, "frameworks/osaid-1.0.html"),
    Kind("site-license", _site, "licenses/apache-2.0.html"),
    Kind("site-conflict", _site, "conflicts/badge-elsewhere.html"),
    Kind("site-changes", _site, "changes/aria.html"),
    Kind("site-badges", _site, "badges.html"),
    Kind("site-method", _site, "method.html"),
    Kind("site-404", _site, "404.html"),
)
HOSTILE_KINDS = (
    Kind("hostile-report", _hostile_reports, "markup-name.html"),
    Kind("hostile-comparison", _hostile_reports, "markup-index.html"),
)
"""Pages whose words want to be more than words."""
ENDLESS = (
    Kind("endless-report", _hostile_reports, "endless-name.html"),
    Kind("endless-comparison", _hostile_reports, "endless-index.html"),
)
"""Pages of words that find no room."""
KINDS = (*HONEST, *HOSTILE_KINDS)
OTHERS = tuple(language for language in LANGUAGES if language != SOURCE)
SHOWN = (
    *((kind, SOURCE) for kind in KINDS),
    *((kind, language) for language in OTHERS for kind in HONEST),
)
"""Every kind in every language; what strangers wrote stays in theirs, so once is enough."""
