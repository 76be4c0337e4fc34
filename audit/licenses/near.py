"""Finds the license that a text is most like, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from audit.licenses.align import Alignment, Gap, align
from audit.licenses.figures import Sample, figures_of
from audit.licenses.index import Index
from audit.licenses.normalize import Reading
from audit.licenses.titles import is_title

WORTH_A_LOOK = 0.25
"""Likeness from which candidates are laid beside the text."""
CLOSE = 0.88
"""Part of the best candidate's standing from which others are laid beside the text as well."""
MOST_CANDIDATES = 4
OUTSIDE = 0.05
"""Weight of a word that is missing before or behind all that is matched: a text may be cut."""
WORTH_COUNTING = 0.4
"""Part of the most that any wording has in common from which others are weighed at all."""
FEW = 8
"""Threes in common that a short license in a long text has at least."""
LONGEST_QUOTE = 30
"""Words of a difference that are shown."""
WEIGHTY = """
not no nor never only except unless must shall may should cannot without non noncommercial
commercial commercially research academic educational evaluation personal military prohibited
restrict restricted restrictions permitted permission granted grant grants perpetual revocable
irrevocable revoke terminate worldwide royalty royalties fee fees free sublicense sublicensable
transferable modify modified derivative distribute redistribute sell patent patents copyright
attribution notice warranty liability purpose purposes million monthly active users revenue
registration consent competing improve train outputs version agreement license community
software materials model data weights code january february march april june july august
september october november december 1 1.0 1.1 1.2 2 2.0 2.1 3 3.0 3.1 3.2 3.3 4 4.0 100 700
2019 2020 2021 2022 2023 2024 2025 2026
"""
"""Words that are told by name where they are missing from a text; of others there is a count."""
_NAMES = {figures_of([word])[0]: word for word in WEIGHTY.split()}


class Difference(Struct, frozen=True, kw_only=True):
    """A stretch in which a text is not what it comes near to."""

    lines: tuple[int, int]
    """First and last line of the stretch in the text, or of where something is missing."""
    added: str
    """The words that stand there instead, the first of them; empty where words are missing."""
    removed: int
    """How many words of the license are missing."""
    missing: tuple[str, ...]
    """Those of the missing words that weigh most."""


class Nearest(Struct, frozen=True, kw_only=True):
    """The license that a text is most like."""

    wording: int | None = None
    share: float = 0.0
    """Part of all words that the text and the license have in common, 0 to 1."""
    alignment: Alignment | None = None
    """Both side by side, where they are alike enough."""

    @property
    def standing(self) -> float:
        """Words in common less the words in which the texts differ, where both are there."""
        found = self.alignment
        return found.matched - found.differing - OUTSIDE * found.outside if found else 0.0


def nearest(index: Index, figures: list[int], sample: Sample) -> Nearest:
    """The best of the candidates, laid beside the text where that is worth a look."""
    ranked = _candidates(index, sample.threes)
    if not ranked:
        return Nearest()
    best = ranked[0]
    if max(best.share, best.within) < WORTH_A_LOOK:
        return Nearest(wording=best.wording, share=best.share)
    beside = [
        Nearest(
            wording=candidate.wording,
            share=candidate.share,
            alignment=align(figures, sample, tuple(index.sequence(candidate.wording))),
        )
        for candidate in ranked[:MOST_CANDIDATES]
        if candidate.standing >= CLOSE * best.standing - 1
    ]
    return max(beside, key=lambda one: one.standing)


class _Candidate(Struct, frozen=True, kw_only=True):
    """A wording that has something in common with the text, judged by the sampled threes."""

    wording: int
    standing: float
    share: float
    within: float


def _candidates(index: Index, threes: Sequence[int]) -> list[_Candidate]:
    """The wordings that have something in common with the text, best first."""
    sampled = set(threes)
    found, common = index.shared(sampled)
    length = len(sampled) - common
    ranked: list[_Candidate] = []
    counts = Counter(found)
    least = max(counts.values(), default=0) * WORTH_COUNTING
    for number, shared in counts.items():
        if shared < least:
            continue
        kept = index.wordings[number].kept
        ranked.append(
            _Candidate(
                wording=number,
                standing=shared - OUTSIDE * (kept - shared),
                share=2 * shared / (kept + length),
                within=shared / kept if shared >= FEW else 0.0,
            )
        )
    ranked.sort(key=lambda candidate: (-candidate.standing, candidate.wording))
    return ranked


def differences(index: Index, reading: Reading, found: Nearest) -> Iterator[Difference]:
    """What a text has otherwise than the license that it is near to, in order of place."""
    if found.alignment is None or found.wording is None:
        return
    theirs = index.sequence(found.wording)
    license_ = index.wordings[found.wording].license
    gaps = [
        gap
        for gap in found.alignment.gaps
        if gap.theirs != (0, 0) or not is_title(index, reading.words[: gap.ours[1]], [license_])
    ]
    edges = [place for gap in gaps for place in _edges(gap, len(reading.words))]
    lines = iter(reading.lines_of(*edges))
    for gap in gaps:
        removed = theirs[slice(*gap.theirs)]
        known = dict.fromkeys(_NAMES[figure] for figure in removed if figure in _NAMES)
        yield Difference(
            lines=(next(lines), next(lines)),
            added=_shown(reading.words[slice(*gap.ours)]),
            removed=len(removed),
            missing=tuple(known),
        )


def _edges(gap: Gap, length: int) -> tuple[int, int]:
    """The first and the last word of a gap; where nothing stands, the words around it."""
    start, end = gap.ours
    if end > start:
        return start, end - 1
    return max(0, start - 1), min(start, length - 1)


def _shown(words: list[str]) -> str:
    return " ".join(words[:LONGEST_QUOTE]) + (" ..." if len(words) > LONGEST_QUOTE else "")
