from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.licenses import (
    Corpus,
    f1,
    is_top,
    main,
    ours,
    score_licenses,
    table,
    tags_read,
)
from benchmarks.perturbed import KINDS, perturbed
from tests.licenses.test_identify import APACHE, MIT


@pytest.fixture
def labelled(tmp_path: Path) -> Corpus:
    rows = [
        {"file": "A", "kind": "license", "expert_id": "MIT"},
        {"file": "B", "kind": "license", "expert_id": "custom:cogvlm-model-license"},
        {"file": "C", "kind": "license", "expert_id": "MIT AND Apache-2.0"},
        {"file": "R.md", "kind": "readme", "expert_id": "['Apache-2.0', 'llama-2-license-2023']"},
    ]
    (tmp_path / "index.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "A").write_text(MIT, encoding="utf-8")
    (tmp_path / "B").write_text("You may look at it under this license.", encoding="utf-8")
    (tmp_path / "C").write_text(f"{MIT}\n\n{APACHE}", encoding="utf-8")
    (tmp_path / "R.md").write_text("The code is under Apache 2.0.\n", encoding="utf-8")
    return Corpus(tmp_path)


@pytest.mark.parametrize(
    ("index", "problem"),
    [
        (None, "No such file or directory"),
        (b"{", "is no JSON in UTF-8"),
        (b"\xff", "is no JSON in UTF-8"),
        (b"3", "is no list of objects with file, kind and expert_id"),
        (b"[3]", "is no list of objects with file, kind and expert_id"),
        (b'[{"file": "A"}]', "is no list of objects with file, kind and expert_id"),
    ],
)
def test_a_folder_without_labels_is_one_line(
    index: bytes | None, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if index is not None:
        (tmp_path / "index.json").write_bytes(index)
    assert main(["--corpus", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert str(tmp_path / "index.json") in said.err
    assert problem in said.err


def test_labels_are_told_by_our_names(labelled: Corpus) -> None:
    assert labelled.wanted(labelled.licenses[1]) == {"LicenseRef-cogvlm"}
    assert labelled.wanted(labelled.readmes[0]) == {"Apache-2.0", "LicenseRef-llama2"}


def test_another_licenses_name_is_wrong_and_silence_is_not(labelled: Corpus) -> None:
    found = {"A": {"MIT"}, "B": {"MIT"}, "C": {"MIT"}}
    scored = score_licenses(labelled, found)
    assert scored["listed, exact"] == "1 of 2"
    assert scored["unlisted, another's name"] == "1 of 1"
    scored = score_licenses(labelled, found | {"B": set()})
    assert scored["unlisted, another's name"] == "0 of 1"


def test_f1(labelled: Corpus) -> None:
    assert f1(labelled, labelled.readmes, {"R.md": {"Apache-2.0"}}) == 0.667
    assert f1(labelled, labelled.readmes, {"R.md": set()}) == 0.0


def test_our_figures_make_a_table(labelled: Corpus) -> None:
    figures = {"openness": ours(labelled), "peer": {"problem": "not installed"}}
    assert figures["openness"]["listed, exact"] == "2 of 2"
    text = table(figures)
    assert "not installed" in text
    assert "README F1, set aside" in text


def test_every_tag_of_the_hub_is_read() -> None:
    assert tags_read() == "83 of 83"


@pytest.mark.parametrize("kind", KINDS)
def test_a_perturbed_text_is_the_same_each_time_and_still_found(kind: str) -> None:
    assert perturbed(kind, APACHE, 1) == perturbed(kind, APACHE, 1) != APACHE
    assert is_top(perturbed(kind, APACHE, 1), "Apache-2.0")
