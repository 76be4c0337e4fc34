"""Every command that a page tells is one: no page names an option that is not there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from audit.cli.commands import COMMANDS
from audit.cli.main import _parser
from audit.errors import AuditError

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_INLINE = re.compile(r"`(openness\s[^`]+)`")
_STARTED = re.compile(r"(?:^|[\s|&;(/])openness (?P<words>[^|&;]*)")


def told(text: str) -> list[str]:
    """The commands of the page: lines of shell blocks as they are, and spans of code."""
    shell = re.findall(r"^```(?:sh|console|bash)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in shell for line in re.sub(r"\\\n\s*", " ", block).splitlines()]
    outside = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    spans = [re.sub(r"\s+", " ", span) for span in _INLINE.findall(outside)]
    return [*lines, *spans]


def commands(text: str) -> list[tuple[str, ...]]:
    found = []
    for line in told(text):
        for part in _STARTED.finditer(line.partition(" #")[0]):
            words = tuple(shlex.split(re.split(r"[>)]", part["words"].strip('"'))[0]))
            if words:
                found.append(words)
    return found


def accepts(words: tuple[str, ...], *, whole: bool) -> str:
    """Why the command line is refused; empty where it is not."""
    try:
        _parser(words).parse_args(words)
    except AuditError as error:
        lacks = "arguments are required" in error.problem or "expected" in error.problem
        return "" if lacks and not whole else error.problem
    except SystemExit:
        return ""
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_commands_of_the_page_are_accepted(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    refused = {" ".join(words): accepts(words, whole=False) for words in commands(text)}
    assert {command: why for command, why in refused.items() if why} == {}


def test_each_command_is_told_somewhere() -> None:
    seen = {words[0] for page in PAGES for words in commands(page.read_text(encoding="utf-8"))}
    assert set(COMMANDS) - seen == set()


def test_a_page_that_tells_what_is_not_there_is_found() -> None:
    page = "`openness audit x --no-such` and\n\n```sh\nopenness inspect .  # typo\n```\n"
    assert [bool(accepts(words, whole=False)) for words in commands(page)] == [True, True]
