"""Code: which files of the publisher's repositories serve which row of the inventory.

Looks at: the listing of each code repository, vendored trees apart; the sections of its README
that start a file; the listing of the weight repository that is judged.
States: for each kind of code the files that serve it, or that a complete listing has none.
Of the weight repository only what is there: that it holds no code says nothing.
Misses: whether the code runs, and whether it is the code that was used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from weakref import WeakKeyDictionary

from audit.model import Availability, Fact, Role, RowFiles, TreeFile, Unknown
from audit.probes import file_names
from audit.probes.launch_commands import settings_given
from audit.probes.linked_code import leads_to
from audit.probes.listing import Listing
from audit.probes.pages import Subject, View, is_inside
from audit.text.any_case import AnyCase
from audit.text.many_texts import ManyTexts

_PRETRAIN = AnyCase(r"pre-?train(?!ed)")
_FINETUNE = AnyCase(
    r"fine-?tun|p-?tuning|prefix-?tuning|instruction_?tuning|(?:^|[/_.-])(?:sft|lora|qlora|dpo|rlhf|instruct)(?=[/_.-])",
)
_TRAIN = AnyCase(r"(?:^|[/_.-])train(?:er|ing)?(?=[/_.-])|^train")
_ROWS: tuple[tuple[str, AnyCase, Callable[[str], bool]], ...] = (
    ("evaluation-code", file_names.EVALUATION, file_names.evaluates),
    ("inference-code", file_names.MODEL, file_names.runs_model),
    ("preprocessing-code", file_names.MAKES_DATA, file_names.processes_data),
    ("architecture-code", file_names.ARCHITECTURE, file_names.defines_architecture),
)
"""For each row what the paths of its files hold, and whether a path is that of such a file."""
_SMALLEST_CODE = 64
"""Bytes: a comment or an import alone is shorter."""
_LIBRARIES = AnyCase(
    r"^(?:[\w-]+/)?(?:requirements[\w.-]*\.txt|pyproject\.toml|setup\.py|setup\.cfg|environment\.ya?ml)$"
)
_SETTINGS = re.compile(r"\.(?:sh|ya?ml|toml|json|gin|cfg)$", re.IGNORECASE)
_SETTINGS_WORDS = AnyCase(r"train|configs?/|_config\.|config_|recipe|launch|slurm")
_NOT_SETTINGS = AnyCase(
    r"data|eval|infer|tokenizer|processor|generation_config|tsconfig|package|mypy|mkdocs|lint"
    r"|docker|download|benchmark|deepspeed|zero\d|accelerate",
)
_SIDE_SHOW = AnyCase(r"(?:^|/)(?:examples?|tutorials?|notebooks?|\w*demos?)/")
FOR_DATA = re.compile(
    r"[/_.-](?:data|dataset|corpus)[-_]?(?:prep\w*|processing|pipeline|cleaning|filtering)$",
    re.IGNORECASE,
)
"""A repository that is named for preparing data: all its code serves that."""
FOR_TRAINING = re.compile(r"[/_.-](?:pre-?)?train(?:ing)?(?:[-_]code)?$", re.IGNORECASE)
"""A repository that is named for training: its main file starts that, its runs are settings."""
_MAIN = re.compile(r"main\.py", re.IGNORECASE)
_RUN = re.compile(r"(?:run|launch|submit|start|main)\w*\.(?:sh|slurm|sbatch)", re.IGNORECASE)
_DATA_WORDS = re.compile(r"convert|split|download|load|merge", re.IGNORECASE)
_MODELING = re.compile(r"(?:^|/)modeling_\w+\.py$")
_WRITTEN_BESIDE = re.compile(
    r"(?:^|/)(?:\w*config|\w*_config\w*|trainer_state|\w*results?|\w*metrics)\.json$", re.IGNORECASE
)
"""Files beside weights that libraries write when they are saved."""
_SHOWN = 3
ROWS = (
    "training-code",
    "fine-tuning-code",
    *(row for row, _, _ in _ROWS),
    "supporting-libraries",
)
_served: WeakKeyDictionary[Subject, dict[str, list[TreeFile]]] = WeakKeyDictionary()


def probe(view: View) -> Iterator[Fact]:
    """What each code repository holds for each row."""
    for subject in view.of(Role.CODE):
        if subject.artifact.own:
            yield from _repository(subject)
    if (judged := view.weights) is not None and judged.artifact.own:
        yield from _beside_weights(judged)


def _repository(subject: Subject) -> Iterator[Fact]:
    if subject.artifact.tree is None:
        for row in ROWS:
            yield Unknown(artifact=subject.artifact.id, about=row, why="the listing was not seen")
        return
    served = serving(subject)
    runs = _is_for_training(subject) and any(
        _RUN.fullmatch(path) for path in subject.own_files.paths
    )
    without = "" if runs else _missing_settings(subject.own_files)
    started = (file.path for file in served["training-code"])
    if without and settings_given(subject.page("README.md"), started):
        without = ""
    yield from _adapted(subject)
    for row, files in served.items():
        yield from _row(subject, row, files, without=without if row == "training-code" else "")


def serving(subject: Subject) -> dict[str, list[TreeFile]]:
    """For each row the files of the repository that serve it, vendored folders apart."""
    if subject not in _served:
        _served[subject] = dict(_serving(subject))
    return _served[subject]


def _serving(subject: Subject) -> Iterator[tuple[str, list[TreeFile]]]:
    code = Listing(filter(_says_something, file_names.code_among(subject.own_files)))
    found = _split(code.files, str, _headings_of_commands(subject, code))
    main = [f for f in code.files if _MAIN.fullmatch(f.path)] if _is_for_training(subject) else []
    yield "training-code", main + _startable(found["training-code"])
    yield "fine-tuning-code", _startable(found["fine-tuning-code"])
    for row, named, serves in _ROWS:
        if row == "preprocessing-code" and FOR_DATA.search(subject.artifact.id):
            yield row, list(code.files)
        else:
            yield row, [file for file in code.may_have(named) if serves(file.path)]
    yield "supporting-libraries", subject.own_files.having(_LIBRARIES)


def _is_for_training(subject: Subject) -> bool:
    return bool(FOR_TRAINING.search(subject.artifact.id))


def row_by_name(path: str) -> str | None:
    """The row that a script serves by its name alone; None where it tells of none."""
    if file_names.starts_training(path):
        return "fine-tuning-code" if _FINETUNE.search(path) else "training-code"
    return next((row for row, _, serves in _ROWS if serves(path)), None)


def is_aside(path: str) -> bool:
    """Whether a file lies among examples, tutorials or demos."""
    return bool(_SIDE_SHOW.search(path))


def _adapted(subject: Subject) -> Iterator[Fact]:
    """What trees of other projects hold that were changed for the work at hand: a part of the
    code of training; of other kinds nobody knows whether it is this model's."""
    for root in subject.adapted:
        inside = [
            file
            for file in subject.files
            if is_inside(file.path, (root,))
            and file_names.is_code(_below(root, file.path))
            and _says_something(file)
        ]
        for row, files in _split(inside, partial(_below, root), {}).items():
            if startable := _startable(files):
                yield from _row(subject, row, startable, without=f"in {root}, changed for the work")
        for row, _, serves in _ROWS:
            if any(serves(_below(root, file.path)) for file in inside):
                why = f"{root} has some, a changed tree of another project"
                yield Unknown(artifact=subject.artifact.id, about=row, why=why)


def _below(root: str, path: str) -> str:
    """The path inside a folder: what lies above a tree tells nothing of its files."""
    return path[len(root) + 1 :]


def _says_something(file: TreeFile) -> bool:
    """Whether a file is more than a place that is kept for one."""
    return file.size is None or file.size >= _SMALLEST_CODE


def _split(
    code: Sequence[TreeFile], name: Callable[[str], str], headings: dict[str, str]
) -> dict[str, list[TreeFile]]:
    """The files of pre-training and of tuning, told apart by what `name` leaves of their paths.

    Where a file is named for neither, the heading under which the README starts it tells.
    """
    names = ManyTexts(name(file.path) for file in code)
    evaluation = set(names.having(file_names.EVALUATION))
    tuning = set(names.having(_FINETUNE))
    pretraining = set(names.having(_PRETRAIN)) - tuning
    for number in set(names.having(_TRAIN)) - tuning - pretraining:
        heading = headings.get(code[number].path, "")
        (tuning if _FINETUNE.search(heading) else pretraining).add(number)
    return {
        "training-code": [code[number] for number in sorted(pretraining - evaluation)],
        "fine-tuning-code": [code[number] for number in sorted(tuning - evaluation)],
    }


def _startable(files: list[TreeFile]) -> list[TreeFile]:
    """The files, those first that can start a run; none if no file can: a loader, a loss or a
    tokenizer's training alone is not training code."""
    starts = [file_names.starts_training(file.path) for file in files]
    first = [file for file, is_start in zip(files, starts, strict=True) if is_start]
    others = [file for file, is_start in zip(files, starts, strict=True) if not is_start]
    return first + others if first else []


def _missing_settings(own: Listing) -> str:
    """What to say when no file gives the arguments and settings of a training run."""
    if any(
        _SETTINGS_WORDS.search(file.path)
        and not _NOT_SETTINGS.search(file.path)
        and file_names.is_own(file.path)
        and not file.path.rpartition("/")[2].startswith(".")
        and not _FINETUNE.search(file.path)
        and (file.size is None or file.size > 0)
        for file in own.ending_in(_SETTINGS)
    ):
        return ""
    return "no file gives the arguments and settings of a training run"


def _headings_of_commands(subject: Subject, code: Listing) -> dict[str, str]:
    """For each of the source files that a README line starts, the headings above that line."""
    found: dict[str, str] = {}
    readme = subject.page("README.md")
    if readme is None:
        return found
    trail: list[tuple[int, str]] = []
    whole = "\n".join(readme.lines)
    wanted = [file.path for file in code.having(_TRAIN) if file.path in whole]
    for section in readme.sections if wanted else ():
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
        files = sorted(files, key=lambda file: bool(_SIDE_SHOW.search(file.path)))
        names = ", ".join(file.path for file in files[:_SHOWN])
        more = f" and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
        lacks = without or _lacks(row, files)
        yield RowFiles(
            artifact=subject.artifact.id,
            row=row,
            availability=Availability.PARTIAL if lacks else Availability.RELEASED,
            detail=f"{names}{more}" + (f"; {lacks}" if lacks else ""),
            evidence=tuple(subject.cite_file(file.path) for file in _telling(files)),
        )
    elif elsewhere := leads_to(subject, row):
        yield Unknown(artifact=subject.artifact.id, about=row, why=elsewhere)
    elif subject.is_listed_whole:
        yield RowFiles(
            artifact=subject.artifact.id,
            row=row,
            availability=Availability.NOT_FOUND,
            detail=f"no such file among the {len(subject.files):,} files of the listing"
            + (", vendored folders apart" if subject.vendored else ""),
            evidence=(subject.cite_listing(),),
        )
    else:
        yield Unknown(
            artifact=subject.artifact.id, about=row, why="the listing was seen only in part"
        )


def _telling(files: list[TreeFile]) -> list[TreeFile]:
    """A few of the files that lie no deeper together than all of them do: a license that holds
    for those that are cited then holds for the rest."""
    shown = files[:_SHOWN]
    common = _common_folder(shown)
    outside = next((file for file in files if not file.path.startswith(common)), None)
    return shown if outside is None else [*shown[: _SHOWN - 1], outside]


def _common_folder(files: list[TreeFile]) -> str:
    """The deepest folder that holds all the files, with its last slash; empty for the root."""
    folders = [file.path.split("/")[:-1] for file in files]
    common: list[str] = []
    for steps in zip(*folders, strict=False):
        if len(set(steps)) > 1:
            break
        common.append(steps[0])
    return "".join(f"{step}/" for step in common)


def _lacks(row: str, files: list[TreeFile]) -> str:
    """Why files that serve a row serve it only in part, by where they lie and what they do."""
    if row == "preprocessing-code":
        if all(file_names.generates_data(file.path) for file in files):
            return "only code by which data are generated"
        if all(_DATA_WORDS.search(file.path) for file in files):
            return "only scripts that convert, split or download"
        if not any(file_names.speaks_of_data(file.path) for file in files):
            return "no name says that it is training data that is processed"
    if row in ("evaluation-code", "preprocessing-code", "training-code") and all(
        _SIDE_SHOW.search(file.path) for file in files
    ):
        return "only beside examples or demos"
    return ""


def _beside_weights(subject: Subject) -> Iterator[Fact]:
    """Code that lies in the weight repository itself. That it has none says nothing, as code may
    lie elsewhere; and what serves the weights themselves is no code of how they were made."""
    served = serving(subject)
    modeling = [f for f in subject.files if _MODELING.search(f.path)]
    named = {file.path for file in modeling}
    others = [file for file in served["architecture-code"] if file.path not in named]
    beside = served | {
        "architecture-code": modeling + others,
        "preprocessing-code": [
            file for file in served["preprocessing-code"] if file_names.speaks_of_data(file.path)
        ],
    }
    for row, files in beside.items():
        if files:
            without = _settings_beside(subject, files) if row == "training-code" else ""
            yield from _row(subject, row, files, without=without)


def _settings_beside(subject: Subject, files: list[TreeFile]) -> str:
    """What to say when no file gives the settings of a run of training: what a library writes of
    the weights, of a quantisation or of how a run went is none."""
    own = Listing(file for file in subject.own_files.files if not _WRITTEN_BESIDE.search(file.path))
    without = _missing_settings(own)
    started = (file.path for file in files)
    return "" if without and settings_given(subject.page("README.md"), started) else without
