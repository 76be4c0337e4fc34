"""Notices that are left open, lead elsewhere, or do not fit the license at the root."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.model import (
    BadgeElsewhere,
    Conflict,
    Evidence,
    FileNotice,
    Scope,
    Severity,
    Side,
    StatementKind,
    StrayTerms,
    TemplateLeft,
)
from audit.resolve.conflicts.found import Found, side, side_of_own_license
from audit.resolve.statements import at_root

_MOST = 5
"""Files that are quoted for one conflict."""


def _template(found: Found) -> Iterator[Conflict]:
    """A license whose notice has to be kept, and whose notice names nobody."""
    for fact in found.facts.of(TemplateLeft):
        if _is_of_the_past(fact.evidence):
            continue
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


def _is_of_the_past(evidence: tuple[Evidence, ...]) -> bool:
    """Whether the words stand in an earlier revision alone."""
    return "^/" in ((evidence[0].path if evidence else None) or "")


def _badge(found: Found) -> Iterator[Conflict]:
    """License badges that open the license of another project."""
    by_target: dict[tuple[str, str], list[Evidence]] = {}
    for fact in found.facts.of(BadgeElsewhere):
        by_target.setdefault((fact.artifact, fact.leads_to), []).extend(fact.evidence)
    for (artifact, target), evidence in by_target.items():
        yield Conflict(
            kind="badge-elsewhere",
            severity=Severity.LOW,
            text=f"A license badge of {artifact} opens the license of {target}.",
            sides=(
                Side(says=f"the badge leads to {target}", evidence=tuple(evidence[:_MOST])),
                side_of_own_license(found, artifact),
            ),
        )


def _stray(found: Found) -> Iterator[Conflict]:
    """Terms of another project beside the license."""
    for fact in found.facts.of(StrayTerms):
        if _is_of_the_past(fact.evidence):
            continue
        yield Conflict(
            kind="stray-terms",
            severity=Severity.MEDIUM,
            text=f"{fact.artifact} carries terms that speak of {fact.project}.",
            sides=(
                Side(says=f"terms that speak of {fact.project}", evidence=fact.evidence),
                side_of_own_license(found, fact.artifact),
            ),
        )


def _header(found: Found) -> Iterator[Conflict]:
    """Heads of files that name another license than the file at the root."""
    by_name: dict[tuple[str, str], list[FileNotice]] = {}
    for fact in found.facts.of(FileNotice):
        if fact.expression is not None:
            by_name.setdefault((fact.artifact, fact.expression), []).append(fact)
    for (artifact, expression), facts in by_name.items():
        texts = found.of_kind(artifact, Scope.CODE, StatementKind.LICENSE_FILE)
        roots = [s for s in texts if at_root(s) and s.expression]
        named = {s.expression for s in texts}
        if roots and expression not in named and not any(_holds(n, expression) for n in named):
            yield Conflict(
                kind="header-against-root-license",
                severity=Severity.MEDIUM,
                text=f"{len(facts)} of the source files of {artifact} that were read are under "
                f"{expression} by their head; the license at the root is {roots[0].expression}.",
                sides=(
                    Side(
                        says=f"the head of the file: {expression}",
                        evidence=tuple(fact.evidence[0] for fact in facts[:_MOST]),
                    ),
                    side(roots[0]),
                ),
            )


def _holds(named: str | None, expression: str) -> bool:
    """Whether a sum or a choice at the root has the license among its parts."""
    return named is not None and expression in named.replace("(", " ").replace(")", " ").split()


def _holder_dropped(found: Found) -> Iterator[Conflict]:
    """Files of somebody whose license was at the root of their own project and is not at this."""
    by_holder: dict[tuple[str, str], list[FileNotice]] = {}
    kept = _kept_at_root(found)
    for fact in found.facts.of(FileNotice):
        if fact.holder is not None and (fact.artifact, fact.evidence[0].path) not in kept:
            by_holder.setdefault((fact.artifact, fact.holder), []).append(fact)
    for (artifact, holder), facts in by_holder.items():
        yield Conflict(
            kind="vendored-license-dropped",
            severity=Severity.MEDIUM,
            text=f"Files of {artifact} are {holder}'s and refer to a license at the root; nothing "
            "at the root names them.",
            sides=(
                Side(
                    says=f"{holder} claims the copyright and refers to the license at the root",
                    evidence=tuple(fact.evidence[0] for fact in facts[:_MOST]),
                ),
                side_of_own_license(found, artifact),
            ),
        )


def _kept_at_root(found: Found) -> set[tuple[str, str | None]]:
    """The files whose head names the very license that lies at the root, or one beside a text there
    that could not be told."""
    return {
        (fact.artifact, fact.evidence[0].path)
        for fact in found.facts.of(FileNotice)
        for text in found.of_kind(fact.artifact, Scope.CODE, StatementKind.LICENSE_FILE)
        if fact.expression
        and at_root(text)
        and (text.expression is None or _holds(text.expression, fact.expression))
    }


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (
    _template,
    _badge,
    _stray,
    _header,
    _holder_dropped,
)
