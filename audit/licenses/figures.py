"""Figures that stand for words: what the index holds and texts are compared by, never a text."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from zlib import crc32

from msgspec import Struct

SAME_WORD = {
    "acknowledgement": "acknowledgment",
    "acknowledgements": "acknowledgments",
    "analogue": "analog",
    "analyse": "analyze",
    "artefact": "artifact",
    "artefacts": "artifacts",
    "authorisation": "authorization",
    "authorised": "authorized",
    "behaviour": "behavior",
    "centre": "center",
    "favour": "favor",
    "fulfil": "fulfill",
    "judgement": "judgment",
    "labelling": "labeling",
    "licence": "license",
    "licences": "licenses",
    "licenced": "licensed",
    "licencing": "licensing",
    "modelling": "modeling",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "programmes": "programs",
    "recognise": "recognize",
    "sublicence": "sublicense",
    "utilisation": "utilization",
}
"""Words that count as equal: https://spdx.github.io/spdx-spec/v3.0.1/annexes/license-matching-guidelines-and-templates/"""
WORD = 0xFFFF
"""A word's figure is a number below 65,536; many words share one."""
SAMPLE = 3
"""A word is sampled where these bits of its figure are 0: about a quarter of the words."""
_SECOND, _THIRD = 40_503, 61
_MOST_REMEMBERED = 200_000


class _Figures(dict[str, int]):
    """The figure of each word met so far."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = self[word] = crc32(word.encode()) & WORD
        return found


_FIGURES = _Figures()


def figures_of(words: Sequence[str]) -> list[int]:
    """One 16-bit figure for each word."""
    return list(map(_FIGURES.__getitem__, words))


class Sample(Struct, frozen=True, kw_only=True):
    """The threes of a text: what stands for each three words whose first is sampled."""

    places: list[int]
    """How many words stand before each."""
    threes: list[int]
    """A 32-bit figure for each."""


def sample_of(figures: Sequence[int]) -> Sample:
    """About a quarter of the threes."""
    places = [place for place, figure in enumerate(figures[:-2]) if not figure & SAMPLE]
    return Sample(
        places=places,
        threes=[
            figures[place] << 16 ^ figures[place + 1] * _SECOND ^ figures[place + 2] * _THIRD
            for place in places
        ],
    )


def digest_of(words: Sequence[str]) -> bytes:
    """Eight bytes that stand for exactly these words in this order."""
    return blake2b(" ".join(words).encode(), digest_size=8).digest()
