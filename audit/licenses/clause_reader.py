"""Reads the clause table out of terms that nobody has read yet, in English and Chinese.

A clause that is found stands in the text, with its quote. A question to which nothing was found
is not answered, which is not "no": a freedom is granted only where words give it and nothing lowers
it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from audit.licenses.clause_patterns import (
    FREE_FOR_RESEARCH,
    LAW_OF,
    NUMBER,
    WORDINGS,
    Wording,
)
from audit.licenses.entries import clause_table, freedoms

LONGEST_SENTENCE = 1_500
"""Characters of a sentence that are read."""
LONGEST_QUOTE = 400
MOST_PER_ANSWER = 8
"""Sentences that are told for one answer."""
_SENTENCE_END = re.compile(r"(?<=[^.\s]{2})[.!?](?= |$)|[;。；！？]|\n")
_GIVES = {
    "use": ("commercial-use", "allowed"),
    "study": ("derivatives", "allowed"),
    "modify": ("derivatives", "allowed"),
    "share": ("redistribution", "allowed"),
}
"""The answer by which each freedom is given in words."""


class ReadClause(Struct, frozen=True, kw_only=True):
    """An answer to a question of the clause table, and the sentence that gives it."""

    kind: str
    value: str
    first: int
    last: int
    quote: str
    note: str = ""
    """A number, the land whose law governs, or that research is free."""


class _Sentence(Struct, frozen=True, kw_only=True):
    start: int
    text: str
    lowered: str


def read_clauses(lines: tuple[str, ...]) -> tuple[ReadClause, ...]:
    """Every clause that the text sets, by question in the order of the table; of one question
    those that lower the freedoms most come first, then by line."""
    folded, starts, numbers = _folded(lines)
    lowered = folded.lower()
    wordings = [one for one in WORDINGS if any(cue in lowered for cue in one.cues)]
    found = [
        _clause(wording, sentence, match, starts, numbers)
        for sentence in _sentences(folded)
        for wording in wordings
        if (match := _said(wording, sentence))
    ]
    order = list(clause_table().clauses)
    found.sort(
        key=lambda clause: (
            order.index(clause.kind),
            tuple(-part for part in _weight(clause)),
            clause.first,
        )
    )
    return tuple(_bounded(found))


def table(clauses: Iterable[ReadClause]) -> dict[str, ReadClause]:
    """One answer to each question: of several the one that lowers the freedoms most, the first of
    these; and what several answers mean together."""
    chosen: dict[str, ReadClause] = {}
    answers: dict[tuple[str, str], ReadClause] = {}
    for clause in clauses:
        answers.setdefault((clause.kind, clause.value), clause)
    for clause in answers.values():
        known = chosen.get(clause.kind)
        if known is None or _weight(clause) > _weight(known):
            chosen[clause.kind] = clause
    return {**chosen, **dict(_together(chosen, answers))}


def _together(
    chosen: dict[str, ReadClause], answers: dict[tuple[str, str], ReadClause]
) -> Iterator[tuple[str, ReadClause]]:
    """Answers that follow from more than one sentence."""
    if direct := answers.get(("sublicensing", "direct")):
        yield "sublicensing", direct
    suit, breach = (
        answers.get(("termination", "on-suit")),
        answers.get(("termination", "on-breach")),
    )
    if suit and breach and chosen["termination"].value in ("on-suit", "on-breach"):
        yield "termination", replace(breach, value="on-breach-or-suit")
    if ("pass-through", "license-copy") in answers and ("pass-through", "use-policy") in answers:
        copy = answers["pass-through", "license-copy"]
        yield "pass-through", replace(copy, value="license-and-policy")
    cap = chosen.get("user-cap")
    commercial = chosen.get("commercial-use")
    if cap and (commercial is None or commercial.value == "allowed"):
        yield "commercial-use", replace(cap, kind="commercial-use", value="conditional")
    if _is_for_some_ends_only(chosen):
        for kind in ("derivatives", "redistribution"):
            if kind in chosen and chosen[kind].value == "allowed":
                yield kind, replace(chosen[kind], value="conditional")


def _is_for_some_ends_only(chosen: dict[str, ReadClause]) -> bool:
    """Whether all that is granted is granted without commerce, for research or somewhere alone."""
    limits = {
        "commercial-use": "forbidden",
        "field-of-use": "research-only",
        "territory": "limited",
    }
    return any(kind in chosen and chosen[kind].value == value for kind, value in limits.items())


def freedoms_read(clauses: Iterable[ReadClause]) -> dict[str, str]:
    """The mark of each freedom as far as the text tells: granted, conditional, denied, unknown."""
    answers = {kind: clause.value for kind, clause in table(clauses).items()}
    marks = freedoms(answers)
    granted = clause_table().marks[0]
    for freedom, (question, value) in _GIVES.items():
        if marks[freedom] == granted and answers.get(question) != value:
            marks[freedom] = "unknown"
    return marks


def _weight(clause: ReadClause) -> tuple[int, int]:
    """How much an answer lowers; an answer that takes nothing weighs less than one that asks."""
    rules = clause_table()
    question = rules.clauses[clause.kind]
    lowers = sum(rules.marks.index(mark) for mark in question.values[clause.value].values())
    return lowers, list(question.values).index(clause.value)


def _folded(lines: tuple[str, ...]) -> tuple[str, list[int], list[int]]:
    """The text with each paragraph on one line, where each line of the file begins in it, and
    the number of that line."""
    parts: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    length = 0
    for number, line in enumerate(lines, 1):
        words = " ".join(line.split())
        if words:
            starts.append(length)
            numbers.append(number)
            parts.append(words + " ")
        elif parts and not parts[-1].endswith("\n"):
            parts.append("\n")
        else:
            continue
        length += len(parts[-1])
    return "".join(parts), starts, numbers


def _sentences(folded: str) -> Iterator[_Sentence]:
    place = 0
    for end in [*(mark.end() for mark in _SENTENCE_END.finditer(folded)), len(folded)]:
        for start in range(place, end, LONGEST_SENTENCE):
            text = folded[start : min(end, start + LONGEST_SENTENCE)]
            if text.strip():
                yield _Sentence(start=start, text=text, lowered=_lower(text))
        place = end


def _lower(text: str) -> str:
    """In lower case, each character in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return lowered


def _said(wording: Wording, sentence: _Sentence) -> re.Match[str] | None:
    lowered = sentence.lowered
    if not any(cue in lowered for cue in wording.cues):
        return None
    match = wording.pattern.search(lowered)
    if match is None or (wording.unless is not None and wording.unless.search(lowered)):
        return None
    return match


def _clause(
    wording: Wording,
    sentence: _Sentence,
    match: re.Match[str],
    starts: list[int],
    numbers: list[int],
) -> ReadClause:
    first, last = _quoted(sentence.text, match.span())
    quote = sentence.text[first:last].strip()
    begin = sentence.start + sentence.text.index(quote)
    value = wording.value
    if (wording.question, value) == ("registration", "required") and _is_commercial(sentence):
        value = "for-commercial-use"
    return ReadClause(
        kind=wording.question,
        value=value,
        first=numbers[bisect_right(starts, begin) - 1],
        last=numbers[bisect_right(starts, begin + len(quote) - 1) - 1],
        quote=quote,
        note=_note(wording.question, sentence.lowered),
    )


def _is_commercial(sentence: _Sentence) -> bool:
    return "commercial" in sentence.lowered or "商" in sentence.lowered


def _quoted(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The part of a sentence that is shown: all of it, or what stands around the words."""
    if len(text) <= LONGEST_QUOTE:
        return 0, len(text)
    room = max(0, LONGEST_QUOTE - (span[1] - span[0])) // 2
    first = max(0, span[0] - room)
    last = min(len(text), first + LONGEST_QUOTE)
    if first:
        first = text.find(" ", first, span[0]) + 1 or first
    return first, last


def _note(question: str, lowered: str) -> str:
    match question:
        case "user-cap":
            numbers = [number[0].strip() for number in NUMBER.finditer(lowered)]
            return max(numbers, key=len, default="")
        case "governing-law":
            law = LAW_OF.search(lowered)
            land = (law["land"] or law["china"]) if law else ""
            return "People's Republic of China" if land in _CHINA else land.title()
        case "commercial-use":
            return "free for academic research" if FREE_FOR_RESEARCH.search(lowered) else ""
        case _:
            return ""


_CHINA = ("people's republic of china", "people’s republic of china", "中华人民共和国", "china")


def _bounded(found: list[ReadClause]) -> Iterator[ReadClause]:
    """The first clauses of each answer."""
    counted: dict[tuple[str, str], int] = {}
    for clause in found:
        key = clause.kind, clause.value
        counted[key] = counted.get(key, 0) + 1
        if counted[key] <= MOST_PER_ANSWER:
            yield clause
