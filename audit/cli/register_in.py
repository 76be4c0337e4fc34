"""`openness import`: what registers say of models, as reviews of a named source."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError, ExitCode

if TYPE_CHECKING:
    from audit.registers.cells import Register
    from audit.registers.reading import Read

_FORMS = {
    "mot": "model files of the Model Openness Tool",
    "osai": "model files of the European Open Source AI Index or its forerunner",
    "table": "CSV tables with the columns model, requirement (or component or label), value",
}


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command to the command line."""
    parser = commands.add_parser(
        "import",
        description="Read files of a register and write NAME.review.yaml for each model, reviews "
        "of a named source; for the Model Openness Tool NAME.inventory.json, too, which can be "
        "audited. Nothing is taken for the tool's own finding.",
    )
    forms = parser.add_subparsers(title="registers", required=True, metavar="REGISTER")
    for name, told in _FORMS.items():
        form = forms.add_parser(name, help=told, description=f"Read {told}.")
        _add_options(form)
        form.set_defaults(run=run, form=name)


def _add_options(form: argparse.ArgumentParser) -> None:
    form.add_argument("files", nargs="+", type=Path, metavar="FILE", help="what to read")
    form.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="where to write (default: here)",
    )
    form.add_argument(
        "--against",
        metavar="TARGET",
        help="compare with this audit instead of writing; best a saved assessment",
    )
    form.add_argument("--model", metavar="NAME", help="owner/name that one file speaks of")
    form.add_argument("--name", metavar="NAME", help="whose findings these are")
    form.add_argument("--source", metavar="URL", help="where the register can be read")
    form.add_argument("--date", metavar="DAY", help="the day of findings that have none")


def run(arguments: argparse.Namespace) -> int:
    """Writes the reviews of every file, or compares one with an audit."""
    from audit.cli.write import check_folder, write_files
    from audit.registers.reading import files_of
    from audit.render.untrusted import one_line

    if arguments.against:
        return _compare(arguments)
    check_folder(arguments.output)
    found = _read_all(arguments)
    files: dict[str, str] = {}
    for one in found:
        for name, text in files_of(one).items():
            if name in files:
                problem = f"Two files would both be written as {name}."
                raise AuditError(problem, "Read them one by one, with another -o.")
            files[name] = text
    for one in found:
        _tell(one)
    for path in write_files(arguments.output, files):
        print(one_line(str(path)))
    return ExitCode.DONE


def _read_all(arguments: argparse.Namespace) -> list[Read]:
    from audit.collect.targets import safe_name
    from audit.registers.reading import Given, read_file

    given = Given(
        model=arguments.model, name=arguments.name, source=arguments.source, date=arguments.date
    )
    found = [
        one
        for path in arguments.files
        for one in read_file(arguments.form, _text(path), path.name, given)
    ]
    if arguments.model and len(found) != 1:
        problem = f"--model names one model, and {len(found)} were read."
        raise AuditError(problem, "Leave it out, or give one file.")
    return [one.named(safe_name(one.register.title)) for one in found]


def _text(path: Path) -> str:
    from audit.registers.reading import MOST_BYTES

    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise AuditError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error
    if len(content) > MOST_BYTES:
        raise AuditError(f"{path} has more than {MOST_BYTES:,} bytes.", "Split it.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AuditError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error


def _tell(one: Read) -> None:
    from audit.registers.telling import in_short
    from audit.render.untrusted import one_line

    for line in in_short(one):
        print(one_line(line, longest=500))


def _compare(arguments: argparse.Namespace) -> int:
    from audit.cli.named import named_targets
    from audit.collect import opened
    from audit.judge.load import frameworks
    from audit.pipeline import audit
    from audit.registers.against import compared
    from audit.registers.telling import comparison

    registers = [one.register for one in _read_all(arguments)]
    with opened() as door:
        (target,) = named_targets([arguments.against])
        assessment = audit(target, door)
    chosen = _of_model(registers, assessment.target.id)
    for register in chosen:
        found = compared(register, assessment, frameworks())
        print(comparison(register, found, assessment), end="")
    return ExitCode.DONE


def _of_model(registers: list[Register], target: str) -> list[Register]:
    """All that were read; of a table of several models those that speak of the target."""
    own = target.removeprefix("hf:").lower()
    fitting = [one for one in registers if (one.model or one.title).lower() == own]
    if len(registers) > 1 and not fitting:
        raise AuditError(f"None of the models that were read is {target}.", "Give one file.")
    return fitting if len(registers) > 1 else registers
