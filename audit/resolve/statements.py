"""Which of several license statements holds for a part of the model.

The text of a license in the artifact itself decides. Without one, of what the publisher says in
several places the least open holds; the others stay, and their disagreement is a conflict. Where
an open text stands beside words or a tag that set limits to the same part, which of them holds is
for a person to say: the terms are unresolved. A badge alone grants nothing.
"""

from __future__ import annotations

import re

from audit.licenses.catalog import classes, is_undecided
from audit.licenses.sets import open_set
from audit.model import InheritedTerms, License, Scope, Statement, StatementKind
from audit.resolve.facts import Facts

_WEAK = (StatementKind.BADGE, StatementKind.INHERITED)
_DOCUMENTATION = re.compile(r"(?:docs?|documentation)(?:/|$)", re.IGNORECASE)
_OF_ANOTHER_WORK = re.compile(
    r"(?:^|/)(?:examples?|projects?|research|recipes?|papers?)/(?P<name>[^/]+)", re.IGNORECASE
)
"""Folders of a toolkit in which each holds a work of its own."""
_GENERIC = re.compile(
    r"(?:pre)?train|old|legacy|archive|v\d|(?:fine)?tun|infer|eval|demo|chat|data|model|weight|checkpoint|deploy|serv"
    r"|quant|convert|script|tool|common|basic|advanced|python|notebook|docs?$|sft|dpo|rlhf|lora|api"
)
"""Words of folders that are named for what is done there, not for a work."""
_RANK = {kind: rank for rank, kind in enumerate(StatementKind)}


class Statements:
    """The statements of an inventory, in a fixed order, and what follows from them."""

    def __init__(self, facts: Facts) -> None:
        self.all = _ordered(facts)
        self._order = list(classes())
        self._names = _words(facts.judged or "")
        self._places = {id(statement): place for place, statement in enumerate(self.all)}

    def about(self, artifact: str, scope: Scope) -> tuple[Statement, ...]:
        """What one artifact says of a part, at its root and on the branch that is audited."""
        return tuple(
            statement
            for statement in self.all
            if statement.artifact == artifact
            and statement.scope is scope
            and at_root(statement)
            and not self._is_of_another_work(statement)
        )

    def _is_of_another_work(self, statement: Statement) -> bool:
        """Whether words on weights stand in the folder of one work among several, and it has
        another name."""
        found = _OF_ANOTHER_WORK.search(statement.folder)
        spoken = (statement.kind, statement.scope) == (StatementKind.PROSE, Scope.WEIGHTS)
        if found is None or not self._names or not spoken:
            return False
        named = _words(found["name"])
        generic = all(_GENERIC.match(word) for word in named)
        return not generic and not any(_alike(word, n) for word in named for n in self._names)

    def in_artifact(self, artifact: str, scope: Scope, paths: tuple[str, ...] = ()) -> License:
        """What holds for a part of one artifact, or for files that lie in one of its folders."""
        nested = self._in_folder(artifact, scope, paths)
        return self.together(nested or self.about(artifact, scope))

    def _in_folder(
        self, artifact: str, scope: Scope, paths: tuple[str, ...]
    ) -> tuple[Statement, ...]:
        """The license files of the deepest folder that holds all the paths and has any."""
        around = [
            statement
            for statement in self.all
            if statement.artifact == artifact
            and statement.scope is scope
            and statement.kind is StatementKind.LICENSE_FILE
            and statement.folder
            and not statement.folder.startswith("@")
            and paths
            and all(path.startswith(f"{statement.folder}/") for path in paths)
        ]
        deepest = max((statement.folder for statement in around), key=len, default="")
        return tuple(statement for statement in around if statement.folder == deepest)

    def together(self, said: tuple[Statement, ...]) -> License:
        """The terms that several statements about one part come to."""
        text = tuple(s for s in said if s.kind is StatementKind.LICENSE_FILE)
        weighty = text or tuple(s for s in said if s.kind not in _WEAK)
        found = self.least_open(weighty or said)
        if not weighty and is_open(found.class_):
            return License(expression=None, class_="unresolved", statement=found.statement)
        weak = _WEAK if text else (StatementKind.INHERITED,)
        limits = tuple(s for s in said if s.kind not in weak and is_restricted(s.class_))
        if limits and not is_restricted(found.class_):
            limiting = self.least_open(limits)
            return License(expression=None, class_="unresolved", statement=limiting.statement)
        return found

    def least_open(self, said: tuple[Statement, ...]) -> License:
        """The least open of several statements; what cannot be resolved does not outweigh what
        is known to be restricted."""
        if not said:
            return License(expression=None, class_="unknown")
        return self.as_license(max(said, key=lambda statement: self.openness(statement.class_)))

    def openness(self, name: str) -> int:
        """The place of a class in the order from the most to the least open."""
        return self._order.index(name) if name in self._order else len(self._order)

    def as_license(self, statement: Statement) -> License:
        """The terms that a statement gives, with a reference to it."""
        return License(
            expression=statement.expression,
            class_=statement.class_,
            statement=self._places[id(statement)],
        )


def at_root(statement: Statement) -> bool:
    """Whether the statement speaks for the whole artifact: words in a subfolder, documentation
    apart, can set limits to the whole but grant nothing for it."""
    if statement.folder == "":
        return True
    if statement.kind is not StatementKind.PROSE:
        return False
    return bool(_DOCUMENTATION.match(statement.folder)) or is_restricted(statement.class_)


def is_open(license_class: str) -> bool:
    """Whether terms of the class count as open for weights, ruled upon or presumed."""
    accepted = open_set("params-open")
    return license_class in accepted.passes + accepted.presumed


def is_restricted(license_class: str) -> bool:
    """Whether terms of the class are known, and known not to be open."""
    return not is_open(license_class) and not is_undecided(license_class)


def joined(licenses: tuple[License, ...]) -> License:
    """The terms of several things taken together: all expressions, the least open class."""
    if not licenses:
        return License(expression=None, class_="unknown")
    order = list(classes())
    worst = max(licenses, key=lambda found: order.index(found.class_))
    names = list(dict.fromkeys(found.expression for found in licenses if found.expression))
    if len(names) <= 1 or None in [found.expression for found in licenses]:
        return worst
    expression = " AND ".join(f"({n})" if " OR " in n else n for n in names)
    return License(expression=expression, class_=worst.class_, statement=worst.statement)


def _words(name: str) -> frozenset[str]:
    found = re.split(r"[^a-z]+", name.partition(":")[2].lower() or name.lower())
    return frozenset(word for word in found if len(word) > 1)


def _alike(word: str, name: str) -> bool:
    return word in name or name in word


def _ordered(facts: Facts) -> tuple[Statement, ...]:
    """Every statement once, by artifact in the order of the snapshot, then by kind and place."""
    place = {artifact.id: index for index, artifact in enumerate(facts.snapshot.artifacts)}
    said = (*facts.of(Statement), *(_inherited(fact) for fact in facts.of(InheritedTerms)))
    unique = {_key(statement): statement for statement in reversed(said)}
    return tuple(
        sorted(
            unique.values(),
            key=lambda s: (place[s.artifact], s.scope, _RANK[s.kind], s.folder, _key(s)),
        )
    )


def _inherited(fact: InheritedTerms) -> Statement:
    return Statement(
        artifact=fact.artifact,
        scope=Scope(fact.subject),
        kind=StatementKind.INHERITED,
        raw=None,
        expression=None,
        class_="inherited",
        evidence=fact.evidence,
    )


def _key(statement: Statement) -> tuple[str, ...]:
    where = statement.evidence[0] if statement.evidence else None
    return (
        statement.artifact,
        statement.scope,
        statement.kind,
        statement.expression or "",
        (where.path or "") if where else "",
        f"{where.lines[0]:08d}" if where and where.lines else "",
    )
