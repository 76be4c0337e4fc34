"""What a reader of Markdown sees: the lines without comments and without what is struck out.

A comment, or words that a publisher has struck out, state nothing. Every line keeps its number,
so that what is found can be cited from the document as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENS = re.compile(
    r"^[ \t]*+(?P<fence>`{3,}+(?!.*`)|~{3,})|(?P<comment><!--)"
    r"|(?P<struck>(?<!~)~~(?![~\s])|<(?:del|strike|s)>)",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSES = {"~~": "~~", "<del>": "</del>", "<strike>": "</strike>", "<s>": "</s>"}
_LONGEST_STRUCK = 4_000
"""Characters behind a mark in which its end is looked for: without one nothing is struck out."""
_MAY_HIDE = ("<!--", "~~", "<del>", "<strike>", "<s>")


def visible(lines: tuple[str, ...], skip: int = 0) -> tuple[str, ...]:
    """As many lines, the hidden characters of those behind the first `skip` replaced by spaces.

    A comment that is not ended hides all that follows, as it does on the page. Code in fences
    stays as it is. https://spec.commonmark.org/0.31.2/#html-blocks
    """
    body = "\n".join(lines[skip:])
    lowered = body.lower()
    if not any(mark in lowered for mark in _MAY_HIDE):
        return lines
    parts, place = [], 0
    for begin, end in _hidden(body, lowered):
        parts += [body[place:begin], re.sub(r"[^\n]", " ", body[begin:end])]
        place = end
    parts.append(body[place:])
    return lines[:skip] + tuple("".join(parts).split("\n"))


def _hidden(body: str, lowered: str) -> Iterator[tuple[int, int]]:
    place = 0
    while found := _OPENS.search(body, place):
        if fence := found["fence"]:
            place = _end_of_fence(body, fence, found.end())
            continue
        if found["comment"]:
            end = body.find("-->", found.start() + 2)
            place = len(body) if end < 0 else end + 3
        else:
            place = _end_of_struck(lowered, found[0].lower(), found.end())
            if not place:
                place = found.end()
                continue
        yield found.start(), place


def _end_of_fence(body: str, fence: str, place: int) -> int:
    """Behind the fence that closes the one before `place`; the end of the text without one."""
    closing = re.compile(rf"^[ \t]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
    found = closing.search(body, place)
    return found.end() if found else len(body)


def _end_of_struck(lowered: str, mark: str, place: int) -> int:
    """Behind the mark that ends the struck words, in the same paragraph; 0 without one."""
    stop = lowered.find("\n\n", place, place + _LONGEST_STRUCK)
    stop = place + _LONGEST_STRUCK if stop < 0 else stop
    end = lowered.find(_CLOSES[mark], place, stop)
    return 0 if end < 0 else end + len(_CLOSES[mark])
