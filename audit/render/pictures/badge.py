"""A badge of one framework's answer, as a file of its own that a README can show.

Two parts beside each other: the framework, and what it comes to. The file asks for no font and runs
no script; `textLength` has every font keep the width that the parts were made for.
"""

from __future__ import annotations

import re

from msgspec import Struct

from audit.model import Basis, FrameworkVerdict, Outcome
from audit.render.answer import title
from audit.render.labels import OUTCOMES
from audit.render.language import _, language, marked, sentence
from audit.render.pictures.drawing import drawn, plain
from audit.render.pictures.text_width import fitted, text_width

SHORT = {
    "dpg-ai": marked("DPG Standard, AI"),
    "eu-ai-act-foss-gpai": marked("EU AI Act, open exemption"),
    "eu-training-summary": marked("EU training summary"),
    "fmti-2023": marked("FMTI 2023, evidence"),
    "fmti-2025": marked("FMTI 2025, evidence"),
    "g7-openness-2026": marked("G7 labels 2026"),
    "mof-mot": marked("MOF by MOT"),
    "mof-spec": "MOF 1.0",
    "open-weights-meeker": marked("Open Weights"),
    "opening-up-chatgpt": "Opening up ChatGPT",
    "osai-index-2025": marked("OSAI Index 2025"),
    "osai-index-2026": marked("OSAI Index 2026"),
    "osaid-1.0": "OSAID 1.0",
    "osaid-checklist": marked("OSAID checklist"),
    "owd-0.3": "OWD 0.3",
}
"""Names that fit a badge; another framework stands by its whole name."""
_OWN_WORDS = frozenset({"tiered", "labels", "score", "completeness"})
"""Kinds of framework whose answer is more than an outcome."""
_NEVER = re.compile(r"certif|complian", re.IGNORECASE)
"""No body has seen the model, so a badge must not sound as if one had."""
_SIZE = 11
_WIDEST = 280
_MARGIN = 7


class _Part(Struct, frozen=True, kw_only=True):
    """One half of a badge, in pixels."""

    text: str
    x: int
    width: int
    length: int


def badge_svg(identifier: str, framework: FrameworkVerdict, *, model: str = "") -> str:
    """A standalone SVG, "OSAID 1.0 | unmet": the framework by its id, and what it comes to.

    `model` is told in the title, for those who hear it. In the language that is spoken now.
    """
    label = _(SHORT[identifier]) if identifier in SHORT else title(framework)
    value = badge_words(framework)
    name = _part(label, 0)
    answer = _part(value, name.width)
    return drawn(
        "badge.svg.j2",
        title=_told(label, value, model),
        language=language(),
        parts=(name, answer),
        width=name.width + answer.width,
        tone=OUTCOMES[framework.outcome].tone,
    )


def badge_words(framework: FrameworkVerdict) -> str:
    """What the framework comes to, in as few words as tell it; a presumption is told as one."""
    if framework.kind in _OWN_WORDS and framework.says and not _NEVER.search(framework.says):
        return plain(sentence(framework.says))
    if framework.outcome is Outcome.MET and framework.basis is Basis.PRESUMED:
        return _("met, if presumed terms count")
    return _(OUTCOMES[framework.outcome].word)


def _told(label: str, value: str, model: str) -> str:
    """The badge as it is heard, with the model where it is named."""
    label = plain(label)
    if model:
        return _(
            "{model}, {framework}: {answer}", model=plain(model), framework=label, answer=value
        )
    return _("{framework}: {answer}", framework=label, answer=value)


def _part(text: str, x: int) -> _Part:
    shown = fitted(plain(text), _SIZE, _WIDEST) or "–"
    length = max(1, round(text_width(shown, _SIZE)))
    return _Part(text=shown, x=x, width=length + 2 * _MARGIN, length=length)
