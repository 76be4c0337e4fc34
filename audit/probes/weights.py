"""Weight files: which formats are listed, how large they are, and what stands before them.

Looks at: the listing of a weight repository, the tags that the Hub sets by the files it holds,
the gate in the Hub's record, config.json.
States: the files by format with count and size; the gate; whether the model is of a type that
is assembled around a language model of another origin.
Misses: weights behind links to other hosts; whether the files hold what they are named after.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from audit.licenses.catalog import is_composed
from audit.model import (
    Availability,
    ComposedModel,
    Evidence,
    Fact,
    Gate,
    Role,
    TreeFile,
    Unknown,
    WeightFiles,
)
from audit.probes.pages import Subject, View
from audit.text.page import Page

_FORMATS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("adapter", re.compile(r"(?:^|/)adapter_model\.(?:safetensors|bin)$")),
    ("safetensors", re.compile(r"\.safetensors$")),
    ("gguf", re.compile(r"\.gguf$")),
    ("onnx", re.compile(r"\.onnx$")),
    ("pickle", re.compile(r"(?:^|/)(?:pytorch_model|model|consolidated)[\w.-]*\.(?:bin|pth|pt)$")),
    ("checkpoint", re.compile(r"\.(?:ckpt|h5|msgpack|npz|pdparams)$")),
    ("archive", re.compile(r"\.(?:zip|tar|tar\.gz|tgz)$")),
)
_SMALLEST_ARCHIVE = 1_000_000_000
_PICKLED = {"pickle", "checkpoint", "archive"}
_TAGS = {"safetensors": "safetensors", "pytorch": "pickle", "gguf": "gguf", "onnx": "onnx"}


def probe(view: View) -> Iterator[Fact]:
    """The weight files, gates and types of every weight repository."""
    for subject in view.of(Role.WEIGHTS, Role.CHECKPOINT):
        yield _files(subject)
    for subject in view.of(Role.WEIGHTS, Role.CHECKPOINT, Role.DATA, Role.BASE_MODEL):
        yield from _gate(subject)
    if (judged := view.weights) is not None:
        yield from _type(judged)


def _files(subject: Subject) -> Fact:
    found = [(kind, file) for file in subject.files if (kind := _format(file))]
    if found:
        return _listed(subject, found)
    if subject.is_listed_whole:
        return WeightFiles(
            artifact=subject.artifact.id,
            availability=Availability.NOT_FOUND,
            formats=(),
            count=0,
            bytes=None,
            pickle_only=False,
            detail=f"no weight file among the {len(subject.files):,} files of the listing",
            evidence=(subject.cite_listing(),),
        )
    return _tagged(subject) or Unknown(
        artifact=subject.artifact.id,
        about=WeightFiles.name,
        why="the listing was not seen, or only in part, and no tag of the Hub names a format",
    )


def _format(file: TreeFile) -> str | None:
    kind = next((name for name, pattern in _FORMATS if pattern.search(file.path)), None)
    if kind == "archive" and (file.size or 0) < _SMALLEST_ARCHIVE:
        return None
    return kind


def _listed(subject: Subject, found: list[tuple[str, TreeFile]]) -> WeightFiles:
    formats = Counter(kind for kind, _ in found)
    sizes = [file.size for _, file in found]
    total = sum(size for size in sizes if size is not None) if None not in sizes else None
    names = ", ".join(f"{count} {kind}" for kind, count in sorted(formats.items()))
    whole = "" if subject.is_listed_whole else " (the listing was seen in part)"
    return WeightFiles(
        artifact=subject.artifact.id,
        availability=Availability.PARTIAL if set(formats) == {"adapter"} else Availability.RELEASED,
        formats=tuple(sorted(formats)),
        count=len(found),
        bytes=total,
        pickle_only=set(formats) <= _PICKLED,
        detail=f"weight files listed: {names}{whole}",
        evidence=tuple(subject.cite_file(file.path) for _, file in found[:3]),
    )


def _tagged(subject: Subject) -> WeightFiles | None:
    """What the Hub's own format tags say; it sets them by the files that a repository holds."""
    record = subject.metadata
    if record is None:
        return None
    found = record.record.get("tags")
    tags = [tag for tag in found if isinstance(tag, str)] if isinstance(found, list) else []
    formats = sorted({_TAGS[tag] for tag in tags if tag in _TAGS})
    if not formats:
        return None
    return WeightFiles(
        artifact=subject.artifact.id,
        availability=Availability.RELEASED,
        formats=tuple(formats),
        count=0,
        bytes=None,
        pickle_only=set(formats) <= _PICKLED,
        detail=f"the Hub tags the repository as holding {', '.join(formats)} weights; "
        "the files were not listed",
        evidence=(_cite_word(record, formats[0], tags),),
    )


def _cite_word(record: Page, kind: str, tags: list[str]) -> Evidence:
    tag = next(tag for tag in tags if _TAGS.get(tag) == kind)
    return record.cite(record.line_with(f'"{tag}"', after='"tags"'))


def _gate(subject: Subject) -> Iterator[Fact]:
    record = subject.metadata
    if record is None or "gated" not in (answer := record.record):
        return
    gate = answer["gated"]
    yield Gate(
        artifact=subject.artifact.id,
        kind=gate if gate in ("auto", "manual") else "manual" if gate else "none",
        evidence=(record.cite(record.line_with('"gated"')),),
    )


def _type(subject: Subject) -> Iterator[Fact]:
    config = subject.page("config.json")
    if config is not None and isinstance(kind := config.record.get("model_type"), str):
        if is_composed(kind):
            yield _composed(subject, kind, config.cite(config.line_with('"model_type"')))
        return
    record = subject.metadata
    tags = record.record.get("tags") if record is not None else None
    if record is None or not isinstance(tags, list):
        return
    for tag in sorted(tag for tag in tags if isinstance(tag, str) and is_composed(tag)):
        where = record.cite(record.line_with(f'"{tag}"', after='"tags"'))
        yield _composed(subject, tag, where)


def _composed(subject: Subject, kind: str, evidence: Evidence) -> ComposedModel:
    return ComposedModel(artifact=subject.artifact.id, model_type=kind, evidence=(evidence,))
