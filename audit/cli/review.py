"""`openness review`: walks through what a person has to decide, and writes it down."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.cli.review_walk import Asked
    from audit.judge.quotes import Sources
    from audit.model import Inventory, Reason, Verdict
    from audit.model.review import Review, ReviewEntry


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "review",
        description="Walk through the requirements that wait for a person: the passages are shown, "
        "finding, reason and evidence are asked for, and each is written at once. What was begun "
        "goes on when the same command runs again. Answers may also come from a pipe, one a line.",
    )
    parser.add_argument("target", metavar="TARGET", help="as for `openness audit`")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="the file (default: NAME.review.yaml)"
    )
    parser.add_argument("--reviewer", metavar="NAME", help="who decides; asked for if left out")
    parser.add_argument(
        "--framework",
        action="append",
        default=[],
        metavar="ID",
        help="ask only what this framework asks; may be given several times",
    )
    parser.add_argument(
        "--valid-until", metavar="DAY", help="the last day on which the findings count"
    )
    parser.add_argument(
        "--offline", action="store_true", help="use only what was kept of earlier runs"
    )
    parser.set_defaults(run=run)


class Subject(NamedTuple):
    """What is reviewed: the inventory, its texts, and how a review file names it."""

    inventory: Inventory
    sources: Sources
    model: str
    revision: str


def run(arguments: argparse.Namespace) -> int:
    """Asks until all is decided or nobody answers, and says what was written."""
    from audit.cli.review_walk import Stopped, check_there_is_somebody, nobody

    _check(arguments)
    check_there_is_somebody()
    subject = _subject(arguments)
    walk = Walk(subject, arguments)
    try:
        walk.go()
    except Stopped:
        if not walk.answered and not sys.stdin.isatty():
            raise nobody() from None
    walk.tell()
    return ExitCode.DONE


def _check(arguments: argparse.Namespace) -> None:
    """`AuditError` for what can be told before anything is collected."""
    from audit.judge.load import frameworks
    from audit.text.days import is_day

    known = [framework.id for framework in frameworks()]
    for name in arguments.framework:
        if name not in known:
            raise AuditError(f"There is no framework {name!r}.", f"Known: {', '.join(known)}.")
    day = arguments.valid_until
    if day is not None and not is_day(day):
        raise AuditError(f"{day!r} is no day.", "Give one such as 2027-11-28.")


def _subject(arguments: argparse.Namespace) -> Subject:
    from audit.collect import opened
    from audit.collect.targets import name_target
    from audit.judge.which_model import named_in_reviews
    from audit.pipeline import read_target

    named = name_target(arguments.target)
    with opened(offline=arguments.offline) as door:
        inventory, sources = read_target(named, door.begin())
    return Subject(inventory, sources, *named_in_reviews(inventory))


class Walk:
    """The questions, the answers so far, and the file that they are in."""

    def __init__(self, subject: Subject, arguments: argparse.Namespace) -> None:
        self._subject = subject
        self._frameworks = frozenset(arguments.framework)
        self._valid_until: str | None = arguments.valid_until
        default = f"{subject.inventory.target.name}.review.yaml"
        self.file: Path = arguments.output or Path(default)
        self._reviews = self._begun()
        self._reviewer: str | None = arguments.reviewer
        self.answered = False
        self._left: dict[str, str] = {}
        self._written = 0
        self._check_head()

    def _begun(self) -> tuple[Review, ...]:
        from audit.cli.review_files import read_file

        return read_file(self.file, self.file.name) if self.file.exists() else ()

    def _check_head(self) -> None:
        """`AuditError` where the file is of something else, or somebody else's."""
        from audit.judge.which_model import name_of

        for one in self._reviews[:1]:
            here = (name_of(self._subject.model), self._subject.revision)
            if (name_of(one.model), one.revision) != here:
                raise AuditError(
                    f"{self.file} is on {one.model} at {one.revision}, and this is "
                    f"{self._subject.model} at {self._subject.revision}.",
                    "Name another file with -o.",
                )
            if self._reviewer not in (None, one.reviewer):
                raise AuditError(f"{self.file} is by {one.reviewer}.", "Name another file with -o.")
            self._reviewer = one.reviewer

    def go(self) -> None:
        """Asks one requirement after another; `Stopped` where nobody answers."""
        from audit.cli.review_walk import decide, show

        while waiting := self._waiting():
            asked = _first(waiting)
            if self._reviewer is None:
                self._reviewer = self._name()
            done = self._written + len(self._left)
            passages = show(asked, done + 1, done + len(waiting))
            entry = decide(asked, passages, self._subject.sources, self._valid_until)
            self.answered = True
            if entry is None:
                self._left[asked.id] = asked.verdict.needs or ""
            else:
                self._write(entry)

    def _name(self) -> str:
        from audit.cli.review_walk import ask

        while not (said := ask("Your name, as reports will show it: ")):
            pass
        self.answered = True
        return said

    def _waiting(self) -> list[Asked]:
        """What waits for a person, now that the answers so far are counted."""
        from audit.cli.review_walk import Asked
        from audit.judge.signoff import verdicts_on
        from audit.render.view import FIRST_FRAMEWORK

        written = {one.requirement for one in self._reviews}
        frameworks = verdicts_on(self._subject.inventory, self._reviews, self._subject.sources)
        return [
            Asked(f"{framework.name} {framework.version}", name, verdict, self._also(name))
            for identifier, framework in sorted(
                frameworks.items(), key=lambda pair: pair[0] != FIRST_FRAMEWORK
            )
            if not self._frameworks or identifier in self._frameworks
            for name, verdict in framework.requirements.items()
            if verdict.needs is not None
            and name not in written
            and not self._is_left(name, verdict)
        ]

    def _also(self, requirement: str) -> tuple[Reason, ...]:
        """The passages on the training data, where its description is asked for."""
        from audit.judge.review_check import rows_of
        from audit.model import Reason

        if "data-description" not in rows_of(requirement):
            return ()
        return tuple(
            Reason(text=f"on {one.id.replace('-', ' ')}: {one.detail}", evidence=one.evidence)
            for one in self._subject.inventory.data_questions
            if one.evidence
        )

    def _is_left(self, name: str, verdict: Verdict) -> bool:
        """Whether it was left open, or waits for nothing but what was."""
        from audit.judge.review_check import builds_on

        left = [needs for other, needs in self._left.items() if other in builds_on(name)]
        needs = (verdict.needs or "").split("; ")
        return name in self._left or all(one in "; ".join(left).split("; ") for one in needs)

    def _write(self, entry: ReviewEntry) -> None:
        """The file with the entry, whole or as it was."""
        from audit.cli.review_files import text_of
        from audit.cli.write import write_files
        from audit.judge.review_text import new_text, with_entry

        if self.file.exists():
            text = with_entry(text_of(self.file), entry)
        else:
            subject = self._subject
            text = new_text(subject.model, subject.revision, self._reviewer or "", [entry])
        write_files(self.file.parent, {self.file.name: text})
        self._reviews = self._begun()
        self._written += 1

    def tell(self) -> None:
        """Says what was written, what is open, and what to do next."""
        from audit.render.untrusted import one_line

        still = len(self._waiting()) + len(self._left)
        file = one_line(str(self.file))
        print(f"\n{self._written} written to {file}, {still} left open")
        if self._reviews:
            print(f"`openness audit TARGET --reviews {file}` shows what they change")


def _first(waiting: list[Asked]) -> Asked:
    """The first that builds on no other that waits: what is decided there may decide it, too."""
    from audit.judge.review_check import builds_on

    names = {one.id for one in waiting}
    return next((one for one in waiting if not names & builds_on(one.id)), waiting[0])
