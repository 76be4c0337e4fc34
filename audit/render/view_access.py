"""What stands before the files, who lets people in and what they ask, as a report shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from msgspec import Struct

from audit.model import AccessCondition, Asked, AskedField, GateKind
from audit.render.labels import FIELD_TYPES, GATES, Mark
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
            return "Nobody has to be asked."
        case GateKind.AUTO:
            return (
                "The host lets in at once whoever has an account, agrees, and shares name and "
                f"e-mail address with {owner}."
            )
        case GateKind.MANUAL:
            return (
                f"Each request is decided by {owner}; whoever asks needs an account and shares "
                "name and e-mail address."
            )
        case GateKind.PRIVATE:
            return f"Only those whom {owner} lets in see that it is there."
        case GateKind.DISABLED:
            return "Nobody is let in: the host has closed it."
        case GateKind.UNKNOWN:
            return "Whether anybody has to be asked was not seen."
        case _ as never:
            assert_never(never)


def _owner(artifact: str) -> str:
    name = artifact.partition(":")[2].removeprefix("datasets/")
    owner, slash, _ = name.partition("/")
    return one_line(owner) if slash and owner else "its owner"


def _asks(asked: Asked) -> Iterator[AskView]:
    texts = (
        ("heading", asked.heading),
        ("to be agreed to", asked.prompt),
        ("description", asked.description),
    )
    for kind, words in texts:
        if words:
            yield AskView(kind=kind, words=one_line(words, longest=LONGEST_QUOTE))
    yield from map(_field, asked.fields[:MOST_ASKED])
    if more := asked.more_fields + max(0, len(asked.fields) - MOST_ASKED):
        yield AskView(kind="asked for", note=f"{more:,} more")
    if asked.button:
        yield AskView(kind="button", words=one_line(asked.button))
    if asked.eu_disallowed:
        yield AskView(kind="refused", note="people in the European Union")


def _field(field: AskedField) -> AskView:
    options = ", ".join(one_line(one, longest=60) for one in field.options[:MOST_OPTIONS])
    rest = field.more_options + max(0, len(field.options) - MOST_OPTIONS)
    kind = FIELD_TYPES.get(field.type, one_line(field.type))
    listed = f"{options} and {rest:,} more" if rest else options
    note = ": ".join(filter(None, (kind, listed)))
    return AskView(kind="asked for", words=one_line(field.name, longest=_LONGEST_FIELD), note=note)


def _counted(asked: Asked) -> str:
    fields = len(asked.fields) + asked.more_fields
    parts = (
        f"{fields:,} thing{'' if fields == 1 else 's'} asked for" if fields else "",
        "terms to be agreed to" if asked.prompt else "",
        "people in the European Union refused" if asked.eu_disallowed else "",
    )
    said = ", ".join(filter(None, parts))
    return f"Its form: {said}." if said else ""
