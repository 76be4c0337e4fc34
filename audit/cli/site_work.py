"""The pages of many models, made by several processes; the bytes do not depend on how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from msgspec import Struct

from audit.cli.site_files import Kept
from audit.cli.site_inputs import assessment_of
from audit.errors import AuditError
from audit.render.site.links import Plan
from audit.render.site.model_files import Place, model_files
from audit.render.site.rows import Definition, Shared, Terms, row_of

FEW = 24
"""Models for which no process is started."""
_AT_ONCE = 8


class Task(Struct, frozen=True, kw_only=True):
    """An assessment whose files are made."""

    path: str
    key: str
    place: Place


class Made(Struct, frozen=True, kw_only=True):
    """What came of some tasks; the files lie in the staging folder."""

    kept: Mapping[str, Kept]
    shared: Mapping[str, Definition | Terms]
    problem: tuple[str, str] | None = None


def make_all(tasks: Sequence[Task], beside: Path, plan: Plan, workers: int) -> Iterator[Made]:
    """What comes of the tasks, in their order; `AuditError` for the first that is broken."""
    for made in _made(tasks, partial(make, beside=beside, plan=plan), workers):
        if made.problem is not None:
            raise AuditError(*made.problem)
        yield made


def make(tasks: Sequence[Task], *, beside: Path, plan: Plan) -> Made:
    """Writes the files of some tasks below a folder."""
    kept: dict[str, Kept] = {}
    shared: Shared = {}
    for task in tasks:
        try:
            assessment = assessment_of(Path(task.path))
        except AuditError as error:
            return Made(kept={}, shared={}, problem=(error.problem, error.advice))
        names = []
        for name, content in model_files(assessment, task.place, plan):
            write(beside, name, content)
            names.append(name)
        row = row_of(assessment, task.place.page, shared)
        kept[task.place.page] = Kept(key=task.key, row=row, files=tuple(names))
    return Made(kept=kept, shared=shared)


def write(folder: Path, name: str, content: str | bytes) -> None:
    """Writes a file, and the folders that it needs."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = content.encode("utf-8")
    place.write_bytes(content)


def _made(tasks: Sequence[Task], work: partial[Made], workers: int) -> Iterator[Made]:
    parts = [tasks[at : at + _AT_ONCE] for at in range(0, len(tasks), _AT_ONCE)]
    if workers < 2 or len(tasks) <= FEW:
        yield from map(work, parts)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, parts)
