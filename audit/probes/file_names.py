"""Names of source files: what a name says of the part that the file plays, and what it does not.

A name is read as words, so that `trainer_utils.py` and `constraint.py` start no training. Words
that tell of another purpose (`tokenizer`, `docs`, `plot`) outweigh those that tell of this one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from audit.model import TreeFile
from audit.probes.listing import Listing
from audit.text.any_case import AnyCase

CODE = re.compile(r"\.(?:py|sh|ipynb|cpp|cu|c|rs|go|jl|scala|java|lua)$", re.IGNORECASE)
_NOT_OWN_FOLDER = AnyCase(
    r"(?:^|/)(?:tests?|docs?|\.[\w-]+|__pycache__|third[-_]?part(?:y|ies)|3rd[-_]?party"
    r"|vendor(?:ed)?|externals?|extern|submodules|deps|site-packages|node_modules)/"
)
_NOT_OWN_NAME = AnyCase(r"_test\.py$|(?:^|/)(?:test_[^/]*|conftest|setup|_?version|__about__)\.py$")
_PACKAGE_MARK = re.compile(r"(?:^|/)__init__\.py$")
_START = re.compile(
    r"(?:pre|post|re)?-?train(?:ing|_?val)?|(?:pre|post|mid)-?training|sft|dpo|rlhf|grpo|ppo"
    r"|q?lora|fine-?tun(?:e|ing)",
    re.IGNORECASE,
)
_ADAPTER = re.compile(r"q?loras?|adapters?|peft|apply|add|model|modeling|layers?|weights?|support")
"""Words of a name that tell of an adapter in use: its layers, its loading."""
_PARTS_OF_TRAINING = re.compile(
    r"tokenizer|tokenizers|tokenise|tokenize|util|utils|helper|helpers|test|tests|split|plot"
    r"|plots|visualize|visualise|viz|download|load|loader|loaders|dataloader|dataset|datasets"
    r"|data|config|configs|configuration|convert|callback|callbacks|loss|losses|metric|metrics"
    r"|arg|args|argument|arguments|type|types|constant|constants|log|logs|logger|logging"
    r"|monitor|progress|curve|curves|prompt|prompts|layer|layers|template|docs|doc|readme|time"
    r"|timer|patch|base|common|state|sampler|scheduler|optimizer|optim|checkpoint|mixin|cost"
    r"|export|upload|merge|clean|dedup\w*|filter\w*|tokeniz\w*|prepare|pre-?process\w*|shuffle"
    r"|fasttext|kenlm|bpe|sentencepiece|spm|vocab\w*"
)
_DATA_TOOLS = re.compile(
    r"(?:^|/)(?:[\w-]*quality[-_]data|\w+[-_]convert|pre-?process\w*|dedup\w*|data[-_]?filter\w*"
    r"|data[-_]?(?:prep\w*|processing|cleaning|quality|collection)|crawl\w*|ocr)/",
    re.IGNORECASE,
)
"""Folders of tools that make data: what is trained there is a tool."""
_PARTS_OF_A_NETWORK = re.compile(r"/(?:modules|losses|layers)/", re.IGNORECASE)
_OF_OTHER_THINGS = re.compile(
    r"doc|docs|documentation|changelog|data|dataset|datasets|caption|captions|annotation"
    r"|annotations|instructions|test|tests|lint|linter|format|formatting|docker|template"
    r"|templates|util|utils|helper|helpers|config|configs|configuration|benchmark|benchmarks"
    r"|bench|log|logs|types|release|version|license|readme|schema|schemas|stub|stubs|proto"
    r"|build|requirements|fixture|fixtures|coverage|check|precommit|train|training|finetune"
    r"|sft|ppl|sidebar|sitemap|toc|index|credentials|key|keys|token|table|tables|plot|plots"
    r"|figure|figures|manifest|hash|setup|install"
)
_MODEL_NAMES = AnyCase(
    r"(?:^|[_.-])(?:run_"
    r"(?:infer\w*|demo\w*|chat\w*|model\w*|generat\w*|web\w*|cli|server?|llm|vlm|pipeline)"
    r"|infer\w*|generat(?:e|ion)|demo|chat|serve|serving|predict|cli|sample|web_?ui|api)"
    r"(?=[_.-]|$)"
)
_MODEL_FOLDERS = AnyCase(
    r"(?:^|[/_.-])(?:infer\w*|generation|demo|chat|serve|serving|predict|web_?ui)/"
)
MODEL = AnyCase(f"{_MODEL_NAMES.pattern}|{_MODEL_FOLDERS.pattern}")
EVALUATION = AnyCase(r"(?:^|[/_.-])(?:eval|evals|evaluat\w*|lm_eval)(?=[/_.-])")
PROCESSING = AnyCase(
    r"(?:^|[/_.-])(?:pre-?process\w*|prepare_data\w*|data_prep\w*|prep_data\w*|dedup\w*"
    r"|clean_data\w*|filter_\w+|data_?processing|tokenize_data\w*|crawl\w*|data_pipeline)"
    r"(?=[/_.-])"
)
_GENERATING = AnyCase(
    r"(?:^|[/_.-])(?:self_?instruct\w*|generate_(?:instructions?|data(?:sets?)?|conversations?))"
    r"(?=[/_.-])"
)
MAKES_DATA = AnyCase(f"{PROCESSING.pattern}|{_GENERATING.pattern}")
_NOT_DATA = re.compile(r"doc|docs|log|logs|image|images|video|audio|preprocessor|url|urls")
ARCHITECTURE = AnyCase(
    r"(?:^|/)modeling_\w+\.py$|(?:^|/)models?/.+\.py$"
    r"|(?:^|/)(?:\w+_)?(?:model|arch|lm|vlm|llm|mm)\.py$|(?:^|/)\w*(?:vlm|mllm|lmm)\.py$"
)
_NOT_A_NETWORK = AnyCase(
    r"(?:^|/)(?:web|server|app|apps|frontend|backend|database|db|site|dashboard|orm|client)/"
    r"|(?:^|/)(?:users?|accounts?|session|schemas?|database|merge_model|convert\w*"
    r"|download\w*|upload\w*|export\w*|push\w*)\.py$"
)
_DATA = AnyCase(r"data|corpus|corpora|pre-?train|caption|instruct|dedup|crawl|common_?crawl")
_ENDING = re.compile(r"\.\w+$")
_BETWEEN = re.compile(r"[^a-z0-9]+")

_NAMED_SMALL = frozenset(("utils", "util", "config"))


def _stem(path: str) -> str:
    """The file's own name without its ending."""
    return _ENDING.sub("", path.rpartition("/")[2])


@lru_cache(maxsize=10_000)
def words(path: str) -> tuple[str, ...]:
    """The words of a file's own name, in lower case, without its ending."""
    return tuple(filter(None, _BETWEEN.split(_stem(path).lower())))


def is_own(path: str) -> bool:
    """Whether the file is neither a test, nor documentation, nor another project's."""
    return not (_NOT_OWN_FOLDER.search(path) or _NOT_OWN_NAME.search(path))


def is_code(path: str) -> bool:
    """Whether the file is source code of the repository itself, tests and documents apart."""
    return bool(CODE.search(path)) and is_own(path) and not _PACKAGE_MARK.search(path)


def code_among(listing: Listing) -> list[TreeFile]:
    """The files of a listing that are source code, as `is_code` has it of each."""
    folders = {f for f in listing.folders if not _NOT_OWN_FOLDER.search(f"{f}/")}
    return [
        file
        for file in listing.ending_in(CODE)
        if (parts := file.path.rpartition("/"))[0] in folders
        and parts[2] != "__init__.py"
        and not _NOT_OWN_NAME.search(parts[2])
    ]


def starts_training(path: str) -> bool:
    """Whether a run of training can start with this file, by its name."""
    named = words(path)
    begins = any(_START.fullmatch(word) for word in named) or "finetune" in "".join(named)
    if not begins or _DATA_TOOLS.search(path):
        return False
    if any(map(_PARTS_OF_TRAINING.fullmatch, named)):
        return False
    return path.lower().endswith(".sh") or not all(map(_ADAPTER.fullmatch, named))


def is_evaluation(path: str) -> bool:
    """Whether the path says that the file evaluates."""
    return bool(EVALUATION.search(path))


def evaluates(path: str) -> bool:
    """Whether the file serves evaluation by more than a name for its own small parts."""
    within = _PARTS_OF_A_NETWORK.search(path)
    return is_evaluation(path) and not within and not _NAMED_SMALL & set(words(path))


def runs_model(path: str) -> bool:
    """Whether the file runs the model, by its name or by the folder that it lies in."""
    if not (_MODEL_NAMES.search(_stem(path)) or _MODEL_FOLDERS.search(path)):
        return False
    return not is_evaluation(path) and not any(map(_OF_OTHER_THINGS.fullmatch, words(path)))


def processes_data(path: str) -> bool:
    """Whether the name says that the file processes, filters, gathers or makes data."""
    return (
        bool(PROCESSING.search(path) or generates_data(path))
        and not is_evaluation(path)
        and not any(map(_NOT_DATA.fullmatch, words(path)))
    )


def generates_data(path: str) -> bool:
    """Whether the name says that the file has a model write data, and does no more."""
    return bool(_GENERATING.search(path)) and not PROCESSING.search(path)


def speaks_of_data(path: str) -> bool:
    """Whether the path says that it is data that the file works on."""
    return bool(_DATA.search(path))


def defines_architecture(path: str) -> bool:
    """Whether the file defines the network, by its name or by the folder that it lies in."""
    return (
        bool(ARCHITECTURE.search(path))
        and not is_evaluation(path)
        and not _NOT_A_NETWORK.search(path)
    )
