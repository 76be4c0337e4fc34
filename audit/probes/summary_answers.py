"""Whether what stands in a field of a summary answers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from audit.model import FieldState
from audit.model.vocabulary import SUMMARY_GATES
from audit.probes.summary_words import (
    ADDRESS,
    BEFORE_COLON,
    BOTH,
    CONTACT,
    DIGIT,
    EMPTY_PHRASE,
    GENERAL,
    GUIDANCE,
    MARK,
    MODALITY,
    NAME,
    NONE,
    PLACEHOLDER,
    TICKED,
    YEAR,
    YES_NO,
)


class Answered(NamedTuple):
    """The state of a field, with the answer of a question and a remark."""

    state: FieldState
    answer: bool | None = None
    detail: str = ""


EMPTY = Answered(FieldState.EMPTY)
FILLED = Answered(FieldState.FILLED)
_LONGEST_PHRASE = 300
_LONGEST_NONE = 160
_CHOICES = {"text", "image", "audio", "video", "other"}
_LISTS = frozenset(
    {"large-public-datasets", "known-private-datasets", "crawler-names", "crawled-domains"}
    | {"generators-on-market"}
)
_ASKED_FOR = {
    "summary-version": (DIGIT, "no number"),
    "summary-date": (DIGIT, "no date"),
    "union-market-date": (YEAR, "no date"),
    "latest-data-date": (YEAR, "no date"),
    "crawl-period": (YEAR, "no date"),
    "provider": (CONTACT, "no contact is told"),
}
"""Fields that are answered by something of a known form."""
_MAY_BE_NONE = frozenset(
    {"authorized-representative", "model-dependencies", "other-characteristics"}
    | {"general-comments", "public-comments", "other-information", "copyright-policy-told"}
    | {"other-public-datasets", "known-private-datasets", "other-private-datasets"}
    | {"generators-on-market", "other-generators"}
)
"""Fields to which it is an answer that there is none."""


def options(text: str) -> list[tuple[bool, str]]:
    """The boxes of a text: whether each is ticked, and the words behind it."""
    behind = (part.strip(" \n|,;") for part in MARK.split(text)[1:])
    boxes = zip(MARK.findall(text), behind, strict=True)
    return [(not TICKED.isdisjoint(mark), words) for mark, words in boxes if words]


def content(lines: Iterable[str]) -> list[str]:
    """The lines of a field that the publisher wrote: no placeholders, no words of the template and
    no boxes that are not ticked."""
    return [text for line in lines if (text := _own_words(line))]


def _own_words(line: str) -> str:
    text = line.strip(" |")
    if mark := MARK.search(text):
        ticked = (words for is_ticked, words in options(text) if is_ticked)
        text = " ".join([text[: mark.start()], *ticked]).strip()
    if found := BEFORE_COLON.match(text):
        text = text[found.end() :].strip()
    is_asking = text.endswith(("?", "？"))
    if is_asking or GUIDANCE.match(text.lstrip("([*_\"' ")) or PLACEHOLDER.fullmatch(text):
        return ""
    return text


def answered(name: str, lines: list[str]) -> Answered:
    """What stands in a field."""
    if name in SUMMARY_GATES:
        return _of_gate(lines)
    own = content(lines)
    if name.endswith("modalities"):
        return _of_modalities(lines, own)
    return _of_words(name, own) if own else EMPTY


def _of_words(name: str, own: list[str]) -> Answered:
    text = "\n".join(own)
    if len(text) < _LONGEST_NONE and NONE.fullmatch(text):
        is_answer = name in _MAY_BE_NONE
        state = FieldState.FILLED if is_answer else FieldState.EVASIVE
        return Answered(state, detail="said to be none" if is_answer else "said not to apply")
    if name in _ASKED_FOR:
        form, lacking = _ASKED_FOR[name]
        return FILLED if form.search(text) else _evasive(lacking)
    if name in _LISTS:
        return FILLED if names_something(own) else _evasive("a general phrase, and no names")
    return is_told(text)


def is_told(text: str) -> Answered:
    """Whether prose says something of this model alone."""
    is_phrase = len(text) <= _LONGEST_PHRASE and EMPTY_PHRASE.search(text)
    return _evasive("a general phrase") if is_phrase else FILLED


def _evasive(detail: str) -> Answered:
    return Answered(FieldState.EVASIVE, detail=detail)


def _of_gate(lines: list[str]) -> Answered:
    boxes = [
        (is_ticked, said)
        for is_ticked, words in options("\n".join(lines))
        if (said := _said(words)) is not None
    ]
    if boxes:
        return _of_boxes(boxes)
    own = "\n".join(content(lines))
    if not own or BOTH.match(own):
        return EMPTY
    said = _said(own)
    return _evasive("neither yes nor no") if said is None else _answer(said)


def _of_boxes(boxes: list[tuple[bool, bool]]) -> Answered:
    ticked = {said for is_ticked, said in boxes if is_ticked}
    if len(ticked) == 1:
        return _answer(ticked.pop())
    if ticked:
        return _evasive("both yes and no")
    both = len({said for _, said in boxes}) == 2
    return EMPTY if both else _evasive("a box that is not ticked")


def _answer(said: bool) -> Answered:
    return Answered(FieldState.FILLED, answer=said, detail="yes" if said else "no")


def _said(text: str) -> bool | None:
    found = YES_NO.match(text)
    return None if found is None else found["yes"] is not None


def _of_modalities(lines: list[str], own: list[str]) -> Answered:
    boxes = options("\n".join(lines))
    if any(MODALITY.match(words) for _, words in boxes):
        named = any(is_ticked and MODALITY.match(words) for is_ticked, words in boxes)
        return FILLED if named else EMPTY
    if not own:
        return EMPTY
    text = "\n".join(own)
    kinds = {found[0].lower().rstrip("s") for found in MODALITY.finditer(text[:500])}
    if kinds >= _CHOICES:
        return EMPTY  # the choices of the template
    return FILLED if kinds else _evasive("no modality is named")


def names_something(lines: list[str]) -> bool:
    """Whether a list has an address, or a name that is no word of everyday."""
    return any(ADDRESS.search(line) or _has_name(line) for line in lines)


def _has_name(line: str) -> bool:
    return any(_are_names(line))


def _are_names(line: str) -> Iterator[bool]:
    """Of each word that is no general one, whether it is written as a name."""
    words = [found[0].strip(".-") for found in NAME.finditer(line)]
    for number, word in enumerate(words):
        if word.lower() not in GENERAL and len(word) > 1:
            marked = any(sign.isupper() or sign.isdigit() or sign == "_" for sign in word[1:])
            yield marked or (word[0].isupper() and (number > 0 or len(words) <= 3))
