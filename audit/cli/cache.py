"""`openness cache`: what was kept of earlier runs, and how to be rid of it."""

from __future__ import annotations

import argparse
import os

from audit.errors import ExitCode


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "cache",
        description=(
            "Show where answers of servers are kept and how large they are, or clear them. "
            "Snapshots and reports are not among them. OPENNESS_CACHE names another folder, and "
            "none where it is empty."
        ),
    )
    parser.add_argument(
        "what", nargs="?", choices=("show", "clear"), default="show", help="(default: show)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Shows or clears the cache."""
    from audit.collect.answer_store import AnswerStore
    from audit.collect.settings import cache_folder
    from audit.render.untrusted import one_line

    folder = cache_folder(os.environ)
    if folder is None:
        print("no answers are kept: OPENNESS_CACHE is empty, or there is no home folder")
        return ExitCode.DONE
    store = AnswerStore(folder, durable=False)
    place = one_line(str(folder))
    if arguments.what == "clear":
        freed = store.clear()
        print(f"{place}: cleared, {_size(freed)} freed")
    else:
        print(f"{place}: {store.count():,} answers, {_size(store.size())}")
    return ExitCode.DONE


def _size(count: int) -> str:
    """Bytes as people write them."""
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1_000:,.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"
