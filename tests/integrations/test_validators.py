"""What is ready to plug in passes the checks of those who run it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from audit import __version__
from audit.cli.main import _parser

from .steps import ROOT

BIN = Path(sys.executable).parent
SCHEMA = "check-jsonschema --builtin-schema vendor."
CHECKS = {
    "workflows": f"{SCHEMA}github-workflows .github/workflows/ci.yml",
    "action": f"{SCHEMA}github-actions action.yml",
    "gitlab": f"{SCHEMA}gitlab-ci integrations/openness.gitlab-ci.yml",
    "hooks": "pre-commit validate-manifest .pre-commit-hooks.yaml",
    "zizmor": "zizmor --offline --no-progress .github/workflows/ci.yml action.yml",
}


@pytest.mark.parametrize("name", CHECKS)
def test_validator(name: str) -> None:
    tool, *arguments = CHECKS[name].split()
    if not (BIN / tool).exists():
        pytest.skip(f"{tool} is not installed")
    ran = subprocess.run(
        [BIN / tool, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_actions_of_others_are_pinned_by_commit() -> None:
    texts = [*ROOT.glob(".github/workflows/*.yml"), ROOT / "criteria" / "starts" / "workflow.yml"]
    for path in [*texts, ROOT / "docs" / "ci.md"]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "uses: " in line and "openness-audit/" not in line:
                assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d", line), line


@pytest.mark.parametrize("number", range(3))
def test_the_hooks_start_what_there_is(number: int) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    command: list[str] = [*str(hooks[number]["entry"]).split(), *hooks[number]["args"]]
    program, words = command[0], command[1:]
    assert program == "openness"
    _parser(tuple(words)).parse_args(words)


def test_the_gitlab_files_agree() -> None:
    ours = yaml.safe_load((ROOT / "integrations" / "openness.gitlab-ci.yml").read_text())
    start = (ROOT / "criteria" / "starts" / "gitlab.yml").read_text()
    assert yaml.safe_load(start.replace("@VERSION@", __version__)) == ours
