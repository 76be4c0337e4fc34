"""What a reader of Markdown sees: the lines without comments, without elements that are not shown
and without what is struck out.

A comment, or words that a publisher has struck out, state nothing. Every line keeps its number,
so that what is found can be cited from the document as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENS = re.compile(
    r"^[ \t]*+(?P<fence>`{3,}+(?!.*`)|~{3,})|(?P<comment><!--)"
    r"|^ {0,3}(?P<note>\[[^\[\]\n]{1,80}\]:[ \t]*(?:#|<>)[ \t]*[(\"'][^\n]*)"
    r"|(?P<unseen><(?P<element>script|style|template)\b[^<>]{0,300}>"
    r"|<(?P<hidden>div|span|p|section|details)\b(?:[^<>]{0,200}\s)?(?:hidden(?=[\s>=])"
    r"|style\s*=\s*[\"'][^\"'<>]{0,200}display\s*:\s*none)[^<>]{0,200}>)"
    r"|(?P<struck>(?<!~)~~(?![~\s])|<(?:del|strike|s)>)",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSES = {
    "~~": re.compile("~~"),
    "<del>": re.compile("</del>", re.IGNORECASE),
    "<strike>": re.compile("</strike>", re.IGNORECASE),
    "<s>": re.compile("</s>", re.IGNORECASE),
}
_LONGEST_STRUCK = 4_000
"""Characters behind a mark in which its end is looked for: without one nothing is struck out."""
_MAY_HIDE = ("<!--", "~~", "<del", "<strike", "<s>", "]: #", "]:#", "]: <>", "]:<>", "<script",
             "<style", "<template", "hidden", "display")  # fmt: skip


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
    for begin, end in _hidden(body):
        parts += [body[place:begin], re.sub(r"[^\n]", " ", body[begin:end])]
        place = end
    parts.append(body[place:])
    return lines[:skip] + tuple("".join(parts).split("\n"))


def _hidden(body: str) -> Iterator[tuple[int, int]]:
    place = 0
    searched: dict[str, int] = {}
    while found := _OPENS.search(body, place):
        if fence := found["fence"]:
            place = _end_of_fence(body, fence, found.end())
            continue
        if found["comment"]:
            end = body.find("-->", found.start() + 2)
            place = len(body) if end < 0 else end + 3
        elif found["note"]:
            place = found.end()
        elif found["unseen"]:
            place = _end_of_unseen(body, found["element"] or found["hidden"], found.end(), searched)
        else:
            place = _end_of_struck(body, found[0].lower(), found.end(), searched)
            if not place:
                place = found.end()
                continue
        yield found.start(), place


def _end_of_fence(body: str, fence: str, place: int) -> int:
    """Behind the fence that closes the one before `place`; the end of the text without one."""
    closing = re.compile(rf"^[ \t]*{fence[0]}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
    found = closing.search(body, place)
    return found.end() if found else len(body)


def _end_of_unseen(body: str, name: str, place: int, searched: dict[str, int]) -> int:
    """Behind the tag that ends an element which is not shown; `place`, behind the tag that begins
    it, without one, so that a tag alone hides nothing."""
    mark = f"</{name.lower()}>"
    if searched.get(mark, 0) < 0:
        return place
    end = re.compile(re.escape(mark), re.IGNORECASE).search(body, place)
    if end is None:
        searched[mark] = -1
    return end.end() if end else place


def _end_of_struck(body: str, mark: str, place: int, searched: dict[str, int]) -> int:
    """Behind the mark that ends the struck words, in the same paragraph; 0 without one. `searched`
    keeps up to where each mark was looked for in vain, so that no place is searched twice."""
    stop = body.find("\n\n", place, place + _LONGEST_STRUCK)
    stop = place + _LONGEST_STRUCK if stop < 0 else stop
    end = _CLOSES[mark].search(body, max(place, searched.get(mark, 0)), stop)
    if end is None:
        searched[mark] = max(place, stop - len("</strike>"))
    return end.end() if end else 0
