"""`openness fleet`: audits many models, with several workers, into one folder of results."""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.output import put, say
from audit.errors import AuditError, ExitCode
from audit.fleet.shards import MODELS_IN_A_SHARD

if TYPE_CHECKING:
    from types import FrameType

    from audit.collect.hub_list import Query
    from audit.collect.settings import Settings
    from audit.fleet.inputs import Asked
    from audit.fleet.run import Ran
    from audit.fleet.shards import Engine

STOPPED = 130
_EPILOG = """\
input:
  a file of targets, one a line, `#` begins a comment
  a dump of metadata (.parquet, .jsonl), with the columns of hub-stats
  hub:  a question to the Hub, with --author, --task, --tag, --sort, --since, --limit

exit codes:
  0    every model has its result; those that could not be audited are told of in `models`
  130  stopped by Ctrl-C: the same command goes on"""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "fleet",
        description="Audit many models into a folder of results: tables for `openness query`, and "
        "the assessments. What was stopped goes on with the same command; what is run again "
        "touches only what moved upstream.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_EPILOG,
    )
    parser.add_argument("input", metavar="INPUT", help="what to audit; see below")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="RESULTS", help="the folder of results"
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="how many models are audited at once (default: one for each processor)",
    )
    parser.add_argument(
        "--shard-size",
        type=int,
        default=MODELS_IN_A_SHARD,
        metavar="N",
        help="how many models a worker takes at once (default: %(default)s)",
    )
    parser.add_argument(
        "--engine",
        choices=("pool", "ray"),
        default="pool",
        help="processes of this machine, or a Ray cluster (default: pool)",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="read every model anew, whether it moved or not"
    )
    _add_question(parser)
    _add_dump(parser)
    parser.set_defaults(run=run)


def _add_question(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("a question to the Hub (INPUT is `hub:`)")
    group.add_argument("--author", metavar="NAME", help="models of this user or organization")
    group.add_argument("--task", metavar="TAG", help="models for a task, as text-generation")
    group.add_argument(
        "--tag", dest="tags", action="append", default=[], metavar="TAG", help="may be repeated"
    )
    group.add_argument(
        "--sort",
        choices=("createdAt", "downloads", "lastModified", "likes", "trendingScore"),
        help="the order of the list, the highest first",
    )
    group.add_argument("--since", metavar="DAY", help="models that changed on this day or later")
    group.add_argument("--limit", type=int, metavar="N", help="so many at most")


def _add_dump(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("a dump of metadata (needs the extra `fleet`)")
    group.add_argument(
        "--memory", default="2GB", metavar="SIZE", help="for DuckDB, as 512MB (default: 2GB)"
    )
    group.add_argument(
        "--full",
        action="store_true",
        help="collect and judge each of its models, instead of what its rows can answer",
    )


def run(arguments: argparse.Namespace) -> int:
    """Audits all, then says what the folder holds."""
    for option in ("workers", "shard_size"):
        if getattr(arguments, option) < 1:
            name = option.replace("_", "-")
            raise AuditError(f"--{name} is below 1.", "Give 1 or more, or leave it out.")
    if _is_dump(arguments.input) and not arguments.full:
        return _of_dump(arguments)
    from audit.collect.settings import Settings
    from audit.fleet.progress import on_terminal
    from audit.fleet.run import run_fleet

    settings = Settings.from_environment(os.environ)
    asked = _asked(arguments, settings)
    engine = _engine(arguments)
    with on_terminal() as tell, _stopping() as stopped:
        ran = run_fleet(
            asked,
            arguments.output,
            engine,
            settings,
            fresh=arguments.fresh,
            shard_size=arguments.shard_size,
            tell=tell,
            stopped=stopped,
        )
    _say(ran, arguments.output)
    return ExitCode.DONE if ran.finished else STOPPED


def _of_dump(arguments: argparse.Namespace) -> int:
    """What the rows of a dump can answer."""
    from audit.fleet.metadata.findings import run_dump
    from audit.render.untrusted import one_line

    counts = run_dump(Path(arguments.input), arguments.output, arguments.memory)
    put(f"{counts.models:,} models in {counts.rows:,} rows, {counts.conflicts:,} conflicts\n")
    broken = {
        "rows without an id": counts.without_id,
        "rows of an id that was there before": counts.repeated,
        **counts.problems,
    }
    put("".join(f"{count:,} {one_line(name)}\n" for name, count in broken.items() if count))
    place = one_line(str(arguments.output))
    put(f"{place} holds the results: openness query {place} --ask conflicts\n")
    return ExitCode.DONE


def _is_dump(text: str) -> bool:
    return text.lower().endswith((".parquet", ".jsonl", ".ndjson"))


def _asked(arguments: argparse.Namespace, settings: Settings) -> Asked:
    from audit.fleet.inputs import from_dump, from_file, from_hub

    if _is_dump(arguments.input):
        return from_dump(Path(arguments.input), arguments.memory)
    if arguments.input == "hub:":
        return from_hub(_query(arguments), settings, arguments.output)
    for option in ("author", "task", "tags", "sort", "since", "limit"):
        if getattr(arguments, option):
            name = {"tags": "tag"}.get(option, option)
            raise AuditError(f"--{name} is a question to the Hub.", "Give `hub:` as INPUT.")
    return from_file(Path(arguments.input))


def _query(arguments: argparse.Namespace) -> Query:
    from datetime import date

    from audit.collect.hub_list import Query, Sort
    from audit.text.days import is_day

    if arguments.since and not is_day(arguments.since):
        raise AuditError(f"{arguments.since!r} is no day.", "Give one such as 2026-11-28.")
    return Query(
        author=arguments.author,
        task=arguments.task,
        tags=tuple(arguments.tags),
        sort=Sort(arguments.sort) if arguments.sort else None,
        since=date.fromisoformat(arguments.since) if arguments.since else None,
        limit=arguments.limit,
    )


def _engine(arguments: argparse.Namespace) -> Engine:
    if arguments.engine == "ray":
        from audit.fleet.ray_engine import Ray

        return Ray(arguments.workers, arguments.output.absolute())
    from audit.fleet.pool import Pool

    return Pool(arguments.workers)


def _say(ran: Ran, folder: Path) -> None:
    from audit.render.untrusted import one_line

    counts = ", ".join(f"{count:,} {name}" for name, count in ran.counts.items())
    put(f"{ran.models:,} models: {counts}\n")
    place = one_line(str(folder))
    if ran.finished:
        put(f"{place} holds the results: openness query {place} --ask licenses\n")
    else:
        say("openness: stopped; the same command goes on.")


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed. The first lets what is in hand come to its end, the second does
    not."""
    pressed = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        say("openness: finishing the shards in hand; Ctrl-C again drops them.")

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
