"""Copyright lines: who and when, which no license text turns on; and templates left open."""

import re
from collections.abc import Iterator

DECORATION = " \t\f\v>#*/;|%=_~-"
CLOSING = " \t\"'*_)]”’"
SENTENCE_ENDS = (".", ";", ":", ",", " and", " or")
COPYRIGHT = re.compile(
    r"[^\w(\[{<©]{0,80}(?:"
    r"(?:portions |parts )?copyright[\s:]*(?:\(c\)|©|&copy;|[\[{<(]|(?:19|20)\d\d|yyyy)"
    r"|(?:\(c\)|©)\s*(?:copyright|(?:19|20)\d\d|[\[{<])"
    r"|all rights reserved\W*\Z)"
)
BARE_COPYRIGHT = re.compile(r"\W{0,80}copyright(?:\W{1,8}\w+){1,6}\W{0,8}\Z")
# A copyright line that says more than who and when is read as terms.
TERMS = re.compile(
    r"\b(?:agree|allowed|appl(?:ies|y)\b|commercial|condition|consent|contact|cop(?:y|ies)\b"
    r"|distribut|except|fees?\b|forbid|free(?:ly)?\b|granted|hereby|if\b|laws?\b|licen[sc]|may\b"
    r"|modif|must|no\b|non|not\b|notice|only|pay|permi|prohibit|provided|public domain"
    r"|purpose|redistribut|requi?re|research (?:use|only|purpose)|restrict|royalt|shall|subject"
    r"|terms|under\b|use\b|used\b|warrant|without)|[不仅僅供禁限许許授须須]|商[业業用]"
)
UNFILLED = re.compile(
    r"(?:copyright|\(c\)|©)[^\n]{0,40}?(?:[\[{<(]{1,3}\s*(?:year|yyyy|date|name|full ?name"
    r"|copyright|owner|holder|author|organi[sz]ation|company|project)|yyyy\b|year copyright holder)"
)
HOW_TO_APPLY = re.compile(r"how to apply (?:the|these|this)\b")
COPYRIGHT_SIGNS = ("copyright", "(c)", "©", "reserved")
LONGEST_COPYRIGHT_LINE = 500


def without_copyright_lines(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with empty lines where copyright lines were, and the lines of open templates
    above any "how to apply" appendix."""
    spans = sorted(set(_lines_with(text, COPYRIGHT_SIGNS)))
    appendix = found.start() if (found := HOW_TO_APPLY.search(text)) else len(text)
    kept: list[str] = []
    unfilled: list[int] = []
    place = 0
    for start, end in spans:
        line = text[start:end]
        if start < appendix and UNFILLED.search(line):
            unfilled.append(text.count("\n", 0, start) + 1)
        if _is_copyright_line(line) or _is_bare_copyright(text, start, end):
            kept.append(text[place:start])
            place = end
    return "".join([*kept, text[place:]]), tuple(unfilled)


def _lines_with(text: str, signs: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Start and end of every line that has one of the signs."""
    for sign in signs:
        place = text.find(sign)
        while place >= 0:
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            yield text.rfind("\n", 0, place) + 1, end
            place = text.find(sign, end)


def _is_copyright_line(line: str) -> bool:
    return (
        len(line) <= LONGEST_COPYRIGHT_LINE
        and COPYRIGHT.match(line) is not None
        and TERMS.search(line) is None
    )


def _is_bare_copyright(text: str, start: int, end: int) -> bool:
    """Whether a line that ends a paragraph is a holder without a year."""
    return (
        end - start <= 80
        and _ends_paragraph(text, end)
        and _is_fresh(text, start)
        and BARE_COPYRIGHT.match(text, start, end) is not None
        and TERMS.search(text, start, end) is None
    )


def _ends_paragraph(text: str, end: int) -> bool:
    following = text.find("\n", end + 1)
    return not text[end + 1 : following if following >= 0 else end + 200].strip(DECORATION)


def _is_fresh(text: str, start: int) -> bool:
    """Whether no sentence runs on from the line above the one that begins at `start`."""
    above = text[max(0, start - 200) : max(0, start - 1)]
    line = above[above.rfind("\n") + 1 :]
    return not line.strip(DECORATION) or line.rstrip(CLOSING).endswith(SENTENCE_ENDS)
