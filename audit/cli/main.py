"""Reads the command line, runs one command, and turns errors into one line and an exit code.

What a command needs is imported when it runs: `--help` and mistakes are answered at once.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
import warnings

from audit import __version__
from audit.cli.commands import add_all, add_commands
from audit.cli.output import flush, refused, say
from audit.errors import AuditError, ExitCode

TYPE_CHECKING = False  # `typing` costs as much as the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

_INTERRUPTED = 130


def run() -> None:
    """The entry point of the installed script."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    code = main(sys.argv[1:])
    if code == _INTERRUPTED:
        # Threads may still wait for servers; nobody waits for them, and no file needs them.
        os._exit(code)
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Runs one command and returns the exit code."""
    try:
        return _guarded(lambda: _command(argv))
    except BrokenPipeError:
        # Whoever read us has seen enough; what is left must not be flushed at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE


def _command(argv: Sequence[str]) -> int:
    try:
        arguments = _parser(tuple(argv)).parse_args(argv)
        code: int = arguments.run(arguments)
    except SystemExit as done:  # `--help` and `--version`
        code = int(done.code or 0)
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None or sys.stdout is None:
            raise
        raise refused(error) from error  # print, with more to say than its buffer holds
    flush()
    return code


def _guarded(command: Callable[[], int]) -> int:
    try:
        return command()
    except AuditError as error:
        say(f"openness: {error.problem} {error.advice}")
        return error.exit_code
    except KeyboardInterrupt:
        say("openness: interrupted; no file is left half-written.")
        return _INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # a bug: the promise is one line, the details are a variable away
        if os.environ.get("OPENNESS_TRACEBACK"):
            import traceback

            traceback.print_exc()
        say(
            f"openness: a bug: {type(error).__name__}. Run again with "
            "OPENNESS_TRACEBACK=1 and report what it prints."
        )
        return ExitCode.BUG


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, as all others are."""

    def error(self, message: str) -> NoReturn:
        raise AuditError(f"{message}.", f"See `{self.prog} --help`.")


def _parser(argv: tuple[str, ...]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="openness",
        description="Name a model, get a judgement of its openness that anyone can check.",
    )
    parser.add_argument("--version", action="version", version=f"openness {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what may stand next
        from audit.cli.completion import complete

        add_all(commands)
        complete(parser)
    add_commands(commands, argv)
    return parser
