"""Reports and papers that a README names without arXiv's address, and the entries of its citation:
where each stands, and whether a conference or a journal has taken it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from audit.probes.pages import ReadPage
from audit.text.markdown import Link

_CALLED_A_REPORT = re.compile(
    r"[\W_]*(?:(?:the|our|read|full|model|technical|tech|research|original|official)[\W_]+){0,4}"
    r"(?:paper|(?:technical|tech|research|model) ?report|技术报告|论文)[\W_]*(?:link|pdf)?[\W_]*",
    re.IGNORECASE,
)
"""A link's words that call what it leads to a report and name nothing else."""
_NO_REPORT = re.compile(
    r"arxiv\.org|shields\.io|huggingface\.co/(?:datasets|spaces|papers)|\.(?:png|jpe?g|svg|gif)$"
    r"|paperswithcode|twitter\.com|youtube\.com|^#|^mailto:",
    re.IGNORECASE,
)
_CITES = re.compile(r"\bcit(?:e|ing|ations?)\b|bibtex|引用", re.IGNORECASE)
_OTHERS = re.compile(r"acknowledg|thank|related|credit|致谢|感谢|相关工作", re.IGNORECASE)
_ENTRY = re.compile(r"\s{0,8}@(?P<kind>[a-z]{3,20})\s?\{(?P<key>[^,\s{}]{0,100})", re.IGNORECASE)
_FIELD = re.compile(r"\s{0,12}(?P<name>[a-zA-Z]{3,20})\s{0,12}=\s{0,4}[{\"]*(?P<said>.*)")
_NO_PAPER = frozenset({"software", "misc", "online", "electronic", "manual", "dataset"})
_PREPRINT = re.compile(
    r"arxiv|preprint|corr\b|workshop|submitted|under review|in submission|withdrawn|rejected"
    r"|openreview|blog|github|hugging",
    re.IGNORECASE,
)
_TAKEN_BY = re.compile(
    r"\b(?:NeurIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|EACL|COLING|TMLR|JMLR|TACL|AAAI|COLM"
    r"|INTERSPEECH|ICASSP)\b|\bproceedings of\b|\bconference on\b|\bjournal of\b|\btransactions\b"
    r"|\badvances in neural information\b|\bnature\b|\bfindings of\b",
    re.IGNORECASE,
)
_ARXIV_ID = re.compile(r"(?<!\d)(\d{4}\.\d{4,5})(?!\d)")
_LONGEST_LINE = 1_000
_MOST_LINES = 40
"""Of one entry."""


class Cited(Struct, frozen=True, kw_only=True):
    """One entry of a citation."""

    first: int
    last: int
    title: str
    arxiv: str | None
    venue: int | None
    """The line that names a conference or a journal that has taken it."""


def linked_report(page: ReadPage) -> Link | None:
    """The first link that calls what it leads to a paper or report, outside thanks, where that is
    not arXiv."""
    for link in page.links:
        if _NO_REPORT.search(link.url) or not _CALLED_A_REPORT.fullmatch(link.text[:200]):
            continue
        near = page.lines[link.line - 1][:_LONGEST_LINE].partition(link.url)[0][-120:]
        if not _OTHERS.search(f"{page.title_over(link.line)} {near}"):
            return link
    return None


def cited(page: ReadPage, own: frozenset[str]) -> Iterator[Cited]:
    """The entries of the page's own citation: the only one below a heading on citing, else those
    whose title or key has a word of the publisher's."""
    entries = [one for one in _entries(page) if _is_own_place(page, one[0])]
    for first, last, head in entries:
        entry = _read(page, first, last)
        words = set(re.split(r"[^a-z]+", f"{head} {entry.title}".lower()))
        if len(entries) == 1 or words & {word for word in own if len(word) > 3}:
            yield entry


def _is_own_place(page: ReadPage, line: int) -> bool:
    title = page.title_over(line)
    return bool(_CITES.search(title)) and not _OTHERS.search(title)


def _entries(page: ReadPage) -> Iterator[tuple[int, int, str]]:
    """First line, last line and key of each entry; what is no paper is left out."""
    starts = [
        (number, found)
        for number, line in enumerate(page.lines, 1)
        if (found := _ENTRY.match(line[:_LONGEST_LINE]))
    ]
    bounds = [number for number, _ in starts[1:]] + [len(page.lines) + 1]
    for (first, found), end in zip(starts, bounds, strict=False):
        within = range(first + 1, min(end, first + _MOST_LINES))
        last = next((n for n in within if page.lines[n - 1].strip() in ("}", "}}")), first)
        if found["kind"].lower() not in _NO_PAPER or _names_arxiv(page, first, last):
            yield first, last, found["key"]


def _names_arxiv(page: ReadPage, first: int, last: int) -> bool:
    return any("arxiv" in line[:_LONGEST_LINE].lower() for line in page.lines[first - 1 : last])


def _read(page: ReadPage, first: int, last: int) -> Cited:
    title, arxiv, venue = "", None, None
    preprint = _names_arxiv(page, first, last)
    for number in range(first, last + 1):
        found = _FIELD.match(page.lines[number - 1][:_LONGEST_LINE])
        name, said = (found["name"].lower(), found["said"]) if found else ("", "")
        if name == "title":
            title = said
        if preprint and name in ("eprint", "journal", "url", "note", "volume"):
            number_of = _ARXIV_ID.search(said)
            arxiv = arxiv or (number_of[1] if number_of else None)
        if name in ("booktitle", "journal") and _TAKEN_BY.search(said):
            venue = venue or (None if _PREPRINT.search(said) else number)
    return Cited(first=first, last=last, title=title, arxiv=arxiv, venue=venue)
