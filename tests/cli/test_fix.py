from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from audit.collect.spdx import RELEASE
from tests.collect.worlds import tiny, world
from tests.hub import git_repo, serve

from .running import Command

CARD = "---\nlicense: apache-2.0\n---\n# Tiny\n\nA small model.\n"
TEXT = f"{RELEASE} of the text\n"


def shelf(card: str = CARD) -> object:
    texts = git_repo("spdx/license-list-data", {}, tags={RELEASE: {"text/Apache-2.0.txt": TEXT}})
    return world(tiny(card), repos=(texts,))


def test_a_patch_with_the_text_from_the_list(offline: Command, tmp_path: Path) -> None:
    with serve(shelf()) as hub:  # type: ignore[arg-type]
        offline.point_at(hub.environment())
        ran = offline("fix", "acme/tiny")
    assert ran.code == 0
    assert "new file mode 100644\n--- /dev/null\n+++ b/LICENSE" in ran.out
    assert f"+{TEXT}" in ran.out
    folder = tmp_path / "clone"
    folder.mkdir()
    (folder / "README.md").write_text(CARD)
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["git", "-C", folder, "apply", "-"], input=ran.out, text=True, check=True)
    assert (folder / "LICENSE").read_text() == TEXT


def test_without_a_network_the_address_is_named(offline: Command) -> None:
    (offline.folder / "README.md").write_text(CARD)
    (offline.folder / "model.safetensors").write_bytes(b"x")
    ran = offline("fix", ".", "--offline")
    assert "LICENSE\n" not in ran.out
    assert "https://spdx.org/licenses/Apache-2.0.html" in ran.err


def test_the_folder_is_changed_and_then_whole(offline: Command) -> None:
    (offline.folder / "README.md").write_text(CARD)
    (offline.folder / "model.safetensors").write_bytes(b"x")
    first = offline("fix", ".", "--offline", "--write")
    assert (first.code, first.out) == (0, "")
    assert "README.md is changed" in first.err
    assert "## Training data" in (offline.folder / "README.md").read_text()
    again = offline("fix", ".", "--offline")
    assert again.out == ""
    assert "nothing has to be changed" in again.err


def test_the_text_of_a_pull_request(offline: Command) -> None:
    (offline.folder / "README.md").write_text(CARD)
    ran = offline("fix", ".", "--offline", "--message")
    assert ran.out.startswith("State in the model card what the repository holds\n")
    assert "- [ ] " in ran.out


@pytest.mark.parametrize("target", ["bundled:aria", "nowhere/at-all"])
def test_what_cannot_be_mended_is_one_line(offline: Command, target: str) -> None:
    code = 2 if target.startswith("bundled") else 3
    offline.fails("fix", target, "--offline", code=code)


def test_only_a_folder_is_written(offline: Command) -> None:
    assert "Leave out --write" in offline.fails("fix", "acme/tiny", "--write")
