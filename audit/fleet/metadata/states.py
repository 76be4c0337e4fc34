"""What a combination of values makes of each row, each question and the lineage."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from audit.fleet.metadata.lookups import DATA_ROWS, FILE_ROWS, data_state
from audit.fleet.metadata.models import Values
from audit.fleet.metadata.profiles import QUESTIONS, UPSTREAM, Profiles
from audit.model import Access, Availability, Component, Edge, License

NO_TERMS = License(expression=None, class_="unknown")


Rows = tuple[tuple[str, Component], ...]


class States:
    """The states that the values of one dump can come to."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.shown: list[Rows] = []
        """What profiles show, each once."""
        self._places: dict[Rows, int] = {}
        self.place = cache(self._place)

    def _place(self, file: int, said: int, kinds: str) -> int:
        """The number of what a profile shows: rows that are alike have the same."""
        rows = self._rows(file, said, kinds)
        if rows not in self._places:
            self._places[rows] = len(self.shown)
            self.shown.append(rows)
        return self._places[rows]

    def of_row(self, file: int, said: int, kinds: str) -> dict[str, Any]:
        """The state of each subject of a rule that is no other model."""
        rows = self.shown[self.place(file, said, kinds)]
        return {**dict(rows), QUESTIONS: self._data(file, kinds).data_questions}

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

    def edges(self, terms: tuple[int, ...]) -> tuple[Edge, ...]:
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


def numbering(
    profiles: Profiles, states: States
) -> tuple[Callable[[int, int, str], tuple[int, ...]], Callable[[tuple[int, ...]], int]]:
    """The numbers of a row's states in the order of the subjects, and that of its lineage, which
    is the last subject."""
    subjects = [name for name in profiles.subjects if name != UPSTREAM]

    @cache
    def seen(file: int, said: int, kinds: str) -> tuple[int, ...]:
        state = states.of_row(file, said, kinds)
        return tuple(profiles.number(name, state[name]) for name in subjects)

    @cache
    def above(terms: tuple[int, ...]) -> int:
        return profiles.number(UPSTREAM, states.edges(terms))

    return seen, above


def _component(availability: str, access: str, terms: License) -> Component:
    return Component(
        availability=Availability(availability),
        access=Access(access),
        license=License(expression=terms.expression, class_=terms.class_),
    )
