"""Measures how a reader's time grows with its input, as a ratio that a busy machine bears."""

from __future__ import annotations

import time
from collections.abc import Callable

HOSTILE = (
    "[", "(", "](", "[a](", "![a](", "[![a](b)](", "[![a](b)](c)", "[a](b", "<", "<a ",
    "<a href=x>",
    '<a href="', "<a href=x><img src=y>", "<!--", "<![", "</a ", "<a><b>x", "<b>", "# ", " ", " #",
    "=", "- ", "\n", "a\n", "a.\n", "> ", "| ", "```\n", "https://a", '"', "'", '""', "\0", "---\n",
    "x", "许可", "。", "a. ", "A. ", "subject license base ", "license under apache 2.0 ",
    "comply ",
    "apache license, ", "cc by nc ", "military ", "you may not ", "results ", "must ", "${a",
    "model_name_or_path=", "--llm ", ", the a a ", "license for ", " for only research ", "uses (",
    "which is ", "and the ", "A-", "\u3000", "every recipient ",
)  # fmt: skip
"""Pieces that, repeated, have brought readers down."""
SHORT = 25_000


def growth(read: Callable[[str], object], piece: str, before: str = "", after: str = "") -> float:
    """How many times longer four times the text takes; 0 where even that is quick.

    Linear is 4, quadratic 16. Times that a clock cannot tell from nothing are not compared.
    """
    long = _seconds(read, before + piece * (4 * SHORT // len(piece)) + after)
    if long < 0.1:
        return 0.0
    short = _seconds(read, before + piece * (SHORT // len(piece)) + after)
    return long / max(short, 0.005)


def _seconds(read: Callable[[str], object], text: str) -> float:
    """The best of three, in time of this process alone."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        read(text)
        best = min(best, time.process_time() - started)
        if best < 0.1:
            break
    return best
