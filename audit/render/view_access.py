"""What stands before the files, who lets people in and what they ask, as a report shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from msgspec import Struct

from audit.model import AccessCondition, Asked, AskedField, GateKind
from audit.render.labels import FIELD_TYPES, GATES, Mark
from audit.render.language import _, ngettext
from audit.render.places import Proof, proof
from audit.render.untrusted import LONGEST_QUOTE, one_line

MOST_ASKED = 30
"""Fields of a form that a report lists; the JSON has more."""
MOST_OPTIONS = 12
_LONGEST_FIELD = 300


class AskView(Struct, frozen=True, kw_only=True):
    """One thing that is asked."""

    kind: str
    words: str = ""
    """The publisher's own."""
    note: str = ""


class GateView(Struct, frozen=True, kw_only=True):
    """What stands before one artifact."""

    artifact: str
    href: str | None
    gate: Mark
    stands: bool
    """Whether it keeps anybody out, or may."""
    who: str
    """Who is to be asked, in a sentence."""
    asks: tuple[AskView, ...]
    idle: bool
    """Whether there is a form and no gate that would show it."""
    counted: str
    """How much is asked, in a sentence; empty when nothing is."""
    proof: Proof


def gate_view(condition: AccessCondition, addresses: Mapping[str, str | None]) -> GateView:
    """What stands before one artifact; it is linked when its address is known."""
    asked = condition.asked
    return GateView(
        artifact=condition.artifact,
        href=addresses.get(condition.artifact),
        gate=GATES[condition.gate],
        stands=condition.gate is not GateKind.NONE,
        who=_who(condition),
        asks=tuple(_asks(asked)),
        idle=condition.gate is GateKind.NONE and asked != Asked(),
        counted=_counted(asked),
        proof=proof(condition.evidence),
    )


def _who(condition: AccessCondition) -> str:
    owner = _owner(condition.artifact)
    match condition.gate:
        case GateKind.NONE:
            return _("Nobody has to be asked.")
        case GateKind.AUTO:
            return _(
                "The host lets in at once whoever has an account, agrees, and shares name and "
                "e-mail address with {owner}.",
                owner=owner,
            )
        case GateKind.MANUAL:
            return _(
                "Each request is decided by {owner}; whoever asks needs an account and shares "
                "name and e-mail address.",
                owner=owner,
            )
        case GateKind.PRIVATE:
            return _("Only those whom {owner} lets in see that it is there.", owner=owner)
        case GateKind.DISABLED:
            return _("Nobody is let in: the host has closed it.")
        case GateKind.UNKNOWN:
            return _("Whether anybody has to be asked was not seen.")
        case _ as never:
            assert_never(never)


def _owner(artifact: str) -> str:
    name = artifact.partition(":")[2].removeprefix("datasets/")
    owner = name.partition("/")[0] if "/" in name else ""
    return one_line(owner) if owner else _("its owner")


def _asks(asked: Asked) -> Iterator[AskView]:
    texts = (
        (_("heading"), asked.heading),
        (_("to be agreed to"), asked.prompt),
        (_("description"), asked.description),
    )
    for kind, words in texts:
        if words:
            yield AskView(kind=kind, words=one_line(words, longest=LONGEST_QUOTE))
    yield from map(_field, asked.fields[:MOST_ASKED])
    if more := asked.more_fields + max(0, len(asked.fields) - MOST_ASKED):
        yield AskView(kind=_("asked for"), note=_("{number} more", number=f"{more:,}"))
    if asked.button:
        yield AskView(kind=_("button"), words=one_line(asked.button))
    if asked.eu_disallowed:
        yield AskView(kind=_("refused"), note=_("people in the European Union"))


def _field(field: AskedField) -> AskView:
    options = ", ".join(one_line(one, longest=60) for one in field.options[:MOST_OPTIONS])
    rest = field.more_options + max(0, len(field.options) - MOST_OPTIONS)
    known = FIELD_TYPES.get(field.type)
    kind = _(known) if known else one_line(field.type)
    listed = options
    if rest:
        listed = _("{place} and {number} more", place=options, number=f"{rest:,}")
    note = _(": ").join(filter(None, (kind, listed)))
    return AskView(
        kind=_("asked for"), words=one_line(field.name, longest=_LONGEST_FIELD), note=note
    )


def _counted(asked: Asked) -> str:
    fields = len(asked.fields) + asked.more_fields
    parts = (
        ngettext("{number} thing asked for", "{number} things asked for", fields) if fields else "",
        _("terms to be agreed to") if asked.prompt else "",
        _("people in the European Union refused") if asked.eu_disallowed else "",
    )
    said = _(", ").join(filter(None, parts))
    return _("Its form: {what}.", what=said) if said else ""
