"""What a table may ask about, by its ids and names, and the words in which it may be found."""

from __future__ import annotations

from collections.abc import Iterable

from audit.judge.framework import Framework
from audit.model import Availability
from audit.model.vocabulary import ROWS
from audit.registers.cells import Subject

_WORDS = {
    "met": ("met", "yes", "true", "pass", "passed", "1", "✓", "✔", "是"),
    "unmet": ("unmet", "not met", "no", "false", "fail", "failed", "0", "✗", "✘", "否"),
    "not-applicable": ("not-applicable", "not applicable", "n/a", "na", "不适用"),
}
_OUTCOMES = {word: outcome for outcome, words in _WORDS.items() for word in words}


class Asked:
    """The rows of the inventory, and the requirements and steps of frameworks."""

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        self._names: dict[str, set[tuple[Subject, str]]] = {}
        self._levels: dict[str, tuple[str, ...]] = {}
        for row in ROWS:
            self._add("component", row, row, row.replace("-", " "))
        for framework in frameworks:
            for key, requirement in framework.requirements.items():
                self._add("requirement", key, key, requirement.name)
                names = tuple(level.name for level in requirement.levels)
                if names:
                    self._levels[key] = (*names, framework.result.lowest)
            for step in framework.result.steps:
                place = f"{framework.id}/{step.id}"
                self._add("label", place, place, step.id, step.name)

    def _add(self, kind: Subject, subject: str, *names: str) -> None:
        for name in names:
            self._names.setdefault(name.lower(), set()).add((kind, subject))

    def named(self, title: str, column: str) -> tuple[Subject, str] | str:
        """What goes by a name, those of the column's kind first; or why it is not told."""
        found = self._names.get(title.lower(), set())
        fitting = {one for one in found if one[0] == column} or found
        if len(fitting) == 1:
            return next(iter(fitting))
        shown = repr(title[:80])
        if not fitting:
            return f"{shown} is no id and no name"
        return f"{shown} may be {', '.join(sorted(subject for _, subject in fitting))}"

    def words(self, kind: Subject, subject: str) -> tuple[str, ...]:
        """The words in which a subject may be found."""
        if kind == "component":
            return tuple(Availability)
        return self._levels.get(subject, tuple(_WORDS))

    def finding(self, kind: Subject, subject: str, value: str) -> str | None:
        """The word that a value stands for; None where it stands for none."""
        word = value.lower()
        known = self.words(kind, subject)
        if kind == "component":
            word = word.replace(" ", "-")
        elif subject not in self._levels:
            word = _OUTCOMES.get(word, "")
        return word if word in known else None
