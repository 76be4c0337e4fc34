"""The command, on a small corpus that is made up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.agreement import main
from benchmarks.agreement_cells import Decidable, read_cells, read_verdicts
from benchmarks.agreement_features import FEATURES
from benchmarks.agreement_labels import NoLabelsError, read_labels
from benchmarks.agreement_run import model_file
from benchmarks.agreement_scales import CLOSED, OPEN, PARTIAL, THERE, Scale
from tests.licenses.test_identify import MIT

SHA = "9" * 40
NOTE = "words of a reviewer"
README = "# tiny\n\nThe model is trained with `train.py`.\n\n## Training data\n\nNone is named.\n"


def mot(**components: tuple[str, bool | None]) -> dict[str, Any]:
    """A careful label of the tool's register: presence, and whether the license is open."""
    return label(
        mof_components={
            name.replace("_", " "): {
                "presence": presence,
                "gold_presence": True,
                "gold_licence": is_open is not None,
                "open_normalized": bool(is_open),
                "effective_license": None if is_open is None else "X",
            }
            for name, (presence, is_open) in components.items()
        }
    )


def european(**features: str) -> dict[str, Any]:
    return label(
        eosai_features={name: {"class": said, "notes": NOTE} for name, said in features.items()}
    )


def label(**fields: Any) -> dict[str, Any]:
    return {"tier": "A", "match": "exact", "hf_repos": [], **fields}


def model(folder: Path, slug: str, *files: str) -> dict[str, Any]:
    """Records a model with one code repository under the MIT License; its entry of the labels."""
    repo = folder / "models" / slug / "github" / f"acme__{slug}"
    repo.mkdir(parents=True)
    for name, text in (("LICENSE", MIT), ("README.md", README)):
        (repo / name).write_text(text, encoding="utf-8")
    (repo / "tree.json").write_text(json.dumps(tree(slug, files)), encoding="utf-8")
    meta = {"github": [{"repo": f"acme/{slug}", "revision": SHA}]}
    (repo.parents[1] / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return {"huggingface": [], "labels": {}}


def tree(slug: str, files: tuple[str, ...]) -> dict[str, Any]:
    listed = [{"path": path, "size": 900, "sha": "a" * 40} for path in ("LICENSE", *files)]
    listed.append({"path": "README.md", "size": len(README), "sha": "b" * 40})
    return {
        "repo": f"acme/{slug}",
        "branch": "main",
        "revision": SHA,
        "commit_date": "2024-01-01T00:00:00Z",
        "truncated_list": False,
        "files": listed,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two models with code to train, one without, and one of which nothing was recorded."""
    models = {
        "one": model(tmp_path, "one", "train.py", "train.sh"),
        "two": model(tmp_path, "two", "train.py", "train.sh"),
        "three": model(tmp_path, "three", "notes.md"),
        "four": {"huggingface": [], "labels": {}},
    }
    (tmp_path / "models" / "four").mkdir()
    (tmp_path / "models" / "four" / "meta.json").write_text('{"github": []}', encoding="utf-8")
    models["one"]["labels"] = {
        "mot:one": mot(Training_code=("present", True)),
        "osai:one": european(trainingcode="open"),
    }
    models["two"]["labels"] = {"mot:two": mot(Training_code=("absent", None))}
    models["three"]["labels"] = {
        "mot:three": mot(Training_code=("absent", None)),
        "osai:three": european(trainingcode="closed"),
    }
    models["four"]["labels"] = {"mot:four": mot(Training_code=("present", None))}
    write_labels(tmp_path, models)
    cells = {slug: {"training-code": "yes: the tree"} for slug in ("one", "two", "three")}
    cells["four"] = {"training-code": "stated: in words"}
    (tmp_path / "cells.yaml").write_text(yaml.safe_dump({"cells": cells}), encoding="utf-8")
    return tmp_path


def write_labels(folder: Path, models: Mapping[str, Any]) -> None:
    (folder / "labels.json").write_text(json.dumps({"models": models}), encoding="utf-8")


def run(folder: Path, *more: str) -> int:
    verdicts = folder / "verdicts.yaml"
    said = {"two": {"Training code": "label: it is there"}}
    verdicts.write_text(yaml.safe_dump({"verdicts": said}), encoding="utf-8")
    files = ["--cells", str(folder / "cells.yaml"), "--verdicts", str(verdicts)]
    return main(["--corpus", str(folder), *files, *more])


def test_the_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    lines = {(each["family"], each["feature"]): each for each in figures["features"]}
    there = lines["MOT", "Training code: there"]
    assert (there["labels"], there["decidable"], there["answered"]) == (4, 3, 3)
    assert there["accuracy"] == pytest.approx(2 / 3)
    assert there["constant"] == pytest.approx(2 / 3)
    assert there["kappa"] == pytest.approx(0.4)
    assert there["ceiling"] == 0.75
    assert there["human_pairs"] == 2
    assert there["human"] == 1
    stated = {(each["family"], each["feature"]): each for each in figures["features_stated"]}
    assert stated["MOT", "Training code: there"]["decidable"] == 4
    assert stated["MOT", "Training code: there"]["answered"] == 3
    assert lines["MOT", "Datasets: open"]["labels"] == 0
    assert {each["model"] for each in figures["generous"]} == {"two"}
    assert figures["means"]["MOT, recorded"] == pytest.approx(0.4)


def test_the_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    text = capsys.readouterr().out
    assert "Training code: open or not" in text
    assert "left out, one label value or none" in text
    assert "two: MOT, Training code: there: partial or open, label closed" in text


def test_every_disagreement_shows_both_sides(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "--disagreements") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "GENEROUS two: MOT, Training code: open"
    assert any("train.py" in line for line in lines)
    assert "  label closed (mot:two): absent, license: none" in lines
    assert "  input yes: the tree" in lines
    assert "  wrong label: it is there" in lines


def test_what_is_left_open_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--unanswered") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "four: MOT, Training code: there"
    assert not any("wrong" in line for line in lines), "nothing contradicts"


def test_a_cell_that_nobody_read_is_said_to_be_unread(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "cells.yaml").write_text("cells: {}", encoding="utf-8")
    assert run(folder, "--disagreements") == 0
    assert "  input nobody has read it" in capsys.readouterr().out
    assert run(folder) == 0
    assert "mean weighted kappa, MOT, recorded: - over 0 components" in capsys.readouterr().out


def test_the_page_is_written_without_words_of_reviewers(folder: Path) -> None:
    page = folder / "agreement.md"
    assert run(folder, "--write", str(page)) == 0
    text = page.read_text(encoding="utf-8")
    assert "over 4 recorded models" in text
    assert "| Training code: there | 4 | 3 | 3 | 100 % | 75 % | 0.67 |" in text
    assert "| two | MOT, Training code: there | **partial or open** | closed | label: it is" in text
    assert NOTE not in text
    assert README.splitlines()[2] not in text
    for feature in FEATURES:
        assert f"| {feature.family}: {feature.title} |" in text


@pytest.mark.parametrize("content", [None, b"{", b"[]", b'{"models": {"one": {}}}', b"\xff"])
def test_a_folder_without_labels_is_one_line(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / "labels.json").write_bytes(content)
    assert main(["--corpus", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_which_labels_count(tmp_path: Path) -> None:
    said = mot(Training_code=("present", True))
    labels = {
        "careful": said,
        "careless": {**said, "tier": "C"},
        "of a sibling": {**said, "match": "family"},
        "of a base that was not recorded": {**said, "match": "base", "hf_repos": ["acme/base"]},
        "of a base that was": {**said, "match": "base", "hf_repos": ["ACME/other"]},
    }
    write_labels(tmp_path, {"m": {"huggingface": ["acme/tiny", "acme/other"], "labels": labels}})
    found = {each.register: each.weights for each in read_labels(tmp_path)}
    assert found == {"careful": "acme/tiny", "of a base that was": "acme/other"}
    assert "careless" in {e.register for e in read_labels(tmp_path, frozenset("AC"))}
    with pytest.raises(NoLabelsError):
        read_labels(tmp_path / "elsewhere")


def test_what_a_label_says(tmp_path: Path) -> None:
    said = mot(
        Training_code=("present", True),
        Inference_code=("present", False),
        Evaluation_code=("present", None),
        Datasets=("absent", None),
    )
    said["mof_components"]["Model card"] = {"gold_presence": False}
    write_labels(tmp_path, {"m": {"huggingface": [], "labels": {"mot:m": said}}})
    found = {each.feature.title: each.levels for each in read_labels(tmp_path)}
    assert found["Training code: open"] == OPEN
    assert found["Inference code: open"] == PARTIAL
    assert found["Evaluation code: open"] == THERE
    assert found["Datasets: there"] == CLOSED
    assert "Model card: there" not in found


def test_the_weights_are_listed_for_the_tool(tmp_path: Path) -> None:
    meta = {"github": [{"repo": "acme/code", "revision": SHA}]}
    (tmp_path / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    assert model_file(tmp_path, "acme/tiny") == [
        "weights: ['acme/tiny']",
        f"code: ['acme/code@{SHA}']",
    ]


def test_how_far_a_cell_is_decidable(tmp_path: Path) -> None:
    path = tmp_path / "cells.yaml"
    said = {"a": "yes: seen", "b": "presence: seen", "c": "stated: told", "d": "no: silent"}
    path.write_text(yaml.safe_dump({"cells": {"m": said}}), encoding="utf-8")
    cells = read_cells(path)
    decided = {
        name: (
            cells.decide("m", name, Scale.THREE),
            cells.decide("m", name, Scale.AVAILABLE),
            cells.with_stated().decide("m", name, Scale.OPEN),
        )
        for name in "abcde"
    }
    assert decided == {
        "a": (True, True, True),
        "b": (False, True, False),
        "c": (False, False, True),
        "d": (False, False, False),
        "e": (False, False, False),
    }


def test_the_cells_of_the_project_are_whole() -> None:
    known = {feature.cell for feature in FEATURES}
    for (model_, component), cell in read_cells().read.items():
        assert component in known, (model_, component)
        assert 5 < len(cell.why) < 100
        assert cell.decidable in Decidable


def test_the_verdicts_of_the_project_are_whole() -> None:
    known = {feature.component for feature in FEATURES}
    models = {model_ for model_, _ in read_cells().read}
    for (model_, component), said in read_verdicts().items():
        assert model_ in models
        assert component in known, (model_, component)
        assert said.partition(": ")[0] in {"tool", "label", "input"}
