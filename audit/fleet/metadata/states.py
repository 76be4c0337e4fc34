"""What a combination of values makes of each row, each question and the lineage."""

from __future__ import annotations

from functools import cache
from typing import Any

from audit.fleet.metadata.lookups import DATA_ROWS, FILE_ROWS, data_state
from audit.fleet.metadata.models import Values
from audit.fleet.metadata.profiles import QUESTIONS, UPSTREAM
from audit.model import Access, Availability, Component, Edge, License

NO_TERMS = License(expression=None, class_="unknown")


class States:
    """The states that the values of one dump can come to."""

    Rows = tuple[tuple[str, Component], ...]

    def __init__(self, values: Values) -> None:
        self._values = values
        self.rows = cache(self._rows)
        self._edges = cache(self._lineage)

    def of(self, file: int, said: int, kinds: str, terms: tuple[int, ...]) -> dict[str, Any]:
        """The state of each subject of a rule."""
        return {
            **dict(self.rows(file, said, kinds)),
            QUESTIONS: self._data(file, kinds).data_questions,
            UPSTREAM: self._edges(terms),
        }

    def _rows(self, file: int, said: int, kinds: str) -> Rows:
        seen = self._values.files[file]
        weights, code = self._values.declarations.terms(self._values.said[said], seen.texts)
        rows = []
        for name, (availability, access, bears) in zip(FILE_ROWS, seen.rows, strict=True):
            terms = weights if name.startswith("weights") else code
            held = bears or name == "weights-final"
            rows.append((name, _component(availability, access, terms if held else NO_TERMS)))
        data = self._data(file, kinds).components
        rows += [
            (name, _component(data[name].availability, data[name].access, data[name].license))
            for name in DATA_ROWS
        ]
        return tuple(rows)

    def _data(self, file: int, kinds: str) -> Any:
        seen = self._values.files[file]
        return data_state(kinds, seen.texts, seen.unread, self._values.gates[file])

    def _lineage(self, terms: tuple[int, ...]) -> tuple[Edge, ...]:
        """One edge for each of the terms; -1 stands for those that are not known."""
        edges = []
        for number in terms:
            found, by_name = self._values.terms[number] if number >= 0 else (NO_TERMS, False)
            known = License(
                expression=found.expression,
                class_=found.class_,
                statement=None if by_name or number < 0 else 0,
            )
            edges.append(Edge(child="", parent="", relation="base-model", license=known))
        return tuple(edges)


def _component(availability: str, access: str, terms: License) -> Component:
    return Component(
        availability=Availability(availability),
        access=Access(access),
        license=License(expression=terms.expression, class_=terms.class_),
    )
