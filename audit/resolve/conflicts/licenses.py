"""Two statements about the license of the same part that differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.model import (
    Conflict,
    NoLicense,
    NoTag,
    PackageLicense,
    Role,
    RowFiles,
    Scope,
    Severity,
    Side,
    Statement,
    StatementKind,
    WeightFiles,
)
from audit.resolve.conflicts.found import Found, side
from audit.resolve.statements import at_root, is_open, is_restricted
from audit.resolve.terms import is_of_another_variant

_BEFORE = re.compile(r"@([0-9a-f]{40,64})\^")
"""The folder under which the wording before a commit is kept."""


def _tag_against_text(found: Found) -> Iterator[Conflict]:
    """A tag and a license text for the same part that name different terms."""
    for artifact, scope in found.parts():
        tags = found.of_kind(artifact, scope, StatementKind.METADATA_TAG)
        texts = found.of_kind(artifact, scope, StatementKind.LICENSE_FILE)
        if scope is Scope.WEIGHTS:
            for code in found.facts.artifacts(Role.CODE):
                texts += found.of_kind(code, scope, StatementKind.LICENSE_FILE)
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
        sides=(side(tag), side(text)),
    )


def _prose_against_tag(found: Found) -> Iterator[Conflict]:
    """An open tag beside words that limit the use of the same part."""
    for artifact, scope in found.parts():
        tags = found.of_kind(artifact, scope, StatementKind.METADATA_TAG)
        said = found.of_kind(artifact, scope, StatementKind.PROSE)
        if scope is Scope.DATA:
            for other in found.facts.artifacts(Role.CODE, Role.WEIGHTS):
                said += found.of_kind(other, scope, StatementKind.PROSE)
        for tag in tags:
            for prose in said:
                if is_open(tag.class_) and is_restricted(prose.class_):
                    yield Conflict(
                        kind="prose-against-tag",
                        severity=Severity.HIGH,
                        text=f"The tag of {artifact} says {tag.expression}; prose about the "
                        f"{scope.value} sets limits.",
                        sides=(side(tag), side(prose)),
                    )


def _card_against_code(found: Found) -> Iterator[Conflict]:
    """The tag of the weights, and what the code repository says of the weights in prose."""
    judged = found.facts.judged
    if judged is None:
        return
    for tag in found.of_kind(judged, Scope.WEIGHTS, StatementKind.METADATA_TAG):
        for code in filter(found.speaks_of_weights, found.facts.artifacts(Role.CODE)):
            for prose in found.of_kind(code, Scope.WEIGHTS, StatementKind.PROSE):
                if _differ(tag, prose) and not is_of_another_variant(prose, judged):
                    closes = is_open(tag.class_) and is_restricted(prose.class_)
                    yield Conflict(
                        kind="card-against-code-repository",
                        severity=Severity.CRITICAL if closes else Severity.HIGH,
                        text=f"The tag of {judged} says {tag.expression}; {code} says something "
                        "else of the weights.",
                        sides=(side(tag), side(prose)),
                    )


def _code_license_for_weights(found: Found) -> Iterator[Conflict]:
    """Weights that carry the license of the code, while other words set limits to the weights."""
    judged = found.facts.judged
    if judged is None:
        return
    for code in found.facts.artifacts(Role.CODE):
        root = found.own_license(code)
        if root is None or root.scope is not Scope.CODE or root.expression is None:
            continue
        limits = [s for s in found.statements.about(code, Scope.WEIGHTS) if _limits(s, judged)]
        for text in found.of_kind(judged, Scope.WEIGHTS, StatementKind.LICENSE_FILE):
            if text.expression == root.expression and is_open(text.class_) and limits:
                yield Conflict(
                    kind="code-license-for-weights",
                    severity=Severity.CRITICAL,
                    text=f"{judged} carries the {root.expression} text of the code in {code}, "
                    "which sets limits to the weights.",
                    sides=(side(text), side(limits[0])),
                )


def _limits(statement: Statement, judged: str) -> bool:
    return is_restricted(statement.class_) and not is_of_another_variant(statement, judged)


def _package_against_text(found: Found) -> Iterator[Conflict]:
    """The license that the packaging declares, and another one at the root."""
    for fact in found.facts.of(PackageLicense):
        texts = [
            s
            for s in found.of_kind(fact.artifact, Scope.CODE, StatementKind.LICENSE_FILE)
            if at_root(s) and s.expression is not None
        ]
        if texts and not any(_names(fact.expression, s.expression or "") for s in texts):
            yield Conflict(
                kind="package-against-license-file",
                severity=Severity.HIGH,
                text=f"The packaging of {fact.artifact} declares {fact.expression}; the license "
                f"file says {texts[0].expression}.",
                sides=(
                    Side(says=f"package metadata: {fact.expression}", evidence=fact.evidence),
                    side(texts[0]),
                ),
            )


def _names(one: str, other: str) -> bool:
    """Whether two expressions share a license; `-only` and `-or-later` are told apart elsewhere."""
    parts = {p.strip("() ").removesuffix("-only").removesuffix("-or-later") for p in _split(other)}
    return any(
        p.strip("() ").removesuffix("-only").removesuffix("-or-later") in parts for p in _split(one)
    )


def _split(expression: str) -> list[str]:
    return expression.replace(" OR ", " AND ").split(" AND ")


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


def _no_license_for_weights(found: Found) -> Iterator[Conflict]:
    """Weights were published, and nothing that was read grants a license for them."""
    judged = found.facts.judged
    if judged is None or not found.is_listed_whole(judged) or found.facts.card_is_unread:
        return
    files = [f for f in found.facts.of(WeightFiles, judged) if f.count]
    silent = found.facts.of(NoTag, judged)
    said = list(found.statements.about(judged, Scope.WEIGHTS))
    for code in found.facts.artifacts(Role.CODE):
        said.extend(found.statements.about(code, Scope.WEIGHTS))
    granting = [s for s in said if s.kind not in (StatementKind.BADGE, StatementKind.INHERITED)]
    if files and silent and not granting:
        yield Conflict(
            kind="no-license-for-weights",
            severity=Severity.HIGH,
            text=f"{judged} publishes weights without a license: no tag, no license file.",
            sides=(
                Side(says="weights are published", evidence=files[0].evidence[:3]),
                Side(
                    says="no license in the metadata, and no license file in the complete listing",
                    evidence=silent[0].evidence,
                ),
            ),
        )


def _branches(found: Found) -> Iterator[Conflict]:
    """The branch that is audited and the default branch under different licenses; and what a
    license file at the root said before a commit changed it."""
    texts = [s for s in found.statements.all if s.kind is StatementKind.LICENSE_FILE]
    told: set[tuple[str, ...]] = set()
    for other in texts:
        if not other.folder.startswith("@"):
            continue
        before = _BEFORE.fullmatch(other.folder)
        for here in texts:
            same = here.artifact == other.artifact and here.scope is other.scope
            if not same or not at_root(here) or here.expression == other.expression:
                continue
            if before is None:
                yield _two_branches(here, other)
            elif _name(here) == _name(other) and _tell_apart(here, other):
                key = (here.artifact, _name(here), other.expression or other.class_)
                if key not in told:
                    told.add(key)
                    yield _two_revisions(here, other, before[1])


def _two_branches(here: Statement, other: Statement) -> Conflict:
    return Conflict(
        kind="branch-against-branch",
        severity=Severity.HIGH,
        text=f"{here.artifact} is under {here.expression or 'other terms'} on the branch that is "
        f"audited and under {other.expression or 'other terms'} on "
        f"{other.folder.removeprefix('@')}.",
        sides=(side(here), side(other)),
    )


def _two_revisions(here: Statement, other: Statement, commit: str) -> Conflict:
    return Conflict(
        kind="revision-against-revision",
        severity=Severity.HIGH,
        text=f"{_name(here)} of {here.artifact} is {here.expression or 'a text of its own'}; "
        f"before commit {commit[:12]} it was {other.expression or 'another text'}.",
        sides=(side(here), side(other)),
    )


def _tell_apart(here: Statement, other: Statement) -> bool:
    """Whether the two are known to be different terms: a text that is near to a known one may be
    that one with a comma changed."""
    if here.expression is not None and other.expression is not None:
        return True
    classes = (here.class_, other.class_)
    return any(map(is_open, classes)) and any(map(is_restricted, classes))


def _name(statement: Statement) -> str:
    """The name of the file that a statement stands in, without its folder."""
    path = statement.evidence[0].path if statement.evidence else None
    return (path or "").rpartition("/")[2]


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (
    _tag_against_text,
    _prose_against_tag,
    _card_against_code,
    _code_license_for_weights,
    _package_against_text,
    _no_license,
    _no_license_for_weights,
    _branches,
)
