"""The turns in a repository's past, from commits to what was said before and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.collect.history import collect_past
from audit.collect.targets import name_target
from audit.compare.past import history_of
from audit.model import Versions
from audit.model.difference import History, How, Turn
from tests.collect.briefs import door_to
from tests.collect.pasts import LATER_TERMS, MIT, TERMS, begun, committed, git

VERSIONS = Versions(tool="1", criteria="2", licenses="3")
NOTICE = """\
# Heron

**License notice**: The data and the checkpoints are licensed for research use only.
"""
SOFTER = """\
# Heron

A bird of the river.

**License notice**: This project uses data and checkpoints; users must comply with the original
licenses of the base model and of the datasets.
"""


def past(target: str | Path) -> History:
    with door_to({}) as door:
        return history_of(collect_past(name_target(str(target)), door), VERSIONS)


def said(turn: Turn) -> list[tuple[str, str, str | None, str | None]]:
    """How, of which part, and the classes before and after."""
    return [
        (
            one.how.value,
            (one.new or one.old).scope.value,  # type: ignore[union-attr]
            one.old.class_ if one.old else None,
            one.new.class_ if one.new else None,
        )
        for one in turn.statements
    ]


@pytest.fixture
def heron(tmp_path: Path) -> Path:
    return begun(tmp_path / "heron")


def test_the_day_on_which_a_notice_was_softened(heron: Path) -> None:
    committed(heron, "2023-04-18", "notice", {"README.md": NOTICE, "a.py": "1"})
    committed(heron, "2023-10-01", "code", {"a.py": "2"})
    committed(heron, "2023-12-20", "news", {"README.md": "\n" + NOTICE})
    sha = committed(heron, "2023-12-22", "Update README.md", {"README.md": SOFTER})
    found = past(heron)
    *_, turn = found.turns
    assert (found.commits, found.first, found.last) == (3, "2023-04-18", "2023-12-22")
    assert [one.commit.date[:10] for one in found.turns] == ["2023-04-18", "2023-12-22"]
    assert (turn.commit.sha, turn.commit.words) == (sha, "Update README.md")
    research = "noncommercial-or-research"
    assert said(turn) == [
        ("changed", "data", research, "inherited"),
        ("changed", "weights", research, "inherited"),
    ]
    old, new = turn.statements[0].old, turn.statements[0].new
    assert old is not None
    assert new is not None
    assert "research use only" in (old.evidence[0].quote or "")
    assert "must comply" in (new.evidence[0].quote or "")
    assert (old.evidence[0].lines, new.evidence[0].revision) == ((4, 4), sha)


def test_terms_of_ones_own_are_quoted_where_they_differ(heron: Path) -> None:
    committed(heron, "2023-10-17", "terms", {"MODEL_LICENSE": TERMS})
    committed(heron, "2023-12-18", "spaces", {"MODEL_LICENSE": TERMS.replace(" the ", "  the ")})
    committed(heron, "2023-12-19", "Change model License", {"MODEL_LICENSE": LATER_TERMS})
    first, turn = past(heron).turns
    assert first.commit.words == "terms"
    (pair,) = turn.statements
    assert pair.old is not None
    assert pair.new is not None
    assert pair.how is How.REWORDED
    assert [one.quote for one in pair.old.evidence] == [
        "2. You must not use  the model for commercial purposes."
    ]
    assert [one.lines for one in pair.new.evidence] == [(4, 4)]


def test_a_license_that_was_taken_away_and_put_back(heron: Path) -> None:
    committed(heron, "2024-01-01", "in", {"LICENSE": MIT})
    committed(heron, "2024-01-02", "out", {"LICENSE": None, "a": "b"})
    committed(heron, "2024-01-03", "in again", {"LICENSE": MIT})
    committed(heron, "2024-01-04", "out again", {"LICENSE": None})
    turns = past(heron).turns
    assert [one.commit.words for one in turns] == ["in", "out", "in again", "out again"]
    assert [said(one)[0][0] for one in turns] == ["appeared", "gone", "appeared", "gone"]


def test_a_license_that_got_another_name_is_said_to_have_moved(heron: Path) -> None:
    committed(heron, "2024-01-01", "in", {"LICENSE": MIT})
    committed(heron, "2024-01-02", "rename", {"LICENSE": None, "LICENSE.md": MIT})
    assert [said(one)[0][0] for one in past(heron).turns] == ["appeared", "moved"]


def test_a_merge_tells_only_of_what_none_of_its_sides_said(heron: Path) -> None:
    committed(heron, "2024-01-01", "one", {"README.md": "# Heron\n", "LICENSE": MIT})
    git(heron, "checkout", "--quiet", "-b", "side")
    committed(heron, "2024-01-02", "notice on the side", {"README.md": NOTICE})
    git(heron, "checkout", "--quiet", "main")
    committed(heron, "2024-01-03", "terms", {"MODEL_LICENSE": TERMS})
    git(heron, "merge", "--quiet", "--no-edit", "side", date="2024-01-04T12:00:00+00:00")
    assert [one.commit.words for one in past(heron).turns] == ["one", "notice on the side", "terms"]


def test_what_a_merge_brought_in_by_itself(heron: Path) -> None:
    committed(heron, "2024-01-01", "one", {"README.md": "# Heron\n\nBirds.\n"})
    git(heron, "checkout", "--quiet", "-b", "side")
    committed(heron, "2024-01-02", "side", {"README.md": "# Heron\n\nMany birds.\n"})
    git(heron, "checkout", "--quiet", "main")
    committed(heron, "2024-01-03", "main", {"README.md": "# Heron\n\nFew birds.\n"})
    git(heron, "merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    committed(heron, "2024-01-04", "merge with a notice", {"README.md": NOTICE})
    (turn,) = past(heron).turns
    assert turn.commit.words == "merge with a notice"


def test_a_flip_that_was_taken_back_before_a_merge_is_not_lost(heron: Path) -> None:
    committed(heron, "2024-01-01", "one", {"LICENSE": MIT, "README.md": "# Heron\n"})
    git(heron, "checkout", "--quiet", "-b", "side")
    committed(heron, "2024-01-02", "docs", {"README.md": "# Heron\n\nBirds.\n"})
    git(heron, "checkout", "--quiet", "main")
    committed(heron, "2024-01-03", "closed", {"LICENSE": TERMS})
    committed(heron, "2024-01-04", "open again", {"LICENSE": MIT})
    git(heron, "merge", "--quiet", "--no-edit", "side", date="2024-01-05T12:00:00+00:00")
    assert [one.commit.words for one in past(heron).turns] == ["one", "closed", "open again"]


def test_a_card_whose_tag_and_gate_changed(heron: Path) -> None:
    head = "---\nlicense: {}\n---\n# Heron\n"
    gate = "---\nlicense: mit\nextra_gated_prompt: Be kind.\n---\n# Heron\n"
    committed(heron, "2024-01-01", "open", {"README.md": head.format("mit"), "config.json": "{}"})
    committed(heron, "2024-01-02", "nc", {"README.md": head.format("cc-by-nc-4.0")})
    committed(heron, "2024-01-03", "gate", {"README.md": gate})
    turns = past(f"{heron}@main").turns
    assert said(turns[1]) == [("changed", "weights", "osi-approved", "noncommercial-or-research")]
    (form,) = turns[2].gates
    assert form.new is not None
    assert form.new.asked.prompt == "Be kind."


def test_the_first_claim_of_a_page_and_the_last(heron: Path) -> None:
    claim = "# Heron\n\nHeron is an open-source language model.\n"
    committed(heron, "2024-01-01", "say", {"README.md": claim})
    committed(heron, "2024-01-02", "louder", {"README.md": claim + "\nIt is fully open.\n"})
    committed(heron, "2024-01-03", "unsay", {"README.md": "# Heron\n"})
    assert [(one.commit.words, one.claims[0].how) for one in past(heron).turns] == [
        ("say", How.APPEARED),
        ("unsay", How.GONE),
    ]


def test_the_same_past_is_the_same_history(heron: Path) -> None:
    committed(heron, "2024-01-01", "one", {"LICENSE": MIT, "README.md": NOTICE})
    committed(heron, "2024-01-02", "two", {"LICENSE": TERMS, "README.md": SOFTER})
    assert past(heron) == past(heron)


def test_a_probe_that_fails_is_said(heron: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(view: object) -> None:
        raise ValueError

    committed(heron, "2024-01-01", "one", {"LICENSE": MIT})
    monkeypatch.setattr("audit.probes.claims.probe", fails)
    found = past(heron)
    assert [one.commit.words for one in found.turns] == ["one"]
    assert [(gap.path, gap.detail) for gap in found.gaps] == [
        ("LICENSE", "probe claims: it failed with ValueError")
    ]
