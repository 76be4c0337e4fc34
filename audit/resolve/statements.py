"""Which of several license statements holds for a part of the model.

The text of a license in the artifact itself decides. Without one, of what the publisher says in
several places the least open holds; the others stay, and their disagreement is a conflict.
"""

from __future__ import annotations

from audit.licenses.catalog import classes
from audit.model import InheritedTerms, License, Scope, Statement, StatementKind
from audit.resolve.facts import Facts

_RANK = {kind: rank for rank, kind in enumerate(StatementKind)}


class Statements:
    """The statements of an inventory, in a fixed order, and what follows from them."""

    def __init__(self, facts: Facts) -> None:
        self.all = _ordered(facts)
        self._order = list(classes())

    def about(self, artifact: str, scope: Scope) -> tuple[Statement, ...]:
        """What one artifact says of a part, at its root and on the branch that is audited."""
        return tuple(
            statement
            for statement in self.all
            if statement.artifact == artifact and statement.scope is scope and at_root(statement)
        )

    def in_artifact(self, artifact: str, scope: Scope, paths: tuple[str, ...] = ()) -> License:
        """What holds for a part of one artifact, or for files that lie in one of its folders."""
        nested = [
            statement
            for statement in self.all
            if statement.artifact == artifact
            and statement.kind is StatementKind.LICENSE_FILE
            and statement.folder
            and not statement.folder.startswith("@")
            and paths
            and all(path.startswith(f"{statement.folder}/") for path in paths)
        ]
        if nested:
            return self.as_license(max(nested, key=lambda statement: len(statement.folder)))
        said = self.about(artifact, scope)
        text = [statement for statement in said if statement.kind is StatementKind.LICENSE_FILE]
        return self.strongest(tuple(text) or said)

    def strongest(self, said: tuple[Statement, ...]) -> License:
        """Of statements in one place the strongest kind, and of those the least open."""
        if not said:
            return License(expression=None, class_="unknown")
        best = min(_RANK[statement.kind] for statement in said)
        return self.least_open(tuple(s for s in said if _RANK[s.kind] == best))

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
            statement=self.all.index(statement),
        )


def at_root(statement: Statement) -> bool:
    """Whether the statement speaks for the whole artifact."""
    return statement.folder == "" or statement.kind is StatementKind.PROSE


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
