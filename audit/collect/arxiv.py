"""Papers on arXiv: what the abstract page says, and the text where there is an HTML version.

A paper costs two requests (https://info.arxiv.org/help/robots.html asks for few, far between).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from audit.collect.answers import Answer, Fault
from audit.collect.draft import Draft
from audit.collect.http import Door
from audit.collect.links import public_arxiv
from audit.collect.reading import Brief, NotThere, Reading
from audit.collect.web import ask, keep_html, media_type
from audit.model import GapReason
from audit.text.html import decode_html
from audit.text.html_bounds import UnreadableHtmlError, check, check_markup

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

ID = re.compile(
    r"(?P<id>\d{4}\.\d{4,5}|[a-z][a-z-]{1,20}(?:\.[A-Z]{2})?/\d{7})(?P<version>v\d{1,3})?"
)
_VERSION = re.compile(r"\[v(\d{1,3})\]")
_MOST_VERSIONS = 200


def read_arxiv(door: Door, arxiv_id: str, brief: Brief, revision: str | None = None) -> Reading:
    """A paper by its id, at a version such as `v2` or at the latest.

    NotThere when arXiv has no such paper; whatever else is not read is a gap.
    """
    found = ID.fullmatch(arxiv_id)
    if found is None:
        raise NotThere(f"{arxiv_id[:100]} is no id of arXiv.", "Write it as 2401.00001.")
    wanted = revision or found["version"] or ""
    name, paper = found["id"], f"{found['id']}{wanted}"
    draft = Draft(door, brief, f"arxiv:{name}")
    public = public_arxiv(door.settings.arxiv)
    try:
        answer = ask(door, f"{door.settings.arxiv}/abs/{paper}")
        soup = _abstract_page(answer)
    except Fault as fault:
        if fault.reason is GapReason.MISSING:
            raise NotThere(f"arXiv has no {paper}.", "Check the number.") from fault
        draft.gap(None, fault.reason, fault.detail)
        return draft.finish(tree=None, revision=None, url=f"{public}/abs/{paper}")
    version = wanted or _latest(soup) or ""
    address = f"{public}/abs/{name}{version}"
    draft.add("abs.html", answer.body, address, answer.retrieved_at)
    told = "".join(f"{line}\n" for line in _abstract(soup)).encode("utf-8", "replace")
    draft.add("abs.md", told, address, answer.retrieved_at)
    _read_paper(door, draft, f"html/{name}{version}", public)
    return draft.finish(tree=None, revision=version or None, url=address)


def _read_paper(door: Door, draft: Draft, path: str, public: str) -> None:
    """Reads the HTML version, which not every paper has."""
    try:
        answer = ask(door, f"{door.settings.arxiv}/{path}")
        if media_type(answer) != "text/html":
            raise Fault(GapReason.UNREADABLE, f"of a kind that is not read: {media_type(answer)}")
        keep_html(draft, answer, f"{public}/{path}", page="paper.html", text="paper.md")
    except Fault as fault:
        is_missing = fault.reason is GapReason.MISSING
        detail = "arXiv has no HTML version of the paper" if is_missing else fault.detail
        draft.gap("paper.md", fault.reason, detail)


def _abstract_page(answer: Answer) -> BeautifulSoup:
    """The page as a tree; Fault for what is no abstract page."""
    from bs4 import BeautifulSoup

    try:
        check(answer.body)
        text = decode_html(answer.body, answer.headers.get("content-type", ""))
        check_markup(text)
    except UnreadableHtmlError as error:
        raise Fault(GapReason.UNREADABLE, f"the abstract page cannot be read: {error}") from error
    soup = BeautifulSoup(f"<!DOCTYPE html>\n{text}", "lxml")
    if soup.select_one("h1.title") is None:
        raise Fault(GapReason.UNREADABLE, "the answer is no abstract page of arXiv")
    return soup


def _latest(soup: BeautifulSoup) -> str | None:
    """The last version of the submission history."""
    history = soup.select_one(".submission-history")
    numbers = _VERSION.findall(history.get_text()) if history is not None else []
    return f"v{max(map(int, numbers))}" if numbers else None


def _abstract(soup: BeautifulSoup) -> Iterator[str]:
    """What the page says, each thing on a line of its own."""
    yield f"# {_said(soup.select_one('h1.title'))}"
    yield ""
    for row in soup.select(".metatable tr"):
        label, value = row.select_one(".label"), row.select_one("td:not(.label)")
        if label is not None and value is not None:
            yield f"- {_words(label)} {_words(value)}"
    if (address := _license(soup)) is not None:
        yield f"- License: {address}"
    yield from ("", "## Abstract", "", _said(soup.select_one("blockquote.abstract")))
    versions = list(_versions(soup))
    if versions:
        yield from ("", "## Submission history", "", *versions)


def _license(soup: BeautifulSoup) -> str | None:
    """The address of the license under which arXiv has the paper."""
    link = soup.select_one(".abs-license a[href]")
    address = str(link["href"]).strip() if link is not None else ""
    return address if re.fullmatch(r"https?://[^\s<>()]{1,300}", address) else None


def _versions(soup: BeautifulSoup) -> Iterator[str]:
    history = soup.select_one(".submission-history")
    text = _words(history) if history is not None else ""
    starts = list(_VERSION.finditer(text))[:_MOST_VERSIONS]
    for number, found in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else found.end() + 100
        yield f"- v{found[1]}: {text[found.end() : end].strip()[:100]}"


def _said(tag: Tag | None) -> str:
    """The words of an element without what describes it, such as `Title:`."""
    if tag is None:
        return ""
    label = tag.select_one(".descriptor")
    words = _words(tag)
    return words.removeprefix(_words(label)).strip() if label is not None else words


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())
