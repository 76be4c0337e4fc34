"""Findings for people: on the terminal and in Markdown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from audit.model.finding import Findings, Level
from audit.render.finding_markdown import markdown
from audit.render.finding_terminal import terminal
from audit.render.github import github
from audit.render.gitlab import gitlab
from audit.render.junit import junit
from audit.render.language import speaking
from audit.render.sarif import sarif

from .findings import WAIVER, findings, model


def test_the_terminal_tells_what_fails_first() -> None:
    text = terminal(findings(), width=80)
    assert text.splitlines()[0] == "Ours (ours), 2026-11-28"
    order = [text.index(name) for name in ("✗ failing", "✗ expired", "! warning", "~ waived")]
    assert order == sorted(order)
    assert "README.md:2" in text
    assert "→ Mend it." in text
    words = " ".join(text.split())
    assert "[the waiver expired on 2026-01-01; it was given by A. Lawyer" in words
    assert "waived by A. Lawyer until 2027-01-31: Legal has read it." in words
    assert "✓ passing" in text
    assert "The waiver of waived for acme/tiny changed nothing" in text
    assert text.endswith("The policy ours is not met.\n")


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_fit_the_terminal(width: int) -> None:
    text = terminal(findings(), width=width)
    assert max(len(line) for line in text.splitlines() if "changed nothing" not in line) <= width


def test_color_only_where_it_is_wanted() -> None:
    assert "\x1b" not in terminal(findings())
    assert "\x1b[31m" in terminal(findings(), color=True)


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (Level.PASS, "is met."),
        (Level.WAIVED, "is met by waivers."),
        (Level.WARN, "is met, with warnings."),
        (Level.FAIL, "is not met."),
    ],
)
def test_the_whole_in_a_sentence(level: Level, said: str) -> None:
    found = replace(findings(), level=level)
    assert f"The policy ours {said}" in terminal(found)
    assert f"The policy ours {said}" in markdown(found)


def rows(found: Findings) -> list[str]:
    return [line for line in markdown(found).splitlines() if line.startswith("| ✗")]


def test_markdown_has_a_row_for_each_point() -> None:
    text = markdown(findings())
    assert "### ✗ folder:\u200btiny: fails" in text
    assert len(rows(findings())) == 2
    assert "<br>README.md:2 |" in rows(findings())[0]
    assert "✓ `passing`" in text
    assert f"snapshot `{'0' * 12}`" in text


def test_markdown_links_what_lies_elsewhere() -> None:
    assert "[base](https://hub.example/base#L4)" in rows(findings(model(root=None)))[0]


def test_markdown_of_what_passes_has_no_table() -> None:
    one = model()
    rules = {"passing": one.rules["passing"]}
    assert "|" not in markdown(findings(replace(one, level=Level.PASS, rules=rules)))


def test_translations_are_asked_for() -> None:
    with speaking("zh-Hans"):
        assert WAIVER.approver in terminal(findings())


@pytest.mark.parametrize("write", [terminal, markdown, github, junit, sarif, gitlab])
def test_the_words_of_a_policy_steer_nothing(write: Callable[[Findings], str]) -> None:
    found = findings()
    hostile = "\x1b[2J\n::error::x"
    rules = {
        name: replace(rule, says=hostile, help=hostile) for name, rule in found.policy.rules.items()
    }
    text = write(replace(found, policy=replace(found.policy, name=hostile, rules=rules)))
    assert "\x1b" not in text.replace("\\u001b", "")
    assert not [line for line in text.splitlines() if line.startswith("::error::x")]
