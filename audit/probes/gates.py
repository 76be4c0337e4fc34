"""Gates: whether a host asks something of those who download, who lets them in, what is asked.

Looks at: the host's own record (`gated`, `private`, `disabled`) of weights, checkpoints, data
sets, base models and code; the head of the card (`extra_gated_...`), or what the record repeats
of it where the card was not readable.
States: for each artifact none, auto, manual, private, disabled, or unknown where a form is set
and the host's word was not seen; with the form's heading, words, fields and their options.
Misses: what is asked on other pages, such as a form of the publisher's own; payment.

A form without a gate asks nobody: the Hub shows it only where the owner has set a gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audit.model import Asked, Evidence, Fact, Gate, GateKind, Role
from audit.probes.pages import Subject, View
from audit.text.front_matter import line_of_key
from audit.text.gate_form import KEYS, read_form
from audit.text.page import Page

_HUB_ROLES = (Role.WEIGHTS, Role.CHECKPOINT, Role.DATA, Role.BASE_MODEL)


def probe(view: View) -> Iterator[Fact]:
    """The gate of every artifact whose host says something of one."""
    for subject in view.of(*_HUB_ROLES, Role.CODE):
        yield from _gate(subject, has_form=subject.artifact.role in _HUB_ROLES)


def _gate(subject: Subject, *, has_form: bool) -> Iterator[Fact]:
    kind, said = _kind(subject.metadata)
    asked, form = _form(subject) if has_form else (Asked(), ())
    if kind is None and not form:
        return
    yield Gate(
        artifact=subject.artifact.id,
        kind=kind or GateKind.UNKNOWN,
        asked=asked,
        evidence=(*said, *form),
    )


def _kind(record: Page | None) -> tuple[GateKind | None, tuple[Evidence, ...]]:
    """What the record says, with its lines; None where it says nothing of a gate."""
    if record is None:
        return None, ()
    answer = record.record
    closed = {GateKind.PRIVATE: "private", GateKind.DISABLED: "disabled"}
    shut = [kind for kind, key in closed.items() if answer.get(key)]
    gated = answer.get("gated")
    keys = [closed[kind] for kind in shut]
    if gated is not None and not (shut and gated is False):
        keys.append("gated")
    where = tuple(_cite(record, key) for key in keys)
    return (shut[0] if shut else _of_a_word(gated)), where


def _of_a_word(gated: object) -> GateKind | None:
    """A word that is not known is taken for the strictest gate; null is no word."""
    if gated is None:
        return None
    if gated is False:
        return GateKind.NONE
    return GateKind.AUTO if gated == "auto" else GateKind.MANUAL


def _form(subject: Subject) -> tuple[Asked, tuple[Evidence, ...]]:
    """What the card asks, with its lines; from the record where the card was not readable."""
    card = subject.page("README.md")
    front = card.front_matter if card else None
    if card and front and front.problem is None:
        lines = (line_of_key(card.lines, front.lines, key) for key in _set_in(front.data))
        return read_form(front.data), tuple(card.cite(*span) for span in lines)
    record = subject.metadata
    said = record.record.get("cardData") if record else None
    if record is None or not isinstance(said, Mapping):
        return Asked(), ()
    places = tuple(_cite(record, key, inside="cardData") for key in _set_in(said))
    return read_form(said), places


def _set_in(front: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(key for key in KEYS if front.get(key) is not None)


def _cite(record: Page, key: str, inside: str = "") -> Evidence:
    """The lines of a key at the top of a record, which is indented by one, or of one field."""
    start = _line_of(record, f' "{inside}":', 0) if inside else 0
    indent = "  " if inside else " "
    first = _line_of(record, f'{indent}"{key}":', start)
    if not first:
        return record.cite(record.line_with(f'"{key}"', after=f'"{inside}"' if inside else ""))
    if not record.lines[first - 1].endswith(("{", "[")):
        return record.cite(first)
    ends = (_line_of(record, f"{indent}{sign}", first) for sign in "}]")
    return record.cite(first, min(filter(None, ends), default=first))


def _line_of(record: Page, head: str, after: int) -> int:
    """The first line behind another that begins so; 0 where none does."""
    lines = enumerate(record.lines[after:], after + 1)
    return next((number for number, line in lines if line.startswith(head)), 0)
