"""Says which license a text is, or what it comes near to, and never more than the text bears.

A license is named only where every word of its text stands in the file, in order, and nothing
else does but copyright lines and a title made of the license's own name. One word more or less
is a variant. Texts that several ids share are named by the first id in the order of the index:
SPDX ids before LicenseRef, then by name; so GPL-3.0-only and not GPL-3.0-or-later, because the
text alone does not say "or any later version".
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zlib import crc32

from audit.licenses.index import SAMPLED, Index, digest_of, load_index
from audit.licenses.normalize import Reading, read, trigrams

LONGEST = 1_000_000
"""Characters that are read of one text."""
SAME_PLACES = 32
"""Places at which the same opening words are followed up: bounds the work on hostile texts."""
LONGEST_TITLE = 30
NOTICE = 40
"""Shorter texts than this many words count only where they are half of a file or more."""
MOST = 0.5
"""Share of a file's words that decides at once what the file is about."""
NEAR = 0.6
"""Score from which a text is called a variant."""
ANY_TITLE = frozenset(
    crc32(word)
    for word in b"the license licence licenses agreement text version v full file of md txt".split()
)
WORDING = re.compile(
    r"licen[sc]|copyright|\(c\)|©|permission|permitted|warrant|public domain|terms (?:of|and)"
    r"|agreement|许可|許可|协议|協議|版权|版權|授权|授權|著作权|条款|ライセンス",
    re.IGNORECASE,
)


class IdentificationKind(StrEnum):
    """What a text turned out to be."""

    EXACT = "exact"
    VARIANT = "variant"
    EXTENDED = "extended"
    COMPOSITE = "composite"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """The answer for one text."""

    kind: IdentificationKind
    expression: str | None = None
    """SPDX expression; only where the text is this and nothing else."""
    nearest: str | None = None
    """What it comes near to, or what it holds beside other terms; never a name for the text."""
    score: float = 0.0
    """Share of the words in common with the nearest, 0 to 1."""
    lines: tuple[int, int] | None = None
    """First and last line of what matched, from 1."""
    unfilled: tuple[int, ...] = ()
    """Lines on which a copyright template was left unfilled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A place where the whole text of a license stands."""

    license: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The license that a text is most like."""

    license: int | None = None
    id: str | None = None
    score: float = 0.0


def identify(text: str) -> Identification:
    """Which license `text` is. Linear in its length; only the first megabyte is read."""
    reading = read(text[:LONGEST])
    figures = trigrams(reading.words)
    index = load_index()
    windows = _windows(index, reading.words, figures) if len(text) <= LONGEST else ()
    held = sum(window.end - window.start for window in windows) / max(1, len(reading.words))
    if held > MOST:
        return _whole(index, reading, windows, held)
    best = _nearest(index, figures)
    if held > best.score or best.id in {index.licenses[window.license].id for window in windows}:
        return _whole(index, reading, windows, held)
    if best.score < NEAR and not WORDING.search(text, 0, LONGEST):
        return Identification(kind=IdentificationKind.NONE)
    return _near(index, reading, figures, best, cut_short=len(text) > LONGEST)


def _windows(index: Index, words: list[str], figures: list[int]) -> tuple[Window, ...]:
    """Whole license texts that do not overlap, the longest chosen first, in order of place."""
    found = sorted(
        _places(index, words, figures),
        key=lambda window: (window.start - window.end, window.license, window.start),
    )
    taken = bytearray(len(words))
    chosen: list[Window] = []
    for window in found:
        length = window.end - window.start
        weighty = length >= NOTICE or 2 * length >= len(words)
        # What is chosen earlier is longer: an overlap always covers one of the two ends.
        if weighty and not taken[window.start] and not taken[window.end - 1]:
            taken[window.start : window.end] = b"\1" * length
            chosen.append(window)
    return tuple(sorted(chosen, key=lambda window: window.start))


def _places(index: Index, words: list[str], figures: list[int]) -> Iterator[Window]:
    """Every place where the whole of an indexed text stands."""
    followed: Counter[int] = Counter()
    for start, figure in enumerate(figures):
        if figure not in index.openings or followed[figure] == SAME_PLACES:
            continue
        followed[figure] += 1
        for signature in index.openings[figure]:
            end = start + signature.words
            if end > len(words) or figures[end - 3] != signature.last:
                continue
            if digest_of(words[start:end]) == signature.digest:
                yield Window(license=signature.license, start=start, end=end)


def _whole(
    index: Index, reading: Reading, windows: Sequence[Window], held: float
) -> Identification:
    """The answer for a text that holds at least one license word for word."""
    ids = list(dict.fromkeys(index.licenses[window.license].id for window in windows))
    alone = _is_title(index, _remainder(reading.words, windows), windows)
    expression = " AND ".join(ids)
    if len(ids) > 1:
        kind = IdentificationKind.COMPOSITE
    else:
        kind = IdentificationKind.EXACT if alone else IdentificationKind.EXTENDED
    return Identification(
        kind=kind,
        expression=expression if alone else None,
        nearest=expression,
        score=1.0 if alone else min(round(held, 4), 0.9999),
        lines=(reading.lines[windows[0].start], reading.lines[windows[-1].end - 1]),
        unfilled=reading.unfilled,
    )


def _remainder(words: list[str], windows: Sequence[Window]) -> list[str]:
    remainder: list[str] = []
    place = 0
    for window in windows:
        remainder += words[place : window.start]
        place = window.end
    return remainder + words[place:]


def _is_title(index: Index, words: list[str], windows: Sequence[Window]) -> bool:
    """Whether these words can be no more than the names of the licenses found."""
    names = ANY_TITLE.union(*(index.licenses[window.license].title for window in windows))
    return len(words) <= LONGEST_TITLE * len(windows) and all(
        crc32(word.encode()) in names for word in words
    )


def _nearest(index: Index, figures: list[int]) -> Nearest:
    """The license that shares the largest part of its sampled trigrams with the text."""
    sampled = {figure for figure in figures if figure < SAMPLED}
    best = Nearest()
    for number, shared in sorted(index.shared(sampled).items()):
        near = index.licenses[number]
        score = 2 * shared / (near.kept + len(sampled))
        if score > best.score:
            best = Nearest(license=number, id=near.id, score=score)
    return best


def _near(
    index: Index, reading: Reading, figures: list[int], best: Nearest, *, cut_short: bool
) -> Identification:
    """The answer for a text that holds no license word for word."""
    if best.license is None:
        return Identification(kind=IdentificationKind.UNKNOWN, unfilled=reading.unfilled)
    kind = IdentificationKind.VARIANT if best.score >= NEAR else IdentificationKind.UNKNOWN
    return Identification(
        kind=IdentificationKind.UNKNOWN if cut_short else kind,
        nearest=best.id,
        # Rounded down: a text that is not the license never scores 1.
        score=min(round(best.score, 4), 0.9999),
        lines=_span(index, reading, figures, best.license),
        unfilled=reading.unfilled,
    )


def _span(index: Index, reading: Reading, figures: list[int], license_: int) -> tuple[int, int]:
    """First and last line that have words in common with a license that was found to be near."""
    places = [place for place, figure in enumerate(figures) if figure < SAMPLED]
    first = next(p for p in places if license_ in index.holders(figures[p]))
    last = next(p for p in reversed(places) if license_ in index.holders(figures[p]))
    return reading.lines[first], reading.lines[last + 2]
