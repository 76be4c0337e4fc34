"""Whose terms a sentence speaks of: one that names another project before the license grants
nothing for this model."""

from __future__ import annotations

import re

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
