"""The terms of the weights and of the training data, which several artifacts speak of."""

from __future__ import annotations

from audit.licenses.catalog import is_undecided
from audit.model import Edge, License, Role, Scope, Statement, StatementKind
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements, joined


def weights_terms(
    facts: Facts, statements: Statements, edges: tuple[Edge, ...], artifact: str
) -> License:
    """The terms of the weights in `artifact`.

    A license text in the repository decides. Else, of its tag and of what the publisher says of
    the weights elsewhere, the least open. Else the terms of the base model, where the publisher
    says that they hold.
    """
    said = statements.about(artifact, Scope.WEIGHTS)
    own = _granting(said)
    text = tuple(s for s in own if s.kind is StatementKind.LICENSE_FILE)
    if text:
        return statements.least_open(text)
    for code in facts.artifacts(Role.CODE):
        own += _granting(statements.about(code, Scope.WEIGHTS))
    granted = statements.least_open(own)
    if own and not _says_nothing(granted):
        return granted
    inherited = next((s for s in statements.all if _is_inherited(s, Scope.WEIGHTS)), None)
    if inherited is None:
        return granted
    return _of_base(statements, edges, artifact, inherited)


def data_terms(facts: Facts, statements: Statements) -> License:
    """The terms of the training data: of all own data sets together, and of what the publisher
    says of the data elsewhere."""
    found = [
        statements.in_artifact(artifact, Scope.DATA) for artifact in facts.artifacts(Role.DATA)
    ]
    for artifact in facts.artifacts(Role.WEIGHTS, Role.CODE):
        said = _granting(statements.about(artifact, Scope.DATA))
        found.extend(statements.as_license(statement) for statement in said)
    return joined(tuple(found))


def _granting(said: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(s for s in said if s.kind not in (StatementKind.INHERITED, StatementKind.BADGE))


def _says_nothing(found: License) -> bool:
    return found.expression is None and is_undecided(found.class_) and found.class_ != "unresolved"


def _is_inherited(statement: Statement, scope: Scope) -> bool:
    return statement.kind is StatementKind.INHERITED and statement.scope is scope


def _of_base(
    statements: Statements, edges: tuple[Edge, ...], artifact: str, inherited: Statement
) -> License:
    bases = tuple(
        edge.license for edge in edges if edge.child == artifact and edge.relation == "base-model"
    )
    place = statements.all.index(inherited)
    if not bases or all(is_undecided(base.class_) for base in bases):
        return License(expression=None, class_="inherited", statement=place)
    terms = joined(bases)
    return License(expression=terms.expression, class_=terms.class_, statement=place)
