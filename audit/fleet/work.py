"""What a worker does with a shard: collects and judges each model, and leaves its result on disk.

Every engine runs this same function. Each model's outcome is written as soon as it is there, then
the shard's part of the tables; whatever is there is not done again. A model at which a worker ended
twice is left out with the reason, so that it cannot hold up the rest.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from audit.collect.answer_store import write_whole
from audit.collect.http import Door
from audit.collect.settings import Settings
from audit.collect.shared_answers import SharedAnswers
from audit.collect.targets import Named, name_target
from audit.errors import AuditError, NotKept
from audit.fleet.parts import write_part
from audit.fleet.rows import Rows, rows_of, rows_of_problem
from audit.fleet.shards import Shard
from audit.fleet.store import Results, key_of
from audit.fleet.unmoved import is_unmoved
from audit.model import Assessment
from audit.render.json import model_json

S = TypeVar("S")
FIRST = "osaid-1.0"
"""The framework whose outcomes are counted while a fleet runs."""
BEGUN_AT_MOST = 2


class Job(Struct, frozen=True, kw_only=True):
    """What all shards of a run have in common."""

    folder: Path
    settings: Settings
    criteria: str
    tool: str
    fresh: bool = False
    """Whether every model is read anew."""


class Outcome(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of one model in this run."""

    target: str
    id: str
    problem: str | None = None
    kept: bool = False
    """Whether nothing had moved since an earlier run, whose result stands."""
    outcome: str = ""
    """By `FIRST`."""
    gaps: dict[str, int] = {}
    """How many there are, by reason."""


class ShardDone(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What became of a shard."""

    number: int
    audited: int = 0
    kept: int = 0
    problems: int = 0
    outcomes: dict[str, int] = {}
    gaps: dict[str, int] = {}


def work_shard(shard: Shard, *, job: Job) -> ShardDone:
    """Brings a shard to its end; `NotKept` when the disk takes no more."""
    results = Results(job.folder)
    ledger = _ledger(results, shard)
    if (done := _read(ledger, ShardDone)) is not None:
        return done
    try:
        outcomes = list(_outcomes(shard, results, job))
        write_part(results.parts, f"{shard.number:08}", _rows(outcomes, results))
        done = _summed(shard, outcomes)
        write_whole(ledger, msgspec.json.encode(done), durable=False)
    except OSError as error:
        problem = f"{job.folder} cannot be written: {error.strerror}."
        raise NotKept(problem, "Make room; the same command then goes on.") from error
    return done


def is_done(shard: Shard, job: Job) -> ShardDone | None:
    """What became of a shard that was brought to its end before."""
    return _read(_ledger(Results(job.folder), shard), ShardDone)


def _ledger(results: Results, shard: Shard) -> Path:
    return results.work / "ledger" / f"{shard.number:08}.json"


def _outcomes(shard: Shard, results: Results, job: Job) -> Iterator[Outcome]:
    with Door(job.settings, shared=results.work / "limits") as door:
        answers = SharedAnswers(results.work / "answers")
        for text in shard.targets:
            place = results.work / "outcomes" / _spot(text)
            outcome = _read(place, Outcome)
            if outcome is None:
                outcome = _outcome(text, place, results, job, door.begin(answers))
                write_whole(place, msgspec.json.encode(outcome), durable=False)
            yield outcome


def _outcome(text: str, place: Path, results: Results, job: Job, door: Door) -> Outcome:
    """Audits one model unless a worker ended at it before."""
    named = name_target(text)
    mark = place.with_suffix(".begun")
    begun = len(mark.read_bytes()) if mark.is_file() else 0
    if begun >= BEGUN_AT_MOST:
        problem = f"the worker ended {begun} times while it was audited"
        return Outcome(target=text, id=named.target.id, problem=problem)
    mark.parent.mkdir(parents=True, exist_ok=True)
    with mark.open("ab") as file:
        file.write(b".")
    try:
        return _audited(text, named, results, job, door)
    finally:
        with suppress(OSError):
            mark.unlink()


def _audited(text: str, named: Named, results: Results, job: Job, door: Door) -> Outcome:
    from audit.pipeline import audit

    target = named.target.id
    before = None if job.fresh else _assessment(results, target)
    made_with = (job.criteria, job.tool)
    try:
        if before and is_unmoved(before, named, door, made_with, named.target.revision):
            return replace(_told(text, before), kept=True)
        found = audit(named, door)
    except NotKept:
        raise
    except AuditError as error:
        return Outcome(target=text, id=target, problem=error.problem)
    except Exception as error:
        return Outcome(target=text, id=target, problem=f"a bug: {type(error).__name__}")
    results.keep(key_of(found), model_json(found).encode())
    return _told(text, found)


def _told(text: str, found: Assessment) -> Outcome:
    first = found.frameworks[FIRST].outcome.value if FIRST in found.frameworks else ""
    gaps = Counter(gap.reason.value for gap in found.gaps)
    return Outcome(target=text, id=found.target.id, outcome=first, gaps=dict(sorted(gaps.items())))


def _rows(outcomes: list[Outcome], results: Results) -> Iterator[Rows]:
    for one in outcomes:
        found = _assessment(results, one.id)
        if found is None:
            yield rows_of_problem(one.id, one.problem or "its assessment is gone")
        else:  # what could not be read again stands as it was, and it is said
            rows = rows_of(found, results.relative(one.id))
            told = tuple({**row, "problem": one.problem} for row in rows.models)
            yield replace(rows, models=told)


def _assessment(results: Results, target: str) -> Assessment | None:
    return _read(results.place(target), Assessment)


def _summed(shard: Shard, outcomes: list[Outcome]) -> ShardDone:
    gaps: Counter[str] = Counter()
    for one in outcomes:
        gaps.update(one.gaps)
    told = Counter(one.outcome for one in outcomes if one.problem is None)
    kept = sum(one.kept for one in outcomes)
    problems = sum(one.problem is not None for one in outcomes)
    return ShardDone(
        number=shard.number,
        audited=len(outcomes) - kept - problems,
        kept=kept,
        problems=problems,
        outcomes=dict(sorted(told.items())),
        gaps=dict(sorted(gaps.items())),
    )


def _spot(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:2]}/{digest[:32]}.json"


def _read(place: Path, kind: type[S]) -> S | None:
    """What a file holds; None where there is none, or it was cut."""
    try:
        return msgspec.json.decode(place.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
