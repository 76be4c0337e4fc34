"""Whose terms a sentence speaks of, and in whose voice: one that names another project before the
license grants nothing for this model, nor does a quotation, an example, or a language unread."""

from __future__ import annotations

import re

from audit.text.tongues import is_read

_NAME = re.compile(r"[A-Z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+)*")
_INNER_CAPITAL = re.compile(r"[a-z][A-Z]|\d|[A-Z]{2}")
_IS_A_SUBJECT = re.compile(
    r"\s*(?:['’]s\b|(?:is|are|has|have|comes?|and|by|from|models?|weights?|code|data(?:sets?)?"
    r"|checkpoints?)\b|[(,:])"
)
_ORDINARY = re.compile(
    r"the|this|our|all|both|we|it|its|please|for|code|codes|data|dataset|datasets|model|models"
    r"|weight|weights|checkpoint|checkpoints|parameters|license|licenses|licence|licensed"
    r"|released|release|usage|notice|notices|note|project|repository|repo|copyright|apache|mit"
    r"|bsd|creative|commons|attribution|noncommercial|non|commercial|gnu|cc|version|software"
    r"|source|these|that|you|and|see|in|by|on|to|an|open|under|terms|github|hugging|face"
    r"|huggingface|research|free|permission|unless|distributed|published|available|everything"
    r"|training|inference|evaluation|pretrained|fine|tuned|base|chat|instruct|vision|language"
    r"|large|multimodal|foundation|ai|spdx|international|public|documentation|docs|paper"
    r"|report|acknowledgement|readme|file|files|use|using|intended|user|users|your|any|each|no"
    r"|also|additionally|furthermore|moreover|however|here|there|as|with|while|foundation's"
    r"|model's|summary|academic|important|warning|disclaimer|overview|details|type|name"
    r"|developed|finetuned|from"
)
_QUOTED = re.compile(r"`([^`]{1,400})`|“([^”]{1,400})”|\"([^\"]{1,400})\"|「([^」]{1,400})」")
_SAYS = re.compile(r"\b(?:is|are|am|released?|licen[cs]ed)\b", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"\bfor (?:example|instance)\b|\be\.g\.|\byour (?:own )?(?:model ?card|card|readme|repo)\w*\b"
    r"|例如|比如",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(?:writes?|wrote|says?|said|states?|stated|quot\w{1,6}|according|authors?)\b[^.]*[:：][\s*_]*$"
    r"|(?:表示|写道|指出|引用)[^。]*[:：]\s*$",
    re.IGNORECASE,
)
_LONGEST_QUOTATION = 100
"""Lines above a line of a quotation in which its beginning is looked for."""


def is_own_voice(text: str, raw: str) -> bool:
    """Whether the sentence names `raw` in the publisher's own voice, in a language that is read."""
    if _EXAMPLE.search(text) or not is_read(text):
        return False
    quoted = (next(filter(None, found.groups())) for found in _QUOTED.finditer(text))
    return not any(raw in words and _SAYS.search(words) for words in quoted)


def is_quoted(lines: tuple[str, ...], number: int) -> bool:
    """Whether the line lies in a quotation that the words above it give to somebody else."""
    if not lines[number - 1].lstrip().startswith(">"):
        return False
    above = lines[max(0, number - 1 - _LONGEST_QUOTATION) : number - 1]
    before = (line for line in reversed(above) if line.strip() and line.lstrip()[0] != ">")
    return bool(_INTRODUCES.search(next(before, "")[-2_000:]))


def grants(text: str, raw: str, own: frozenset[str]) -> bool:
    """Whether the sentence gives the terms `raw` to this model's own things, as of now."""
    head, named, _ = text.partition(raw)
    if not named:
        head = text
    return not any(_is_foreign(head, found, own) for found in _NAME.finditer(head))


def _is_foreign(head: str, found: re.Match[str], own: frozenset[str]) -> bool:
    words = [word for word in re.split(r"[^a-z]+", found[0].lower()) if word]
    if all(_ORDINARY.fullmatch(word) or len(word) < 2 for word in words):
        return False
    if any(name in found[0].lower() for name in own):
        return False
    begins = not re.search(r"\w", head[: found.start()])
    if begins and not _INNER_CAPITAL.search(found[0]):
        return bool(_IS_A_SUBJECT.match(head, found.end()))
    return True


def is_foreign_name(name: str, own: frozenset[str]) -> bool:
    """Whether a name in front of a verb is somebody else's; a plural word names nobody."""
    words = [word for word in re.split(r"[^a-z]+", name.lower()) if word]
    if all(_ORDINARY.fullmatch(word) or len(word) < 2 or word[-1] == "s" for word in words):
        return False
    return not any(word in name.lower() for word in own)
