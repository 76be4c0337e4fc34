"""A number with what it is out of: in words, and as a part of a bar."""

from __future__ import annotations

from msgspec import Struct

from audit.render.language import _

FEWEST = 20
"""Models from which on a share is told in percent: of fewer, one model would be many percent."""


class Share(Struct, frozen=True, kw_only=True):
    """So many of so many."""

    number: int
    of: int

    def __str__(self) -> str:
        if self.of < FEWEST:
            return _("{number} of {total}", number=f"{self.number:,}", total=f"{self.of:,}")
        return _(
            "{number} of {total} ({percent} %)",
            number=f"{self.number:,}",
            total=f"{self.of:,}",
            percent=self.percent,
        )

    @property
    def percent(self) -> str:
        """Whole percent; neither 0 nor 100 is said of what is not none and not all."""
        rounded = round(100 * self.number / self.of)
        if rounded == 0 and self.number:
            return "<1"
        if rounded == 100 and self.number < self.of:
            return ">99"
        return str(rounded)


class Slice(Struct, frozen=True, kw_only=True):
    """A part of a bar that is 100 wide."""

    tone: str
    start: str
    width: str


def slices(*parts: tuple[str, int]) -> tuple[Slice, ...]:
    """The parts side by side, empty ones left out."""
    whole = sum(number for _tone, number in parts)
    found: list[Slice] = []
    before = 0
    for tone, number in parts:
        if number:
            start, width = (f"{100 * one / whole:.4g}" for one in (before, number))
            found.append(Slice(tone=tone, start=start, width=width))
        before += number
    return tuple(found)
