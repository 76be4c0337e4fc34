"""Which files of a listing are worth reading, and in which order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum

from msgspec import Struct

from audit.collect.reading import Depth
from audit.collect.settings import Limits
from audit.model import Gap, GapReason, Role, TreeFile
from audit.text.summary_names import TEXT_ENDINGS, is_summary_name


class Worth(IntEnum):
    """Why a file is worth reading; the first are read first."""

    ROOT_LICENSE = 1
    ROOT_README = 2
    CARD = 3
    MODEL_CONFIG = 4
    LICENSE = 5
    PACKAGING = 6
    DOCUMENTATION = 7
    SCRIPT = 8
    RECIPE = 9
    NOTES = 10
    README = 11
    DEEP_LICENSE = 12
    ENTRY = 13
    MODULE = 14


MOST = {
    Worth.LICENSE: 25,
    Worth.PACKAGING: 15,
    Worth.SCRIPT: 20,
    Worth.RECIPE: 15,
    Worth.ENTRY: 12,
    Worth.MODULE: 20,
}
"""How many of a kind are read; `LICENSE` counts those that lie deeper, too."""

WEIGHT_ROLES = {Role.WEIGHTS, Role.CHECKPOINT, Role.BASE_MODEL}

TEXT = frozenset({"", "txt", "md", "mdx", "markdown", "rst"})
SCRIPTS = {"py", "pyc", "pyi", "ipynb", "js", "mjs", "ts", "tsx", "jsx", "css", "scss", "sh", "j2"}
SOURCES = {"c", "h", "cc", "cpp", "cu", "java", "go", "rs", "rb", "php", "tmpl", "lock", "sum"}
SETTINGS = {"html", "htm", "xml", "json", "jsonl", "yml", "yaml", "toml", "ini", "cfg"}
PICTURES = {"png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "zip", "gz", "tar", "xz"}
TENSORS = {"bin", "pt", "pth", "safetensors", "npz", "npy", "onnx", "gguf", "h5"}
TABLES = {"csv", "tsv", "parquet", "arrow"}
NO_TERMS = frozenset(SCRIPTS | SOURCES | SETTINGS | PICTURES | TENSORS | TABLES)
"""Endings of files that are called after a license but are code, data or pictures."""
NOT_TEXT = frozenset({"pdf", "doc", "docx", "odt", "rtf"})
"""Endings of terms that a person can read and this tool cannot."""

TERMS_WORDS = frozenset({"notice", "notices", "terms", "copyright", "eula"})
TERMS_PARTS = ("license", "licence", "acceptable_use", "许可", "协议", "授权")
TERMS_STARTS = ("copying", "use_policy")
TERMS_FOLDERS = {"licenses", "licences"}

USUAL_TERMS = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "COPYING", "NOTICE")
"""Names to try where files cannot be listed."""

MODEL_CONFIGS = {"adapter_config.json", "config.json", "generation_config.json", "params.json"}
CARD_STARTS = ("modelcard", "systemcard", "datasheet", "data")
PACKAGING = re.compile(
    r"pyproject\.toml|setup\.(?:py|cfg)|requirements[\w.-]*\.txt|environment[\w.-]*\.ya?ml|cog\.yaml"
)
DOC_FOLDERS = {"doc", "docs", "documentation"}
CHORES = {"code_of_conduct", "contributing", "security", "support", "pull_request_template"}
TRAINING = re.compile(r"train|fine[_-]?tun|sft", re.IGNORECASE)
RECIPE = re.compile(r"data|train|fine[_-]?tun|config", re.IGNORECASE)
TELLING = re.compile(r"data|train|licen[sc]e|model|eval", re.IGNORECASE)

ENTRY = re.compile(
    r"(?:run_?|launch_?|main_?)?(?:(?:pre|post)?_?train(?:_\w+)?|pretraining|fine_?tun(?:e|ing)\w*|sft\w*"
    r"|main|run|infer\w*|generate|demo|cli|evaluate|eval)\.py"
)
"""Where a run of training, of the model or of an evaluation starts."""
MODULE = re.compile(r"__init__\.py|modeling_\w+\.py|\w*model\.py")
"""What such a run executes first: a package's own file, and the network."""
SOURCE = {Worth.ENTRY, Worth.MODULE}
SMALLEST_SOURCE = 64
"""Bytes: what is shorter marks a package and does nothing."""
NO_SOURCES = {"test", "tests", "docs", "doc", "third_party", "thirdparty", "vendor", "external"}

Ranked = tuple[Worth, TreeFile]


class Selection(Struct, frozen=True, kw_only=True):
    """The paths to read, the most telling first, and what is left out."""

    paths: tuple[str, ...]
    gaps: tuple[Gap, ...]


def select(
    files: Iterable[TreeFile], *, artifact: str, role: Role, depth: Depth, limits: Limits
) -> Selection:
    """What to read of a listing; what a limit leaves out, and terms that are no text, are gaps."""
    listed = tuple(files)
    licensed = frozenset(licensed_folders(file.path for file in listed))
    ranked = sorted(_ranked(listed, role, depth), key=lambda each: _order(each, licensed))
    small = [each for each in ranked if not _is_large(each[1], limits)]
    chosen = list(_within_most(small))[: limits.files]
    gaps = [*_large(artifact, ranked, limits), *_no_text(artifact, listed)]
    if len(chosen) < len(small):
        gaps.append(_cut_short(artifact, small, chosen))
    return Selection(paths=tuple(file.path for _, file in chosen), gaps=tuple(gaps))


def worth(path: str, role: Role, depth: Depth) -> Worth | None:
    """Why a file is worth reading for that role; None when it is not."""
    parts = path.lower().split("/")
    if not is_plain(path) or any(part.startswith(".") for part in parts[:-1]):
        return None
    if depth is Depth.TERMS:
        return _worth_for_terms(parts)
    return _worth_by_name(parts, role) or _worth_by_path(path, parts)


def is_plain(path: str) -> bool:
    """True for a relative path that stays inside its repository."""
    parts = path.split("/")
    return not any(part in {"", ".", ".."} for part in parts) and "\0" not in path


def _worth_for_terms(parts: list[str]) -> Worth | None:
    if len(parts) > 1:
        return None
    if is_terms(parts):
        return Worth.ROOT_LICENSE
    return {"readme.md": Worth.ROOT_README, "config.json": Worth.MODEL_CONFIG}.get(parts[0])


def _worth_by_name(parts: list[str], role: Role) -> Worth | None:
    name, level = parts[-1], len(parts) - 1
    if is_terms(parts):
        near = Worth.LICENSE if level <= 2 else Worth.DEEP_LICENSE
        return near if level else Worth.ROOT_LICENSE
    if name.startswith("readme") and _ending(name) not in NO_TERMS | NOT_TEXT:
        return Worth.README if level else Worth.ROOT_README
    if (_is_card(name) or _is_summary(name)) and level <= 2:
        return Worth.CARD
    if _is_model_config(name) and level <= (1 if role in WEIGHT_ROLES else 0):
        return Worth.MODEL_CONFIG
    if PACKAGING.fullmatch(name) and level <= 2:
        return Worth.PACKAGING
    return None


def _worth_by_path(path: str, parts: list[str]) -> Worth | None:
    name, ending = parts[-1], _ending(parts[-1])
    if ending == "md" and name.removesuffix(".md") not in CHORES:
        if parts[0] in DOC_FOLDERS and len(parts) > 1:
            return Worth.DOCUMENTATION
        return Worth.NOTES if len(parts) <= 2 else None
    if ending == "py":
        return _worth_as_source(parts)
    if ending == "sh" and TRAINING.search(path):
        return Worth.SCRIPT
    if ending in {"yaml", "yml"} and RECIPE.search(path):
        return Worth.RECIPE
    is_history = name.startswith(("history", "changelog")) and ending in TEXT
    return Worth.NOTES if len(parts) == 1 and (is_history or name == "citation.cff") else None


def _worth_as_source(parts: list[str]) -> Worth | None:
    """Sources near the root, with which a run begins."""
    if not NO_SOURCES.isdisjoint(parts[:-1]) or len(parts) > 5:
        return None
    if ENTRY.fullmatch(parts[-1]) and len(parts) <= 4:
        return Worth.ENTRY
    return Worth.MODULE if len(parts) > 1 and MODULE.fullmatch(parts[-1]) else None


def is_terms(parts: list[str]) -> bool:
    """True for a text whose name says license, notice, terms or policy; parts in lower case."""
    return _ending(parts[-1]) not in NO_TERMS | NOT_TEXT and _is_called_terms(parts)


def _is_called_terms(parts: list[str]) -> bool:
    name = parts[-1].replace("-", "_").replace(" ", "_")
    return (
        any(part in name for part in TERMS_PARTS)
        or name.startswith(TERMS_STARTS)
        or not TERMS_WORDS.isdisjoint(re.split(r"[^a-z]+", name))
        or (parts[-2:-1] != [] and parts[-2] in TERMS_FOLDERS and _ending(name) in TEXT)
    )


def _is_card(name: str) -> bool:
    stem, _, ending = name.rpartition(".")
    return ending == "md" and stem.replace("-", "").replace("_", "").startswith(CARD_STARTS)


def _is_summary(name: str) -> bool:
    """True for a summary of training content in a form that is read."""
    return _ending(name) in TEXT_ENDINGS and is_summary_name(name)


def _is_model_config(name: str) -> bool:
    return name in MODEL_CONFIGS or name.endswith(".index.json")


def _ending(name: str) -> str:
    return name.rpartition(".")[2] if "." in name else ""


def _ranked(files: Iterable[TreeFile], role: Role, depth: Depth) -> Iterator[Ranked]:
    for file in files:
        why = worth(file.path, role, depth)
        if why is not None and not (why in SOURCE and _says_nothing(file)):
            yield why, file


def _says_nothing(file: TreeFile) -> bool:
    return file.size is not None and file.size < SMALLEST_SOURCE


def _order(ranked: Ranked, licensed: frozenset[str]) -> tuple[bool, Worth, bool, int, str]:
    """The project's own files before those of folders that it took over from others."""
    why, file = ranked
    foreign = why not in {Worth.LICENSE, Worth.DEEP_LICENSE} and is_below(file.path, licensed)
    tells = why in {Worth.DOCUMENTATION, Worth.NOTES} and TELLING.search(file.path) is not None
    return foreign, why, not tells, file.path.count("/"), file.path


def licensed_folders(paths: Iterable[str]) -> Iterator[str]:
    """Folders below the root with a license of their own: most are another project's."""
    for path in paths:
        folder, _, name = path.lower().rpartition("/")
        is_license = name.startswith(("license", "licence", "copying"))
        if folder and is_license and _ending(name) not in NO_TERMS:
            yield path.rpartition("/")[0]


def is_below(path: str, folders: frozenset[str]) -> bool:
    """True for a path inside one of the folders."""
    parts = path.split("/")[:-1]
    return any("/".join(parts[: end + 1]) in folders for end in range(len(parts)))


def likely(listed: Iterable[str]) -> tuple[str, ...]:
    """What to ask for where a listing is not complete: a card and a license, if none is listed."""
    names = [path.lower() for path in listed if "/" not in path]
    has_card = any(name.startswith("readme") for name in names)
    has_terms = any(is_terms([name]) for name in names)
    wanted = (("README.md", has_card), ("LICENSE", has_terms))
    return tuple(path for path, there in wanted if not there)


def _within_most(ranked: Iterable[Ranked]) -> Iterator[Ranked]:
    seen: Counter[Worth] = Counter()
    for why, file in ranked:
        kind = Worth.LICENSE if why is Worth.DEEP_LICENSE else why
        seen[kind] += 1
        if seen[kind] <= MOST.get(kind, seen[kind]):
            yield why, file


def _is_large(file: TreeFile, limits: Limits) -> bool:
    return (file.size or 0) > limits.document_bytes


def _large(artifact: str, ranked: Iterable[Ranked], limits: Limits) -> Iterator[Gap]:
    for _, file in ranked:
        if _is_large(file, limits):
            detail = f"{file.size} bytes, more than {limits.document_bytes}"
            yield Gap(artifact=artifact, path=file.path, reason=GapReason.TOO_LARGE, detail=detail)


def _no_text(artifact: str, files: Iterable[TreeFile]) -> Iterator[Gap]:
    """Terms, or a summary of training content, that are published as a PDF or the like."""
    for file in files:
        name = file.path.lower()
        if _ending(name) not in NOT_TEXT | {"html"} or name.count("/") > 2:
            continue
        if is_summary_name(name):
            what = "a summary of training content"
        elif "/" not in name and _ending(name) in NOT_TEXT and _is_called_terms([name]):
            what = "terms"
        else:
            continue
        detail = f"{what} in a form that this tool does not read"
        yield Gap(artifact=artifact, path=file.path, reason=GapReason.UNREADABLE, detail=detail)


def _cut_short(artifact: str, small: list[Ranked], chosen: list[Ranked]) -> Gap:
    left = Counter(why for why, _ in small)
    left.subtract(why for why, _ in chosen)
    kinds = ", ".join(
        f"{count} {why.name.lower().replace('_', ' ')}"
        for why, count in sorted(left.items())
        if count
    )
    return Gap(
        artifact=artifact,
        path=None,
        reason=GapReason.CUT_SHORT,
        detail=f"{len(small) - len(chosen)} of {len(small)} files worth reading not read: {kinds}",
    )
