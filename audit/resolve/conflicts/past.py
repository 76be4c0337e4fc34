"""What the documentation said of terms before, against what it says now."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.model import Conflict, PastWords, Scope, Severity, Side, Statement, StatementKind
from audit.resolve.conflicts.found import Found, side
from audit.resolve.statements import at_root, is_restricted


def _limits_taken_out(found: Found) -> Iterator[Conflict]:
    """Limits that the README set before a commit, and that no words of today set."""
    latest: dict[tuple[str, Scope], PastWords] = {}
    for fact in found.facts.of(PastWords):
        if is_restricted(fact.class_):
            latest.setdefault((fact.artifact, fact.scope), fact)
    for (artifact, scope), fact in latest.items():
        now = [
            s
            for s in found.of_kind(artifact, scope, StatementKind.PROSE)
            if at_root(s) and s.evidence and (s.evidence[0].path or "").lower() == "readme.md"
        ]
        if not any(_is_the_same(statement, fact) for statement in now):
            yield _taken_out(fact, now)


def _is_the_same(statement: Statement, fact: PastWords) -> bool:
    return statement.expression == fact.expression and statement.class_ == fact.class_


def _taken_out(fact: PastWords, now: list[Statement]) -> Conflict:
    says = fact.expression or fact.class_.replace("-", " ")
    return Conflict(
        kind="revision-against-revision",
        severity=Severity.HIGH,
        text=f"The README of {fact.artifact} limited the use of the {fact.scope.value} ({says}) "
        f"before commit {fact.commit[:12]}.",
        sides=(
            Side(says=f"before commit {fact.commit[:12]}: {says}", evidence=fact.evidence),
            side(now[0])
            if now
            else Side(says="no such words in the README of the audited revision", evidence=()),
        ),
    )


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (_limits_taken_out,)
