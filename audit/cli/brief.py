"""`openness brief`: from many assessments to a brief for policy review, and a letter for each."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import put
from audit.cli.results import RESULTS
from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.model import Assessment
    from audit.render.brief.view import BriefView

FORMATS = ("html", "md", "pdf")


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    from audit.render.language import LANGUAGES, SOURCE

    parser = commands.add_parser(
        "brief",
        description="Sum up assessments for policy review: how many models meet what, the "
        "commonest reasons for failing, dissent, a letter with the right of reply for each model, "
        "methods and limits.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="results:\n  " + RESULTS.replace("\n", "\n  "),
    )
    parser.add_argument("results", nargs="+", metavar="RESULT", help="what to sum up; see below")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write (default: brief.html, or with the ending of --format); - for stdout",
    )
    parser.add_argument(
        "-f",
        "--format",
        choices=FORMATS,
        help="html, md or pdf (default: by the ending of FILE, else html)",
    )
    parser.add_argument(
        "--letters",
        type=Path,
        metavar="DIR",
        help="write each letter to a file in DIR, and not into the brief",
    )
    parser.add_argument(
        "--reply-to", default="", metavar="ADDRESS", help="where the letters ask for an answer"
    )
    parser.add_argument(
        "--reply-by", default="", metavar="DAY", help="the day until which they ask for it"
    )
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        default=SOURCE,
        help="the language of brief and letters; quotes stay in their own",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads all, then writes the brief and the letters."""
    from audit.cli.results import read_results
    from audit.cli.write import check_folder, write_files
    from audit.render.language import speaking

    form = _format(arguments)
    output = arguments.output or Path(f"brief.{form}")
    is_printed = str(output) == "-"
    for folder in filter(None, (None if is_printed else output.parent, arguments.letters)):
        check_folder(folder)
    assessments = read_results(arguments.results)
    with speaking(arguments.language):
        view = _view(assessments, arguments, form)
        letters = _letters(view, form) if arguments.letters else {}
        text = _brief(view, form)
    _check_apart(output, arguments.letters, letters)
    if is_printed:
        put(text)
    written = [] if is_printed else write_files(output.parent, {output.name: text})
    written += write_files(arguments.letters, letters) if letters else []
    if not is_printed:
        put("".join(f"{path}\n" for path in written))
    return ExitCode.DONE


def _format(arguments: argparse.Namespace) -> str:
    """As was said, else by the ending of the file."""
    ending = arguments.output.suffix.lower().removeprefix(".") if arguments.output else ""
    form: str = arguments.format or {"markdown": "md"}.get(ending, ending) or FORMATS[0]
    if form not in FORMATS:
        raise AuditError(
            f"A brief is not written as {form!r}.", f"Name one of {', '.join(FORMATS)}."
        )
    if form == "pdf":
        from audit.paper.browser import find_browser

        find_browser()
    return form


def _view(assessments: list[Assessment], arguments: argparse.Namespace, form: str) -> BriefView:
    from audit.render.brief.letter import Answering
    from audit.render.brief.view import brief_view
    from audit.text.days import is_day

    if arguments.reply_by and not is_day(arguments.reply_by):
        raise AuditError(f"{arguments.reply_by!r} is no day.", "Give one such as 2026-11-28.")
    return brief_view(
        assessments,
        Answering(to=arguments.reply_to, by=arguments.reply_by),
        letters_beside=f".{form}" if arguments.letters else "",
    )


def _brief(view: BriefView, form: str) -> str | bytes:
    from audit.render.brief.html import brief_html
    from audit.render.brief.markdown import brief_markdown

    if form == "md":
        return brief_markdown(view)
    return _printed(brief_html(view), view.versions.last_day, form)


def _letters(view: BriefView, form: str) -> dict[str, str | bytes]:
    from audit.cli.named import check_names
    from audit.render.brief.html import letter_html
    from audit.render.brief.markdown import letter_markdown

    check_names([letter.file for letter in view.letters])
    if form == "md":
        return {f"{letter.file}.md": letter_markdown(letter) for letter in view.letters}
    return {
        f"{letter.file}.{form}": _printed(letter_html(letter), letter.collected, form)
        for letter in view.letters
    }


def _printed(html: str, day: str, form: str) -> str | bytes:
    if form == "html":
        return html
    from audit.paper.pdf import pdf

    return pdf(html, day)


def _check_apart(output: Path, folder: Path | None, letters: dict[str, str | bytes]) -> None:
    """`AuditError` where a letter would take the place of the brief."""
    if folder is None or folder.resolve() != output.parent.resolve():
        return
    if output.name.casefold() in {name.casefold() for name in letters}:
        raise AuditError(f"A letter is named {output.name}, as the brief is.", "Choose another -o.")
