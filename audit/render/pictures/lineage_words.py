"""What a box and a line of the lineage say, fitted to the room that they have."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from audit.model import AncestorState, Severity
from audit.render.labels import ANCESTORS, SEVERITIES, class_name, spoken
from audit.render.language import _, marked, ngettext
from audit.render.pictures.drawing import plain
from audit.render.pictures.folding import Box, BoxKind
from audit.render.pictures.graph import Graph, Node, NodeKind, Step
from audit.render.pictures.openness import STATES, State, terms_state
from audit.render.pictures.text_width import fitted, lines
from audit.render.untrusted import web_link

WIDTH = 220
"""Of a box."""
_ROOM = WIDTH - 24
_NAME_SIZE = 14
_SMALL = 12
_BOLD = 1.13
"""How much wider bold letters are."""
LABEL_ROOM = 138
"""For the words on a line."""

KINDS = {
    NodeKind.MODEL: marked("Model"),
    NodeKind.DATA: marked("Data set"),
    NodeKind.ENCODER: marked("Encoder"),
}
RELATIONS = {
    "base-model": marked("base model"),
    "vision-encoder": marked("vision encoder"),
    "speech-encoder": marked("speech encoder"),
    "dataset": marked("training data"),
    "data-generator": marked("made the data"),
}
HOW = {
    "quantization": marked("quantization"),
    "merge": marked("merge"),
    "distillation": marked("distillation"),
    "adapter": marked("adapter"),
    "fine-tune": marked("fine-tune"),
    "initialization": marked("initialization"),
}
"""The relations of `criteria/relations.yaml`."""
NOT_READ = frozenset(AncestorState) - {AncestorState.READ, AncestorState.UNKNOWN}
"""What is drawn with a broken edge."""
_SIGNS = {State.OPEN: "✓", State.LIMITED: "◐", State.UNSETTLED: "?", State.UNKNOWN: "?"}


class Text(Struct, frozen=True, kw_only=True):
    """One line of a box."""

    words: str
    style: str
    """`what`, `name`, `terms` or `small`."""
    step: int
    """Pixels below the line before it."""
    href: str | None = None
    tone: str = ""


class Label(Struct, frozen=True, kw_only=True):
    """What stands on a line: how the source came in, and the conflicts."""

    relation: str
    conflict: str
    """A sign and a word, short enough for the line."""
    told: str
    """The same as a sentence."""
    severity: Severity | None
    href: str | None

    @property
    def tone(self) -> str:
        """The tone of the gravest conflict, or nothing."""
        return SEVERITIES[self.severity].tone if self.severity else ""


def texts(box: Box, lineage: Graph) -> tuple[Text, ...]:
    """The lines of a box, from the top."""
    match box.kind:
        case BoxKind.NODE:
            return _node_texts(box, lineage)
        case BoxKind.REFERENCE:
            node = lineage.nodes[box.key]
            return (_small(_("drawn elsewhere"), "what"), *_name_texts(node))
        case BoxKind.FOLD:
            return _fold_texts(box, lineage)


def label(step: Step | None, box: Box, lineage: Graph, page: str) -> Label:
    """The words on the line from this box; of a fold, the gravest of what it holds."""
    numbers = step.conflicts if step else box.conflicts
    severity = lineage.severities[numbers[0]] if numbers else None
    short, told = _conflict(numbers, severity)
    return Label(
        relation=fitted(_relation(step) if step else "", _SMALL, LABEL_ROOM),
        conflict=fitted(short, _SMALL * _BOLD, LABEL_ROOM),
        told=told,
        severity=severity,
        href=f"{page}#conflict-{numbers[0]}" if numbers else None,
    )


def _node_texts(box: Box, lineage: Graph) -> tuple[Text, ...]:
    node = lineage.nodes[box.key]
    more = ngettext("and {number} more source", "and {number} more sources", box.folded)
    return (
        _small(_kind(node, is_root=box.key == lineage.root), "what"),
        *_name_texts(node),
        *_terms_texts(node),
        *((_small(more, "small"),) if box.folded else ()),
    )


def _kind(node: Node, *, is_root: bool) -> str:
    kind = _(KINDS[node.kind])
    if is_root:
        return _("{kind}, audited", kind=kind)
    if node.state is AncestorState.NAMED:
        return _("{kind}: a name alone", kind=kind)
    state = ANCESTORS[node.state]
    return _("{kind}: {state}", kind=kind, state=_(state)) if state else kind


def _name_texts(node: Node) -> tuple[Text, ...]:
    parts = lines(plain(node.name) or "–", _NAME_SIZE * _BOLD, _ROOM, 2)
    link = web_link(node.url)
    return tuple(
        Text(words=part, style="name", step=20 if at == 0 else 18, href=link)
        for at, part in enumerate(parts)
    )


def _terms_texts(node: Node) -> tuple[Text, ...]:
    """The expression, if there is one, and the class in plain words, with a sign."""
    state = terms_state(node.license.class_, knowledge=node.kind is NodeKind.DATA)
    words = class_name(node.license.class_)
    told = plain(node.license.expression or "")
    first = told or _("terms: {words}", words=words)
    parts = lines(f"{_SIGNS[state]} {first}", 13 * _BOLD, _ROOM, 2)
    head = tuple(
        Text(words=part, style="terms", step=22 if at == 0 else 17, tone=STATES[state].tone)
        for at, part in enumerate(parts)
    )
    more = lines(plain(words), _SMALL, _ROOM, 2) if told else ()
    return (*head, *(_small(part, "small") for part in more))


def _fold_texts(box: Box, lineage: Graph) -> tuple[Text, ...]:
    told = _(
        "and {number} more: {relation}",
        number=f"{box.folded:,}",
        relation=_relation_name(box.relation),
    )
    parts = lines(plain(told), _NAME_SIZE * _BOLD, _ROOM, 2)
    return tuple(
        Text(words=part, style="name", step=20 if at == 0 else 18) for at, part in enumerate(parts)
    )


def _relation(step: Step) -> str:
    """How the source came in: for a base model the way that is told, else what it is."""
    if step.in_cycle:
        return _("leads back")
    if step.how and step.relation == "base-model":
        known = HOW.get(step.how)
        return _(known) if known else plain(step.how)
    return _relation_name(step.relation)


def _relation_name(relation: str) -> str:
    known = RELATIONS.get(relation)
    return _(known) if known else plain(spoken(relation).lower())


def _conflict(numbers: Sequence[int], severity: Severity | None) -> tuple[str, str]:
    """The conflicts of a line, short and as a sentence; nothing where there are none."""
    if severity is None:
        return "", ""
    mark, count = SEVERITIES[severity], len(numbers)
    word = _(mark.word)
    short = ngettext("{severity} conflict", "{number} conflicts", count, severity=word)
    told = ngettext(
        "{number} conflict: {severity}. It is told under Conflicts.",
        "{number} conflicts, the gravest: {severity}. They are told under Conflicts.",
        count,
        severity=word,
    )
    return f"{mark.sign} {short}", told


def _small(words: str, style: str) -> Text:
    return Text(words=fitted(words, _SMALL, _ROOM), style=style, step=17)
