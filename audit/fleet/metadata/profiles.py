"""Profiles: the distinct answers of models to all that rules ask, and the verdicts on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from audit.fleet.metadata.lookups import DATA_ROWS, FILE_ROWS, insert, taken
from audit.fleet.metadata.outcomes_sql import Verdicts
from audit.fleet.metadata.rows import Row
from audit.fleet.metadata.rules_sql import MACROS, Node
from audit.judge.evaluate import Evaluator
from audit.judge.kleene import Finding
from audit.judge.load import frameworks
from audit.judge.reads import Reads
from audit.judge.rule import Rule, leading_word
from audit.model import Component, DataQuestion, Edge, Inventory, License
from audit.model.vocabulary import QUESTIONS as VOCABULARY
from audit.model.vocabulary import RELATIONS

if TYPE_CHECKING:
    import duckdb

State = tuple[Component, ...] | tuple[DataQuestion, ...] | tuple[Edge, ...]
QUESTIONS, UPSTREAM = "questions", "upstream"
Answers = tuple[Finding, ...]
_VARYING = {*FILE_ROWS, *DATA_ROWS, *VOCABULARY, *RELATIONS}
"""What metadata tell of; of all else they say the same of every model: nothing."""


def subject_of(rule: Rule) -> str:
    """What a rule that asks the inventory reads: a row, the questions on data, or the lineage."""
    match leading_word(rule):
        case "question":
            return QUESTIONS
        case "upstream" | "lineage":
            return UPSTREAM
        case "field_":
            return "training-content-summary"
        case "component":
            return rule.component or ""
        case "copyleft":
            return (rule.copyleft or ("",))[0]
        case _:
            return rule.of[0] if rule.of else ""


class Profiles:
    """The states of each subject, numbered by what rules make of them."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[Rule, int]] = {}
        self._base = replace(taken(Row(id="a/b", files=())), lineage=(), data_questions=())
        asked = {name: one for each in frameworks() for name, one in each.requirements.items()}
        self._same = Evaluator(self._base, asked)
        self._reads = Reads(asked)
        self.verdicts = Verdicts(frameworks(), self._noted, self._constant, self._requirement)
        self._rules_of = {name: tuple(rules) for name, rules in self._rules.items()}
        self._numbers: dict[str, dict[Answers, int]] = {name: {} for name in self._rules_of}
        self._known: dict[tuple[str, object], int] = {}

    def _constant(self, rule: Rule) -> Finding | None:
        """What a rule comes to that reads nothing of which metadata tell."""
        return None if self._reads.of(rule) & _VARYING else self._same.evaluate(rule)

    def _requirement(self, name: str) -> Finding | None:
        if self._reads.of_requirement(name) & _VARYING:
            return None
        return self._same.requirement(name)

    def _noted(self, rule: Rule) -> Node:
        """The columns of a rule that asks the inventory."""
        subject = subject_of(rule)
        numbers = self._rules.setdefault(subject, {})
        number = numbers.setdefault(rule, len(numbers))
        stem = f"l{list(self._rules).index(subject)}_{number}"
        return Node(f"{stem}_t", f"{stem}_p", f"{stem}_a", f"{stem}_n")

    def _place(self, subject: str) -> int:
        return list(self._rules_of).index(subject)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Everything that some rule reads, what lies above a model last."""
        return tuple(sorted(self._rules_of, key=lambda name: name == UPSTREAM))

    def number(self, subject: str, state: object) -> int:
        """The number of a state of a subject: states with the same answers have the same."""
        if (subject, state) not in self._known:
            answers = self._answers(subject, state)
            numbers = self._numbers[subject]
            self._known[subject, state] = numbers.setdefault(answers, len(numbers))
        return self._known[subject, state]

    def _answers(self, subject: str, state: object) -> Answers:
        evaluator = Evaluator(self._inventory(subject, state), {})
        return tuple(
            replace(evaluator.evaluate(rule), because=()) for rule in self._rules_of[subject]
        )

    def _inventory(self, subject: str, state: object) -> Inventory:
        if subject == QUESTIONS:
            return replace(self._base, data_questions=state)
        if subject == UPSTREAM:
            return replace(self._base, lineage=state)
        return replace(self._base, components={**self._base.components, subject: state})

    def write(self, connection: duckdb.DuckDBPyConnection, rows: Sequence[tuple[int, ...]]
              ) -> None:  # fmt: skip
        """Makes `judged`: the number of each of these profiles with every outcome."""
        for macro in MACROS:
            connection.execute(macro)
        for subject in self.subjects:
            self._write_answers(connection, self._place(subject), subject)
        names = ", ".join(f"s{self._place(subject)} INTEGER" for subject in self.subjects)
        connection.execute(f"CREATE TABLE signatures (signature INTEGER, {names})")
        made = [(number, *row) for number, row in enumerate(rows)]
        insert(connection, "signatures", made, ["INTEGER"] * (1 + len(self.subjects)))
        self._judge(connection)

    def _write_answers(self, connection: duckdb.DuckDBPyConnection, place: int, subject: str
                       ) -> None:  # fmt: skip
        count = len(self._rules_of[subject])
        kinds = {"t": "BOOLEAN", "p": "BOOLEAN", "a": "BOOLEAN", "n": "VARCHAR"}
        columns = [f"l{place}_{n}_{key}" for n in range(count) for key in kinds]
        typed = ", ".join(f"{name} {kinds[name[-1]]}" for name in columns)
        connection.execute(f"CREATE TABLE answers{place} (s{place} INTEGER, {typed})")
        rows = [
            (number, *(value for one in answers
                       for value in (one.truth, one.presumed, one.applies, one.needs)))
            for answers, number in self._numbers[subject].items()
        ]  # fmt: skip
        insert(connection, f"answers{place}", rows,
               ["INTEGER", *(kinds[name[-1]] for name in columns)])  # fmt: skip

    def _judge(self, connection: duckdb.DuckDBPyConnection) -> None:
        joins = " ".join(f"JOIN answers{n} USING (s{n})" for n in range(len(self.subjects)))
        connection.execute(f"CREATE TABLE layer0 AS SELECT * FROM signatures {joins}")
        wide = "layer0"
        for number, layer in enumerate(self.verdicts.compiler.layers, 1):
            columns = ", ".join(layer)
            connection.execute(
                f"CREATE TABLE layer{number} AS SELECT signature, {columns} FROM {wide}"
            )
            wide += f" JOIN layer{number} USING (signature)"
        connection.execute(
            "CREATE TABLE judged (signature INTEGER, framework VARCHAR, requirement VARCHAR,"
            " outcome VARCHAR, basis VARCHAR, needs VARCHAR)"
        )
        for framework in dict.fromkeys(name for name, _, _ in self.verdicts.rows):
            rows = [(r, one) for name, r, one in self.verdicts.rows if name == framework]
            structs = ", ".join(
                f"{{'r': {'NULL' if r is None else _text(r)}, 'o': {one.outcome},"
                f" 'b': {one.basis}, 'n': ({one.needs})::VARCHAR}}"
                for r, one in rows
            )
            connection.execute(
                f"INSERT INTO judged SELECT signature, {_text(framework)}, v.r, v.o, v.b, v.n"
                f" FROM (SELECT signature, unnest([{structs}]) AS v FROM {wide})"
            )


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def no_terms() -> License:
    """The terms of a row for which none hold."""
    return License(expression=None, class_="unknown")
