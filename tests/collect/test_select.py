"""Which files of a listing are read."""

from __future__ import annotations

import pytest

from audit.collect.reading import Depth
from audit.collect.select import Worth, likely, select, worth
from audit.collect.settings import Limits
from audit.model import Gap, GapReason, Role, TreeFile

CASES = [
    ("LICENSE", Worth.ROOT_LICENSE),
    ("LICENCE.md", Worth.ROOT_LICENSE),
    ("MODEL_LICENSE", Worth.ROOT_LICENSE),
    ("LICENSE-APACHE-2.0", Worth.ROOT_LICENSE),
    ("LICENSE_weights", Worth.ROOT_LICENSE),
    ("DATA_LICENSE.txt", Worth.ROOT_LICENSE),
    ("UNLICENSE", Worth.ROOT_LICENSE),
    ("COPYING.LESSER", Worth.ROOT_LICENSE),
    ("NOTICE.md", Worth.ROOT_LICENSE),
    ("USE_POLICY.md", Worth.ROOT_LICENSE),
    ("TERMS_OF_USE.txt", Worth.ROOT_LICENSE),
    ("Acceptable Use Policy.md", Worth.ROOT_LICENSE),
    ("ACCEPTABLE_USE_POLICY", Worth.ROOT_LICENSE),
    ("模型许可协议.md", Worth.ROOT_LICENSE),
    ("license.py", None),
    ("licenses.csv", None),
    ("license.png", None),
    ("third_party/flash/LICENSE", Worth.LICENSE),
    ("LICENSES/MIT.txt", Worth.LICENSE),
    ("a/b/c/LICENSE", Worth.DEEP_LICENSE),
    ("README.md", Worth.ROOT_README),
    ("README_zh.md", Worth.ROOT_README),
    ("readme.rst", Worth.ROOT_README),
    ("README.pdf", None),
    ("a/b/c/d/README.md", Worth.README),
    ("MODEL_CARD.md", Worth.CARD),
    ("model-card.md", Worth.CARD),
    ("datasheet.md", Worth.CARD),
    ("data_summary_card.md", Worth.CARD),
    ("docs/Data.md", Worth.CARD),
    ("config.json", Worth.MODEL_CONFIG),
    ("model.safetensors.index.json", Worth.MODEL_CONFIG),
    ("text_encoder/config.json", Worth.MODEL_CONFIG),
    ("a/b/config.json", None),
    ("preprocessor_config.json", None),
    ("pyproject.toml", Worth.PACKAGING),
    ("requirements-dev.txt", Worth.PACKAGING),
    ("environment.yml", Worth.PACKAGING),
    ("package.json", None),
    ("docs/guide/run.md", Worth.DOCUMENTATION),
    ("NEWS.md", Worth.NOTES),
    ("CONTRIBUTING.md", None),
    ("a/b/c.md", None),
    ("CITATION.cff", Worth.NOTES),
    ("HISTORY.rst", Worth.NOTES),
    ("scripts/finetune_lora.sh", Worth.SCRIPT),
    ("scripts/install.sh", None),
    ("recipes/train.yaml", Worth.RECIPE),
    ("recipes/serve.yml", None),
    ("data_summary_card.md", Worth.CARD),
    ("training_data_summary.md", Worth.CARD),
    ("docs/EU_Public_Summary-v2.md", Worth.CARD),
    ("public_summary.txt", Worth.CARD),
    ("Heron-7B_public-summary.md", Worth.CARD),
    ("训练内容公开摘要.md", Worth.CARD),
    ("public_summary.py", None),
    ("public_summary.pdf", None),
    ("a/b/c/public_summary.txt", None),
    (".github/workflows/train.yml", None),
    (".git/LICENSE", None),
    ("../LICENSE", None),
    ("/LICENSE", None),
    ("a//LICENSE", None),
    ("model.safetensors", None),
    ("notebook.ipynb", None),
    ("setup.py", Worth.PACKAGING),
    ("train.py", Worth.ENTRY),
    ("heron/train/train_mem.py", Worth.ENTRY),
    ("scripts/finetune_lora.py", Worth.ENTRY),
    ("main.py", Worth.ENTRY),
    ("run_inference.py", Worth.ENTRY),
    ("training_utils.py", None),
    ("a/b/c/d/train.py", None),
    ("tests/train.py", None),
    ("third_party/x/train.py", None),
    ("heron/__init__.py", Worth.MODULE),
    ("heron/modeling_heron.py", Worth.MODULE),
    ("heron/a/b/c/vlm_model.py", Worth.MODULE),
    ("heron/a/b/c/d/vlm_model.py", None),
    ("__init__.py", None),
    ("heron/plot.py", None),
]


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_worth_of_a_path(path: str, expected: Worth | None) -> None:
    assert worth(path, Role.WEIGHTS, Depth.FULL) is expected


def test_code_repositories_have_a_config_at_the_root_alone() -> None:
    assert worth("demo/config.json", Role.CODE, Depth.FULL) is None


@pytest.mark.parametrize("path", ["README.md", "LICENSE", "USE_POLICY.md", "config.json"])
def test_terms_are_read_of_a_base_model(path: str) -> None:
    assert worth(path, Role.BASE_MODEL, Depth.TERMS) is not None


@pytest.mark.parametrize("path", ["README_zh.md", "docs/LICENSE", "docs/a.md", "train.sh"])
def test_nothing_else_is_read_of_a_base_model(path: str) -> None:
    assert worth(path, Role.BASE_MODEL, Depth.TERMS) is None


def chosen(
    paths: list[str], sizes: dict[str, int] | None = None, limits: Limits | None = None
) -> tuple[tuple[str, ...], tuple[Gap, ...]]:
    files = [TreeFile(path=path, size=(sizes or {}).get(path)) for path in paths]
    selection = select(
        files, artifact="github:a/b", role=Role.CODE, depth=Depth.FULL, limits=limits or Limits()
    )
    return selection.paths, selection.gaps


def test_order_is_by_worth_and_then_by_depth() -> None:
    paths, found = chosen(
        [
            *("b/README.md", "train.sh", "setup.py", "docs/z.md", "docs/data.md", "README.md"),
            *("x/LICENSE.txt", "LICENSE"),
        ]
    )
    assert paths == (
        *("LICENSE", "README.md", "docs/data.md", "x/LICENSE.txt", "setup.py", "docs/z.md"),
        *("train.sh", "b/README.md"),
    )
    assert found == ()


def test_scripts_of_vendored_folders_do_not_crowd_out_our_own() -> None:
    foreign = [f"vendor/examples/pretrain_{n:02}.sh" for n in range(30)]
    paths, (gap,) = chosen([*foreign, "vendor/LICENSE", "a/b/c/d/train_ours.sh"])
    assert paths[:2] == ("vendor/LICENSE", "a/b/c/d/train_ours.sh")
    assert len(paths) == 21
    assert gap.detail == "11 of 32 files worth reading not read: 11 script"


def test_a_license_checker_does_not_make_a_folder_foreign() -> None:
    paths, _ = chosen(["tools/license_check.py", "tools/a/b/train.sh", "x/pretrain.sh"])
    assert paths == ("x/pretrain.sh", "tools/a/b/train.sh")


def test_the_limit_of_files_becomes_one_gap() -> None:
    paths, (gap,) = chosen(["LICENSE", "README.md", "a.md", "b.md"], limits=Limits(files=2))
    assert paths == ("LICENSE", "README.md")
    assert gap.path is None
    assert gap.reason is GapReason.CUT_SHORT
    assert gap.detail == "2 of 4 files worth reading not read: 2 notes"


def test_large_files_are_named() -> None:
    paths, (gap,) = chosen(["LICENSE", "README.md"], {"README.md": 2_000_000})
    assert paths == ("LICENSE",)
    assert (gap.path, gap.reason) == ("README.md", GapReason.TOO_LARGE)


def test_terms_in_a_pdf_are_named() -> None:
    paths, (gap,) = chosen(["Model License Agreement.pdf", "paper.pdf", "a/LICENSE.pdf"])
    assert paths == ()
    assert (gap.path, gap.reason) == ("Model License Agreement.pdf", GapReason.UNREADABLE)


@pytest.mark.parametrize("name", ["EU_Public_Summary.pdf", "docs/training_data_summary.docx"])
def test_a_summary_of_training_content_in_a_pdf_is_named(name: str) -> None:
    paths, (gap,) = chosen([name, "summary.pdf", "a/b/c/d/public_summary.pdf"])
    assert paths == ()
    assert (gap.path, gap.reason) == (name, GapReason.UNREADABLE)
    assert gap.detail == "a summary of training content in a form that this tool does not read"


def test_what_is_likely_there_is_asked_for_unless_listed() -> None:
    assert likely([]) == ("README.md", "LICENSE")
    assert likely(["readme.rst", "a/LICENSE"]) == ("LICENSE",)
    assert likely(["README.md", "LICENSE.txt"]) == ()


def test_sources_come_last_and_only_a_few_and_none_that_says_nothing() -> None:
    files = [
        *(TreeFile(path=f"tools/train_{number:02}.py", size=900) for number in range(20)),
        *(TreeFile(path=f"heron/m{number:02}/__init__.py", size=900) for number in range(30)),
        TreeFile(path="heron/__init__.py", size=0),
        TreeFile(path="README.md", size=900),
        TreeFile(path="a/b/c/LICENSE", size=900),
    ]
    limits = Limits()
    chosen = select(files, artifact="x", role=Role.CODE, depth=Depth.FULL, limits=limits).paths
    assert chosen[:2] == ("README.md", "a/b/c/LICENSE")
    assert len(chosen) == 2 + 12 + 20
    assert "heron/__init__.py" not in chosen
