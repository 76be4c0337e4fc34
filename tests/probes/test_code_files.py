from __future__ import annotations

import pytest

from audit.model import Availability, RowFiles, Unknown
from audit.probes import code_files, file_names
from tests.small_models import Files, code, stated, weights

TRAINING, TUNING, RUNNING = "training-code", "fine-tuning-code", "inference-code"
TESTING, PROCESSING, NETWORK = "evaluation-code", "preprocessing-code", "architecture-code"


def _rows(files: Files, listing: str = "whole") -> dict[str, str]:
    facts = stated(code_files, code(files, listing=listing))
    return {
        fact.row: fact.availability.value
        for fact in facts
        if isinstance(fact, RowFiles) and fact.availability is not Availability.NOT_FOUND
    }


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("train.py", TRAINING),
        ("scripts/pretrain.sh", TRAINING),
        ("heron/train/train_mem.py", TRAINING),
        ("run_pretraining.py", TRAINING),
        ("finetune.py", TUNING),
        ("scripts/finetune_lora.sh", TUNING),
        ("sft.py", TUNING),
        ("train_lora.py", TUNING),
        ("scripts/lora.sh", TUNING),
        ("inference.py", RUNNING),
        ("heron/serve/worker.py", RUNNING),
        ("cli_demo.py", RUNNING),
        ("run_chat.py", RUNNING),
        ("evaluate.py", TESTING),
        ("heron/eval/vqa.py", TESTING),
        ("scripts/preprocess_data.py", PROCESSING),
        ("data/dedup.py", PROCESSING),
        ("scripts/dedupe_train.py", PROCESSING),
        ("filter_train.py", PROCESSING),
        ("heron/modeling_heron.py", NETWORK),
        ("heron/model/attention.py", NETWORK),
        ("heron_vlm.py", NETWORK),
    ],
)
def test_a_file_serves_the_row_that_its_name_tells_of(path: str, row: str) -> None:
    assert list(_rows({path: 90})) == [row]


@pytest.mark.parametrize(
    "path",
    [
        "train_tokenizer.py",
        "lora.py",
        "src/heron_core/lora.py",
        "tools/apply_lora.py",
        "lora_layers.py",
        "heron/trainer_utils.py",
        "constraint.py",
        "restrain.py",
        "train.csv",
        "train.json",
        "docs/training.md",
        "docs/train.py",
        "tests/train.py",
        "train/__init__.py",
        "train_test_split.py",
        "load_pretrained.py",
        "heron/pretrained_models.py",
        "plot_training_curves.py",
        "scripts/download_train_data.sh",
        "third_party/x/train.py",
        "vendor/x/train.py",
        "tools/generate_docs.py",
        "generate_changelog.sh",
        "scripts/run_tests.sh",
        "sample_data.py",
        "chat_template.py",
        "tests/evaluate.py",
        "eval/__init__.py",
        "eval_utils.py",
        "crawl_docs.py",
        "preprocess_image.py",
        "film.py",
        "web/models/user.py",
        "setup.py.bak",
    ],
)
def test_a_name_that_only_looks_like_code_serves_nothing(path: str) -> None:
    assert _rows({path: 90}) == {}


@pytest.mark.parametrize(
    ("files", "availability"),
    [
        ({"train.py": 900}, "partial"),
        ({"train.py": 900, "configs/heron.yaml": 900}, "released"),
        ({"train.py": 900, "scripts/train.sh": 900}, "released"),
        ({"train.py": 900, ".pre-commit-config.yaml": 900}, "partial"),
        ({"train.py": 900, ".github/workflows/train.yml": 900}, "partial"),
        ({"train.py": 900, "tsconfig.json": 900, "tokenizer_config.json": 900}, "partial"),
        ({"train.py": 900, "configs/finetune.yaml": 900}, "partial"),
        (
            {
                "train.py": 900,
                "pelican/LICENSE": 900,
                "pelican/setup.py": 900,
                "pelican/configs/train.yaml": 900,
            },
            "partial",
        ),
        ({"examples/train.py": 900, "examples/configs/train.yaml": 900}, "partial"),
    ],
)
def test_training_code_is_whole_with_its_settings_alone(files: Files, availability: str) -> None:
    assert _rows(files)[TRAINING] == availability


def test_the_heading_over_a_command_tells_fine_tuning() -> None:
    readme = "# Heron\n\n## Fine-tuning\n\n```\npython train.py\n```\n"
    assert list(_rows({"train.py": 900, "README.md": readme})) == [TUNING]


@pytest.mark.parametrize(
    "files", [{"convert_data_filter_x.py": 900, "split_crawl.py": 900}, {"preprocess.py": 900}]
)
def test_processing_that_names_no_data_or_only_converts_is_partial(files: Files) -> None:
    assert _rows(files) == {PROCESSING: "partial"}


def test_evaluation_beside_examples_is_partial() -> None:
    assert _rows({"examples/a/evaluate.py": 900}) == {TESTING: "partial"}


def test_a_complete_listing_without_code_says_so_with_its_size() -> None:
    facts = stated(code_files, code({"README.md": "# Heron\n"}))
    assert {fact.availability for fact in facts if isinstance(fact, RowFiles)} == {
        Availability.NOT_FOUND
    }
    assert all(
        "1 files of the listing" in fact.detail for fact in facts if isinstance(fact, RowFiles)
    )


@pytest.mark.parametrize(("listing", "why"), [("none", "not seen"), ("part", "only in part")])
def test_a_file_that_is_absent_from_a_listing_cut_short_says_nothing(
    listing: str, why: str
) -> None:
    facts = stated(code_files, code({"README.md": "# Heron\n"}, listing=listing))
    assert {fact.about for fact in facts if isinstance(fact, Unknown)} == set(code_files.ROWS)
    assert all(why in fact.why for fact in facts if isinstance(fact, Unknown))


def test_code_of_others_is_not_read() -> None:
    assert stated(code_files, code({"train.py": 900}, own=False)) == []


def test_vendored_trees_serve_nothing() -> None:
    assert (
        _rows({"pelican/LICENSE": 900, "pelican/pyproject.toml": 900, "pelican/train.py": 900})
        == {}
    )


def test_the_files_cited_lie_no_deeper_together_than_all_do() -> None:
    files = {f"a/{name}.py": 9 for name in ("train_a", "train_b", "train_c")} | {"train.py": 900}
    fact = next(f for f in stated(code_files, code(files)) if isinstance(f, RowFiles))
    assert "train.py" in [evidence.path for evidence in fact.evidence]


def test_custom_code_beside_the_weights_is_architecture() -> None:
    facts = stated(code_files, weights({"modeling_heron.py": 900}))
    assert [(f.row, f.artifact) for f in facts if isinstance(f, RowFiles)] == [
        (NETWORK, "hf:acme/Heron-7B")
    ]


@pytest.mark.parametrize("name", ["heron-data-prep", "heron_data_processing", "DataPipeline"])
def test_all_code_of_a_repository_named_for_preparing_data_serves_that(name: str) -> None:
    facts = stated(code_files, code({"mix_subsets.py": 900}, f"github:acme/{name}"))
    found = {f.row for f in facts if isinstance(f, RowFiles) and f.evidence[0].path}
    assert found == {PROCESSING}


@pytest.mark.parametrize(
    ("name", "files", "found"),
    [
        ("heron-train", {"main.py": 900, "run.sh": 90}, "released"),
        ("heron-pretraining", {"main.py": 900, "launch_64.slurm": 90}, "released"),
        ("heron-train", {"main.py": 900}, "partial"),
        ("heron-train", {"run.sh": 90}, None),
        ("heron-train", {"app/main.py": 900, "run.sh": 90}, None),
        ("heron", {"main.py": 900, "run.sh": 90}, None),
        ("heron-trainable", {"main.py": 900, "run.sh": 90}, None),
    ],
)
def test_the_main_file_of_a_repository_named_for_training_starts_that(
    name: str, files: Files, found: str | None
) -> None:
    facts = stated(code_files, code(files, f"github:acme/{name}"))
    rows = {fact.row: fact.availability.value for fact in facts if isinstance(fact, RowFiles)}
    assert rows.get(TRAINING) == (found or "not-found")


def test_code_beside_examples_is_cited_last() -> None:
    files = {"examples/x/models/a.py": 900, "heron/models/b.py": 900}
    facts = stated(code_files, code(files))
    shown = next(f for f in facts if isinstance(f, RowFiles) and f.row == NETWORK)
    assert shown.evidence[0].path == "heron/models/b.py"


VENDORED: Files = {
    "pelican/LICENSE": 900,
    "pelican/setup.py": 900,
    "pelican/pretrain.py": 900,
    "pelican/finetune.py": 900,
    "pelican/evaluate.py": 900,
}


def _stated_of(files: Files) -> tuple[dict[str, str], dict[str, str]]:
    facts = stated(code_files, code(files))
    found = {
        fact.row: fact.availability.value
        for fact in facts
        if isinstance(fact, RowFiles) and fact.availability is not Availability.NOT_FOUND
    }
    return found, {fact.about: fact.why for fact in facts if isinstance(fact, Unknown)}


@pytest.mark.parametrize(
    "text",
    [
        "This is a modified version of [Pelican](https://github.com/other/pelican) for Heron.",
        "We adapted Pelican to train Heron.",
        "pelican 是修改后的版本。",
    ],
)
def test_a_vendored_tree_that_was_changed_is_a_part(text: str) -> None:
    found, unknown = _stated_of({**VENDORED, "README.md": f"# Heron\n\n{text}\n"})
    assert found == {TRAINING: "partial", TUNING: "partial"}
    assert list(unknown) == [TESTING]


@pytest.mark.parametrize(
    "text", ["Heron uses Pelican.", "We modified Stork to train Heron.", "A modified version."]
)
def test_a_vendored_tree_of_which_nothing_is_said_is_none(text: str) -> None:
    found, unknown = _stated_of({**VENDORED, "README.md": f"# Heron\n\n{text}\n"})
    assert (found, unknown) == ({}, {})


COMMAND = "torchrun --nproc 8 train.py --lr 2e-5 --epochs 3"


@pytest.mark.parametrize(
    ("block", "availability"),
    [
        (f"```bash\n{COMMAND}\n```", "released"),
        (f"```bash\n{COMMAND}", "released"),
        ("~~~\npython -m heron.train \\\n --batch_size 8 \\\n --max_steps=90\n~~~", "partial"),
        ("```\npython train.py --lr LR --epochs N\n```", "partial"),
        ("```\npython train.py --lr 2e-5\n```", "partial"),
        ("```\npython other.py --lr 2e-5 --epochs 3\n```", "partial"),
        (COMMAND, "partial"),
    ],
)
def test_settings_that_a_command_gives(block: str, availability: str) -> None:
    files: Files = {"train.py": 900, "README.md": f"# Heron\n\n{block}\n"}
    assert _rows(files) == {TRAINING: availability}


def test_a_command_may_name_a_module() -> None:
    text = "```\npython -m heron.train --batch_size 8 --max_steps=90\n```"
    assert _rows({"heron/train.py": 900, "README.md": text}) == {TRAINING: "released"}


THERE = "https://github.com/acme/heron-train"


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (f"The training code is available [here]({THERE}).", TRAINING),
        (f"See [our repo]({THERE}/tree/main) for the code to train Heron.", TRAINING),
        (f"The fine-tuning scripts are published in [this]({THERE}).", TUNING),
        (f"Evaluation code: see [here]({THERE}).", TESTING),
        (f"训练代码见[此处]({THERE})。", TRAINING),
        (f"The preprocessing code can be found [here]({THERE}.git).", PROCESSING),
    ],
)
def test_code_that_a_readme_leads_to_is_not_absent(line: str, row: str) -> None:
    _, unknown = _stated_of({"README.md": f"# Heron\n\n{line}\n"})
    assert unknown == {row: "README.md:3 leads to acme/heron-train for it"}


@pytest.mark.parametrize(
    "line",
    [
        "The script supports the training with [Stork](https://github.com/other/stork).",
        f"Thanks to the training code [here]({THERE}).",
        "The training code is available [here](https://github.com/acme/heron).",
        "The training code is available [here](https://acme.example/code).",
        f"Heron is available [here]({THERE}).",
    ],
)
def test_tools_thanks_and_own_pages_lead_nowhere(line: str) -> None:
    assert _stated_of({"README.md": f"# Heron\n\n{line}\n"}) == ({}, {})


@pytest.mark.parametrize("path", ["self_instruct.py", "generate_dataset.py", "generate_data.sh"])
def test_code_that_has_a_model_write_data_is_a_part_of_processing(path: str) -> None:
    assert _rows({path: 90})[PROCESSING] == "partial"
    assert _rows({path: 90, "data/dedup.py": 90})[PROCESSING] == "released"
    assert PROCESSING not in _rows({"generate.py": 90})


@pytest.mark.parametrize(
    "path",
    [
        "get_quality_data/train_fasttext.py",
        "train_fasttext.py",
        "document-convert/tools/train.py",
        "ocr/train.py",
    ],
)
def test_the_training_of_a_data_tool_is_no_training_of_the_model(path: str) -> None:
    assert not file_names.starts_training(path)


def test_a_loss_that_evaluates_itself_is_no_evaluation_of_the_model() -> None:
    assert not file_names.evaluates("heron/modules/losses/distance/evaluate.py")
    assert file_names.evaluates("heron/evaluate.py")
