"""Names of source files: what a name says of the part that the file plays, and what it does not.

A name is read as words, so that `trainer_utils.py` and `constraint.py` start no training. Words
that tell of another purpose (`tokenizer`, `docs`, `plot`) outweigh those that tell of this one.
"""

from __future__ import annotations

import re

CODE = re.compile(r"\.(?:py|sh|ipynb|cpp|cu|c|rs|go|jl|scala|java|lua)$", re.IGNORECASE)
NOT_OWN = re.compile(
    r"(?:^|/)(?:tests?|docs?|\.[\w-]+|__pycache__|third[-_]?part(?:y|ies)|3rd[-_]?party"
    r"|vendor(?:ed)?|externals?|extern|submodules|deps|site-packages|node_modules)/"
    r"|_test\.py$|(?:^|/)(?:test_[^/]*|conftest|setup|_?version|__about__)\.py$",
    re.IGNORECASE,
)
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
)
_OF_OTHER_THINGS = re.compile(
    r"doc|docs|documentation|changelog|data|dataset|datasets|caption|captions|annotation"
    r"|annotations|instructions|test|tests|lint|linter|format|formatting|docker|template"
    r"|templates|util|utils|helper|helpers|config|configs|configuration|benchmark|benchmarks"
    r"|bench|log|logs|types|release|version|license|readme|schema|schemas|stub|stubs|proto"
    r"|build|requirements|fixture|fixtures|coverage|check|precommit|train|training|finetune"
    r"|sft|ppl|sidebar|sitemap|toc|index|credentials|key|keys|token|table|tables|plot|plots"
    r"|figure|figures|manifest|hash|setup|install"
)
_MODEL_STARTS = re.compile(
    r"run_(?:infer\w*|demo\w*|chat\w*|model\w*|generat\w*|web\w*|cli|server?|llm|vlm|pipeline)"
    r"|infer\w*|generat(?:e|ion)|demo|chat|serve|serving|predict|cli|sample|web_?ui|api",
    re.IGNORECASE,
)
_MODEL_FOLDERS = re.compile(
    r"(?:^|[/_.-])(?:infer\w*|generation|demo|chat|serve|serving|predict|web_?ui)/", re.IGNORECASE
)
_EVALUATION = re.compile(r"(?:^|[/_.-])(?:eval|evals|evaluat\w*|lm_eval)(?=[/_.-])", re.IGNORECASE)
_PROCESSING = re.compile(
    r"(?:^|[/_.-])(?:pre-?process\w*|prepare_data\w*|data_prep\w*|prep_data\w*|dedup\w*"
    r"|clean_data\w*|filter_\w+|data_?processing|tokenize_data\w*|crawl\w*|data_pipeline)"
    r"(?=[/_.-])",
    re.IGNORECASE,
)
_GENERATING = re.compile(
    r"(?:^|[/_.-])(?:self_?instruct\w*|generate_(?:instructions?|data(?:sets?)?|conversations?))"
    r"(?=[/_.-])",
    re.IGNORECASE,
)
_NOT_DATA = re.compile(r"doc|docs|log|logs|image|images|video|audio|preprocessor|url|urls")
_ARCHITECTURE = re.compile(
    r"(?:^|/)modeling_\w+\.py$|(?:^|/)models?/.+\.py$"
    r"|(?:^|/)(?:\w+_)?(?:model|arch|lm|vlm|llm|mm)\.py$|(?:^|/)\w*(?:vlm|mllm|lmm)\.py$",
    re.IGNORECASE,
)
_NOT_A_NETWORK = re.compile(
    r"(?:^|/)(?:web|server|app|apps|frontend|backend|database|db|site|dashboard|orm|client)/"
    r"|(?:^|/)(?:users?|accounts?|session|schemas?|database|merge_model|convert\w*"
    r"|download\w*|upload\w*|export\w*|push\w*)\.py$",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"data|corpus|corpora|pre-?train|caption|instruct|dedup|crawl|common_?crawl", re.IGNORECASE
)


def words(path: str) -> tuple[str, ...]:
    """The words of a file's own name, in lower case, without its ending."""
    stem = re.sub(r"\.\w+$", "", path.rpartition("/")[2])
    return tuple(word for word in re.split(r"[^a-z0-9]+", stem.lower()) if word)


def is_code(path: str) -> bool:
    """Whether the file is source code of the repository itself, tests and documents apart."""
    return bool(CODE.search(path)) and not NOT_OWN.search(path) and not _PACKAGE_MARK.search(path)


def starts_training(path: str) -> bool:
    """Whether a run of training can start with this file, by its name."""
    named = words(path)
    begins = any(_START.fullmatch(word) for word in named) or "finetune" in "".join(named)
    if not begins or any(map(_PARTS_OF_TRAINING.fullmatch, named)):
        return False
    return path.lower().endswith(".sh") or not all(map(_ADAPTER.fullmatch, named))


def is_evaluation(path: str) -> bool:
    """Whether the path says that the file evaluates."""
    return bool(_EVALUATION.search(path))


def evaluates(path: str) -> bool:
    """Whether the file serves evaluation by more than a name for its own small parts."""
    return is_evaluation(path) and not {"utils", "util", "config"} & set(words(path))


def runs_model(path: str) -> bool:
    """Whether the file runs the model, by its name or by the folder that it lies in."""
    if is_evaluation(path) or any(map(_OF_OTHER_THINGS.fullmatch, words(path))):
        return False
    stem = re.sub(r"\.\w+$", "", path.rpartition("/")[2])
    named = re.search(rf"(?:^|[_.-])(?:{_MODEL_STARTS.pattern})(?=[_.-]|$)", stem, re.IGNORECASE)
    return bool(named or _MODEL_FOLDERS.search(path))


def processes_data(path: str) -> bool:
    """Whether the name says that the file processes, filters, gathers or makes data."""
    return (
        bool(_PROCESSING.search(path) or generates_data(path))
        and not is_evaluation(path)
        and not any(map(_NOT_DATA.fullmatch, words(path)))
    )


def generates_data(path: str) -> bool:
    """Whether the name says that the file has a model write data, and does no more."""
    return bool(_GENERATING.search(path)) and not _PROCESSING.search(path)


def speaks_of_data(path: str) -> bool:
    """Whether the path says that it is data that the file works on."""
    return bool(_DATA.search(path))


def defines_architecture(path: str) -> bool:
    """Whether the file defines the network, by its name or by the folder that it lies in."""
    return (
        bool(_ARCHITECTURE.search(path))
        and not is_evaluation(path)
        and not _NOT_A_NETWORK.search(path)
    )
