"""License texts as they are found in the wild: re-wrapped, in HTML, with noise, cut, embedded."""

from __future__ import annotations

import html
import random
import re
import textwrap
from collections.abc import Callable

_WORDS = (
    "model data training results method figure layer token batch weight network image language"
    " speech section install run python script example paper evaluation score table value input"
    " output user system time first second other where which there"
)
WORDS = _WORDS.split()
README_CHARACTERS = 17_000


def _rewrapped(text: str, chance: random.Random) -> str:
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n>\n".join("\n".join(f"> {line}" for line in textwrap.wrap(p, 60)) for p in paragraphs)


def _as_html(text: str, chance: random.Random) -> str:
    paragraphs = "".join(f"<p>{html.escape(p)}</p>\n" for p in re.split(r"\n\s*\n", text))
    return f"<html><body>\n{paragraphs}</body></html>"


def noisy(text: str, share: float, chance: random.Random) -> str:
    """The text with this share of its words taken out, exchanged or doubled by another."""
    parts = re.split(r"(\s+)", text)
    return "".join(_changed(part, chance) if chance.random() < share else part for part in parts)


def _changed(part: str, chance: random.Random) -> str:
    if not part.strip():
        return part
    return chance.choice(["", chance.choice(WORDS), f"{part} {chance.choice(WORDS)}"])


def _cut(text: str, chance: random.Random) -> str:
    return text[: int(len(text) * 0.85)]


def _embedded(text: str, chance: random.Random) -> str:
    half = _pages(README_CHARACTERS // 2, chance)
    return f"{half}\n\n## License\n\n{text}\n\n{_pages(README_CHARACTERS // 2, chance)}"


def _pages(length: int, chance: random.Random) -> str:
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randrange(20, 80)))
        parts.append(f"{words.capitalize()}.")
    return "\n\n".join(parts)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "re-wrapped": _rewrapped,
    "HTML": _as_html,
    "2 % noise": lambda text, chance: noisy(text, 0.02, chance),
    "5 % noise": lambda text, chance: noisy(text, 0.05, chance),
    "last 15 % cut": _cut,
    "embedded": _embedded,
}


def perturbed(kind: str, text: str, seed: int) -> str:
    """The text in one of these forms; the same for the same seed."""
    return KINDS[kind](text, random.Random(seed))  # noqa: S311 - no secret
