"""`openness check --from`: what code uses, with a policy, with a lock file, with both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.collect.worlds import tiny, world
from tests.hub import serve

from .running import Command

APP = """\
from transformers import AutoModel

AutoModel.from_pretrained("acme/tiny")
AutoModel.from_pretrained(names[choice])
"""
CLOSED = "---\nlicense: cc-by-nc-4.0\n---\n# Tiny\n"


@pytest.fixture
def project(offline: Command) -> Path:
    (offline.folder / "src").mkdir()
    (offline.folder / "src" / "app.py").write_text(APP)
    return offline.folder


def run(offline: Command, *arguments: str, card: str | None = None) -> Any:
    with serve(world(tiny(card) if card else tiny())) as hub:
        offline.point_at(hub.environment())
        return offline("check", "--from", ".", *arguments)


@pytest.mark.usefixtures("project")
def test_each_model_is_checked_and_shown_where_it_is_used(offline: Command) -> None:
    ran = run(offline, "--policy", "publish-open-source", "--format", "sarif")
    assert ran.code == 1
    log = json.loads(ran.out)
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "src/app.py", "uriBaseId": "%SRCROOT%"}
        assert place["region"]["startLine"] in (3, 4)
    told = {result["ruleId"].partition("/")[2] for result in log["runs"][0]["results"]}
    assert {"pinned", "named"} <= told


@pytest.mark.usefixtures("project")
def test_what_is_worked_out_at_run_time_is_a_warning(offline: Command) -> None:
    found = json.loads(run(offline, "--policy", "research-only-ok", "--format", "json").out)
    base = found["models"][-1]
    assert base["rules"]["named"]["points"][0]["text"].startswith(
        "AutoModel.from_pretrained: names"
    )
    assert base["level"] == "warn"


def test_a_lock_of_today_and_another_license_tomorrow(offline: Command, project: Path) -> None:
    first = run(offline, "--update-lock")
    assert first.code == 0, first
    assert "hf:acme/tiny:" in (project / "openness.lock").read_text()
    assert run(offline, "--lock").code == 0
    ran = run(offline, "--lock", card=CLOSED)
    assert ran.code == 1
    told = " ".join(ran.out.split())
    assert "not met: the metadata tag of hf:acme/tiny said MIT" in told
    assert "and says CC-BY-NC-4.0" in told
    assert run(offline, "--update-lock", card=CLOSED).code == 0
    assert run(offline, "--lock", card=CLOSED).code == 0


def test_a_model_that_nobody_agreed_to(offline: Command, project: Path) -> None:
    run(offline, "--update-lock")
    (project / "more.py").write_text('M.from_pretrained("acme/base")')
    ran = run(offline, "--lock")
    assert ran.code == 1
    assert "it is not in the lock file" in ran.out


def test_a_lock_that_is_written_lets_no_policy_pass(offline: Command, project: Path) -> None:
    ran = run(offline, "--update-lock", "--policy", "publish-open-source")
    assert ran.code == 1
    assert (project / "openness.lock").exists()


def test_a_lock_and_a_policy_together(offline: Command, project: Path) -> None:
    assert run(offline, "--update-lock").code == 0
    ran = run(offline, "--lock", "--policy", "publish-open-source", "--format", "json")
    rules = json.loads(ran.out)["models"][0]["rules"]
    assert rules["as-agreed"]["level"] == "pass"
    assert len(rules) > 3


def test_what_is_not_there_is_no_evidence(offline: Command, project: Path) -> None:
    (project / "more.py").write_text('M.from_pretrained("acme/gone")')
    ran = run(offline, "--update-lock")
    assert ran.code == 3
    assert "hf:acme/gone: " in ran.err
    assert not (project / "openness.lock").exists()


def test_two_commits_of_one_model_are_told_apart(offline: Command, project: Path) -> None:
    (project / "more.py").write_text('M.from_pretrained("acme/tiny", revision="main")')
    assert run(offline, "--update-lock").code == 0
    text = (project / "openness.lock").read_text()
    assert "hf:acme/tiny@:" in text
    assert "hf:acme/tiny@main:" in text


def test_no_model_at_all_is_said(offline: Command, project: Path) -> None:
    (project / "src" / "app.py").write_text("")
    ran = run(offline, "--policy", "use-commercially")
    assert ran.code == 0
    assert "no model or data set is named" in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--from", "."], "There is no --policy"),
        (["--from", "nowhere", "--policy", "use-in-eu"], "There is no folder nowhere"),
        (["--from", ".", "acme/tiny", "--policy", "use-in-eu"], "either a TARGET or --from"),
        (["--policy", "use-in-eu"], "either a TARGET or --from"),
        (["acme/tiny", "--policy", "use-in-eu", "--lock"], "give --from DIR"),
        (["--from", ".", "--lock"], "openness.lock cannot be read"),
        (["--from", ".", "--lock", "broken.lock"], "broken.lock: "),
        (["--from", ".", "--lock", "--waivers", "w.yaml"], "--waivers are of the rules"),
    ],
)
def test_mistakes(offline: Command, project: Path, arguments: list[str], told: str) -> None:
    (project / "broken.lock").write_text("models: [")
    assert told in offline.fails("check", *arguments)
