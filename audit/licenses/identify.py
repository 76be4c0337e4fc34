"""Says which license a text is, or what it comes near to, and never more than the text bears.

A license is named only where every word of its text stands in the file, in order, and nothing
else does but copyright lines and a title made of the license's own name. One word more or less
is a variant. Texts that several ids share are named by the first id in the order of the index:
SPDX ids before LicenseRef, then by name; so GPL-3.0-only and not GPL-3.0-or-later, because the
text alone does not say "or any later version".
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from audit.licenses.figures import digest_of, figures_of, sample_of
from audit.licenses.index import Index, load_index
from audit.licenses.near import Difference, Nearest, differences, nearest
from audit.licenses.normalize import Reading, read
from audit.licenses.titles import is_title
from audit.licenses.whole import Window, find_whole

LONGEST = 1_000_000
"""Characters that are read of one text."""
NEAR = 0.6
"""Likeness from which a text is called a variant."""
LONGEST_INTRODUCTION = 12
"""Words of a line such as "License for the tokenizer" between two licenses."""
INTRODUCES = frozenset(("license", "licenses", "licensed", "notice", "notices", "copyright"))
SETS_TERMS = re.compile(
    r"agree\w*|allow\w*|any\w*|ban\w*|can\w*|commercial\w*|condition\w*|consent|different|exc\w+"
    r"|except\w*|fee\w*|forbid\w*|free|he|if|it|limit\w*|may|military|modif\w+|must|no\w*|only|our"
    r"|other\w*|owe\w*|patents?|pay\w*|permi\w+|prior|prohibit\w*|provided|purpose\w*|requir\w+"
    r"|research\w*|reserve\w*|restrict\w*|separate\w*|shall|should|subject|terms?|they|unless|us"
    r"|use\w*|we|who\w*|with\w*|you\w*|.*[^\x00-\x7f].*"
)
"""Words with which terms are set: none of them stands in what only introduces a license."""
WORDING = re.compile(
    r"licen[sc]|copyright|\(c\)|©|permission|permitted|warrant|public domain|terms (?:of|and)"
    r"|agreement|许可|許可|协议|協議|版权|版權|授权|授權|著作权|条款|ライセンス|使用許諾"
    r"|lizenz|licencia|licenza|лиценз|라이선스",
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


class Match(Struct, frozen=True, kw_only=True):
    """A license that stands in the text word for word."""

    expression: str
    lines: tuple[int, int]
    """First and last line, from 1."""


class Identification(Struct, frozen=True, kw_only=True):
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
    matches: tuple[Match, ...] = ()
    """The licenses that stand in it whole."""
    differences: tuple[Difference, ...] = ()
    """For a variant, what differs from the nearest."""


def identify(text: str) -> Identification:
    """Which license `text` is. Linear in its length; only the first megabyte is read."""
    reading = read(text[:LONGEST])
    index = load_index()
    is_whole = len(text) <= LONGEST
    if is_whole and (known := index.whole.get(digest_of(reading.words))) is not None:
        return _only(index.ids[known], reading)
    figures = figures_of(reading.words)
    sample = sample_of(figures)
    windows = find_whole(index, reading.words, figures, sample) if is_whole else ()
    alone = bool(windows) and is_title(
        index, _remainder(reading.words, windows), _licenses(windows)
    )
    if alone and not all(window.license in index.neutral for window in windows):
        return _whole(index, reading, windows, alone=True)
    best = nearest(index, figures, sample)
    licenses = {index.ids[w.license] for w in windows if w.license not in index.neutral}
    near_id = index.id_of(best.wording) if best.wording is not None else None
    if licenses and (near_id in licenses or _held(index, windows) >= best.standing):
        return _whole(index, reading, windows, alone=False)
    if _likeness(best) < NEAR and not WORDING.search(text, 0, LONGEST):
        return Identification(kind=IdentificationKind.NONE)
    return _near(index, reading, best, cut_short=len(text) > LONGEST)


def _only(license_id: str, reading: Reading) -> Identification:
    """The answer for a text that is one license and nothing else."""
    return Identification(
        kind=IdentificationKind.EXACT,
        expression=license_id,
        nearest=license_id,
        score=1.0,
        lines=reading.span,
        unfilled=reading.unfilled,
        matches=(Match(expression=license_id, lines=reading.span),),
    )


def _licenses(windows: Sequence[Window]) -> list[int]:
    return [window.license for window in windows]


def _held(index: Index, windows: Sequence[Window]) -> int:
    """How many words stand in whole licenses."""
    return sum(w.end - w.start for w in windows if w.license not in index.neutral)


def _whole(
    index: Index, reading: Reading, windows: Sequence[Window], *, alone: bool
) -> Identification:
    """The answer for a text that holds at least one license word for word."""
    matches = tuple(_matches(index, reading, windows))
    ids = list(dict.fromkeys(match.expression for match in matches))
    held = _held(index, windows) / len(reading.words)
    if len(ids) > 1 and not alone:
        runs = _runs(reading.words, windows)
        alone = all(is_title(index, run, _licenses(windows)) or _introduces(run) for run in runs)
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
        lines=(matches[0].lines[0], matches[-1].lines[1]),
        unfilled=reading.unfilled,
        matches=matches,
    )


def _matches(index: Index, reading: Reading, windows: Sequence[Window]) -> Iterator[Match]:
    real = [window for window in windows if window.license not in index.neutral]
    edges = [place for window in real for place in (window.start, window.end - 1)]
    lines = iter(reading.lines_of(*edges))
    for window in real:
        yield Match(expression=index.ids[window.license], lines=(next(lines), next(lines)))


def _runs(words: list[str], windows: Sequence[Window]) -> list[list[str]]:
    """The words between the windows, before the first and behind the last."""
    runs: list[list[str]] = []
    place = 0
    for window in windows:
        runs.append(words[place : window.start])
        place = window.end
    return [*runs, words[place:]]


def _remainder(words: list[str], windows: Sequence[Window]) -> list[str]:
    return [word for run in _runs(words, windows) for word in run]


def _introduces(words: list[str]) -> bool:
    """Whether these words can do no more than say whose license follows."""
    return (
        len(words) <= LONGEST_INTRODUCTION
        and not INTRODUCES.isdisjoint(words)
        and not any(map(SETS_TERMS.fullmatch, words))
    )


def _likeness(best: Nearest) -> float:
    return best.alignment.likeness if best.alignment else best.share


def _near(index: Index, reading: Reading, best: Nearest, *, cut_short: bool) -> Identification:
    """The answer for a text that holds no license word for word."""
    if best.wording is None:
        return Identification(kind=IdentificationKind.UNKNOWN, unfilled=reading.unfilled)
    likeness = _likeness(best)
    kind = IdentificationKind.UNKNOWN
    if likeness >= NEAR and not cut_short:
        is_most = best.alignment and 2 * best.alignment.matched >= len(reading.words)
        kind = IdentificationKind.VARIANT if is_most else IdentificationKind.EXTENDED
    beside = best.alignment
    lines = reading.lines_of(beside.start, beside.end - 1) if beside and beside.matched else None
    return Identification(
        kind=kind,
        nearest=index.id_of(best.wording),
        # Rounded down: a text that is not the license never scores 1.
        score=min(round(likeness, 4), 0.9999),
        lines=(lines[0], lines[1]) if lines else None,
        unfilled=reading.unfilled,
        differences=tuple(differences(index, reading, best)) if likeness >= NEAR else (),
    )
