"""`openness check`: whether models meet a policy, for people and for machines."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.cli.repository import path_inside
from audit.cli.used import add_options
from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.cli.review_files import Given
    from audit.cli.used import Used
    from audit.collect.http import Door
    from audit.collect.targets import Named
    from audit.judge.policy.file import Policy
    from audit.judge.used import Judged as UsedModel
    from audit.model import Assessment
    from audit.model.finding import Findings

FORMATS = ("terminal", "json", "sarif", "junit", "github", "gitlab", "markdown")
_ON_DISK = ("folder", "git")


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "check",
        description="Check models against a policy. Exit code 0: met, warnings allowed; 1: not "
        "met; 2: a target, policy or option is wrong; 3: evidence could not be collected.",
        epilog="Without --output a format is written to the terminal. Several may be given: "
        "--format sarif --output a.sarif --format junit --output a.xml",
    )
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="as for `openness audit`")
    add_options(parser)
    parser.add_argument(
        "--policy",
        metavar="POLICY",
        help="a file, or the name of one that comes with the tool (see `openness policy`)",
    )
    parser.add_argument(
        "--waivers",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="files that say what was approved, by whom and until when",
    )
    parser.add_argument(
        "--reviews",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="PATH",
        help="review files, or folders of them, with what people found",
    )
    parser.add_argument(
        "--on", dest="day", metavar="DAY", help="the day to check for (default: today)"
    )
    parser.add_argument(
        "--offline", action="store_true", help="use only what was kept of earlier runs"
    )
    _add_outputs(parser)
    parser.set_defaults(run=run)


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        dest="outputs",
        action=_Format,
        default=(),
        metavar="FORMAT",
        help=f"one of {', '.join(FORMATS)}; may be given several times",
    )
    parser.add_argument(
        "-o",
        "--output",
        dest="outputs",
        action=_Output,
        default=(),
        metavar="FILE",
        help="where to write the format that stands before it",
    )


class _Format(argparse.Action):
    """Begins a new output."""

    def __call__(self, parser, namespace, values, option_string=None):  # type: ignore[no-untyped-def]
        if values not in FORMATS:
            parser.error(f"there is no format {values!r}; known: {', '.join(FORMATS)}")
        namespace.outputs = (*namespace.outputs, (values, None))


class _Output(argparse.Action):
    """Gives the output that was begun last its file."""

    def __call__(self, parser, namespace, values, option_string=None):  # type: ignore[no-untyped-def]
        if not namespace.outputs or namespace.outputs[-1][1] is not None:
            parser.error("--output goes after the --format that it is for")
        *others, (name, _) = namespace.outputs
        namespace.outputs = (*others, (name, None if values == "-" else Path(values)))


def run(arguments: argparse.Namespace) -> int:
    """Checks every target, writes what was asked for, and returns whether the policy is met."""
    from audit.cli.policies import given_policy, given_waivers, the_day
    from audit.model.finding import Level

    _check_options(arguments)
    if arguments.code is not None:
        return _of_code(arguments)
    outputs = _outputs(arguments.outputs)
    given = given_policy(arguments.policy)
    day = the_day(arguments.day)
    waivers = given_waivers(arguments.waivers, given.policy)
    targets, assessments = _assessments(arguments, given.policy, day)
    from audit.judge.policy.check_all import check_all

    findings = check_all(assessments, given.policy, waivers, day, digest=given.digest)
    findings = _with_roots(findings, targets)
    _write(findings, outputs)
    return ExitCode.POLICY_NOT_MET if findings.level is Level.FAIL else ExitCode.DONE


def _check_options(arguments: argparse.Namespace) -> None:
    """`AuditError` for options that do not go together."""
    see = "See `openness check --help`."
    if (arguments.code is None) is not bool(arguments.targets):
        raise AuditError("What is to be checked is either a TARGET or --from DIR.", see)
    if arguments.code is None and (arguments.lock or arguments.update_lock):
        raise AuditError("--lock is for the models that code uses: give --from DIR.", see)
    if arguments.policy is None and (arguments.code is None or not _locks(arguments)):
        raise AuditError("There is no --policy.", "`openness policy` lists those that there are.")
    if arguments.policy is None and arguments.waivers:
        raise AuditError("--waivers are of the rules of a --policy.", see)


def _locks(arguments: argparse.Namespace) -> bool:
    return arguments.lock is not None or bool(arguments.update_lock)


def _of_code(arguments: argparse.Namespace) -> int:
    """Checks what the code in a folder uses."""
    from audit.cli import used
    from audit.cli.policies import given_policy, given_waivers, the_day
    from audit.judge.policy.check_all import check_all
    from audit.judge.used import used_findings
    from audit.model.finding import Level

    outputs = _outputs(arguments.outputs)
    given = given_policy(arguments.policy) if arguments.policy else used.no_policy()
    day = the_day(arguments.day)
    waivers = given_waivers(arguments.waivers, given.policy)
    place = arguments.lock or Path(used.LOCK)
    agreed = used.agreed_lock(arguments.lock, is_written=arguments.update_lock)
    code = used.code_base(arguments.code)
    used.tell_nothing(code)
    judged, missing = _judged_uses(arguments, used.used_targets(code), given.policy, day)
    found = [one.assessment for one in judged]
    findings = check_all(found, given.policy, waivers, day, digest=given.digest)
    findings = used_findings(findings, judged, code, agreed)
    _write(findings, outputs)
    if missing:
        return ExitCode.NO_EVIDENCE
    if arguments.update_lock:
        used.write_lock(place, judged)
    return ExitCode.POLICY_NOT_MET if findings.level is Level.FAIL else ExitCode.DONE


def _judged_uses(
    arguments: argparse.Namespace, targets: list[Used], policy: Policy, day: str
) -> tuple[list[UsedModel], int]:
    from audit.cli.used import judged_of
    from audit.collect import opened

    reviews = _reviews(arguments.reviews, day)
    frameworks = None if _locks(arguments) else policy  # a lock has the verdicts of all
    with opened(offline=arguments.offline) as door:
        return judged_of(targets, lambda one: _judged(one, door.begin(), frameworks, reviews))


def _outputs(asked: Sequence[tuple[str, Path | None]]) -> list[tuple[str, Path | None]]:
    """What is written where; a summary for people where nothing else goes to the terminal."""
    shown = [name for name, file in asked if file is None]
    if len(shown) > 1:
        said = f"The formats {' and '.join(shown)} would both go to the terminal."
        raise AuditError(said, "Give --output after one of them.")
    return [*asked] if shown else [*asked, ("terminal", None)]


def _assessments(
    arguments: argparse.Namespace, policy: Policy, day: str
) -> tuple[list[Named], list[Assessment]]:
    from audit.cli.named import named_targets

    targets = named_targets(arguments.targets)
    reviews = _reviews(arguments.reviews, day)
    if all(one.target.kind in ("bundled", "inventory", "snapshot") for one in targets):
        return targets, [_judged(one, None, policy, reviews) for one in targets]
    from audit.collect import opened

    with opened(offline=arguments.offline) as door:
        return targets, [_judged(one, door.begin(), policy, reviews) for one in targets]


def _reviews(paths: Sequence[Path], day: str) -> Given | None:
    from audit.cli.review_files import given_reviews

    return given_reviews(paths, day) if paths else None


def _judged(
    named: Named, door: Door | None, policy: Policy | None, reviews: Given | None
) -> Assessment:
    """With reviews, or without a policy, the whole assessment; else the definitions that the policy
    asks for."""
    from audit.judge.assess import assess, assess_by
    from audit.judge.policy.file import frameworks_of
    from audit.pipeline import audit, read_target

    if reviews is not None:
        return audit(named, door, *reviews)
    inventory, _ = read_target(named, door)
    return assess(inventory) if policy is None else assess_by(inventory, frameworks_of(policy))


def _with_roots(findings: Findings, targets: Sequence[Named]) -> Findings:
    """The findings, each with where its files lie in the repository that is checked."""
    from msgspec.structs import replace

    models = tuple(
        replace(model, root=_root(named))
        for model, named in zip(findings.models, targets, strict=True)
    )
    return replace(findings, models=models)


def _root(named: Named) -> str | None:
    """Below the repository that holds the folder, else below the folder that we stand in."""
    if named.path is None or named.target.kind not in _ON_DISK:
        return None
    return path_inside(named.path, Path.cwd())


def _write(findings: Findings, outputs: Sequence[tuple[str, Path | None]]) -> None:
    """Files first, all or none of a folder; then what goes to the terminal."""
    from audit.cli.output import put
    from audit.render.finding_formats import FINDING_FORMATS

    for name, file in outputs:
        if file is not None:
            _to_file(file, FINDING_FORMATS[name](findings))
    names = [name for name, _ in outputs]
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if "github" in names and summary:
        _append(Path(summary), FINDING_FORMATS["markdown"](findings))
    for name, file in outputs:
        if file is None:
            put(_on_terminal(findings) if name == "terminal" else FINDING_FORMATS[name](findings))


def _to_file(file: Path, text: str) -> None:
    """A file as a whole or not at all; what is no plain file, as a pipe, is written through."""
    from audit.cli.write import write_files

    if not file.name or file.is_dir():
        raise AuditError(f"{file} is a folder.", "Let --output name a file.")
    if file.is_symlink() or (file.exists() and not file.is_file()):
        _open_and_write(file, text, "w")
    else:
        write_files(file.parent, {file.name: text})


def _append(file: Path, text: str) -> None:
    """Behind what other steps of the job have told."""
    _open_and_write(file, text, "a")


def _open_and_write(file: Path, text: str, mode: str) -> None:
    try:
        with file.open(mode, encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except OSError as error:
        said = f"{file} cannot be written: {error.strerror}."
        raise AuditError(said, "Let it name a file that can be.") from error


def _on_terminal(findings: Findings) -> str:
    import shutil

    from audit.render.finding_terminal import terminal

    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    width = shutil.get_terminal_size((100, 24)).columns
    return terminal(findings, width=width, color=is_terminal and not plain)
