"""The terms of the weights and of the training data, which several artifacts speak of."""

from __future__ import annotations

import re

import msgspec

from audit.licenses.catalog import is_undecided
from audit.model import DataSource, Edge, License, Role, Scope, Statement, StatementKind
from audit.resolve.facts import Facts
from audit.resolve.statements import Statements, is_open, is_restricted, joined

_VARIANT = re.compile(r"(?<![\w.])(?:\d+(?:\.\d+)?[bm]|v\d+(?:\.\d+)*)(?![\w.]*\w)", re.IGNORECASE)
_USUAL_NAME = re.compile(r"licen[cs]e(?:\.(?:md|txt))?", re.IGNORECASE)
_DATASET = re.compile(r"(?:huggingface\.co|hf\.co)/datasets/([\w.-]+/[\w.-]+)", re.IGNORECASE)
_NOT_GRANTING = (StatementKind.INHERITED, StatementKind.BADGE)


def weights_terms(
    facts: Facts, statements: Statements, edges: tuple[Edge, ...], artifact: str
) -> License:
    """The terms of the weights in `artifact`.

    A license text in the repository decides. Else, of its tag and of what the publisher says of
    the weights elsewhere, the least open. Else the terms of the base model, where the publisher
    says that they hold. What is said of another variant by its size or version does not count.
    """
    own = statements.about(artifact, Scope.WEIGHTS)
    for code in facts.artifacts(Role.CODE):
        said = statements.about(code, Scope.WEIGHTS)
        own += tuple(s for s in said if not is_of_another_variant(s, artifact))
    for text in facts.artifacts(Role.PAPER, Role.PAGE):
        own += _limits_apart(statements, text, Scope.WEIGHTS)
    own = tuple(s for s in own if s.kind is not StatementKind.INHERITED)
    told = _without_unread(own, artifact, _texts_read(facts, statements))
    granted = confirmed(facts, _granted(statements, told, artifact))
    inherited = next((s for s in statements.all if _is_inherited(s, Scope.WEIGHTS)), None)
    if inherited is None:
        return granted
    if _says_nothing(granted) or not own:
        return _of_base(statements, edges, artifact, inherited)
    based = _of_base(statements, edges, artifact, inherited)
    return based if is_open(granted.class_) and is_undecided(based.class_) else granted


def confirmed(facts: Facts, granted: License) -> License:
    """Open terms count only where something else of the publisher's was read than the host's
    record: a tag can contradict the card, and a card that was not read cannot contradict it."""
    read = any(
        not document.is_record
        for found in facts.snapshot.artifacts
        if found.own
        for document in found.documents
    )
    if read or not is_open(granted.class_):
        return granted
    return msgspec.structs.replace(granted, class_="unresolved")


def _texts_read(facts: Facts, statements: Statements) -> frozenset[str | None]:
    """The terms of the license texts at the roots of the publisher's code that were read."""
    said = (s for code in facts.artifacts(Role.CODE) for s in statements.about(code, Scope.CODE))
    texts = (s for s in said if s.kind is StatementKind.LICENSE_FILE and s.evidence)
    return frozenset(s.expression if s.evidence[0].sha256 else None for s in texts)


def _without_unread(
    said: tuple[Statement, ...], artifact: str, texts: frozenset[str | None]
) -> tuple[Statement, ...]:
    """The statements without a license file that is listed and was not read, where the tag beside
    it, a sentence of the publisher's and the one license text of its code all give the same open
    terms and nothing gives others."""
    told = tuple(s for s in said if not _is_unread(s, artifact))
    weighty = tuple(s for s in told if s.kind is not StatementKind.BADGE)
    kinds = {s.kind for s in weighty if s.expression}
    twice = StatementKind.METADATA_TAG in kinds and StatementKind.PROSE in kinds
    given = {s.expression for s in weighty}
    agreed = len(given) == 1 and given == texts and all(is_open(s.class_) for s in weighty)
    return told if twice and agreed else said


def _is_unread(statement: Statement, artifact: str) -> bool:
    """Whether a license file of the usual name was listed beside the weights, and no more."""
    where = statement.evidence[0] if statement.evidence else None
    return (
        statement.kind is StatementKind.LICENSE_FILE
        and statement.artifact == artifact
        and where is not None
        and where.lines is None
        and where.sha256 is None
        and bool(_USUAL_NAME.fullmatch(where.path or ""))
    )


def _granted(statements: Statements, said: tuple[Statement, ...], artifact: str) -> License:
    """What the statements come to: a text beside the weights outweighs a text elsewhere, unless
    nobody could read it and the other sets limits."""
    elsewhere = tuple(
        s for s in said if s.artifact != artifact and s.kind is StatementKind.LICENSE_FILE
    )
    at_home = tuple(s for s in said if s not in elsewhere)
    texts = tuple(s for s in at_home if s.kind is StatementKind.LICENSE_FILE)
    limits = tuple(s for s in elsewhere if is_restricted(s.class_))
    if texts and limits and all(is_undecided(s.class_) for s in texts):
        return statements.least_open(limits)
    if texts:
        return statements.together(at_home)
    if elsewhere:
        weighty = tuple(s for s in said if s.kind is not StatementKind.BADGE)
        return statements.least_open(weighty)
    return statements.together(at_home)


def data_terms(facts: Facts, statements: Statements) -> License:
    """The terms of the training data: of all data sets that are named together, others' as well
    as own, and of what the publisher says of the data elsewhere. A data set that is named by id
    and was not read adds that its terms are not known."""
    read = facts.artifacts(Role.DATA, own=False)
    named = {fact.source for fact in facts.of(DataSource)}
    found = [statements.in_artifact(artifact, Scope.DATA) for artifact in read if artifact in named]
    if any(name.startswith("hf:") and name not in read for name in named):
        found.append(License(expression=None, class_="unknown"))
    for artifact in facts.artifacts(Role.WEIGHTS, Role.CODE):
        said = statements.about(artifact, Scope.DATA)
        granting = (s for s in said if s.kind not in _NOT_GRANTING)
        found.extend(
            statements.as_license(statement)
            for statement in granting
            if not _is_of_other_data(statement, named)
        )
    for text in facts.artifacts(Role.PAPER, Role.PAGE):
        limits = _limits_apart(statements, text, Scope.DATA)
        found.extend(statements.as_license(statement) for statement in limits)
    return joined(tuple(found))


def _limits_apart(statements: Statements, text: str, scope: Scope) -> tuple[Statement, ...]:
    """The limits that a paper or page sets to a part. What it grants is stated and opens nothing:
    the repository's own files, tag and words decide."""
    return tuple(s for s in statements.about(text, scope) if is_restricted(s.class_))


def _is_of_other_data(statement: Statement, named: set[str]) -> bool:
    """Whether words in a subfolder link the data sets that they speak of, and the model is said to
    be trained on none of them."""
    where = statement.evidence[0] if statement.evidence else None
    if where is None or "/" not in (where.path or ""):
        return False
    linked = {f"hf:datasets/{name}".lower() for name in _DATASET.findall(where.quote or "")}
    return bool(linked) and linked.isdisjoint(map(str.lower, named))


def is_of_another_variant(statement: Statement, artifact: str) -> bool:
    """Whether words name sizes or versions, and none of those that the weights go by."""
    if statement.kind is not StatementKind.PROSE or not statement.evidence:
        return False
    quote = (statement.evidence[0].quote or "").replace(statement.raw or "\0", " ")
    named = {found.lower() for found in _VARIANT.findall(quote)}
    own = {found.lower() for found in _VARIANT.findall(artifact.replace("_", "-"))}
    return bool(named and own) and named.isdisjoint(own)


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
    terms = joined(bases)
    if not bases or is_undecided(terms.class_):
        return License(expression=None, class_="inherited", statement=place)
    return License(expression=terms.expression, class_=terms.class_, statement=place)
