"""What the rules look at, and how a statement becomes one side of a conflict."""

from __future__ import annotations

import re

from audit.model import (
    Artifact,
    Component,
    Edge,
    License,
    Role,
    Scope,
    Side,
    Statement,
    StatementKind,
)
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements, at_root
from audit.resolve.terms import weights_terms

_COMMON = {"chat", "base", "instruct", "model", "models", "open", "source", "code", "data", "llm"}


class Found:
    """The facts, the statements on licenses, the lineage and the rows."""

    def __init__(
        self,
        facts: Facts,
        statements: Statements,
        edges: tuple[Edge, ...],
        rows: dict[str, Component],
    ) -> None:
        self.facts = facts
        self.statements = statements
        self.edges = edges
        self.rows = rows

    def artifact(self, name: str) -> Artifact | None:
        """The artifact of this id."""
        return next((each for each in self.facts.snapshot.artifacts if each.id == name), None)

    def is_listed_whole(self, name: str) -> bool:
        """Whether a file that is not in the listing of the artifact is not there."""
        artifact = self.artifact(name)
        return artifact is not None and artifact.tree is not None and artifact.tree.complete

    def weights(self) -> License:
        """The terms of the weights that are judged."""
        judged = self.facts.judged
        if judged is None:
            return License(expression=None, class_="unknown")
        return weights_terms(self.facts, self.statements, self.edges, judged)

    def stated(self, terms: License) -> Statement | None:
        """The statement that decided on the terms."""
        return self.statements.all[terms.statement] if terms.statement is not None else None

    def of_kind(self, artifact: str, scope: Scope, kind: StatementKind) -> tuple[Statement, ...]:
        """What one kind of place in an artifact says of one part of the model."""
        return tuple(s for s in self.statements.about(artifact, scope) if s.kind is kind)

    def own_license(self, artifact: str) -> Statement | None:
        """The license file at the root of the artifact, where one was read."""
        texts = [s for s in self.statements.all if s.kind is StatementKind.LICENSE_FILE]
        return next((s for s in texts if s.artifact == artifact and at_root(s)), None)

    def parts(self) -> tuple[tuple[str, Scope], ...]:
        """The weights that are judged, and the publisher's data."""
        judged = self.facts.judged
        weights = ((judged, Scope.WEIGHTS),) if judged else ()
        return (*weights, *((data, Scope.DATA) for data in self.facts.artifacts(Role.DATA)))

    def speaks_of_weights(self, artifact: str) -> bool:
        """Whether a repository shares its owner or a word of its name with the judged weights:
        what was named together by hand may be of different makers."""
        judged = self.facts.judged
        return judged is not None and (
            artifact == judged or bool(_words(artifact) & _words(judged))
        )


def _words(artifact: str) -> set[str]:
    name = artifact.partition(":")[2].lower()
    parts = re.split(r"[^a-z]+", name)
    return {part for part in parts if len(part) > 2} - _COMMON


def side(statement: Statement) -> Side:
    """What a statement says, and where."""
    named = statement.expression or statement.class_.replace("-", " ")
    kind = statement.kind.value.replace("-", " ")
    evidence = tuple(dict.fromkeys(statement.evidence))
    return Side(says=f"{kind} in {statement.artifact}: {named}", evidence=evidence)


def side_of_own_license(found: Found, artifact: str) -> Side:
    """The license file of the artifact itself, or that none was read."""
    own = found.own_license(artifact)
    if own is not None:
        return side(own)
    return Side(says=f"no license file of {artifact} itself was read", evidence=())
