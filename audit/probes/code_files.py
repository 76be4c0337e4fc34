"""Code: which files of the publisher's repositories serve which row of the inventory.

Looks at: the listing of each code repository, vendored trees apart; the sections of its README
that start a file; the custom code beside the weights.
States: for each kind of code the files that serve it, or that a complete listing has none.
Misses: whether the code runs, and whether it is the code that was used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Availability, Fact, Role, RowFiles, TreeFile, Unknown
from audit.probes.pages import Subject, View, is_inside, vendored_roots
from audit.text.markdown import sections

_CODE = re.compile(r"\.(?:py|sh|ipynb|cpp|cu|c|rs|go|jl|scala|java|lua)$", re.IGNORECASE)
_NOT_OWN = re.compile(
    r"(?:^|/)(?:tests?|\.github|__pycache__|third_party|node_modules)/|_test\.py$"
)
_PRETRAIN = re.compile(r"pre-?train", re.IGNORECASE)
_FINETUNE = re.compile(
    r"fine-?tun|(?:^|[/_.-])(?:sft|lora|qlora|dpo|rlhf|instruct)(?=[/_.-])", re.IGNORECASE
)
_TRAIN = re.compile(r"(?:^|[/_.-])train(?:er|ing)?(?=[/_.-])|^train", re.IGNORECASE)
_ROWS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "evaluation-code",
        re.compile(r"(?:^|[/_.-])(?:eval|evals|evaluat\w*|lm_eval)(?=[/_.-])", re.IGNORECASE),
    ),
    (
        "inference-code",
        re.compile(
            r"(?:^|[/_.-])(?:infer\w*|generat(?:e|ion)|demo|chat|serve|serving|predict|cli|sample"
            r"|run_\w+|web_?ui|api)(?=[/_.-])",
            re.IGNORECASE,
        ),
    ),
    (
        "preprocessing-code",
        re.compile(
            r"(?:^|[/_.-])(?:pre-?process\w*|prepare_data\w*|data_prep\w*|prep_data\w*|dedup\w*"
            r"|clean_data\w*|filter_\w+|data_?processing|tokenize_data\w*|crawl\w*|data_pipeline)"
            r"(?=[/_.-])",
            re.IGNORECASE,
        ),
    ),
    (
        "architecture-code",
        re.compile(
            r"(?:^|/)modeling_\w+\.py$|(?:^|/)models?/.+\.py$|(?:^|[/_])(?:model|arch)\.py$"
            r"|(?:^|/)\w*(?:_model|_arch|lm|vlm|mm)\.py$",
            re.IGNORECASE,
        ),
    ),
)
_EVALUATION = dict(_ROWS)["evaluation-code"]
_LIBRARIES = re.compile(
    r"^(?:[\w-]+/)?(?:requirements[\w.-]*\.txt|pyproject\.toml|setup\.py|setup\.cfg|environment\.ya?ml)$",
    re.IGNORECASE,
)
_SETTINGS = re.compile(r"\.(?:sh|ya?ml|toml|json|gin|cfg)$", re.IGNORECASE)
_SETTINGS_WORDS = re.compile(r"train|config|recipe|launch|slurm", re.IGNORECASE)
_SIDE_SHOW = re.compile(r"(?:^|/)(?:examples?|tutorials?|\w*demos?)/", re.IGNORECASE)
_DATA_WORDS = re.compile(r"convert|split|download|load|merge", re.IGNORECASE)
ROWS = (
    "training-code",
    "fine-tuning-code",
    *(row for row, _ in _ROWS),
    "supporting-libraries",
)


def probe(view: View) -> Iterator[Fact]:
    """What each code repository holds for each row."""
    for subject in view.of(Role.CODE):
        if subject.artifact.own:
            yield from _repository(subject)
    if (judged := view.weights) is not None:
        yield from _beside_weights(judged)


def _repository(subject: Subject) -> Iterator[Fact]:
    if subject.artifact.tree is None:
        for row in ROWS:
            yield Unknown(artifact=subject.artifact.id, about=row, why="the listing was not seen")
        return
    vendored = vendored_roots(subject.files)
    own = [f for f in subject.files if not is_inside(f.path, vendored)]
    code = [f for f in own if _CODE.search(f.path) and not _NOT_OWN.search(f.path)]
    yield from _training(subject, code)
    for row, pattern in _ROWS:
        serving = [file for file in code if pattern.search(file.path)]
        if row != "evaluation-code":
            serving = [file for file in serving if not _EVALUATION.search(file.path)]
        yield from _row(subject, row, serving)
    yield from _row(
        subject, "supporting-libraries", [file for file in own if _LIBRARIES.search(file.path)]
    )


def _training(subject: Subject, code: list[TreeFile]) -> Iterator[Fact]:
    """Pre-training and fine-tuning told apart by name, and where a file is named for neither,
    by the heading under which the README starts it."""
    pretraining, tuning = [], []
    headings = _headings_of_commands(subject)
    for file in code:
        if _EVALUATION.search(file.path):
            continue
        if _FINETUNE.search(file.path):
            tuning.append(file)
        elif _PRETRAIN.search(file.path):
            pretraining.append(file)
        elif _TRAIN.search(file.path):
            heading = headings.get(file.path, "")
            (tuning if _FINETUNE.search(heading) else pretraining).append(file)
    yield from _row(
        subject, "training-code", _entry_points(pretraining), without=_missing_settings(subject)
    )
    yield from _row(subject, "fine-tuning-code", tuning)


def _entry_points(files: list[TreeFile]) -> list[TreeFile]:
    """The files, if one of them can start a run: a loader or loss alone is not training code."""
    starts = re.compile(r"(?:train\w*\.(?:py|sh|ipynb)|pre-?train\w*\.\w+|train_\w+\.\w+)$", re.I)
    return files if any(starts.search(file.path) for file in files) else []


def _missing_settings(subject: Subject) -> str:
    """What to say when no file gives the arguments and settings of a training run."""
    if any(
        _SETTINGS.search(file.path)
        and _SETTINGS_WORDS.search(file.path)
        and not re.search(r"data|eval|infer", file.path, re.IGNORECASE)
        and not _FINETUNE.search(file.path)
        for file in subject.files
    ):
        return ""
    return "no file gives the arguments and settings of a training run"


def _headings_of_commands(subject: Subject) -> dict[str, str]:
    """For each file of the listing that a README line starts, the headings above that line."""
    found: dict[str, str] = {}
    readme = subject.page("README.md")
    if readme is None:
        return found
    trail: list[tuple[int, str]] = []
    wanted = [file.path for file in subject.files if _TRAIN.search(file.path)]
    for section in sections(readme.lines):
        trail = [step for step in trail if step[0] < section.level] + [
            (section.level, section.title)
        ]
        text = "\n".join(readme.lines[section.first - 1 : section.last])
        for path in wanted:
            if path in text:
                found.setdefault(path, " / ".join(title for _, title in trail))
    return found


def _row(subject: Subject, row: str, files: list[TreeFile], without: str = "") -> Iterator[Fact]:
    if files:
        names = ", ".join(file.path for file in files[:3])
        more = f" and {len(files) - 3} more" if len(files) > 3 else ""
        lacks = without or _lacks(row, files)
        yield RowFiles(
            artifact=subject.artifact.id,
            row=row,
            availability=Availability.PARTIAL if lacks else Availability.RELEASED,
            detail=f"{names}{more}" + (f"; {lacks}" if lacks else ""),
            evidence=tuple(subject.cite_file(file.path) for file in files[:3]),
        )
    elif subject.is_listed_whole:
        yield RowFiles(
            artifact=subject.artifact.id,
            row=row,
            availability=Availability.NOT_FOUND,
            detail=f"no such file among the {len(subject.files):,} files of the listing",
            evidence=(subject.cite_listing(),),
        )
    else:
        yield Unknown(
            artifact=subject.artifact.id, about=row, why="the listing was seen only in part"
        )


def _lacks(row: str, files: list[TreeFile]) -> str:
    """Why files that serve a row serve it only in part, by where they lie and what they do."""
    if row == "preprocessing-code" and all(_DATA_WORDS.search(file.path) for file in files):
        return "only scripts that convert, split or download"
    if row in ("evaluation-code", "preprocessing-code", "training-code") and all(
        _SIDE_SHOW.search(file.path) for file in files
    ):
        return "only beside examples or demos"
    return ""


def _beside_weights(subject: Subject) -> Iterator[Fact]:
    """Modeling code that lies in the weight repository itself."""
    files = [f for f in subject.files if re.search(r"(?:^|/)modeling_\w+\.py$", f.path)]
    if files:
        yield from _row(subject, "architecture-code", files)
