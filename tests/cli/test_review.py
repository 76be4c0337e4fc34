"""`openness review`: the walk, over a pipe as in a terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from audit.cli import review_walk
from audit.judge.review_file import read_review_file
from audit.judge.review_text import new_text, with_entry
from audit.model.review import ReviewEntry, ReviewEvidence
from tests.hub import Hub

from .running import NOWHERE, Command, Ran, assert_one_line

CARD = """\
---
license: apache-2.0
datasets: [acme/mix]
---
## Training data

We trained on [a mix](https://huggingface.co/datasets/acme/mix): 3 TB of text in 12 languages.
The corpus was filtered by language and deduplicated with MinHash before training.
"""
SUFFICES = "OSAID-D0"


class Answers:
    """Runs the walk on acme/tiny with these lines as its standard input."""

    def __init__(self, openness: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        self._openness = openness
        self._monkeypatch = monkeypatch

    def __call__(self, *lines: str, arguments: tuple[str, ...] = ("-o", "tiny.yaml")) -> Ran:
        text = "".join(f"{line}\n" for line in lines)
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return self._openness("review", "acme/tiny", *arguments)


@pytest.fixture
def answers(openness: Command, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Answers:
    monkeypatch.setattr(review_walk, "today", lambda: date(2026, 11, 28))
    return Answers(openness, monkeypatch)


@pytest.fixture
def hub() -> Any:
    """A hub with a model that speaks of its data."""
    from tests.collect.worlds import tiny, world
    from tests.hub import serve

    with serve(world(tiny(CARD))) as running:
        yield running


def found(file: str = "tiny.yaml") -> Any:
    return yaml.safe_load(Path(file).read_text())


FIRST = ("Jane Doe", "unmet", "The sources are not named.", "1", "")


def test_one_finding_is_written_and_the_rest_is_left(answers: Answers) -> None:
    ran = answers(*FIRST)
    assert (ran.code, ran.err) == (0, "")
    assert "[1 of " in ran.out
    assert "To do: read the passages and say whether the data information is suff" in ran.out
    assert "on processing: 1 passage may answer it" in ran.out.partition("Finding")[0]
    assert "1 written to tiny.yaml" in ran.out
    file = found()
    assert (file["model"], file["reviewer"]) == ("acme/tiny", "Jane Doe")
    (entry,) = file["reviews"]
    assert (entry["finding"], entry["reason"]) == ("unmet", "The sources are not named.")
    assert entry["date"] == "2026-11-28"
    assert entry["evidence"][0]["artifact"] == "hf:acme/tiny"
    assert entry["evidence"][0]["revision"] == file["revision"]


def test_what_was_written_decides(answers: Answers, openness: Command) -> None:
    asked = answers(*FIRST).out
    (entry,) = found()["reviews"]
    assert entry["requirement"] in asked
    ran = openness("audit", "acme/tiny", "--reviews", "tiny.yaml")
    assert ran.err == "", "it decides"
    said = "by Jane Doe on 2026-11-28: The sources are not named."
    assert said in " ".join(ran.out.split())


def test_it_goes_on_where_it_stopped(answers: Answers) -> None:
    answers(*FIRST)
    before = Path("tiny.yaml").read_text()
    ran = answers("met", "Filtering is described.", "1", "")
    assert "Your name" not in ran.out
    after = Path("tiny.yaml").read_text()
    assert after.startswith(before), "nothing that was written changes"
    one, other = found()["reviews"]
    assert one["requirement"] != other["requirement"]
    assert one["requirement"] not in ran.out


def test_everything_may_be_left_open(answers: Answers) -> None:
    ran = answers("Jane", *[""] * 40)
    assert ran.code == 0
    assert "OSAID-F2" not in ran.out, "it waits for what was left open"
    assert "0 written to tiny.yaml" in ran.out
    assert not Path("tiny.yaml").exists()


def test_answers_that_do_not_fit_are_asked_for_again(answers: Answers) -> None:
    ran = answers("", "Jane", "maybe", "unm", "", "No.", "99", "ftp://x", "", "1", "")
    assert "Expected met, unmet, not-applicable." in ran.out
    assert "A finding without a reason does not count." in ran.out
    assert ran.out.count("Expected the number of a passage, or an address with https.") == 3
    assert found()["reviews"][0]["finding"] == "unmet"


def test_an_address_with_its_words_is_evidence(answers: Answers) -> None:
    answers("Jane", "met", "So it is.", "https://example.org/data", "All of it.", "")
    (place,) = found()["reviews"][0]["evidence"]
    assert place == {"url": "https://example.org/data", "quote": "All of it."}


def test_words_that_do_not_stand_there_are_not_written(answers: Answers) -> None:
    ran = answers(*FIRST)
    revision = found()["revision"]
    Path("tiny.yaml").unlink()
    url = f"https://huggingface.co/acme/tiny/blob/{revision}/README.md"
    ran = answers("Jane", "met", "So.", "https://example.org", "", "", *FIRST[1:])
    assert "Not written: it finds for the model and quotes nothing" in ran.out
    assert found()["reviews"][0]["finding"] == "unmet"
    Path("tiny.yaml").unlink()
    ran = answers("Jane", "met", "So.", url, "No such words", "", *FIRST[1:])
    assert "Not written: the quote does not stand in\n" in ran.out


def test_what_follows_from_an_answer_is_not_asked(answers: Answers) -> None:
    """What builds on others is asked after them, and not at all where they decide it."""
    ran = answers("Jane", *["unmet", "No.", "1", ""] * 30, arguments=("--framework", "osaid-1.0"))
    assert ran.code == 0
    asked = [line.split()[3] for line in ran.out.splitlines() if line.startswith("[")]
    assert len(asked) == len(set(asked))
    assert "OSAID-F2" not in asked
    assert Path("acme--tiny.review.yaml").exists(), "the usual name"


def test_the_day_until_which_findings_count(answers: Answers) -> None:
    answers(
        *FIRST[1:], arguments=("-o", "a.yaml", "--reviewer", "Bob", "--valid-until", "2027-01-01")
    )
    assert found("a.yaml")["reviews"][0]["valid-until"] == "2027-01-01"
    assert found("a.yaml")["reviewer"] == "Bob"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--framework", "osaid-9"), "There is no framework 'osaid-9'. Known: "),
        (("--valid-until", "soon"), "'soon' is no day."),
        (("-o", "other.yaml"), "other.yaml is on acme/other at None, and this is acme/tiny at "),
        (("-o", "old.yaml"), "old.yaml is on acme/tiny at ffff"),
        (("-o", "tiny.yaml", "--reviewer", "Bob"), "tiny.yaml is by Jane Doe."),
        (("-o", "broken.yaml"), "broken.yaml: "),
    ],
)
def test_files_and_options_that_do_not_fit(
    answers: Answers, arguments: tuple[str, ...], said: str
) -> None:
    answers(*FIRST)
    text = Path("tiny.yaml").read_text()
    revision = found()["revision"]
    Path("old.yaml").write_text(text.replace(f"revision: {revision}", f"revision: {'f' * 40}"))
    other = text.replace("model: acme/tiny", "model: acme/other")
    Path("other.yaml").write_text(other.replace(f"\nrevision: {revision}", "\nrevision: null"))
    Path("broken.yaml").write_text("- x")
    ran = answers(*FIRST, arguments=arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert Path("tiny.yaml").read_text() == text


def test_nobody_to_ask(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = answers()
    assert ran.code == 2
    assert_one_line(ran.err)
    assert "There is nobody to ask: standard input is no terminal and is empty." in ran.err
    assert "send the answers, one a line" in ran.err


def test_no_standing_input_at_all(openness: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "nobody to ask" in openness.fails("review", "acme/tiny")


def test_ctrl_c_loses_nothing(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(FIRST)

    def interrupted(prompt: str) -> str:
        for line in lines:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    ran = answers()
    assert ran.code == 130
    assert len(found()["reviews"]) == 1


def test_answers_that_are_no_text(answers: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(prompt: str) -> str:
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")

    monkeypatch.setattr("builtins.input", broken)
    ran = answers()
    assert (ran.code, ran.err) == (
        2,
        "openness: The answers are not UTF-8 text. Send them as UTF-8.\n",
    )


def test_over_a_real_pipe(hub: Hub, tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[2])
    ran = subprocess.run(
        [sys.executable, "-m", "audit", "review", "acme/tiny", "-o", "tiny.yaml"],
        input="\n".join((*FIRST, "")),
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, **NOWHERE, **hub.environment(), "PYTHONPATH": root},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "1 written to tiny.yaml" in ran.stdout
    assert (tmp_path / "tiny.yaml").exists()


ENTRY = ReviewEntry(
    requirement=SUFFICES,
    finding="unmet",
    reason="Two\nlines: and a colon # no comment",
    evidence=(
        ReviewEvidence(artifact="hf:a/b", path="README.md", lines=(1, 2), quote="质量\n\n- x"),
    ),
    date="2026-11-28",
)


KEPT = """\
# mine
schema: openness-review/1
model: a/b
revision: null
reviewer: Jane
reviews: # all of them
{0}- component: compute
{0}  finding: withheld
{0}  reason: why
{0}  evidence: [{{url: 'https://x.y'}}]
{0}  date: 2026-11-01 # late"""


@pytest.mark.parametrize("indent", ["  ", ""])
def test_comments_and_order_stay(indent: str) -> None:
    kept = KEPT.format(indent)
    longer = with_entry(kept, ENTRY)
    assert longer.startswith(kept + "\n")
    one, other = read_review_file(longer, "x.yaml")
    assert one.date == "2026-11-01"
    assert (other.reason, other.evidence) == (ENTRY.reason, ENTRY.evidence)


def test_a_new_file_is_read_back() -> None:
    (one,) = read_review_file(new_text("a/b", None, "Jane: Doe", [ENTRY]), "x.yaml")
    assert (one.reviewer, one.model, one.revision) == ("Jane: Doe", "a/b", None)
    assert one.evidence == ENTRY.evidence


def test_a_file_that_goes_on_behind_its_reviews_is_written_anew() -> None:
    head = "reviews: []\nschema: openness-review/1\nmodel: a/b\nrevision: null\nreviewer: Jane\n"
    (one,) = read_review_file(with_entry(head, ENTRY), "x.yaml")
    assert one.requirement == SUFFICES
