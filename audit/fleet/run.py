"""A run of a fleet at full depth: the list of targets, the shards, the results, the tables.

A run that is cut goes on with the same command; one that is repeated touches what moved upstream.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct
from msgspec.structs import replace

from audit import __version__
from audit.collect.answer_store import write_whole
from audit.collect.settings import Limits, Settings
from audit.collect.targets import name_target
from audit.errors import AuditError
from audit.fleet.inputs import Asked
from audit.fleet.parts import merge
from audit.fleet.progress import Progress, Tell
from audit.fleet.shards import MODELS_IN_A_SHARD, Engine, Lost, Shard, split
from audit.fleet.store import Fleet, Results, read_fleet, write_fleet
from audit.fleet.work import Job, is_done, work_shard
from audit.judge.load import criteria_digest

_PLAN = "plan.json"
_FULL = "full"


class Ran(Struct, frozen=True, kw_only=True):
    """What a run came to."""

    models: int
    counts: dict[str, int]
    finished: bool
    """False when it was stopped before the end."""


class _Plan(Struct, frozen=True, kw_only=True):
    """What makes an unfinished run the same as the one that is asked for."""

    targets: str
    criteria: str
    tool: str
    fresh: bool
    shard_size: int
    source_date: str
    """What an unfinished run has written stands only under the time it was written for."""


def run_fleet(
    asked: Asked,
    folder: Path,
    engine: Engine,
    settings: Settings,
    *,
    fresh: bool = False,
    shard_size: int = MODELS_IN_A_SHARD,
    tell: Tell | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Ran:
    """Audits every target of a list into a folder.

    `AuditError` when the folder is in use, is not one of a fleet, or takes no more.
    """
    targets = _each_once(asked.targets)
    results = Results(folder)
    with _alone(results):
        _check_depth(results)
        plan = _Plan(
            targets=_digest(targets),
            criteria=criteria_digest(),
            tool=__version__,
            fresh=fresh,
            shard_size=shard_size,
            source_date=str(settings.source_date or ""),
        )
        _begin(results, plan)
        fleet = Fleet(
            depth=_FULL, tool=plan.tool, criteria=plan.criteria, input=asked.words, counts={}
        )
        write_fleet(folder, fleet)
        progress = Progress(results.log, len(targets), tell)
        progress.event("begin", models=len(targets), workers=engine.workers, input=asked.words)
        job = Job(
            folder=folder.absolute(),
            settings=_shared_among(settings, engine.workers),
            criteria=plan.criteria,
            tool=plan.tool,
            fresh=fresh,
        )
        finished = _work(split(targets, shard_size), job, engine, progress, stopped)
        if finished:
            _end(results, targets, fleet, progress)
        progress.event("end" if finished else "stopped", **progress.counts())
        return Ran(models=len(targets), counts=progress.counts(), finished=finished)


def _work(
    shards: Sequence[Shard],
    job: Job,
    engine: Engine,
    progress: Progress,
    stopped: Callable[[], bool],
) -> bool:
    """Has all shards worked on; whether every one came to its end."""
    waiting = []
    for shard in shards:
        if (done := is_done(shard, job)) is None:
            waiting.append(shard)
        else:
            progress.found(done)
    left = len(waiting)
    for shard, told in engine.map_shards(partial(work_shard, job=job), waiting, stopped):
        if isinstance(told, Lost):
            progress.lost(shard.number, told.why, len(shard.targets))
        else:
            progress.done(told)
            left -= 1
    if lost := left and not stopped():
        raise AuditError(
            f"{lost:,} shards came to no end: their workers ended.",
            "Look into log.jsonl; the same command tries them again.",
        )
    return not left


def _end(results: Results, targets: Sequence[str], fleet: Fleet, progress: Progress) -> None:
    """Makes the tables, then says that the results are whole, then clears away."""
    results.retire_all_but({name_target(text).target.id for text in targets})
    rows = merge(results.parts, results)
    counts = {"problems": progress.problems, **rows}  # not what was kept: it tells of this run only
    write_fleet(results.folder, replace(fleet, counts=counts, finished=True))
    shutil.rmtree(results.work)


def _each_once(targets: Sequence[str]) -> list[str]:
    """Sorted by what they name; what is named twice is audited once. `AuditError` for a model at
    two revisions, which would have one result."""
    named: dict[str, tuple[str, str | None]] = {}
    for text in targets:
        target = name_target(text).target
        first, revision = named.setdefault(target.id.lower(), (text, target.revision))
        if revision != target.revision:
            problem = f"{first} and {text} are one model at two revisions."
            raise AuditError(problem, "Put them into two lists, and name a folder for each.")
    return [text for _, (text, _) in sorted(named.items())]


def _digest(targets: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(targets).encode("utf-8", "surrogatepass")).hexdigest()


def _begin(results: Results, plan: _Plan) -> None:
    """Goes on with what was begun by the same command, else begins anew."""
    place = results.work / _PLAN
    try:
        begun = msgspec.json.decode(place.read_bytes(), type=_Plan)
    except (OSError, msgspec.MsgspecError):
        begun = None
    results.drop_begun()
    if begun != plan:
        for part in ("answers", "outcomes", "ledger", "parts"):  # the limits were really used
            shutil.rmtree(results.work / part, ignore_errors=True)
        write_whole(place, msgspec.json.encode(plan), durable=False)
    for mark in (results.work / "outcomes").glob("??/*.begun"):
        mark.unlink(missing_ok=True)  # of workers that a killed run took with it


def _check_depth(results: Results) -> None:
    """One folder holds results of one depth."""
    if results.manifest.is_file() and read_fleet(results.folder).depth != _FULL:
        raise AuditError(
            f"{results.folder} holds results at metadata depth.", "Name another folder with -o."
        )


@contextmanager
def _alone(results: Results) -> Iterator[None]:
    """The folder for this run alone; one that holds other things is left as it is."""
    folder = results.folder
    try:
        results.check_ours()
        results.work.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise AuditError(f"Another run writes into {folder}.", "Wait until it ends.") from error
    except OSError as error:
        problem = f"{folder} cannot be written: {error.strerror}."
        raise AuditError(problem, "Choose another -o.") from error
    try:
        yield
    finally:
        lock.release()


def _shared_among(settings: Settings, workers: int) -> Settings:
    """The workers share what a host may be asked at once, and one store of answers."""
    limits = settings.limits
    each = Limits(
        host_requests=max(2, limits.host_requests // workers),
        workers=max(4, limits.workers // workers),
    )
    return replace(settings, cache=None, limits=each)
