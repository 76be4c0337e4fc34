"""What the heads of source files say of licenses, against what lies beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from audit.model import Conflict, FileNotice, LicensorNamed, Scope, Severity, Side, StatementKind
from audit.resolve.conflicts.found import Found, side_of_own_license
from audit.resolve.statements import at_root

_MOST = 5
"""Files that are quoted for one conflict."""


def _license_not_kept(found: Found) -> Iterator[Conflict]:
    """Files of somebody else under a license of which the whole repository has no text; where the
    root has another license, that is a conflict of its own."""
    groups: dict[tuple[str, str], list[FileNotice]] = {}
    for fact in found.facts.of(FileNotice):
        if fact.expression is not None and fact.claimed is not None:
            groups.setdefault((fact.artifact, fact.expression), []).append(fact)
    for (artifact, expression), facts in groups.items():
        if not found.is_listed_whole(artifact) or _has_text(found, artifact):
            continue
        by_holder = {fact.claimed: fact for fact in facts}
        holders = ", ".join(holder for holder in list(by_holder)[:_MOST] if holder)
        yield Conflict(
            kind="vendored-license-dropped",
            severity=Severity.MEDIUM,
            text=f"Files of {artifact} are under {expression} by their head, with the copyright of "
            f"{holders}; the repository has no license text for them.",
            sides=(
                Side(
                    says=f"the copyright of {holders}, licensed under {expression}",
                    evidence=tuple(f.evidence[0] for f in list(by_holder.values())[:_MOST]),
                ),
                side_of_own_license(found, artifact),
            ),
        )


def _has_text(found: Found, artifact: str) -> bool:
    """Whether a license file speaks for the repository as a whole, read or not."""
    return any(
        statement.kind is StatementKind.LICENSE_FILE and at_root(statement)
        for statement in found.statements.about(artifact, Scope.CODE)
    )


def _another_licensor(found: Found) -> Iterator[Conflict]:
    """Heads by which somebody else licenses the files, with a notice file that is not there."""
    groups: dict[tuple[str, str, str | None], list[LicensorNamed]] = {}
    for fact in found.facts.of(LicensorNamed):
        groups.setdefault((fact.artifact, fact.licensor, fact.holder), []).append(fact)
    for (artifact, licensor, holder), facts in groups.items():
        claims = f" and that the copyright is {holder}'s" if holder else ""
        yield Conflict(
            kind="header-names-another-licensor",
            severity=Severity.MEDIUM,
            text=f"Heads of files of {artifact} say that {licensor} licenses them{claims}; the "
            "notice file to which they refer is not there.",
            sides=(
                Side(
                    says=f"licensed by {licensor}, with a notice file{claims}",
                    evidence=tuple(fact.evidence[0] for fact in facts[:_MOST]),
                ),
                Side(says="no notice file in the complete listing", evidence=(facts[0].listing,)),
            ),
        )


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (_license_not_kept, _another_licensor)
