"""Asks a person, one requirement after another, what only a person may decide."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from audit.cli.days import today
from audit.errors import AuditError
from audit.judge.quotes import Sources
from audit.judge.review_check import entry_problems, findings_of, is_address
from audit.model import Evidence, Reason, Verdict
from audit.model.review import QuoteState, ReviewEntry, ReviewEvidence
from audit.render.places import place
from audit.render.untrusted import one_line, shown

_WIDTH = 96
_MOST_LINES = 12
"""Lines of a passage that are shown; the link leads to all of it."""
_LONG = 500
"""Characters of a quote that is taken from a passage, in whole words."""


class Stopped(Exception):  # noqa: N818  as `StopIteration`
    """Nobody answers any more."""


class Asked(NamedTuple):
    """One requirement that waits for a person."""

    framework: str
    id: str
    verdict: Verdict
    also: tuple[Reason, ...] = ()
    """What else was read that a person needs to see."""


def ask(prompt: str) -> str:
    """The next line of the answers, without blanks around it; `Stopped` behind the last."""
    try:
        said = input(prompt).strip().encode("utf-8", "replace").decode("utf-8")
    except EOFError as error:
        print()
        raise Stopped from error
    except UnicodeDecodeError as error:
        raise AuditError("The answers are not UTF-8 text.", "Send them as UTF-8.") from error
    if not sys.stdin.isatty():
        print()  # nobody typed the end of the line
    return said


def say(text: str = "", lead: str = "") -> None:
    """A line of our own behind its lead, broken to the width of a page."""
    words = one_line(text, longest=2_000)
    behind = " " * len(lead)
    print(textwrap.fill(words, _WIDTH, initial_indent=lead, subsequent_indent=behind))


def show(asked: Asked, number: int, count: int) -> tuple[Evidence, ...]:
    """Prints a requirement with what was read on it; the passages by their number."""
    say()
    say(f"[{number} of {count}] {asked.id}: {asked.verdict.name} ({asked.framework})")
    say(asked.verdict.says, "  ")
    say(f"To do: {asked.verdict.needs}", "  ")
    passages: list[Evidence] = []
    for reason in (*asked.verdict.because, *asked.also):
        say(reason.text, "  - ")
        for one in reason.evidence:
            if one not in passages:
                passages.append(one)
                _passage(len(passages), one)
    return tuple(passages)


def _passage(number: int, evidence: Evidence) -> None:
    where = place(evidence)
    say(f"[{number}] {where.label}", "    ")
    if where.href:
        print(f"        {where.href}")
    lines = shown(where.quote or "").splitlines()
    for line in lines[:_MOST_LINES]:
        print(f"        | {line}")
    if len(lines) > _MOST_LINES:
        print(f"        | ... {len(lines) - _MOST_LINES} lines more")


def decide(
    asked: Asked, passages: tuple[Evidence, ...], sources: Sources, valid_until: str | None
) -> ReviewEntry | None:
    """What the person finds, with reason and evidence; None where it is left open."""
    words = findings_of(asked.id)
    while True:
        finding = _one_of(words)
        if finding is None:
            return None
        entry = ReviewEntry(
            requirement=asked.id,
            finding=finding,
            reason=_needed("  Reason: ", "A finding without a reason does not count."),
            evidence=_evidence(passages),
            date=today().isoformat(),
            valid_until=valid_until,
        )
        problems = [*entry_problems(entry), *_unfounded(entry, sources)]
        if not problems:
            return entry
        for problem in problems:
            say(f"Not written: {problem}.", "  ")


def _one_of(words: tuple[str, ...]) -> str | None:
    """One of the words, or the beginning of just one; None for an empty answer."""
    while True:
        said = ask(f"  Finding ({', '.join(words)}; Enter leaves it open): ").lower()
        if not said:
            return None
        fitting = [word for word in words if word.lower() == said] or [
            word for word in words if word.lower().startswith(said)
        ]
        if len(fitting) == 1:
            return fitting[0]
        say(f"Expected {', '.join(words)}.", "  ")


def _needed(prompt: str, why: str) -> str:
    while not (said := ask(prompt)):
        say(why, "  ")
    return said


def _evidence(passages: tuple[Evidence, ...]) -> tuple[ReviewEvidence, ...]:
    """At least one place; an empty answer ends the list."""
    found: list[ReviewEvidence] = []
    numbers = f"1 to {len(passages)}, " if passages else ""
    while True:
        more = "; Enter when done" if found else ""
        said = ask(f"  Evidence ({numbers}or an address{more}): ")
        if not said and found:
            return tuple(found)
        if said.isascii() and said.isdigit() and 1 <= int(said) <= len(passages):
            found.append(_of_passage(passages[int(said) - 1]))
        elif is_address(said):
            found.append(ReviewEvidence(url=said, quote=_words()))
        else:
            say("Expected the number of a passage, or an address with https.", "  ")


def _of_passage(passage: Evidence) -> ReviewEvidence:
    return ReviewEvidence(
        artifact=passage.artifact,
        revision=passage.revision,
        path=passage.path,
        lines=passage.lines if passage.path else None,
        quote=_in_whole_words(passage.quote) if passage.quote else _words(),
    )


def _in_whole_words(quote: str) -> str:
    return quote if len(quote) <= _LONG else quote[:_LONG].rpartition(" ")[0] or quote[:_LONG]


def _words() -> str | None:
    return ask("  The words that stand there: ") or None


def _unfounded(entry: ReviewEntry, sources: Sources) -> Iterator[str]:
    for one in entry.evidence:
        checked = sources.check(one)
        if checked.state is QuoteState.NOT_FOUND:
            yield f"the quote does not stand in {checked.place}"


def check_there_is_somebody() -> None:
    """`AuditError` where there is no standing input at all."""
    if sys.stdin is None or sys.stdin.closed:
        raise nobody()


def nobody() -> AuditError:
    """Said where the very first answer does not come."""
    return AuditError(
        "There is nobody to ask: standard input is no terminal and is empty.",
        "Run it in a terminal, or send the answers, one a line.",
    )
