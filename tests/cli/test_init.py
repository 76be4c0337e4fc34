"""`openness init`: what is written is accepted by what reads it, and nothing is overwritten."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from audit import __version__
from audit.cli.init import STARTS
from audit.collect.model_file import read_model_file

from .running import Command

FILES = [".github/workflows/openness.yml", ".gitlab-ci.yml", "model.yaml", "policy.yaml"]


def checked(schema: str, file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_all_at_once(offline: Command) -> None:
    ran = offline("init", *STARTS)
    assert (ran.code, ran.out) == (0, "")
    found = [str(p.relative_to(offline.folder)) for p in offline.folder.rglob("*") if p.is_file()]
    assert sorted(found) == [*FILES, "waivers.yaml"]
    assert [line.split()[1] for line in ran.err.splitlines()] == [
        "model.yaml",
        "policy.yaml",
        "waivers.yaml",
        ".github/workflows/openness.yml",
        ".gitlab-ci.yml",
    ]
    for file in found:
        assert "@VERSION@" not in (offline.folder / file).read_text(encoding="utf-8")


def test_a_model_file_that_is_read(offline: Command) -> None:
    offline("init", "model")
    assert read_model_file(offline.folder / "model.yaml").target.name == "my-model"
    keys = (offline.folder / "model.yaml").read_text(encoding="utf-8")
    whole = keys.replace("# code", "code").replace("# data", "data").replace("# p", "p")
    whole = whole.replace("# base", "base")
    (offline.folder / "all.yaml").write_text(whole, encoding="utf-8")
    assert len(read_model_file(offline.folder / "all.yaml").entries) == 6


def test_a_policy_and_waivers_that_are_read(offline: Command) -> None:
    offline("init", "policy")
    assert offline("policy", "policy.yaml").code == 0
    told = ("--policy", "policy.yaml", "--waivers", "waivers.yaml")
    ran = offline("check", "bundled:aria", "bundled:cogvlm-chat-hf", *told)
    assert ran.code == 1
    assert "cogvlm" in ran.out


def test_the_waiver_of_the_comment_is_one(offline: Command) -> None:
    offline("init", "policy")
    file = offline.folder / "waivers.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    entry = [line.removeprefix("#") for line in lines if line.startswith("#  ")]
    head = ["schema: openness-waivers/1", "waivers:"]
    file.write_text("\n".join([*head, *entry]) + "\n", encoding="utf-8")
    ran = offline("check", "bundled:aria", "--policy", "policy.yaml", "--waivers", "waivers.yaml")
    assert ran.code in (0, 1), ran.err


def test_a_workflow_that_passes_the_validators(offline: Command) -> None:
    offline("init", "workflow", "gitlab")
    workflow = offline.folder / ".github" / "workflows" / "openness.yml"
    assert f"openness-audit=={__version__}" in workflow.read_text(encoding="utf-8")
    checked("vendor.github-workflows", workflow)
    checked("vendor.gitlab-ci", offline.folder / ".gitlab-ci.yml")
    zizmor = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    if zizmor is None:
        pytest.skip("zizmor is not installed")
    ran = subprocess.run(
        [zizmor, "--offline", "--no-progress", str(workflow)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


@pytest.mark.parametrize("what", STARTS)
def test_nothing_is_overwritten(offline: Command, what: str) -> None:
    _, place = STARTS[what][-1]
    file = offline.folder / "here" / place
    file.parent.mkdir(parents=True)
    file.write_text("mine\n", encoding="utf-8")
    told = offline.fails("init", what, "--in", "here")
    assert f"{place} is there already; nothing was written" in told
    assert file.read_text(encoding="utf-8") == "mine\n"


def test_a_link_that_leads_nowhere_is_there_too(offline: Command) -> None:
    (offline.folder / "model.yaml").symlink_to("elsewhere.yaml")
    offline.fails("init", "model")


def test_a_folder_that_is_a_file(offline: Command) -> None:
    (offline.folder / "file").write_text("")
    assert "is not a folder" in offline.fails("init", "model", "--in", "file")


def test_what_is_to_begin_with_is_named(offline: Command) -> None:
    assert offline("init").code == 2
    assert offline("init", "lock").code == 2
