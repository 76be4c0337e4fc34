"""What a person read in each license: its clause table, and the freedoms that follow from it.

One file per license in `criteria/licenses/entries/`, named by its SPDX id or LicenseRef; the
questions, their values and the rule for the freedoms stand in `criteria/licenses/clauses.yaml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from audit.data import data_dir
from audit.errors import AuditError
from audit.text.safe_yaml import UnsafeYamlError, load_own

_ID = re.compile(r"[A-Za-z0-9.+-]{1,100}")


class Cell(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The answer to one question of the clause table."""

    value: str
    section: str
    """Where the text says so; `-` where the whole text was read and says nothing of it."""
    note: str = ""


class Source(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A public copy of the text, from which the fingerprint was taken."""

    repository: str
    revision: str
    path: str
    sha256: str


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One license as it was read."""

    name: str
    publisher: str
    family: str
    version: str
    date: str
    """Year, or year-month-day; empty where the text bears none."""
    kind: str
    """`license`, `policy` (rules of use that a license refers to) or `waiver`."""
    clauses: dict[str, Cell]
    sources: tuple[Source, ...] = ()
    text: str = ""
    """Address of the text, where no source is recorded."""
    policy: str = ""
    """Id of the use policy that the license makes part of itself."""
    phrase: str = ""
    """The words that `naming` asks to be shown; several that do are joined by ` or `."""
    prefix: str = ""
    """What the name of a derived model has to begin with."""


class Question(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question of the clause table, and what each answer does to the freedoms."""

    asks: str
    values: dict[str, dict[str, str]]


class ClauseTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All questions, the freedoms and the marks from best to worst."""

    clauses: dict[str, Question]
    freedoms: tuple[str, ...]
    marks: tuple[str, ...]


@cache
def clause_table() -> ClauseTable:
    """The questions that every entry answers."""
    table: ClauseTable = _read("clauses.yaml", ClauseTable)
    return table


@cache
def entry(license_id: str) -> Entry | None:
    """What is known of the license, or None where nobody has read it; `AuditError` where its
    file is broken."""
    if not _ID.fullmatch(license_id):
        return None
    if not data_dir("criteria").joinpath("licenses", "entries", f"{license_id}.yaml").is_file():
        return None
    found: Entry = _read(f"entries/{license_id}.yaml", Entry)
    if problem := _problem(found):
        raise AuditError(f"criteria/licenses/entries/{license_id}.yaml: {problem}.", "Correct it.")
    return found


@cache
def entry_ids() -> tuple[str, ...]:
    """Every license that has an entry, in order."""
    folder = data_dir("criteria") / "licenses" / "entries"
    return tuple(sorted(path.name.removesuffix(".yaml") for path in folder.iterdir()))


def freedoms(clauses: dict[str, str]) -> dict[str, str]:
    """The mark of each freedom, from the value of each clause: the rule of `clauses.yaml`."""
    table = clause_table()
    marks = dict.fromkeys(table.freedoms, table.marks[0])
    for clause, value in clauses.items():
        for freedom, mark in table.clauses[clause].values[value].items():
            marks[freedom] = max(marks[freedom], mark, key=table.marks.index)
    return marks


def freedoms_of(found: Entry) -> dict[str, str]:
    """The mark of each freedom that a license gives. A policy gives none and takes some: what it
    is silent of stays as it was."""
    values = {clause: cell.value for clause, cell in found.clauses.items()}
    if found.kind == "policy":
        values = {clause: value for clause, value in values.items() if value != "silent"}
    return freedoms(values)


def _problem(found: Entry) -> str:
    questions = clause_table().clauses
    for clause, question in questions.items():
        cell = found.clauses.get(clause)
        if cell is None:
            return f"clauses: {clause} is missing"
        if cell.value not in question.values:
            known = ", ".join(question.values)
            return f"clauses: {clause} is {cell.value!r}; expected one of: {known}"
        if not cell.section:
            return f"clauses: {clause} cites no section"
    strange = sorted(set(found.clauses) - set(questions))
    return f"clauses: {strange[0]} is not a question of clauses.yaml" if strange else ""


def _read(path: str, kind: Any) -> Any:
    text = data_dir("criteria").joinpath("licenses", *path.split("/")).read_text(encoding="utf-8")
    try:
        return msgspec.convert(load_own(text), kind, strict=False)
    except (UnsafeYamlError, msgspec.ValidationError) as error:
        raise AuditError(f"criteria/licenses/{path}: {error}.", "Correct the file.") from error
