"""May a work that stands on terms A be offered under terms B, and which duties go with it?

Code on code is answered by the OSADL matrix where it holds both licenses, else from the clause
tables of the two; a published step (`compatible.yaml`) goes before the tables. The rules:

- What A forbids outright (changing the work, passing changed copies on) ends the question: no.
- A limit that A sets on every recipient and that B does not set is lost: no. Where B sets a limit
  of the same kind, whether the one covers the other is for a lawyer to say.
- A license that asks for itself on changed works leaves no other choice: no.
- A copyleft license B admits no condition that it does not know: a lawyer, or no by the matrix.
- Whether a model is a changed work of its training data has not been decided: where A's terms
  would bind changed works, a lawyer is needed. The same holds for outputs of which A is silent.
- What must go with the work (a license copy, a notice, a name, a use policy) is a duty: only if.

A tuned model is a changed copy of the weights it began with, joined with no other work. So for a
base model the matrix can only make the answer worse: its `no` counts, but where A asks for itself
its `yes` does not, because some of these (MPL-2.0, EUPL-1.2) are given for joined works alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TypeVar

from msgspec.structs import replace

from audit.licenses.alternatives import alternatives, only_permits_more, plain
from audit.licenses.duties import duties_of, naming_duty
from audit.licenses.entries import Entry, entry, freedoms_of
from audit.licenses.obstacles import grounds_of_a_clash, limits_on_use, obstacles
from audit.licenses.offers import (
    Answer,
    Compatibility,
    Duty,
    Reason,
    Relation,
    Shown,
    rank,
    reason,
)
from audit.licenses.published import MATRIX, Step, in_matrix, step

__all__ = ["Answer", "Compatibility", "Duty", "Reason", "Relation", "Shown", "may_offer"]

_T = TypeVar("_T")
_MAY = (Answer.YES, Answer.ONLY_IF)


def may_offer(
    upstream: str, offered: str, relation: Relation, shown: Shown | None = None
) -> Compatibility:
    """Whether a work with `relation` to something under `upstream` may be offered under `offered`.

    Both are SPDX expressions. Every alternative of an offer (OR) has to rest on an alternative of
    the upstream; all licenses of an upstream sum (AND) have to be met; of an offered sum one has
    to meet each of them, and the others must not take from it.
    """
    theirs, ours = alternatives(upstream), alternatives(offered)
    asked = Compatibility(
        upstream=upstream, offered=offered, relation=relation, answer=Answer.LAWYER
    )
    if theirs is None or ours is None:
        broken = [text for text, found in ((upstream, theirs), (offered, ours)) if found is None]
        return replace(asked, unread=tuple(broken))
    chosen = [
        min((_all_of(one, own, relation, shown) for one in theirs), key=_preference) for own in ours
    ]
    return _joined(asked, chosen)


def _preference(found: Compatibility) -> tuple[int, int]:
    """The better answer first, then that with fewer duties."""
    return rank(found.answer), len(found.duties)


def _all_of(
    upstreams: tuple[str, ...], offers: tuple[str, ...], relation: Relation, shown: Shown | None
) -> Compatibility:
    """The answer where all of `upstreams` hold and all of `offers` are given at once."""
    # A policy beside the license that refers to it is met where the offer holds it too.
    kept = [one for one in upstreams if _license(one) or one not in offers or not entry(one)]
    found = [_one(upstream, offers, relation, shown) for upstream in kept or upstreams]
    return _joined(found[0], found)


def _joined(asked: Compatibility, found: list[Compatibility]) -> Compatibility:
    """The worst of the answers, with the grounds of those that are as bad, and every duty."""
    worst = max((one.answer for one in found), key=rank)
    deciding = [one for one in found if one.answer is worst or worst in _MAY]
    duties = () if worst is Answer.NO else _each(one.duties for one in found)
    return replace(
        asked,
        answer=worst,
        because=_each(one.because for one in deciding),
        duties=duties,
        unread=_each(one.unread for one in deciding),
        source=" and ".join(sorted({one.source for one in deciding})),
    )


def _each(parts: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


def _one(
    upstream: str, offers: tuple[str, ...], relation: Relation, shown: Shown | None
) -> Compatibility:
    """The answer for one license under what is offered, a sum where there are several."""
    answers = [(_pair(upstream, offer, relation, shown), offer) for offer in offers]
    best, offer = min(answers, key=lambda pair: _preference(pair[0]))
    others = [other for other in offers if other != offer]
    if best.answer in _MAY:
        return _with_others(best, upstream, others, relation)
    lost = [{because.clause for because in found.because} for found, _ in answers]
    if best.answer is Answer.NO and all(lost) and not set.intersection(*lost):
        # What the one loses the other may keep.
        because = _each(found.because for found, _ in answers)
        return replace(best, answer=Answer.LAWYER, because=because)
    return best


def _with_others(
    found: Compatibility, upstream: str, others: list[str], relation: Relation
) -> Compatibility:
    """The answer where the offer adds other licenses to that which meets the upstream's terms: one
    that asks for itself may be joined only with what may be offered under it."""
    theirs = entry(plain(upstream))
    if theirs is None or theirs.clauses["same-terms"].value != "same-license":
        return found
    clash = [
        other for other in others if _pair(other, found.offered, relation, None).answer not in _MAY
    ]
    if not clash:
        return found
    note = f"the offer adds {' and '.join(clash)}"
    because = reason(plain(upstream), theirs, "same-terms", note=note)
    return replace(found, answer=Answer.LAWYER, because=(because,))


def _pair(upstream: str, offered: str, relation: Relation, shown: Shown | None) -> Compatibility:
    """The answer for two licenses, each perhaps with an exception or `+`."""
    one, other = plain(upstream), plain(offered)
    found = _of_licenses(one, other, relation, shown)
    if upstream != offered:
        # `X+` and exceptions permit more than X does; with an offer more is promised.
        opened = upstream != one and (found.answer is Answer.NO or not only_permits_more(upstream))
        promised = offered != other and found.answer is not Answer.NO
        if opened or promised:
            terms = tuple(text for text in (upstream, offered) if text not in (one, other))
            found = replace(found, answer=Answer.LAWYER, unread=terms)
    return replace(found, upstream=upstream, offered=offered)


def _of_licenses(
    upstream: str, offered: str, relation: Relation, shown: Shown | None
) -> Compatibility:
    theirs, ours = _license(upstream), _license(offered)
    asked = Compatibility(upstream=upstream, offered=offered, relation=relation, answer=Answer.YES)
    if relation is Relation.CODE and (known := in_matrix(upstream, offered)):
        asked = _by_matrix(asked, known, theirs, ours)
    elif theirs is None:
        return replace(asked, answer=Answer.LAWYER, unread=(upstream,))
    elif relation is Relation.OUTPUTS and theirs.clauses["output-use"].value != "silent":
        return _of_outputs(asked, theirs, ours, shown)
    else:
        asked = _by_tables(asked, theirs, ours)
    if theirs is None or asked.answer is Answer.NO:
        return asked
    duties = duties_of(upstream, theirs, relation, shown)
    answer = Answer.ONLY_IF if duties and asked.answer is Answer.YES else asked.answer
    return replace(asked, answer=answer, duties=duties)


def _license(license_id: str) -> Entry | None:
    """What somebody has read in the license. Of a policy alone nothing follows."""
    found = entry(license_id)
    return None if found is None or found.kind == "policy" else found


def _by_matrix(
    asked: Compatibility, known: Answer, theirs: Entry | None, ours: Entry | None
) -> Compatibility:
    """The answer of the matrix, with the clauses behind it as far as somebody has read them."""
    texts = ((asked.upstream, theirs), (asked.offered, ours))
    unread = tuple(license_id for license_id, found in texts if found is None)
    found = replace(asked, answer=known, source=MATRIX)
    if known is Answer.YES:
        if theirs is None:
            # Its duties are not known.
            return replace(found, answer=Answer.LAWYER, unread=(asked.upstream,))
        return replace(found, because=_grants(asked.upstream, theirs))
    if theirs is None or ours is None:
        return replace(found, unread=unread)
    because = grounds_of_a_clash(asked.upstream, theirs, asked.offered, ours, clash=True)
    return replace(found, because=because)


def _by_tables(asked: Compatibility, theirs: Entry, ours: Entry | None) -> Compatibility:
    upstream, offered = asked.upstream, asked.offered
    if published := step(upstream, offered):
        return _by_step(asked, published, theirs)
    against = tuple(obstacles(upstream, theirs, offered, ours, asked.relation))
    worst = max((answer for answer, _ in against), key=rank, default=Answer.YES)
    because = tuple(dict.fromkeys(why for answer, why in against if answer is worst))
    if asked.relation is Relation.OUTPUTS:
        because = (reason(upstream, theirs, "output-use"), *because)
    asked = replace(asked, answer=worst, because=because or _grants(upstream, theirs))
    if ours is None and worst is not Answer.NO:
        return replace(asked, answer=Answer.LAWYER, unread=(offered,))
    return asked


def _by_step(asked: Compatibility, published: Step, theirs: Entry) -> Compatibility:
    note = f"{asked.offered} may be taken"
    allowed = reason(asked.upstream, theirs, "same-terms", note=note)
    allowed = replace(allowed, section=published.section)
    because = (allowed, *_grants(asked.upstream, theirs))
    return replace(asked, because=because, source=published.source)


def _grants(license_id: str, found: Entry) -> tuple[Reason, ...]:
    return tuple(reason(license_id, found, one) for one in ("derivatives", "redistribution"))


def _of_outputs(
    asked: Compatibility, theirs: Entry, ours: Entry | None, shown: Shown | None
) -> Compatibility:
    """The answer for data that a model put out, where its license speaks of outputs."""
    upstream, same = asked.upstream, asked.upstream == asked.offered
    because = reason(upstream, theirs, "output-use")
    limits = () if same else limits_on_use(upstream, theirs)
    use = freedoms_of(theirs)["use"]
    duties: tuple[Duty, ...] = ()
    match theirs.clauses["output-use"].value:
        case "restricted":
            alike = same or ours is None or ours.clauses["output-use"].value == "restricted"
            unread = (asked.offered,) if ours is None else ()
            answer = Answer.LAWYER if alike else Answer.NO
            return replace(asked, answer=answer, because=(because,), unread=unread)
        case "named":
            # The text speaks of models that are trained on outputs, and allows them.
            answer = Answer.LAWYER if limits and use == "denied" else Answer.ONLY_IF
            duties = (naming_duty(upstream, theirs, shown),)
        case _:
            answer = Answer.LAWYER if limits else Answer.YES
    grounds = (because, *limits) if answer is Answer.LAWYER else (because,)
    return replace(asked, answer=answer, because=grounds, duties=duties)
