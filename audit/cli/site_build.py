"""Makes a site, or brings one up to date: what did not change is not made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from audit import __version__
from audit.cli.explain import conflict_kinds
from audit.cli.site_files import (
    Manifest,
    check_strangers,
    differ,
    made_by,
    put_in_place,
    read_manifest,
    remove,
    staging,
    write_manifest,
)
from audit.cli.site_inputs import Input
from audit.cli.site_work import Task, make_all, write
from audit.cli.write import folders_made
from audit.render.pictures import can_rasterize
from audit.render.site.links import Plan
from audit.render.site.model_files import Place
from audit.render.site.names import page_names, past_name
from audit.render.site.pages import Material, pages_of_map, shared_files
from audit.render.site.rows import Row, Shared


class Done(Struct, frozen=True, kw_only=True):
    """What a build did."""

    models: int
    files: int
    written: int
    removed: int


class _Job(Struct, frozen=True, kw_only=True):
    tasks: tuple[Task, ...]
    folder: Path
    beside: Path
    plan: Plan
    workers: int


def build(found: Sequence[Input], folder: Path, plan: Plan, *, workers: int = 1) -> Done:
    """Makes the site in the folder. Everything is made beside its place first, so that a bad
    input changes nothing."""
    with folders_made(folder):
        before = read_manifest(folder)
        tasks = tuple(_tasks(found, plan))
        key = _digest(sorted(task.key for task in tasks))
        if before.key == key and all((folder / name).is_file() for name in before.files):
            return Done(models=_count(tasks), files=len(before.files), written=0, removed=0)
        with staging(folder) as beside:
            job = _Job(tasks=tasks, folder=folder, beside=beside, plan=plan, workers=workers)
            after = replace(_stage(job, before), key=key)
            written, removed = _put(job, after, before)
    return Done(models=_count(tasks), files=len(after.files), written=written, removed=removed)


def _tasks(found: Sequence[Input], plan: Plan) -> Iterator[Task]:
    """The assessments of each model, the newest first: that one has the model's name."""
    names = page_names((one.id, one.name) for one in found)
    maker = _digest((made_by(), __version__, plan, can_rasterize()))
    for pair, group in groupby(found, key=lambda one: (one.id, one.name)):
        told = list(group)[::-1]
        newest = names[pair]
        past = tuple(
            (one.collected, past_name(newest, one.collected, one.bytes_digest)) for one in told[1:]
        )
        yield _task(told[0], maker, Place(page=newest, past=past))
        for one, (_day, page) in zip(told[1:], past, strict=True):
            yield _task(one, maker, Place(page=page, newest=newest))


def _task(one: Input, maker: str, place: Place) -> Task:
    return Task(path=one.path, key=_digest((one.bytes_digest, maker, place)), place=place)


def _stage(job: _Job, before: Manifest) -> Manifest:
    """Writes what is new beside its place; says what the folder will hold."""
    kept = {
        task.place.page: before.inputs[task.place.page]
        for task in job.tasks
        if _is_kept(task, before, job.folder)
    }
    shared: Shared = dict(before.shared)
    left = [task for task in job.tasks if task.place.page not in kept]
    for made in make_all(left, job.beside, job.plan, job.workers):
        kept |= made.kept
        shared |= made.shared
    used = {digest for one in kept.values() for digest in _digests(one.row)}
    shared = {digest: one for digest, one in sorted(shared.items()) if digest in used}
    material = _material(job.tasks, {page: one.row for page, one in kept.items()}, shared)
    names = [name for one in kept.values() for name in one.files]
    names += _about_many(material, names, job)
    ordered = {page: kept[page] for page in sorted(kept)}
    return Manifest(inputs=ordered, shared=shared, files=tuple(sorted(names)))


def _about_many(material: Material, of_models: Sequence[str], job: _Job) -> list[str]:
    """The names of the files about more than one model, which are written."""
    names = []
    for name, content in shared_files(material, job.plan):
        write(job.beside, name, content)
        names.append(name)
    if (listed := pages_of_map([*of_models, *names], job.plan)) is not None:
        write(job.beside, "sitemap.xml", listed)
        names.append("sitemap.xml")
    return names


def _put(job: _Job, after: Manifest, before: Manifest) -> tuple[int, int]:
    """Brings everything to its place; how many files were written and removed."""
    check_strangers(job.folder, after.files, before.files)
    staged = [name for name in after.files if (job.beside / name).is_file()]
    changed = differ(job.beside, job.folder, staged)
    gone = sorted(set(before.files) - set(after.files))
    if changed or gone:  # so that what is left after a cut is known as ours, and made again
        both = tuple(sorted({*before.files, *after.files}))
        write_manifest(job.folder, Manifest(files=both), job.beside)
    put_in_place(job.beside, job.folder, changed)
    removed = remove(job.folder, gone)
    write_manifest(job.folder, after, job.beside)
    return len(changed), removed


def _is_kept(task: Task, before: Manifest, folder: Path) -> bool:
    known = before.inputs.get(task.place.page)
    if known is None or known.key != task.key:
        return False
    return all((folder / name).is_file() for name in known.files)


def _count(tasks: Iterable[Task]) -> int:
    return sum(not task.place.newest for task in tasks)


def _material(tasks: Sequence[Task], rows: Mapping[str, Row], shared: Shared) -> Material:
    newest = [rows[task.place.page] for task in tasks if not task.place.newest]
    history = {
        task.place.page: (
            *(rows[page] for _day, page in task.place.past[::-1]),
            rows[task.place.page],
        )
        for task in tasks
        if task.place.past
    }
    return Material(
        rows=tuple(sorted(newest, key=lambda row: (row.name.casefold(), row.name, row.id))),
        history=dict(sorted(history.items())),
        shared=shared,
        tool=__version__,
        about={kind: (told["means"], told["look"]) for kind, told in conflict_kinds().items()},
    )


def _digests(row: Row) -> Iterator[str]:
    yield from (one.definition for one in row.frameworks.values())
    yield from (one.terms for one in row.under)


def _digest(parts: object) -> str:
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
