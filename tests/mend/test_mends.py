"""Each change of a patch follows from evidence; what does not, is left to the publisher."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from audit.mend.license import tag_keys
from audit.mend.mends import mended, weights_of
from audit.mend.patch import unified
from audit.mend.sections import ASKED
from audit.model import DataState
from audit.model.patch import Mended
from audit.pipeline import inventory_of
from audit.render.pull_request import pull_request
from tests.render.markdown_pages import faults
from tests.small_models import Files, Small, base, card, small_model, weights

APACHE = (Path(__file__).parents[2] / "LICENSE").read_text(encoding="utf-8")
FACTS = "Heron-7B is fine-tuned from [other/Wren-7B](https://huggingface.co/other/Wren-7B).\n"


def patched(files: Files, *others: object, texts: dict[str, str] | None = None) -> Mended:
    model: Small = small_model(weights(files), *others)  # type: ignore[arg-type]
    inventory = inventory_of(*model)
    own = weights_of(inventory)
    assert own is not None
    read = {path: text for path, text in files.items() if isinstance(text, str)}
    return mended(inventory, read, texts or {}, tuple(files))


def front(found: Mended) -> str:
    return found.after.get("README.md", "").split("---")[1]


def test_the_text_counts_more_than_the_tag() -> None:
    found = patched({"README.md": card("# Heron", license="mit"), "LICENSE": APACHE})
    assert "license: apache-2.0" in front(found)
    assert found.done[0].what == "sets license to apache-2.0"
    assert found.done[0].evidence[0].path == "LICENSE"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Apache-2.0", {"license": "apache-2.0"}),
        ("LicenseRef-llama3.1", {"license": "llama3.1"}),
        ("MIT-0", {"license": "other", "license_name": "mit-0", "license_link": "LICENSE"}),
    ],
)
def test_the_keys_of_a_license(expression: str, expected: dict[str, str]) -> None:
    assert tag_keys(expression, "LICENSE") == expected


def test_what_agrees_is_left_alone() -> None:
    found = patched({"README.md": card("# Heron", license="apache-2.0"), "LICENSE": APACHE})
    assert not any("license" in one.what for one in found.done)


def test_a_license_file_is_added_with_the_text_that_was_had() -> None:
    files = {"README.md": card("# Heron", license="apache-2.0")}
    found = patched(files, texts={"Apache-2.0": "The text."})
    assert found.after["LICENSE"] == "The text."
    without = patched(files)
    assert "LICENSE" not in without.after
    assert any("https://spdx.org/licenses/Apache-2.0.html" in one for one in without.left)


def test_no_file_is_added_beside_one_that_was_not_read() -> None:
    found = patched(
        {"README.md": card("# Heron", license="apache-2.0"), "LICENSE": 11_000},
        texts={"Apache-2.0": "The text."},
    )
    assert "LICENSE" not in found.after
    assert any("was not read" in one for one in found.left)


def test_a_license_is_never_chosen() -> None:
    found = patched({"README.md": card("# Heron")}, texts={"MIT": "x"})
    assert "license" not in front(found) if "README.md" in found.after else True
    assert any("choose one" in one for one in found.left)


def test_what_the_card_says_it_was_made_from() -> None:
    found = patched({"README.md": card(f"# Heron\n\n{FACTS}", license="mit")})
    assert "base_model: other/Wren-7B\nbase_model_relation: finetune" in front(found)
    again = patched({"README.md": found.after["README.md"]})
    assert not any("base_model" in one.what for one in again.done)


def test_a_base_model_on_somebodys_disk_is_not_named() -> None:
    config = '{"_name_or_path": "checkpoints/wren-7b"}'
    found = patched({"README.md": card("# Heron", license="mit"), "config.json": config})
    assert not any("base_model" in one.what for one in found.done)


def test_words_that_the_terms_of_the_base_ask_for() -> None:
    told = "Heron-7B is fine-tuned from [other/Wren](https://huggingface.co/other/Wren).\n"
    parent = base({"README.md": card("# Wren", license="llama3")}, "hf:other/Wren")
    found = patched({"README.md": card(f"# Heron\n\n{told}", license="llama3")}, parent)
    assert "Built with Meta Llama 3" in found.after["README.md"]
    assert any("begin with" in one for one in found.left)


def test_headings_ask_and_say_nothing() -> None:
    files = {"README.md": card("# Heron\n\nA model.", license="mit")}
    found = patched(files)
    text = found.after["README.md"]
    assert all(heading in text for heading, _ in ASKED.values())
    after = inventory_of(*small_model(weights({"README.md": text})))
    assert {one.state for one in after.data_questions} == {DataState.SILENT}
    again = patched({"README.md": text})
    assert again.after == {}
    assert any("Fill in" in one for one in again.left)


def test_front_matter_that_does_not_parse_is_told() -> None:
    found = patched({"README.md": "---\na: [\n---\n# Heron\n", "LICENSE": APACHE})
    assert any("does not parse" in one for one in found.left)


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_git_applies_the_patch(tmp_path: Path, end: str) -> None:
    text = card(f"# Heron\n\n{FACTS}", license="mit").rstrip("\n").replace("\n", end or "\n") + end
    found = patched({"README.md": text, "LICENSE": APACHE}, texts={})
    (tmp_path / "README.md").write_bytes(text.encode())
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "apply", "-"], input=unified(found).encode(), check=True)
    assert (tmp_path / "README.md").read_bytes().decode() == found.after["README.md"]


def test_a_new_file_is_applied(tmp_path: Path) -> None:
    files = {"README.md": card("# Heron", license="apache-2.0")}
    found = patched(files, texts={"Apache-2.0": "One\nTwo"})
    (tmp_path / "README.md").write_text(files["README.md"])
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "apply", "-"], input=unified(found).encode(), check=True)
    assert (tmp_path / "LICENSE").read_text() == "One\nTwo"


def test_the_pull_request_tells_lines_and_is_harmless() -> None:
    link = "[other/Wren](https://huggingface.co/other/Wren)"
    told = f"Heron-7B is fine-tuned from {link} <b>@all</b>`#1`"
    text = pull_request(patched({"README.md": card(f"# Heron\n\n{told}"), "LICENSE": APACHE}))
    assert "sets license to apache-2.0" in text
    assert "README.md:" in text
    assert "- [ ] " in text
    outside = "".join(text.split("`")[::2])
    assert "<b>" not in outside
    assert "@all" not in outside
    assert faults(text) == []
