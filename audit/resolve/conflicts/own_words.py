"""Documentation against the files, and one required version against another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.model import Conflict, MissingFile, RequiredVersion, Severity, Side
from audit.resolve.conflicts.found import Found

Version = tuple[int, ...]
_CLAUSE = re.compile(r"(==|>=|<=|~=|<|>)([\w.*+]+)")


def _missing(found: Found) -> Iterator[Conflict]:
    """A file that the documentation names and that a complete listing does not have."""
    for fact in found.facts.of(MissingFile):
        does = "runs" if fact.command else "links to"
        yield Conflict(
            kind="documentation-names-missing-file",
            severity=Severity.MEDIUM if fact.command else Severity.LOW,
            text=f"The documentation of {fact.artifact} {does} {fact.named}, which is not there.",
            sides=(
                Side(says=f"the documentation {does} {fact.named}", evidence=fact.evidence),
                Side(says=f"no {fact.named} in the complete listing", evidence=(fact.listing,)),
            ),
        )


def _versions(found: Found) -> Iterator[Conflict]:
    """Two places of a repository that ask for versions of a package which exclude each other."""
    seen: set[tuple[str, ...]] = set()
    asked = found.facts.of(RequiredVersion)
    for place, one in enumerate(asked):
        for other in asked[place + 1 :]:
            same = one.artifact == other.artifact and one.package == other.package
            if not same or not (one.packaging or other.packaging):
                continue
            key = (one.artifact, one.package, *sorted((one.versions, other.versions)))
            if key in seen or not exclude_each_other(one.versions, other.versions):
                continue
            seen.add(key)
            yield Conflict(
                kind="versions-exclude-each-other",
                severity=Severity.LOW,
                text=f"{one.artifact} asks for {one.package} {one.versions} in one place and for "
                f"{other.versions} in another.",
                sides=(_asks(one), _asks(other)),
            )


def _asks(fact: RequiredVersion) -> Side:
    place = "the packaging" if fact.packaging else "the README"
    return Side(says=f"{place} asks for {fact.package} {fact.versions}", evidence=fact.evidence)


def exclude_each_other(one: str, other: str) -> bool:
    """Whether no version fits both specifiers, as far as plain release numbers tell.

    https://packaging.python.org/en/latest/specifications/version-specifiers/
    """
    clauses = _clauses(one) + _clauses(other)
    exact = [version for sign, version in clauses if sign == "=="]
    if exact:
        return not all(_fits(exact[0], sign, version) for sign, version in clauses)
    lowest = max((v for sign, v in clauses if sign in (">=", ">")), default=())
    highest = [(sign, version) for sign, version in clauses if sign in ("<", "<=")]
    return bool(lowest) and not all(_fits(lowest, sign, version) for sign, version in highest)


def _clauses(text: str) -> list[tuple[str, Version]]:
    """The comparisons with their versions; those with letters or stars in them are left out, and
    of `~=` its upper bound."""
    found = ((sign, version.partition("+")[0]) for sign, version in _CLAUSE.findall(text))
    return [
        (sign.replace("~", ">"), _number(version))
        for sign, version in found
        if re.fullmatch(r"\d[\d.]*", version)
    ]


def _number(version: str) -> Version:
    parts = [int(part[:9]) for part in version.split(".") if part]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def _fits(version: Version, sign: str, bound: Version) -> bool:
    match sign:
        case "==":
            return version == bound
        case ">=":
            return version >= bound
        case "<=":
            return version <= bound
        case ">":
            return version > bound
        case _:
            return version < bound


RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (_missing, _versions)
