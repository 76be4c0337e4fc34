"""Makes a site, or brings one up to date: what did not change is not made again."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path

import msgspec
from msgspec import Struct

from audit import __version__
from audit.cli.site_files import (
    Kept,
    Manifest,
    check_strangers,
    made_by,
    put_in_place,
    read_manifest,
    remove,
    write_manifest,
)
from audit.cli.site_inputs import Input, assessment_of
from audit.cli.write import folders_made
from audit.errors import AuditError
from audit.render.site.links import Plan
from audit.render.site.model_files import Place, model_files
from audit.render.site.names import dated_name, page_names
from audit.render.site.pages import Material, pages_of_map, shared_files
from audit.render.site.rows import Definition, Row, Shared, Terms, row_of

_FEW = 8
"""Models for which no process is started."""
_CHUNK = 16


class Done(Struct, frozen=True, kw_only=True):
    """What a build did."""

    models: int
    files: int
    written: int
    removed: int


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


def build(found: Sequence[Input], folder: Path, plan: Plan, *, jobs: int = 1) -> Done:
    """Makes the site in the folder. Everything is made beside its place first, so that a bad
    input changes nothing."""
    with folders_made(folder):
        before = read_manifest(folder)
        tasks = tuple(_tasks(found, plan))
        with tempfile.TemporaryDirectory(prefix=".openness-", dir=folder) as beside:
            after = _stage(tasks, before, folder, Path(beside), plan=plan, jobs=jobs)
            return _put(after, before, folder, Path(beside), len(_newest(tasks)))


def _stage(
    tasks: Sequence[Task], before: Manifest, folder: Path, beside: Path, *, plan: Plan, jobs: int
) -> Manifest:
    kept = {
        task.place.page: before.inputs[task.place.page]
        for task in tasks
        if _is_kept(task, before, folder)
    }
    left = [task for task in tasks if task.place.page not in kept]
    shared: Shared = dict(before.shared)
    for made in _made(left, beside, plan, jobs):
        if made.problem is not None:
            raise AuditError(*made.problem)
        kept |= made.kept
        shared |= made.shared
    material = _material(tasks, kept, shared)
    names = [name for one in kept.values() for name in one.files]
    for name, content in shared_files(material, plan):
        _write(beside, name, content)
        names.append(name)
    if (listed := pages_of_map(names, plan)) is not None:
        _write(beside, "sitemap.xml", listed)
        names.append("sitemap.xml")
    used = {digest for one in kept.values() for digest in _digests(one.row)}
    return Manifest(
        inputs=kept,
        shared={digest: one for digest, one in shared.items() if digest in used},
        files=tuple(sorted(names)),
    )


def _put(after: Manifest, before: Manifest, folder: Path, beside: Path, models: int) -> Done:
    check_strangers(folder, after.files, before.files)
    staged = [name for name in after.files if (beside / name).is_file()]
    gone = sorted(set(before.files) - set(after.files))
    both = msgspec.structs.replace(
        before, inputs={}, files=tuple(sorted({*before.files, *after.files}))
    )
    if gone or any(not (folder / name).is_file() for name in staged):
        write_manifest(folder, both, beside)  # so that what is left after a cut is known as ours
    written = put_in_place(beside, folder, staged)
    removed = remove(folder, gone)
    write_manifest(folder, after, beside)
    return Done(models=models, files=len(after.files), written=written, removed=removed)


def _tasks(found: Sequence[Input], plan: Plan) -> Iterator[Task]:
    """The assessments of each model, the oldest first; the newest has the model's name."""
    names = page_names((one.id, one.name) for one in found)
    maker = made_by()
    for pair, group in groupby(found, key=lambda one: (one.id, one.name)):
        told = list(group)
        newest = names[pair]
        for one in told:
            is_newest = one is told[-1]
            place = Place(
                page=newest if is_newest else dated_name(newest, one.collected, one.bytes_digest),
                history=len(told) > 1,
                newest="" if is_newest else newest,
            )
            parts = (one.bytes_digest, maker, __version__, place, plan)
            key = hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
            yield Task(path=one.path, key=key, place=place)


def _is_kept(task: Task, before: Manifest, folder: Path) -> bool:
    known = before.inputs.get(task.place.page)
    if known is None or known.key != task.key:
        return False
    return all((folder / name).is_file() for name in known.files)


def _newest(tasks: Iterable[Task]) -> list[Task]:
    return [task for task in tasks if not task.place.newest]


def _material(tasks: Sequence[Task], kept: Mapping[str, Kept], shared: Shared) -> Material:
    rows = [kept[task.place.page].row for task in _newest(tasks)]
    history: dict[str, list[Row]] = {}
    for task in tasks:
        if task.place.history:
            page = task.place.newest or task.place.page
            history.setdefault(page, []).append(kept[task.place.page].row)
    return Material(
        rows=tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.name, row.id))),
        history={page: tuple(told) for page, told in sorted(history.items())},
        shared=shared,
        tool=__version__,
    )


def _made(tasks: Sequence[Task], beside: Path, plan: Plan, jobs: int) -> Iterator[Made]:
    chunks = [tasks[at : at + _CHUNK] for at in range(0, len(tasks), _CHUNK)]
    make = partial(_make, beside=beside, plan=plan)
    if jobs < 2 or len(tasks) <= _FEW:
        yield from map(make, chunks)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(make, chunks)


def _make(tasks: Sequence[Task], *, beside: Path, plan: Plan) -> Made:
    kept: dict[str, Kept] = {}
    shared: Shared = {}
    for task in tasks:
        try:
            assessment = assessment_of(Path(task.path))
        except AuditError as error:
            return Made(kept={}, shared={}, problem=(error.problem, error.advice))
        files = model_files(assessment, task.place, plan)
        for name, content in files.items():
            _write(beside, name, content)
        row = row_of(assessment, task.place.page, shared)
        kept[task.place.page] = Kept(key=task.key, row=row, files=tuple(files))
    return Made(kept=kept, shared=shared)


def _digests(row: Row) -> Iterator[str]:
    yield from (one.definition for one in row.frameworks.values())
    yield from (one.terms for one in row.under)


def _write(folder: Path, name: str, content: bytes) -> None:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
