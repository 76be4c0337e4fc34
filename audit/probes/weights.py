"""Weight files: which formats are listed, and how large they are.

Looks at: the listing of a weight repository, the tags that the Hub sets by the files it holds,
config.json, the counts in the Hub's record, in the headers of the files and in their index.
States: the files by format with count, size and parameters; folders of single steps of the
training; whether the model is of a type that is assembled
around a language model of another origin.
Misses: weights behind links to other hosts; whether the files hold what they are named after.

A part of a model (an adapter, a projector, one shard of four) and what was quantised after the
training are stated as partial.
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
    Role,
    RowFiles,
    TreeFile,
    Unknown,
    WeightFiles,
)
from audit.probes import weight_kinds
from audit.probes.pages import Subject, View
from audit.text.front_matter import texts_of
from audit.text.page import Page

_FORMATS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("adapter", re.compile(r"(?:^|/)adapter_model\.(?:safetensors|bin)$")),
    ("safetensors", re.compile(r"\.safetensors$")),
    ("gguf", re.compile(r"\.gguf$")),
    ("onnx", re.compile(r"\.onnx$")),
    ("pickle", re.compile(r"(?:^|/)(?:pytorch_model|model|consolidated)[\w.-]*\.(?:bin|pth|pt)$")),
    ("pickle", re.compile(r"\.(?:pth|pt)$")),
    ("checkpoint", re.compile(r"\.(?:ckpt|h5|msgpack|npz|pdparams)$")),
    ("archive", re.compile(r"\.(?:zip|tar|tar\.gz|tgz)$")),
)
NOT_PARAMETERS = re.compile(
    r"optimi[sz]er|scheduler|rng_state|random_states|training_args|trainer_state|scaler|tokenizer"
    r"|(?:^|[/_.-])(?:data|dataset|datasets|images?|videos?|eval|test|stats?|samples?)(?=[/_.-])",
    re.IGNORECASE,
)
PART_OF_A_MODEL = re.compile(
    r"(?:^|[/_.-])(?:adapters?|q?lora|projectors?|connector|vision_tower|image_encoder|vae"
    r"|text_encoder|embeddings?|deltas?|lm_head|value_head|soft_prompt)(?=[/_.-])",
    re.IGNORECASE,
)
_SHARD = re.compile(r"-(\d{5})-of-(\d{5})\.\w+$")
_QUANTISED = re.compile(
    r"(?:^|[/_.-])(?:u?int[48]|q[48]f?\w{0,6}|bnb4?|nf4)(?=[/_.-])", re.IGNORECASE
)
DIFFERENCE = re.compile(r"(?:^|[-_.])(?:delta|diff)(?:[-_.]|$)")
"""A name, in lower case, of weights that are added to others."""
_OF_NO_USE = re.compile(
    r"\b(?:weights|checkpoints?|files) (?:here|in this (?:repo|repository)) (?:are|is) random"
    r"|\bthis (?:repo|repository) (?:has|holds|contains) (?:random|dummy) weights"
    r"|\b(?:weights|checkpoints?) (?:here )?(?:are|is) (?:encrypted|password[- ]protected"
    r"|placeholders?|dummy)|权重(?:已|经过)?加密|(?:此处|本仓库)[^。]{0,6}随机初始化",
    re.IGNORECASE,
)
FULL_GGUF = re.compile(r"(?:^|[/_.-])(?:b?f(?:p)?(?:16|32))(?=[/_.-])", re.IGNORECASE)
ADAPTER_TAG = re.compile(r"peft|lora|adapter|base_model:(?:adapter|quantized):.*", re.IGNORECASE)
_SMALLEST = {"archive": 1_000_000_000, "checkpoint": 1_000_000, "pickle": 1_000}
_SMALLEST_OF_ALL = 201
"""Bytes: git keeps a pointer of up to 200 in the place of a large file."""
_FEWEST_STEPS = 2
"""One folder that is named for a step may hold the final weights."""
_PICKLED = {"pickle", "checkpoint", "archive"}
TAGS = {"safetensors": "safetensors", "pytorch": "pickle", "gguf": "gguf", "onnx": "onnx"}


def probe(view: View) -> Iterator[Fact]:
    """The weight files of every weight repository, and the type of the one that is judged."""
    for subject in view.of(Role.WEIGHTS, Role.CHECKPOINT):
        yield _files(subject)
        yield from _steps(subject)
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
    if kind is None or NOT_PARAMETERS.search(file.path):
        return None
    if file.size is None:
        return None if kind == "archive" else kind
    return kind if file.size >= _SMALLEST.get(kind, _SMALLEST_OF_ALL) else None


def _is_a_part(subject: Subject, found: list[tuple[str, TreeFile]]) -> str:
    """Why the files are not the whole of a model; empty when nothing says so."""
    if all(kind == "adapter" or PART_OF_A_MODEL.search(file.path) for kind, file in found):
        return "only adapters or parts of a model"
    if all(kind == "gguf" and not FULL_GGUF.search(file.path) for kind, file in found):
        return "only quantised files"
    if all(kind == "onnx" and _QUANTISED.search(file.path) for kind, file in found):
        return "only quantised files"
    if subject.is_listed_whole and (shards := _missing_shards(found)):
        return f"{shards} shards are not there"
    return ""


def _missing_shards(found: list[tuple[str, TreeFile]]) -> int:
    """How many shards the most complete set of them lacks; 0 when a file is no shard at all."""
    sets: dict[str, set[int]] = {}
    wanted: dict[str, int] = {}
    for _, file in found:
        shard = _SHARD.search(file.path)
        if shard is None:
            if not PART_OF_A_MODEL.search(file.path):
                return 0
            continue
        name = f"{file.path[: shard.start()]} {shard[2]}"
        sets.setdefault(name, set()).add(int(shard[1]))
        wanted[name] = int(shard[2])
    return min((wanted[name] - len(seen) for name, seen in sets.items()), default=0)


def _is_a_difference(subject: Subject) -> str:
    """What to say of weights that are of use only when added to those of another model."""
    name = subject.artifact.id.rpartition("/")[2].lower()
    card = subject.page("README.md")
    text = "\n".join(card.lines).lower()[:50_000] if card else ""
    if DIFFERENCE.search(name) or re.search(
        r"\bdelta weights?\b|\bweights? delta|\bapply (?:the|this) delta|增量权重", text
    ):
        return "they are a difference to the weights of another model"
    found = _OF_NO_USE.search(text)
    return f"the card calls them `{found[0].strip()}`" if found else ""


def _size(total: int | None) -> str:
    """The size in the units of the Hub's pages, which count in thousands."""
    if total is None:
        return ""
    unit, name = (10**9, "GB") if total >= 10**9 else (10**6, "MB")
    return f", {total / unit:.1f} {name}" if total >= unit / 10 else f", {total:,} bytes"


def _listed(subject: Subject, found: list[tuple[str, TreeFile]]) -> WeightFiles:
    formats = Counter(kind for kind, _ in found)
    sizes = [file.size for _, file in found]
    total = sum(size for size in sizes if size is not None) if None not in sizes else None
    names = ", ".join(f"{count} {kind}" for kind, count in sorted(formats.items()))
    whole = "" if subject.is_listed_whole else " (the listing was seen in part)"
    part = _is_a_part(subject, found) or _is_a_difference(subject)
    derived = None if part else weight_kinds.derived(subject)
    part = derived[0] if derived else part
    counted = weight_kinds.parameters(subject)
    words = f", {weight_kinds.in_words(counted[0])}" if counted else ""
    said = tuple(each[1] for each in (counted, derived) if each)
    return WeightFiles(
        artifact=subject.artifact.id,
        availability=Availability.PARTIAL if part else Availability.RELEASED,
        formats=tuple(sorted(formats)),
        count=len(found),
        bytes=total,
        parameters=counted[0] if counted else None,
        pickle_only=set(formats) <= _PICKLED,
        detail=f"weight files listed: {names}{_size(total)}{words}{whole}"
        + (f"; {part}" if part else ""),
        evidence=(*(subject.cite_file(file.path) for _, file in found[:3]), *said),
    )


def _steps(subject: Subject) -> Iterator[Fact]:
    """The folders of the listing that hold the weights of single steps of the training."""
    listed = [f for f in subject.files if _format(f) and not PART_OF_A_MODEL.search(f.path)]
    steps = weight_kinds.steps(listed)
    if len(steps) < _FEWEST_STEPS:
        return
    first, last = min(steps), max(steps)
    yield RowFiles(
        artifact=subject.artifact.id,
        row="weights-intermediate",
        availability=Availability.PARTIAL,
        detail=f"weights of {len(steps)} steps, {first:,} to {last:,}; whether these are all, "
        "a person has to say",
        evidence=tuple(subject.cite_file(steps[step].path) for step in (first, last)),
    )


def _tagged(subject: Subject) -> WeightFiles | None:
    """What the Hub's own format tags say; it sets them by the files that a repository holds."""
    record = subject.metadata
    if record is None:
        return None
    found = record.record.get("tags")
    listed = [tag for tag in found if isinstance(tag, str)] if isinstance(found, list) else []
    tags = [tag for tag in listed if tag not in _typed_by_hand(record)]
    formats = sorted({TAGS[tag] for tag in tags if tag in TAGS})
    if not formats:
        return None
    return WeightFiles(
        artifact=subject.artifact.id,
        availability=Availability.PARTIAL
        if _tagged_as_part(listed, formats)
        else Availability.RELEASED,
        formats=tuple(formats),
        count=0,
        bytes=None,
        pickle_only=set(formats) <= _PICKLED,
        detail=f"the Hub tags the repository as holding {', '.join(formats)} weights; "
        "the files were not listed",
        evidence=(_cite_word(record, formats[0], tags),),
    )


def _typed_by_hand(record: Page) -> set[str]:
    """Tags that the publisher wrote in the card: they prove no file."""
    card = record.record.get("cardData")
    if not isinstance(card, dict):
        return set()
    return {*texts_of(card.get("tags")), *texts_of(card.get("library_name"))}


def _tagged_as_part(tags: list[str], formats: list[str]) -> bool:
    return formats == ["gguf"] or any(ADAPTER_TAG.fullmatch(tag) for tag in tags)


def _cite_word(record: Page, kind: str, tags: list[str]) -> Evidence:
    tag = next(tag for tag in tags if TAGS.get(tag) == kind)
    return record.cite(record.line_with(f'"{tag}"', after='"tags"'))


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
