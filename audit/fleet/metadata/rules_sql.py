"""Rules of the criteria in SQL, compiled from the trees that the judge reads.

Every rule comes to four columns: truth (NULL is not known), whether it is presumed, whether it
applies, and what a person has to do. What asks the inventory is answered by the judge itself, once
for each state of what it reads; here stands only how answers are joined: all, any, so many, not,
applies, levels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from audit.judge.framework import Level
from audit.judge.kleene import Finding
from audit.judge.rule import Rule, leading_word


class Node(NamedTuple):
    """The four columns of a rule in SQL, and the level that it stands at."""

    truth: str
    presumed: str
    applies: str
    needs: str


_SEVERAL = 2
_SAME = ("NULL", "true", "false")
ASIDE = Node("NULL", "false", "false", "NULL")


def quoted(text: str) -> str:
    """A text of the criteria as a literal."""
    return "'" + text.replace("'", "''") + "'"


def literal(found: Finding) -> Node:
    """A finding that is the same for all models."""
    truth = "NULL" if found.truth is None else str(found.truth).lower()
    needs = "NULL" if found.needs is None else quoted(found.needs)
    return Node(truth, str(found.presumed).lower(), str(found.applies).lower(), needs)


class Compiler:
    """Rules become columns, each of which is named once and may be used by many."""

    def __init__(
        self,
        leaf: Callable[[Rule], Node],
        requirement: Callable[[str], Node],
        constant: Callable[[Rule], Finding | None],
    ) -> None:
        """`constant` gives what a rule comes to where that is the same for all models."""
        self._leaf = leaf
        self._constant = constant
        self._requirement = requirement
        self._made: dict[Rule, Node] = {}
        self.layers: list[list[str]] = []
        self._level: dict[str, int] = {}
        self._stems = 0
        self._joins: dict[str, Callable[[Rule], Node | None]] = {
            "all": self._all,
            "any": self._any,
            "requirements": self._requirements,
            "at_least": self._at_least,
            "applies": self._applies,
            "not_": self._not,
            "claimed": self._claimed,
            "freedom": self._of_each_row,
            "clause": self._of_each_row,
            "copyleft": self._copyleft,
        }

    def node(self, rule: Rule) -> Node:
        """The columns of a rule."""
        if rule not in self._made:
            same = self._constant(rule)
            self._made[rule] = self._compiled(rule) if same is None else literal(same)
        return self._made[rule]

    def _compiled(self, rule: Rule) -> Node:
        join = self._joins.get(leading_word(rule))
        made = join(rule) if join is not None else None
        return self._leaf(rule) if made is None else made

    def _all(self, rule: Rule) -> Node:
        return self.joined(self._each(rule.all or ()), decisive="false")

    def _any(self, rule: Rule) -> Node:
        return self.joined(self._each(rule.any or ()), decisive="true")

    def _requirements(self, rule: Rule) -> Node:
        named = [self._requirement(name) for name in rule.requirements or ()]
        return self.joined(named, decisive="false")

    def _not(self, rule: Rule) -> Node:
        one = self.node(rule.not_ or Rule())
        return self.named(Node(f"NOT {one.truth}", "false", one.applies, one.needs), [one])

    def _claimed(self, rule: Rule) -> Node:
        return ASIDE  # no text was read that could hold a claim

    def _of_each_row(self, rule: Rule) -> Node | None:
        """All rows that a rule names; None where it names one."""
        if len(rule.of) < _SEVERAL:
            return None
        parts = [Rule(freedom=rule.freedom, clause=rule.clause, is_=rule.is_, of=(row,))
                 for row in rule.of]  # fmt: skip
        return self.joined(self._each(parts), decisive="false")

    def _copyleft(self, rule: Rule) -> Node | None:
        rows = rule.copyleft or ()
        if len(rows) < _SEVERAL:
            return None
        return self.joined(self._each([Rule(copyleft=(row,)) for row in rows]), decisive="true")

    def _each(self, rules: Sequence[Rule]) -> list[Node]:
        return [self.node(rule) for rule in rules]

    def joined(self, parts: Sequence[Node], *, decisive: str) -> Node:
        """All of several rules (decisive is false), or any of them (decisive is true)."""
        applying = [part for part in parts if part.applies != "false"]
        if not applying:
            return ASIDE
        if len(applying) == 1 == len(parts):
            return applying[0]
        other = "true" if decisive == "false" else "false"
        deciding = _or(f"({p.applies} AND {p.truth} IS {decisive})" for p in applying)
        unsure = _or(f"({p.applies} AND {p.truth} IS NULL)" for p in applying)
        applies = _or(p.applies for p in applying)
        truth = (f"CASE WHEN {deciding} THEN {decisive} WHEN {unsure} THEN NULL"
                 f" WHEN {applies} THEN {other} END")  # fmt: skip
        return self.named(
            Node(truth, _presumed(applying), applies, _needs(truth, applying)), applying
        )

    def _at_least(self, rule: Rule) -> Node:
        if rule.at_least is None:
            raise ValueError("at-least without a count")
        count, parts = rule.at_least.count, self._each(rule.at_least.of)
        applying = [part for part in parts if part.applies != "false"]
        if not applying:
            return ASIDE
        true = " + ".join(f"({p.applies} AND {p.truth} IS true)::INT" for p in applying)
        open_ = " + ".join(f"({p.applies} AND {p.truth} IS NULL)::INT" for p in applying)
        applies = _or(p.applies for p in applying)
        truth = (f"CASE WHEN NOT ({applies}) THEN NULL WHEN {true} >= {count} THEN true"
                 f" WHEN {true} + {open_} < {count} THEN false END")  # fmt: skip
        return self.named(
            Node(truth, _presumed(applying), applies, _needs(truth, applying)), applying
        )

    def _applies(self, rule: Rule) -> Node:
        if rule.applies is None:
            raise ValueError("applies without a rule")
        when, then = self.node(rule.applies.when), self.node(rule.applies.then)
        open_ = f"{when.truth} IS NULL AND {then.truth} IS false"
        aside = f"{when.truth} IS false"
        return self.named(
            Node(
                f"CASE WHEN {aside} OR {open_} THEN NULL ELSE {then.truth} END",
                f"CASE WHEN {aside} OR {open_} THEN false ELSE {then.presumed} END",
                f"CASE WHEN {aside} THEN false WHEN {open_} THEN true ELSE {then.applies} END",
                f"CASE WHEN {aside} THEN NULL WHEN {open_} THEN {when.needs} ELSE {then.needs} END",
            ),
            [when, then],
        )

    def graded(self, levels: Sequence[Level]) -> tuple[Node, str, str, str]:
        """The columns of levels, whether one below the best is reached, and the least and the most
        that they are worth."""
        found = [(level, self.node(level.rule)) for level in levels]
        found = [(level, one) for level, one in found if one.applies != "false"]
        if not found:
            return ASIDE, "false", "NULL", "NULL"
        applies = _or(one.applies for _, one in found)
        reached = [f"({one.applies} AND {one.truth} IS true)" for _, one in found]
        truth, partly, least, needs = self._of_levels(found, reached)
        most = _most(found, reached, least)
        made = self.named(
            Node(truth, _first_presumed(found, reached), applies, needs),
            [one for _, one in found],
            {"partly": partly, "least": least, "most": most},
        )
        stem = f"x{self._stems}"
        return made, f"{stem}_partly", f"{stem}_least", f"{stem}_most"

    def _of_levels(
        self, found: Sequence[tuple[Level, Node]], reached: Sequence[str]
    ) -> tuple[str, str, str, str]:
        """Truth, whether it is partly so, the least value, and what a person has to do."""
        open_ = [f"({one.applies} AND {one.truth} IS NULL)" for _, one in found]
        truth, partly, least, needs = [], [], [], []
        for number, (level, _) in enumerate(found):
            above = _or(open_[:number]) if number else "false"
            better = _or(one.applies for _, one in found[:number]) if number else "false"
            truth.append(f"WHEN {reached[number]} THEN CASE WHEN {above} THEN NULL"
                         f" ELSE NOT ({better}) END")  # fmt: skip
            named = "true" if level.name else "false"
            partly.append(f"WHEN {reached[number]} THEN NOT ({above}) AND ({better}) AND {named}")
            least.append(f"WHEN {reached[number]} THEN {level.value}")
            told = [one for _, one in found[:number]]
            needs.append(f"WHEN {reached[number]} THEN {_list_of_needs(told, only_open=True)}")
        every = _or(open_)
        rest = _list_of_needs([one for _, one in found], only_open=True)
        return (
            f"CASE {' '.join(truth)} WHEN {every} THEN NULL ELSE false END",
            f"CASE {' '.join(partly)} ELSE false END",
            f"CASE {' '.join(least)} ELSE 0.0 END",
            f"CASE {' '.join(needs)} ELSE {rest} END",
        )

    def named(
        self, node: Node, parts: Sequence[Node], more: Mapping[str, str] | None = None
    ) -> Node:
        """The node as columns of its own; what is the same for all models is no column."""
        level = max((self._level.get(text, 0) for part in parts for text in part), default=0) + 1
        self._stems += 1
        stem = f"x{self._stems}"
        kinds = ("BOOLEAN", "BOOLEAN", "BOOLEAN", "VARCHAR")
        columns = {
            name: f"({text})::{kind}"
            for name, text, kind in zip("tpan", node, kinds, strict=True)
            if text not in _SAME
        }
        columns |= more or {}
        while len(self.layers) < level:
            self.layers.append([])
        self.layers[level - 1] += [f"{text} AS {stem}_{name}" for name, text in columns.items()]
        self._level |= {f"{stem}_{name}": level for name in columns}
        return Node(*(text if text in _SAME else f"{stem}_{name}"
                      for name, text in zip("tpan", node, strict=True)))  # fmt: skip


def _or(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"


def _presumed(parts: Sequence[Node]) -> str:
    return _or(f"({p.applies} AND {p.truth} IS true AND {p.presumed})" for p in parts)


def _first_presumed(found: Sequence[tuple[Level, Node]], reached: Sequence[str]) -> str:
    cases = " ".join(
        f"WHEN {is_reached} THEN {one.presumed}"
        for is_reached, (_, one) in zip(reached, found, strict=True)
    )
    return f"CASE {cases} ELSE false END"


def _most(found: Sequence[tuple[Level, Node]], reached: Sequence[str], least: str) -> str:
    """The most that levels may be worth: the best of those above that are not known."""
    cases = []
    for number, is_reached in enumerate((*reached, "true")):
        open_ = [f"CASE WHEN {one.applies} AND {one.truth} IS NULL THEN {level.value} END"
                 for level, one in found[:number]]  # fmt: skip
        worth = f"greatest({', '.join([f'({least})', *open_])})"
        cases.append(f"WHEN {is_reached} THEN {worth}")
    return f"CASE {' '.join(cases)} END"


def _needs(truth: str, parts: Sequence[Node]) -> str:
    return f"CASE WHEN ({truth}) IS NULL THEN {_list_of_needs(parts)} END"


def _list_of_needs(parts: Sequence[Node], *, only_open: bool = False) -> str:
    """What persons have to do, each once, in order."""
    told = [part for part in parts if part.needs != "NULL"]
    if not told:
        return "NULL"
    each = ", ".join(
        f"CASE WHEN {p.applies}" + (f" AND {p.truth} IS NULL" if only_open else "")
        + f" THEN {p.needs} END"
        for p in told
    )  # fmt: skip
    if len(told) == 1:
        return f"({each})"
    return f"once_each([{each}])"


MACROS = (
    "CREATE MACRO once_each(told) AS nullif(array_to_string(list_filter(told, lambda x, i:"
    " x IS NOT NULL AND list_position(told, x) = i), '; '), '')",
)
