from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from audit.cli import license_texts
from audit.licenses import taken
from audit.licenses.entries import Source
from audit.licenses.figures import digest_of, figures_of
from audit.licenses.normalize import read
from tests.hub import Shelf, git_repo, serve

TEXT = "You may use, change and pass on this work, and owe nobody anything for it at all. " * 3


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Source]]:
    found: list[tuple[str, Source]] = []
    monkeypatch.setattr(license_texts, "_sources", lambda: iter(found))
    return found


def source(revision: str, path: str = "LICENSE", text: str = TEXT) -> Source:
    digest = sha256(text.encode()).hexdigest()
    return Source(repository="acme/code", revision=revision, path=path, sha256=digest)


def test_texts_are_fetched_once_and_checked(
    sources: list[tuple[str, Source]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repo = git_repo("acme/code", {"LICENSE": TEXT, "a folder/OTHER": "changed"})
    with serve(Shelf(repos=[repo])) as hub:
        for name, value in hub.environment().items():
            monkeypatch.setenv(name, value)
        revision = repo.branches[repo.default_branch].sha
        sources[:] = [("LicenseRef-mine", source(revision))]
        assert license_texts.main([str(tmp_path / "texts")]) == 0
        kept = list((tmp_path / "texts").iterdir())
        assert [path.read_text(encoding="utf-8") for path in kept] == [TEXT]
        assert license_texts.main([str(tmp_path / "texts")]) == 0
        sources[:] = [
            ("LicenseRef-other", source(revision, "a folder/OTHER", "recorded")),
            ("LicenseRef-none", source(revision, "MISSING", "missing")),
        ]
        assert license_texts.main([str(tmp_path / "texts")]) == 3
    said = capsys.readouterr().err.splitlines()
    assert said[0].endswith("another text than was recorded")
    assert said[1].startswith("LicenseRef-none: acme/code/MISSING: ")
    assert list((tmp_path / "texts").iterdir()) == kept


def test_every_source_of_the_entries_is_wanted() -> None:
    sources = [found for _, found in license_texts._sources()]
    wanted = {found.sha256 for found in sources if not found.path.lower().endswith(".pdf")}
    assert wanted == {digest for _, digest in taken.wanted_sources()}


def test_fingerprints_are_taken_and_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    license_id, _ = next(taken.wanted_sources())
    missing = "0" * 64
    digest = sha256(TEXT.encode()).hexdigest()
    monkeypatch.setattr(
        taken, "wanted_sources", lambda: iter([(license_id, digest), (license_id, missing)])
    )
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "any name").write_text(TEXT, encoding="utf-8")
    stored = tmp_path / "criteria" / "licenses" / "taken.jsonl"
    stored.parent.mkdir(parents=True)
    assert taken.main([str(tmp_path / "texts"), "-o", str(stored)]) == 1
    assert f"missing: {license_id} {missing}" in capsys.readouterr().err
    assert "owe nobody" not in stored.read_text(encoding="ascii")
    monkeypatch.setattr(taken, "data_dir", lambda name: tmp_path / name)
    (found,) = taken.load_taken()
    words = read(TEXT).words
    assert (found.id, found.figures, found.digest) == (
        license_id,
        figures_of(words),
        digest_of(words),
    )
    monkeypatch.setattr(taken, "wanted_sources", lambda: iter([]))
    assert not list(taken.load_taken())
