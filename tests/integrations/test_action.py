"""The steps of the GitHub Action, run for real against a loopback GitHub."""

from __future__ import annotations

import base64
import gzip
import json
import subprocess
from pathlib import Path

import pytest
import yaml

from .conftest import GitHub
from .steps import ROOT, Job, run_action

PULL = json.dumps({"pull_request": {"number": 7, "head": {"sha": "b" * 40}}})
BAD = "---\nlicense: mit\n---\n# Wren\n\nWren is a model.\n"
APACHE = (ROOT / "LICENSE").read_text(encoding="utf-8")
POLICY = """\
schema: openness-policy/1
id: ours
name: Ours
says: No contradiction.
rules:
  no-contradiction:
    says: Nothing contradicts.
    help: Correct the line.
    conflicts: {severity: [critical, high]}
"""
INPUTS = {"target": ".", "policy": "policy.yaml", "comment": "true", "upload-sarif": "true"}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", folder], check=True)
    (folder / "README.md").write_text(BAD)
    (folder / "LICENSE").write_text(APACHE)
    (folder / "model.safetensors").write_bytes(bytes(900))
    (folder / "policy.yaml").write_text(POLICY)
    return folder


def run(work: Path, github: GitHub, event: str = PULL, **inputs: str) -> Job:
    given = INPUTS | {name.replace("_", "-"): value for name, value in inputs.items()}
    return run_action(work, work.parent / "temp", given, event, github.address)


def test_one_comment_that_later_runs_change(work: Path, github: GitHub) -> None:
    first = run(work, github)
    assert first.code == 1, first.log
    assert "::error file=README.md,line=2" in first.log
    assert "no-contradiction" in first.summary
    assert first.outputs["check"]["exit-code"] == "1"
    assert (first.temp / "installed").read_text().strip() == str(ROOT)
    [comment] = github.comments
    assert comment["body"].startswith("<!-- openness-check: openness -->\n")
    assert "no-contradiction" in comment["body"]

    (work / "README.md").write_text(BAD.replace("mit", "apache-2.0"))
    second = run(work, github)
    assert second.code == 0, second.log
    [changed] = github.comments
    assert changed["body"] == comment["body"]
    assert "the comment was changed" in second.log
    assert "says so already" in run(work, github).log
    assert github.tokens == {"Bearer made-up-token"}


def test_the_findings_go_to_code_scanning(work: Path, github: GitHub) -> None:
    run(work, github)
    [sent] = github.uploads
    assert (sent["commit_sha"], sent["ref"]) == ("b" * 40, "refs/pull/7/head")
    sarif = json.loads(gzip.decompress(base64.b64decode(sent["sarif"])))
    assert sarif["version"] == "2.1.0"
    run(work, github, "{}")
    assert (github.uploads[1]["commit_sha"], github.uploads[1]["ref"]) == (
        "a" * 40,
        "refs/heads/main",
    )


def test_people_who_quote_the_mark_are_left_alone(work: Path, github: GitHub) -> None:
    mark = "<!-- openness-check: openness -->"
    github.comments = [{"id": n, "body": "x", "user": {"type": "User"}} for n in range(1, 101)]
    github.comments += [{"id": 101, "body": f"{mark}\nmine", "user": {"type": "User"}}]
    github.comments += [{"id": 102, "body": f"> {mark}", "user": {"type": "Bot"}}]
    github.comments += [{"id": 103, "body": "y", "user": None}]
    run(work, github)
    assert [c["body"] for c in github.comments[100:103]] == [f"{mark}\nmine", f"> {mark}", "y"]
    assert len(github.comments) == 104
    run(work, github)
    assert len(github.comments) == 104


def test_a_token_that_may_only_read_is_said_and_fails_nothing(work: Path, github: GitHub) -> None:
    github.refuses = True
    (work / "README.md").write_text(BAD.replace("mit", "apache-2.0"))
    job = run(work, github)
    assert job.code == 0
    assert "::warning::GitHub answered 403 to GET" in job.log


def test_nothing_is_told_unasked(work: Path, github: GitHub) -> None:
    run(work, github, comment="false", upload_sarif="false")
    run(work, github, "{}", upload_sarif="false")
    assert github.asked == []


def test_further_files(work: Path, github: GitHub) -> None:
    job = run(work, github, formats="junit\ngitlab json")
    written = sorted(path.name for path in (job.temp / "openness-openness").iterdir())
    assert written == [
        "gl-code-quality-report.json",
        "openness.json",
        "openness.md",
        "openness.sarif",
        "openness.xml",
    ]


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        ({"policy": "none-such"}, 2, "none-such"),
        ({"formats": "pdf"}, 2, "may hold junit, json and gitlab, not pdf"),
        ({"name": "../../out"}, 2, "letters, digits"),
        ({"target": ". $(touch hacked) `touch hacked`; touch hacked"}, 2, ""),
        ({"target": "--policy"}, 2, ""),
        ({"policy": "x; touch hacked"}, 2, ""),
        ({"target": "", "from": "."}, 0, ""),
    ],
)
def test_inputs_are_words_and_never_commands(
    work: Path, github: GitHub, inputs: dict[str, str], code: int, said: str
) -> None:
    job = run(work, github, **inputs)
    assert job.code == code, job.log
    assert said in job.log
    assert not (work / "hacked").exists()


def test_an_old_python_is_said(work: Path, github: GitHub, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    install = ROOT / "integrations" / "github_install.sh"
    environment = {"OPENNESS_PYTHON": str(old), "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        ["bash", install], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "Python 3.11 or newer" in ran.stderr


def test_no_action_of_others_is_used() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert not [step for step in action["runs"]["steps"] if "uses" in step]
