"""Conflicts: statements that cannot both hold, with both sides quoted.

Severity by one rule. Critical: terms that are called open rest on terms that are known to be
restricted. High: it cannot be said which of two licenses holds, or a claim is contradicted by
terms that were read, or code was published without a license. Medium: terms of another project
or another branch lie beside the license. Low: a pointer leads to the wrong place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.model import (
    BadgeElsewhere,
    Component,
    Conflict,
    Edge,
    NoLicense,
    OpenClaim,
    Role,
    RowFiles,
    Scope,
    Severity,
    Side,
    Statement,
    StatementKind,
    StrayTerms,
    TemplateLeft,
)
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements, at_root, is_open, is_restricted
from audit.resolve.terms import weights_terms

_SCOPED = {Role.WEIGHTS: Scope.WEIGHTS, Role.DATA: Scope.DATA}


class Found:
    """What the rules look at."""

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


def conflicts(found: Found) -> tuple[Conflict, ...]:
    """All conflicts, the weightiest first."""
    order = list(Severity)
    listed = [conflict for rule in _RULES for conflict in rule(found)]
    return tuple(sorted(listed, key=lambda c: (order.index(c.severity), c.kind, c.text)))


def _side(statement: Statement) -> Side:
    named = statement.expression or statement.class_.replace("-", " ")
    kind = statement.kind.value.replace("-", " ")
    return Side(says=f"{kind} in {statement.artifact}: {named}", evidence=statement.evidence)


def _tag_against_text(found: Found) -> Iterator[Conflict]:
    """A tag and a license text for the same part that name different terms."""
    for artifact, scope in _parts(found.facts):
        tags = _of_kind(found, artifact, scope, StatementKind.METADATA_TAG)
        texts = _of_kind(found, artifact, scope, StatementKind.LICENSE_FILE)
        if scope is Scope.WEIGHTS:
            for code in found.facts.artifacts(Role.CODE):
                texts += _of_kind(found, code, scope, StatementKind.LICENSE_FILE)
        for tag in tags:
            for text in texts:
                if _differ(tag, text):
                    yield _two_terms(tag, text)


def _differ(tag: Statement, text: Statement) -> bool:
    """Whether the two cannot both hold; a text that could not be told from the tag's own license
    is no evidence against it."""
    if tag.expression is None:
        return False
    if text.expression is None:
        return is_restricted(text.class_)
    return tag.expression not in (text.expression, *text.expression.split(" AND "))


def _two_terms(tag: Statement, text: Statement) -> Conflict:
    closes = is_open(tag.class_) and is_restricted(text.class_)
    return Conflict(
        kind="tag-against-license-file",
        severity=Severity.CRITICAL if closes else Severity.HIGH,
        text=f"The tag of {tag.artifact} says {tag.expression}; the license text for the "
        f"{tag.scope.value} says something else.",
        sides=(_side(tag), _side(text)),
    )


def _prose_against_tag(found: Found) -> Iterator[Conflict]:
    """An open tag beside words that limit the use of the same part."""
    for artifact, scope in _parts(found.facts):
        tags = _of_kind(found, artifact, scope, StatementKind.METADATA_TAG)
        said = _of_kind(found, artifact, scope, StatementKind.PROSE)
        if scope is Scope.DATA:
            for other in found.facts.artifacts(Role.CODE, Role.WEIGHTS):
                said += _of_kind(found, other, scope, StatementKind.PROSE)
        for tag in tags:
            for prose in said:
                if is_open(tag.class_) and is_restricted(prose.class_):
                    yield Conflict(
                        kind="prose-against-tag",
                        severity=Severity.HIGH,
                        text=f"The tag of {artifact} says {tag.expression}; prose about the "
                        f"{scope.value} sets limits.",
                        sides=(_side(tag), _side(prose)),
                    )


def _model_against_base(found: Found) -> Iterator[Conflict]:
    """Weights offered under open terms that stand on a base model under restricted ones."""
    judged = found.facts.judged
    if judged is None:
        return
    terms = weights_terms(found.facts, found.statements, found.edges, judged)
    if terms.statement is None or not is_open(terms.class_):
        return
    for edge in found.edges:
        if edge.relation == "base-model" and is_restricted(edge.license.class_):
            yield Conflict(
                kind="model-against-base-model",
                severity=Severity.CRITICAL,
                text=f"The weights are offered under {terms.expression}, but stand on "
                f"{edge.parent}, which is under {edge.license.expression}"
                f"{'' if edge.license.statement is not None else ' by its name'}.",
                sides=(
                    _side(found.statements.all[terms.statement]),
                    Side(
                        says=f"starts from {edge.parent} ({edge.license.expression})",
                        evidence=edge.evidence,
                    ),
                ),
            )


def _no_license(found: Found) -> Iterator[Conflict]:
    """Code was published, and nothing in the repository licenses it."""
    for fact in found.facts.of(NoLicense):
        code = [f for f in found.facts.of(RowFiles, fact.artifact) if f.evidence[0].path]
        licensed = found.statements.about(fact.artifact, Scope.CODE)
        if not code or any(s.kind is not StatementKind.BADGE for s in licensed):
            continue
        beside = "; license files lie in vendored folders alone" if fact.vendored else ""
        yield Conflict(
            kind="no-license-for-own-code",
            severity=Severity.HIGH,
            text=f"{fact.artifact} publishes code without a license of its own{beside}.",
            sides=(
                Side(says="code is published", evidence=code[0].evidence),
                Side(
                    says="no license file for it in the complete listing",
                    evidence=(*fact.evidence, *fact.vendored[:3]),
                ),
            ),
        )


def _template(found: Found) -> Iterator[Conflict]:
    """A license whose notice has to be kept, and whose notice names nobody."""
    for fact in found.facts.of(TemplateLeft):
        yield Conflict(
            kind="license-template-unfilled",
            severity=Severity.HIGH,
            text=f"The {fact.expression} text of {fact.artifact} still has the template where "
            "the copyright holder should be named.",
            sides=(
                Side(says="a copyright line that names nobody", evidence=fact.evidence),
                Side(says="no holder is named in the license file", evidence=()),
            ),
        )


def _branches(found: Found) -> Iterator[Conflict]:
    """The branch that is audited and the default branch under different licenses."""
    texts = [s for s in found.statements.all if s.kind is StatementKind.LICENSE_FILE]
    for other in texts:
        if not other.folder.startswith("@"):
            continue
        for here in texts:
            same = here.artifact == other.artifact and here.scope is other.scope
            if same and at_root(here) and here.expression != other.expression:
                yield Conflict(
                    kind="branch-against-branch",
                    severity=Severity.HIGH,
                    text=f"{here.artifact} is under {here.expression or 'other terms'} on the "
                    f"branch that is audited and under {other.expression or 'other terms'} on "
                    f"{other.folder.removeprefix('@')}.",
                    sides=(_side(here), _side(other)),
                )


def _badge(found: Found) -> Iterator[Conflict]:
    """A license badge that opens the license of another project."""
    for fact in found.facts.of(BadgeElsewhere):
        yield Conflict(
            kind="badge-elsewhere",
            severity=Severity.LOW,
            text=f"A license badge of {fact.artifact} opens the license of {fact.leads_to}.",
            sides=(
                Side(says=f"the badge leads to {fact.leads_to}", evidence=fact.evidence),
                _own_license(found, fact.artifact),
            ),
        )


def _stray(found: Found) -> Iterator[Conflict]:
    """Terms of another project beside the license."""
    for fact in found.facts.of(StrayTerms):
        yield Conflict(
            kind="stray-terms",
            severity=Severity.MEDIUM,
            text=f"{fact.artifact} carries terms that speak of {fact.project}.",
            sides=(
                Side(says=f"terms that speak of {fact.project}", evidence=fact.evidence),
                _own_license(found, fact.artifact),
            ),
        )


def _own_license(found: Found, artifact: str) -> Side:
    """The license file of the artifact itself, or that none was read."""
    texts = [s for s in found.statements.all if s.kind is StatementKind.LICENSE_FILE]
    own = [s for s in texts if s.artifact == artifact and at_root(s)]
    if own:
        return _side(own[0])
    return Side(says=f"no license file of {artifact} itself was read", evidence=())


def _claim(found: Found) -> Iterator[Conflict]:
    """The model is called open source, and its weights are under restricted terms."""
    claims = found.facts.of(OpenClaim)
    weights = found.rows["weights-final"].license
    if not claims or not is_restricted(weights.class_) or weights.statement is None:
        return
    yield Conflict(
        kind="claim-against-terms",
        severity=Severity.HIGH,
        text="The publisher calls the model open; the terms of its weights are not.",
        sides=(
            Side(says="called open", evidence=tuple(c.evidence[0] for c in claims[:3])),
            _side(found.statements.all[weights.statement]),
        ),
    )


def _parts(facts: Facts) -> tuple[tuple[str, Scope], ...]:
    judged = facts.judged
    weights = ((judged, Scope.WEIGHTS),) if judged else ()
    return (*weights, *((artifact, Scope.DATA) for artifact in facts.artifacts(Role.DATA)))


def _of_kind(
    found: Found, artifact: str, scope: Scope, kind: StatementKind
) -> tuple[Statement, ...]:
    return tuple(s for s in found.statements.about(artifact, scope) if s.kind is kind)


_RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (
    _tag_against_text,
    _prose_against_tag,
    _model_against_base,
    _no_license,
    _template,
    _branches,
    _badge,
    _stray,
    _claim,
)
