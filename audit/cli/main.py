"""Reads the command line, runs one command, and turns errors into one line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence

from audit import __version__
from audit.cli import audit, collect, export_facts
from audit.errors import AuditError, ExitCode

COMMANDS = (audit, collect, export_facts)
_INTERRUPTED = 130


def run() -> None:
    """The entry point of the installed script."""
    sys.exit(main(sys.argv[1:]))


def main(argv: Sequence[str]) -> int:
    """Runs one command and returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except AuditError as error:
        print(f"openness: {' '.join(str(error).split())}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("openness: interrupted; nothing was written.", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:  # a bug: the promise is one line, the details are a variable away
        if os.environ.get("OPENNESS_TRACEBACK"):
            traceback.print_exc()
        print(
            f"openness: a bug: {type(error).__name__}. Run again with OPENNESS_TRACEBACK=1 and "
            "report what it prints.",
            file=sys.stderr,
        )
        return ExitCode.BUG
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="openness",
        description="Name a model, get a judgement of its openness that anyone can check.",
    )
    parser.add_argument("--version", action="version", version=f"openness {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_command(commands)
    return parser
