"""`openness audit --reviews`, and the files that it reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .running import Command

ENTRY = {
    "component": "changelog",
    "finding": "released",
    "reason": "It is in the card.",
    "evidence": [{"artifact": "hf:acme/tiny", "path": "README.md", "quote": "license"}],
    "date": "2026-11-20",
}


def write(place: str, *entries: dict[str, Any], **head: Any) -> None:
    """A review file on acme/tiny."""
    usual = {"schema": "openness-review/1", "model": "acme/tiny", "reviewer": "Jane"}
    Path(place).parent.mkdir(parents=True, exist_ok=True)
    Path(place).write_text(json.dumps({**usual, **head, "reviews": entries}))


@pytest.fixture
def revision(openness: Command) -> str:
    """The commit of acme/tiny; a report without reviews is in `plain`."""
    assert openness("audit", "acme/tiny", "-o", "plain").code == 0
    found = json.loads(Path("plain/acme--tiny.json").read_text())
    return str(found["artifacts"][0]["revision"])


def report(folder: str) -> Any:
    return json.loads(Path(folder, "acme--tiny.json").read_text())


def test_a_review_decides_and_is_shown(openness: Command, revision: str) -> None:
    write("jane.yaml", ENTRY, revision=revision)
    ran = openness("audit", "acme/tiny", "-o", "out", "--reviews", "jane.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert "by Jane on 2026-11-20: It is in the card." in ran.out
    found = report("out")
    assert found["components"]["changelog"]["availability"] == "released"
    assert found["reviews"][0]["state"] == "applied"
    assert found["reviews"][0]["quotes"] == ["found"]
    assert found["reviews"][0]["component"] == report("plain")["components"]["changelog"]


def test_a_folder_of_reviews(openness: Command, revision: str) -> None:
    write("kept/acme/jane.yml", ENTRY, revision=revision)
    write("kept/other.yaml", ENTRY, revision=revision, model="acme/other")
    ran = openness(
        "audit", "acme/tiny", "acme/base", "-o", "out", "--reviews", "kept", "kept/acme/jane.yml"
    )
    assert ran.code == 0
    assert ran.err == "no review is of hf:acme/base\n"
    (one,) = report("out")["reviews"]
    assert one["review"]["file"] == "acme/jane.yml", "no folder of this machine is told"


def test_a_folder_is_never_read_unasked(openness: Command, revision: str) -> None:
    write("reviews/jane.yaml", ENTRY, revision=revision)
    assert openness("audit", "acme/tiny", "-o", "out").code == 0
    for name in ("acme--tiny.json", "acme--tiny.html"):
        assert Path("out", name).read_bytes() == Path("plain", name).read_bytes()


def test_what_does_not_decide_is_said_on_stderr(openness: Command, revision: str) -> None:
    write("old.yaml", ENTRY, revision="f" * 40)
    lost = {**ENTRY, "evidence": [{**ENTRY["evidence"][0], "quote": "no such words"}]}  # type: ignore[dict-item]
    write("lost.yaml", lost, revision=revision)
    ran = openness("audit", "acme/tiny", "-o", "out", "--reviews", "old.yaml", "lost.yaml")
    assert ran.code == 0
    first, second = ran.err.splitlines()
    assert first.startswith("old.yaml, entry 1 (changelog) does not decide: of revision ffff")
    assert second.endswith("the quote does not stand in README.md of hf:acme/tiny")
    assert report("out")["components"] == report("plain")["components"]


def test_the_day_on_which_reviews_are_to_be_valid(openness: Command, revision: str) -> None:
    write("jane.yaml", {**ENTRY, "valid-until": "2036-01-01"}, revision=revision)
    for day, state in (("2036-01-01", "applied"), ("2036-01-02", "expired")):
        ran = openness("audit", "acme/tiny", "--reviews", "jane.yaml", "--on", day, "-o", day)
        assert ran.code == 0
        assert report(day)["reviews"][0]["state"] == state
    said = openness.fails("audit", "acme/tiny", "--reviews", "jane.yaml", "--on", "tomorrow")
    assert "'tomorrow' is no day." in said


def test_a_report_with_reviews_is_judged_anew_without_them(
    openness: Command, revision: str
) -> None:
    write("jane.yaml", ENTRY, revision=revision)
    openness("audit", "acme/tiny", "-o", "out", "--reviews", "jane.yaml")
    assert openness("audit", "out/acme--tiny.json", "-o", "again").code == 0
    for name in ("acme--tiny.json", "acme--tiny.html"):
        assert Path("again", name).read_bytes() == Path("plain", name).read_bytes()


def test_a_live_report_keeps_its_reviews(
    openness: Command, revision: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from audit import bundled

    write("jane.yaml", ENTRY, revision=revision)
    kept = str(tmp_path / "kept")
    assert openness("export-facts", "acme/tiny", "-o", kept).code == 0
    monkeypatch.setattr(bundled, "FOLDER", Path(kept))
    arguments = ("audit", "bundled:acme--tiny", "--live", "-o", "out", "--reviews", "jane.yaml")
    assert openness(*arguments).code == 0
    assert report("out")["components"]["changelog"]["reviewed"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"schema: openness-review/1\n",
            "jane.yaml: object missing required field `model`; reviews",
        ),
        (b"\xff\xfe", "jane.yaml is not UTF-8 text."),
        (b"a" * 300_000, "jane.yaml is larger than 256,000 bytes."),
        (b"\x1b[2J: [", "jane.yaml: "),
    ],
)
def test_a_broken_file_is_named(offline: Command, content: bytes, said: str) -> None:
    Path("jane.yaml").write_bytes(content)
    assert said in offline.fails("audit", "bundled:aria", "--reviews", "jane.yaml")


def test_files_that_are_not_there(offline: Command) -> None:
    said = offline.fails("audit", "bundled:aria", "--reviews", "no.yaml")
    assert "no.yaml cannot be read: No such file or directory." in said
    Path("bare").mkdir()
    said = offline.fails("audit", "bundled:aria", "--reviews", "bare")
    assert "bare holds no review files." in said
