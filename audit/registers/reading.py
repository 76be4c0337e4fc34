"""From one file of a register to the files that are written of it."""

from __future__ import annotations

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from audit.errors import AuditError
from audit.judge.load import frameworks
from audit.model import FrameworkVerdict, Inventory
from audit.registers.asked import Asked
from audit.registers.cells import Register, day
from audit.registers.mot import read_mot
from audit.registers.mot_inventory import inventory_of
from audit.registers.osai import read_osai
from audit.registers.review_yaml import review_yaml
from audit.registers.score import framework_named, verdict_of
from audit.registers.table import read_table
from audit.render.untrusted import web_link

MOST_BYTES = 4_000_000
"""A table of many models may be this long; a file of one model is cut off earlier."""


class Given(Struct, frozen=True, kw_only=True):
    """What the user says of the files, where they do not say it themselves."""

    model: str | None = None
    name: str | None = None
    source: str | None = None
    date: str | None = None


class Read(Struct, frozen=True, kw_only=True):
    """What was read of one model."""

    register: Register
    framework: str | None = None
    """The framework that the register's cells are of, where they are of one."""
    name: str = "model"
    """Fit for a file."""

    def named(self, name: str) -> Read:
        """The same under a name that is fit for a file."""
        return replace(self, name=name)

    def inventory(self) -> Inventory | None:
        """What a file of the Model Openness Tool lists; None for other registers."""
        is_mot = self.framework == "mof-mot"
        return inventory_of(self.register, self.name) if is_mot else None

    def verdict(self) -> FrameworkVerdict | None:
        """What the cells alone come to, where they are of one framework."""
        if self.framework is None:
            return None
        framework = framework_named(self.framework)
        inventory = self.inventory()
        if inventory is None:
            return verdict_of(self.register, framework)
        from audit.judge.evaluate import Evaluator
        from audit.judge.result import framework_verdict

        return framework_verdict(framework, Evaluator(inventory, framework.requirements))


def read_file(form: str, text: str, file: str, given: Given) -> tuple[Read, ...]:
    """What a file says of each model that it speaks of; `AuditError` names what is wrong."""
    for key, right in (("date", day), ("source", web_link)):
        value = getattr(given, key)
        if value is not None and right(value) is None:
            raise AuditError(f"--{key} is {value[:80]!r}.", _EXPECTED[key])
    return tuple(_with(one, given) for one in _read(form, text, file, given))


_EXPECTED = {
    "date": "Give a day such as 2026-11-28.",
    "source": "Give an address with https.",
}


def _read(form: str, text: str, file: str, given: Given) -> tuple[Read, ...]:
    if form == "mot":
        return (Read(register=read_mot(text, file), framework="mof-mot"),)
    if form == "osai":
        register, edition = read_osai(text, file)
        return (Read(register=register, framework=edition.framework),)
    if given.name is None:
        raise AuditError("A table does not say whose it is.", "Give --name.")
    found = read_table(text, file, Asked(frameworks()), given.name)
    return tuple(Read(register=register) for register in found)


def _with(one: Read, given: Given) -> Read:
    """What is known with what the user says; the user's model, name and source come first."""
    register = one.register
    return replace(
        one,
        register=replace(
            register,
            model=given.model or register.model,
            name=given.name or register.name,
            source=given.source or register.source,
            date=register.date or day(given.date),
        ),
    )


def files_of(one: Read) -> dict[str, str]:
    """The files to write, by name; `AuditError` where a finding has no day."""
    register = one.register
    undated = [cell for cell in register.cells if cell.finding and not cell.date]
    if register.date is None and undated:
        problem = f"{register.file} does not say on which day it was found."
        raise AuditError(problem, "Give --date, such as that of the register's last change.")
    files = {f"{one.name}.review.yaml": review_yaml(register)}
    inventory = one.inventory()
    if inventory is not None:
        text = msgspec.json.format(msgspec.json.encode(inventory), indent=2).decode() + "\n"
        files[f"{one.name}.inventory.json"] = text
    return files
