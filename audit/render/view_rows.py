"""One row as it was and as it is, in words: what a comparison and a timeline show alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from audit.model import (
    Access,
    AccessCondition,
    Asked,
    Claim,
    Component,
    Conflict,
    DataQuestion,
    Edge,
    Evidence,
    Gap,
    Statement,
)
from audit.model.difference import How, Pair
from audit.render.labels import (
    ACCESS,
    AVAILABILITY,
    DATA_STATES,
    GAPS,
    GATES,
    KINDS,
    SCOPES,
    SEVERITIES,
    Mark,
    class_name,
    component_name,
    conflict_name,
    question_name,
    spoken,
)
from audit.render.language import _, marked, sentence
from audit.render.places import Proof, proof
from audit.render.untrusted import one_line

T = TypeVar("T")

HOWS = {
    How.APPEARED: Mark(word=marked("new"), sign="+", tone="calm"),
    How.GONE: Mark(word=marked("gone"), sign="−", tone="calm"),
    How.CHANGED: Mark(word=marked("changed"), sign="→", tone="mixed"),
    How.MOVED: Mark(word=marked("in another place"), sign="↷", tone="calm"),
    How.REWORDED: Mark(word=marked("other words"), sign="≈", tone="open"),
    How.UNREAD: Mark(word=marked("not read on one side"), sign="?", tone="open"),
}


class SayView(Struct, frozen=True, kw_only=True):
    """What stood, or stands, and where."""

    says: str
    proof: Proof = Proof()


class RowView(Struct, frozen=True, kw_only=True):
    """One row as it was and as it is."""

    subject: str
    """What it is about: a component, a file, a requirement."""
    id: str
    """The same for machines; empty where it has no id."""
    how: Mark
    before: SayView | None
    after: SayView | None
    notes: tuple[str, ...] = ()


def how_mark(how: How) -> Mark:
    """The word for what became of a row."""
    known = HOWS[how]
    return Mark(word=_(known.word), sign=known.sign, tone=known.tone)


def how_of(old: object | None, new: object | None) -> How:
    """Whether a row is new, gone or another."""
    if old is None:
        return How.APPEARED
    return How.GONE if new is None else How.CHANGED


def row(
    pair: Pair[T],
    subject: Callable[[T], str],
    says: Callable[[T], str],
    where: Callable[[T], tuple[Evidence, ...]],
) -> RowView:
    """The row of a pair."""
    known = pair.new if pair.new is not None else pair.old
    return RowView(
        subject=subject(known) if known is not None else "",
        id="",
        how=how_mark(pair.how),
        before=_say(pair.old, says, where),
        after=_say(pair.new, says, where),
    )


def _say(
    one: T | None, says: Callable[[T], str], where: Callable[[T], tuple[Evidence, ...]]
) -> SayView | None:
    return SayView(says=says(one), proof=proof(where(one))) if one is not None else None


def statement_rows(pairs: Iterable[Pair[Statement]]) -> tuple[RowView, ...]:
    """The license statements that differ, by the part that they speak of."""
    return tuple(row(one, _scope, statement_says, lambda s: s.evidence) for one in pairs)


def _scope(one: Statement) -> str:
    return _("License of the {part}", part=_(SCOPES[one.scope]))


def statement_says(one: Statement) -> str:
    """The kind of place, and the terms as they were read."""
    class_ = _(class_name(one.class_))
    kind = _(KINDS[one.kind])
    if one.expression is None:
        return f"{kind}: {class_}"
    return f"{kind}: {one_line(one.expression)} ({class_})"


def gate_rows(pairs: Iterable[Pair[AccessCondition]]) -> tuple[RowView, ...]:
    """The gates that differ."""
    return tuple(row(one, lambda g: one_line(g.artifact), gate_says, _evidence) for one in pairs)


def gate_says(one: AccessCondition) -> str:
    """The gate, and what is asked before it opens."""
    gate = _(GATES[one.gate].word)
    asks = _asks(one.asked)
    return _("; ").join((gate, asks)) if asks else gate


def _asks(asked: Asked) -> str:
    if asked == Asked():
        return ""
    words = asked.prompt or asked.description or asked.heading
    fields = ", ".join(one_line(field.name, longest=60) for field in asked.fields[:8])
    parts = [_("to be agreed to: “{words}”", words=one_line(words, longest=160))] if words else []
    parts += [_("asked: {fields}", fields=fields)] if fields else []
    parts += [_("people in the European Union are refused")] if asked.eu_disallowed else []
    return _("; ").join(parts)


def _evidence(one: AccessCondition | Claim | DataQuestion | Edge) -> tuple[Evidence, ...]:
    return one.evidence


def claim_rows(pairs: Iterable[Pair[Claim]]) -> tuple[RowView, ...]:
    """Files that began to call the model open, or ceased to."""
    return tuple(row(one, _claimed_in, _claim_says, _evidence) for one in pairs)


def _claimed_in(one: Claim) -> str:
    where = one.evidence[0].path if one.evidence else None
    return _("Called open in {file}", file=one_line(where or "?"))


def _claim_says(one: Claim) -> str:
    return f"“{one_line(one.text, longest=300)}”" if one.text else _("words left out")


def component_says(one: Component) -> str:
    """Whether it can be had, what stands before it, and its terms."""
    parts = [_(AVAILABILITY[one.availability].word)]
    if one.access is not Access.UNKNOWN:
        parts.append(_(ACCESS[one.access]))
    parts.append(one_line(one.license.expression or _(class_name(one.license.class_))))
    parts += [_("by a person's finding")] if one.reviewed else []
    return _(", ").join(parts)


def component_row(identifier: str, old: Component | None, new: Component | None) -> RowView:
    """One row of the inventory."""
    pair = Pair(how=how_of(old, new), old=old, new=new)
    shaped = row(
        pair, lambda _one: component_name(identifier), component_says, lambda c: c.evidence
    )
    return RowView(
        subject=_(shaped.subject),
        id=identifier,
        how=shaped.how,
        before=shaped.before,
        after=shaped.after,
    )


def conflict_rows(pairs: Iterable[Pair[Conflict]]) -> tuple[RowView, ...]:
    """The conflicts that came, went, or weigh otherwise."""
    return tuple(
        row(one, lambda c: _(conflict_name(c.kind)), _conflict_says, _sides) for one in pairs
    )


def _conflict_says(one: Conflict) -> str:
    return f"{_(SEVERITIES[one.severity].word)}: {one_line(sentence(one.text), longest=600)}"


def _sides(one: Conflict) -> tuple[Evidence, ...]:
    return tuple(place for side in one.sides for place in side.evidence)


def question_rows(pairs: Iterable[Pair[DataQuestion]]) -> tuple[RowView, ...]:
    """The questions on the training data that are answered otherwise."""
    return tuple(
        row(one, lambda q: _(question_name(q.id)), _question_says, _evidence) for one in pairs
    )


def _question_says(one: DataQuestion) -> str:
    word = _(DATA_STATES[one.state].word)
    return f"{word}: {one_line(sentence(one.detail))}" if one.detail else word


def edge_rows(pairs: Iterable[Pair[Edge]]) -> tuple[RowView, ...]:
    """What the model is made from, where that or its terms differ."""
    return tuple(row(one, _edge_of, _edge_says, _evidence) for one in pairs)


def _edge_of(one: Edge) -> str:
    return f"{spoken(one.relation)}: {one_line(one.child)}"


def _edge_says(one: Edge) -> str:
    how = f" ({one_line(one.how)})" if one.how else ""
    terms = one_line(one.license.expression or _(class_name(one.license.class_)))
    return f"{one_line(one.parent)}{how}: {terms}"


def gap_rows(pairs: Iterable[Pair[Gap]]) -> tuple[RowView, ...]:
    """What could not be read on one of the sides."""
    return tuple(row(one, _gap_of, _gap_says, lambda _one: ()) for one in pairs)


def _gap_of(one: Gap) -> str:
    return one_line(f"{one.path} in {one.artifact}" if one.path else one.artifact)


def _gap_says(one: Gap) -> str:
    return f"{_(GAPS[one.reason])}: {one_line(one.detail)}" if one.detail else _(GAPS[one.reason])
