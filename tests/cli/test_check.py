"""`openness check`: exit codes, outputs, waivers, and a repository of a publisher in CI."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from audit.cli.check import FORMATS
from audit.model.schema import schema_of
from audit.render.finding_formats import FINDING_FORMATS
from tests.render.test_machine_formats import SARIF

from .running import NOWHERE, Command, spawn

COMMERCIAL = ("--policy", "use-commercially", "--on", "2026-11-28")
CARD = """\
---
language: en
license: apache-2.0
base_model: meta-llama/Llama-2-7b-hf
---

# Heron

These weights may only be used for non-commercial research.
"""
LICENSE = """\
MIT License

Copyright (c) 2026 A. Heron

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
WAIVERS = """\
schema: openness-waivers/1
waivers:
  - model: bundled:llava-v1.6-mistral-7b
    rule: no-serious-conflict
    subject: prose-against-tag
    reason: The limits are on data that we do not use.
    approver: A. Lawyer
    expires: 2026-12-31
"""


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *words],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def heron(offline: Command) -> Path:
    """A git repository from scratch whose card contradicts itself."""
    (offline.folder / "README.md").write_text(CARD)
    (offline.folder / "LICENSE").write_text(LICENSE)
    (offline.folder / "model.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0{}      " + b"\0" * 64)
    git(offline.folder, "init", "-q")
    git(offline.folder, "add", ".")
    git(offline.folder, "commit", "-qm", "begin")
    return offline.folder


def test_the_formats_of_the_command_are_those_of_the_table() -> None:
    assert tuple(FINDING_FORMATS) == FORMATS


@pytest.mark.parametrize(
    ("model", "code"), [("aria", 0), ("cogvlm-chat-hf", 1), ("xgen-mm-instruct-v1", 1)]
)
def test_whether_a_company_may_use_it(offline: Command, model: str, code: int) -> None:
    ran = offline("check", f"bundled:{model}", *COMMERCIAL)
    assert (ran.code, ran.err) == (code, "")
    outcome = "met, with warnings" if code == 0 else "not met"
    assert ran.out.endswith(f"The policy use-commercially is {outcome}.\n")


def test_no_bundled_model_may_be_called_open_source(offline: Command) -> None:
    ran = offline("check", "bundled:all", "--policy", "publish-open-source", "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 1
    assert len(found["models"]) == 8
    assert {one["level"] for one in found["models"]} == {"fail"}


def test_the_lines_of_a_repository_are_annotated(offline: Command, heron: Path) -> None:
    policy = ("--policy", "publish-open-source", "--offline")
    ran = offline("check", ".", *policy, "--format", "sarif")
    assert (ran.code, ran.err) == (1, "")
    log = json.loads(ran.out)
    SARIF.validate(log)
    lines = {
        (
            one["properties"]["subject"],
            place["artifactLocation"]["uri"],
            place["region"]["startLine"],
        )
        for one in log["runs"][0]["results"]
        for place in (one["locations"][0]["physicalLocation"],)
    }
    assert ("tag-against-license-file", "README.md", 3) in lines
    assert ("prose-against-tag", "README.md", 3) in lines
    assert ("model-against-base-model", "README.md", 3) in lines
    assert ("OSAID-F1", "README.md", 4) in lines
    related = {
        (one["properties"]["subject"], place["physicalLocation"]["artifactLocation"]["uri"])
        for one in log["runs"][0]["results"]
        for place in one.get("relatedLocations", ())
    }
    assert ("tag-against-license-file", "LICENSE") in related


def test_annotations_fall_on_the_lines_of_the_repository(offline: Command, heron: Path) -> None:
    below = heron / "models" / "heron"
    below.mkdir(parents=True)
    for name in ("README.md", "LICENSE", "model.safetensors"):
        (heron / name).rename(below / name)
    ran = offline(
        "check",
        "models/heron",
        "--policy",
        "publish-open-source",
        "--offline",
        "--format",
        "github",
    )
    assert ran.code == 1
    wanted = "::error file=models/heron/README.md,line=3,endLine=3,"
    assert [line for line in ran.out.splitlines() if line.startswith(wanted)]
    assert "file=README.md" not in ran.out


def test_fingerprints_outlive_lines_that_move(offline: Command, heron: Path) -> None:
    asked = ("check", ".", "--policy", "publish-open-source", "--offline", "--format", "gitlab")
    before = {one["fingerprint"] for one in json.loads(offline(*asked).out)}
    card = CARD.replace("language: en\n", "language: en\ntags:\n- text-generation\n")
    (heron / "README.md").write_text(card)
    after = {one["fingerprint"] for one in json.loads(offline(*asked).out)}
    assert before == after


def test_a_card_that_agrees_is_not_annotated_for_it(offline: Command, heron: Path) -> None:
    (heron / "README.md").write_text("---\nlicense: mit\n---\n\n# Heron\n\nA small model.\n")
    ran = offline("check", ".", "--policy", "publish-open-source", "--offline", "--format", "json")
    rules = json.loads(ran.out)["models"][0]["rules"]
    assert rules["no-contradiction"]["level"] == "pass"
    assert rules["definition"]["level"] == "fail"
    assert ran.code == 1


def test_several_outputs(offline: Command) -> None:
    ran = offline(
        *("check", "bundled:aria", *COMMERCIAL),
        *("--format", "sarif", "--output", "out/a.sarif", "--format", "junit", "-o", "a.xml"),
    )
    assert (ran.code, ran.err) == (0, "")
    assert "is met, with warnings" in ran.out
    SARIF.validate(json.loads((offline.folder / "out" / "a.sarif").read_text()))
    assert "<testsuites" in (offline.folder / "a.xml").read_text()


def test_what_is_no_plain_file_is_written_through(offline: Command) -> None:
    (offline.folder / "real.json").write_text("old")
    (offline.folder / "link.json").symlink_to("real.json")
    asked = ("check", "bundled:aria", *COMMERCIAL, "--format", "json")
    assert offline(*asked, "--output", "link.json").code == 0
    assert (offline.folder / "link.json").is_symlink()
    assert json.loads((offline.folder / "real.json").read_text())["level"] == "warn"
    assert offline(*asked, "--output", "/dev/null").code == 0
    assert json.loads(offline(*asked, "--output", "-").out)["level"] == "warn"


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_on_the_terminal(offline: Command, name: str) -> None:
    ran = offline("check", "bundled:cogvlm-chat-hf", *COMMERCIAL, "--format", name)
    assert (ran.code, ran.err) == (1, "")
    if name == "json":
        Draft202012Validator(schema_of("findings")).validate(json.loads(ran.out))


def test_the_summary_of_a_job(
    offline: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ran = offline("check", "bundled:aria", *COMMERCIAL, "--format", "github")
    assert ran.out.startswith("::warning ")
    assert summary.read_text().startswith("# before\n## Use in a commercial product\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    said = offline.fails("check", "bundled:aria", *COMMERCIAL, "--format", "github")
    assert f"{tmp_path} cannot be written" in said


def test_a_waiver_lets_it_pass_until_its_day(offline: Command) -> None:
    (offline.folder / "w.yaml").write_text(WAIVERS)
    asked = ("check", "bundled:llava-v1.6-mistral-7b", "--policy", "use-commercially")
    waived = ("--waivers", "w.yaml")
    assert offline(*asked, "--on", "2026-11-28").code == 1
    ran = offline(*asked, *waived, "--on", "2026-12-31")
    assert ran.code == 0
    assert "waived by A. Lawyer until 2026-12-31" in " ".join(ran.out.split())
    late = offline(*asked, *waived, "--on", "2027-01-01")
    assert late.code == 1
    assert "the waiver expired on 2026-12-31" in " ".join(late.out.split())


def test_a_waiver_for_the_folder_that_is_checked(offline: Command, heron: Path) -> None:
    text = WAIVERS.replace("bundled:llava-v1.6-mistral-7b", ".").replace(
        "no-serious-conflict", "no-contradiction"
    )
    (heron / "w.yaml").write_text(text.replace("    subject: prose-against-tag\n", ""))
    ran = offline(
        *("check", ".", "--policy", "publish-open-source", "--offline", "--on", "2026-12-01"),
        *("--waivers", "w.yaml", "--format", "json"),
    )
    (found,) = json.loads(ran.out)["models"]
    assert found["rules"]["no-contradiction"]["level"] == "waived"
    assert found["level"] == "fail"


def test_mistakes_are_one_line_and_write_nothing(offline: Command) -> None:
    (offline.folder / "w.yaml").write_text(WAIVERS.replace("no-serious-conflict", "nope"))
    (offline.folder / "bad.yaml").write_text("schema: openness-policy/1\nrules: {}\n")
    one = "bundled:aria"
    for arguments, said in (
        ((one,), "--policy"),
        ((one, "--policy", "nope"), "There is no policy 'nope'"),
        ((one, "--policy", "nope.yaml"), "nope.yaml cannot be read"),
        ((one, "--policy", "bad.yaml"), "bad.yaml: rules is missing or empty"),
        ((one, *COMMERCIAL, "--waivers", "w.yaml"), "w.yaml, entry 1: there is no rule nope"),
        ((one, *COMMERCIAL, "--waivers", "x.yaml"), "x.yaml cannot be read"),
        ((one, "--policy", "use-in-eu", "--on", "soon"), "'soon' is no day"),
        ((one, *COMMERCIAL, "--format", "pdf"), "there is no format 'pdf'; known: terminal"),
        ((one, *COMMERCIAL, "--output", "x"), "--output goes after the --format"),
        (
            (one, *COMMERCIAL, "--format", "json", "--format", "sarif"),
            "The formats json and sarif would both go to the terminal",
        ),
        ((one, *COMMERCIAL, "--format", "json", "-o", "."), ". is a folder"),
        (("bundled:nope", *COMMERCIAL), "There is no bundled model"),
        (("no such thing", *COMMERCIAL), "is not a target"),
    ):
        assert said in offline.fails("check", *arguments), arguments


def test_evidence_that_cannot_be_collected(offline: Command) -> None:
    assert "openness: " in offline.fails("check", "acme/tiny", *COMMERCIAL, code=3)


def test_a_model_on_the_hub(openness: Command) -> None:
    ran = openness("check", "acme/tiny", "--policy", "publish-open-weights", "--format", "json")
    (found,) = json.loads(ran.out)["models"]
    assert found["target"]["id"] == "hf:acme/tiny"
    assert found["root"] is None
    assert ran.code == (1 if found["level"] == "fail" else 0)


REVIEW = """\
schema: openness-review/1
model: rhymes-ai/Aria
revision: f5e1f0d5d636286f1edb71cfd2074586833c0e8c
reviewer: A. Reader
reviews:
  - requirement: OSAID-C4
    finding: met
    reason: All of the libraries are under licenses that the OSI approved.
    evidence:
      - artifact: github:rhymes-ai/Aria
        path: pyproject.toml
        lines: [1, 1]
        quote: dependencies
    date: '2026-11-28'
"""


def test_what_people_found_counts(offline: Command) -> None:
    (offline.folder / "r.yaml").write_text(REVIEW)
    asked = ("check", "bundled:aria", "--policy", "publish-open-source", "--format", "json")
    for reviews, waits in (((), True), (("--reviews", "r.yaml"), False)):
        (found,) = json.loads(offline(*asked, "--on", "2026-11-28", *reviews).out)["models"]
        subjects = [one["subject"] for one in found["rules"]["definition"]["points"]]
        assert ("OSAID-C4" in subjects) is waits


def test_a_saved_assessment_is_checked_as_the_model_is(offline: Command) -> None:
    assert offline("audit", "bundled:aria", "-o", "out").code == 0
    direct = offline("check", "bundled:aria", *COMMERCIAL, "--format", "json")
    saved = offline("check", "out/aria.json", *COMMERCIAL, "--format", "json")
    one, two = (json.loads(ran.out)["models"][0]["rules"] for ran in (direct, saved))
    assert one == two


def test_a_check_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom audit.cli import main\n"
        f"main(['check', 'bundled:aria', *{COMMERCIAL!r}])\n"
        "heavy = {'bs4', 'huggingface_hub', 'httpx2', 'jinja2', 'lxml', 'requests', 'rich'}\n"
        "found = sorted(heavy & {name.split('.')[0] for name in sys.modules})\n"
        "print(found, file=sys.stderr)\n"
    )
    process = spawn(folder=tmp_path, code=code, environment=NOWHERE)
    _, err = process.communicate()
    assert err == "[]\n"
