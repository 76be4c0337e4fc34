"""Pages of the web: license links, project pages, posts. The text that a reader sees is kept beside
the page as it came."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urlsplit

from msgspec import structs

from audit.collect.addresses import origin
from audit.collect.answers import Answer, Fault
from audit.collect.draft import Draft, is_text
from audit.collect.http import Door
from audit.collect.reading import Brief, NotThere, Reading
from audit.collect.settings import Settings, is_web_address
from audit.model import GapReason
from audit.text.decode import is_binary
from audit.text.html import WebText, decode_html, read_html
from audit.text.html_bounds import MOST_BYTES, UnreadableHtmlError

LONGEST_ADDRESS = 1_000
_HTML = {"text/html", "application/xhtml+xml"}
_MARKDOWN = {"text/markdown", "text/x-markdown"}
_PLAIN = {"text/plain", "text/x-rst", "text/prs.fallenstein.rst"} | _MARKDOWN
_UNSAID = {"", "application/octet-stream", "binary/octet-stream"}
_PLAIN_NAME = re.compile(r"\.(?:txt|md|markdown|rst)$|/[A-Z_-]{4,40}$")
_LOOKS_LIKE_HTML = re.compile(rb"\s{0,200}(?:<!--|<!doctype html|<html|<head|<body)", re.IGNORECASE)
_ARCHIVED = re.compile(
    r"https?://web\.archive\.org/(?:web/)?(\d{4,14})?[a-z_*]{0,5}/?(https?:/.{1,900})",
    re.IGNORECASE,
)
_GITHUB_FILE = re.compile(r"https?://(?:www\.)?github\.com/([\w.-]+/[\w.-]+)/blob/([^?#]+)$")
_HUB_FILE = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/((?:datasets/|spaces/)?[\w.-]+/[\w.-]+)"
    r"/(?:blob|raw)/([^?#]+)$"
)


def read_page(door: Door, url: str, brief: Brief) -> Reading:
    """A page, or a text that an address leads to.

    NotThere when the server says that there is none; whatever else is not read is a gap.
    """
    address = address_of(url)
    name = f"{brief.role.value}:{address}"
    if not is_web_address(address) or len(address) > LONGEST_ADDRESS:
        fault = Fault(GapReason.NOT_LOOKED, "named without an address on the web")
        return _unread(door, brief, name, None, fault)
    try:
        answer = ask(door, _file_address(address, door.settings))
        cited = _cited(address, answer, door.settings)
        if is_archived(cited) and not is_archived(address):
            raise Fault(GapReason.UNREADABLE, "leads to an archived copy, not to the origin")
        draft = Draft(door, _as_archived(address, brief), name)
        _keep(draft, answer, cited)
    except Fault as fault:
        if fault.reason is GapReason.MISSING:
            raise NotThere(f"{address}: {fault.detail}.", "Check the address.") from fault
        return _unread(door, _as_archived(address, brief), name, address, fault)
    return draft.finish(tree=None, revision=None, url=cited)


def is_archived(address: str) -> bool:
    """True for a copy of a page in an archive."""
    return _ARCHIVED.match(address) is not None


def address_of(text: str) -> str:
    """An address without the place in the page; other words as they are."""
    plain = text.strip()
    return urldefrag(plain).url if is_web_address(plain) else plain


def _unread(door: Door, brief: Brief, name: str, url: str | None, fault: Fault) -> Reading:
    draft = Draft(door, brief, name)
    draft.gap(None, fault.reason, fault.detail)
    return draft.finish(tree=None, revision=None, url=url)


def ask(door: Door, url: str) -> Answer:
    """The answer of a site whose robots.txt allows it, where it was led on to as well."""
    door.robots.check(url)
    answer = door.get(url, limit=MOST_BYTES, turn=lambda: door.robots.wait(url))
    if origin(answer.url) != origin(url):
        door.robots.check(answer.url)
    return answer


def keep_html(
    draft: Draft, answer: Answer, url: str, *, page: str = "page.html", text: str = "page.md"
) -> None:
    """Keeps a page as it came and what a reader sees of it; Fault when nothing can be seen."""
    try:
        seen = read_html(answer.body, answer.url, _content_type(answer))
    except UnreadableHtmlError as error:
        many = "more than" in str(error)
        reason = GapReason.TOO_LARGE if many else GapReason.UNREADABLE
        raise Fault(reason, f"the page has {error}" if many else f"the page is {error}") from error
    _refuse_shell(seen)
    if is_text(answer.body):
        draft.add(page, answer.body, url, answer.retrieved_at)
    else:
        detail = f"in another encoding than UTF-8; its text stands in {text}"
        draft.gap(page, GapReason.UNREADABLE, detail)
    draft.add(text, seen.content, url, answer.retrieved_at)


def media_type(answer: Answer) -> str:
    """The kind of an answer as its header says, in lower case, without parameters; empty when it
    says none."""
    kind = _content_type(answer).partition(";")[0].strip().lower()
    return kind if re.fullmatch(r"[\w.+-]{1,60}/[\w.+-]{1,60}", kind) else ""


def _content_type(answer: Answer) -> str:
    return answer.headers.get("content-type", "")


def _keep(draft: Draft, answer: Answer, url: str) -> None:
    kind = media_type(answer)
    is_page = _LOOKS_LIKE_HTML.match(answer.body) is not None
    if kind in _HTML or (kind in _UNSAID and is_page):
        keep_html(draft, answer, url)
    elif kind in _PLAIN or (kind in _UNSAID and _PLAIN_NAME.search(_path(answer.url))):
        _keep_text(draft, answer, url)
    else:
        raise Fault(GapReason.UNREADABLE, f"of a kind that is not read: {kind or 'not said'}")


def _keep_text(draft: Draft, answer: Answer, url: str) -> None:
    if is_binary(answer.body):
        raise Fault(GapReason.UNREADABLE, "not text, although it is said to be")
    is_markdown = media_type(answer) in _MARKDOWN or _path(answer.url).endswith((".md", ".mdx"))
    text = answer.body
    if not is_text(text):
        text = decode_html(text, _content_type(answer)).encode("utf-8", "replace")
    path = "page.md" if is_markdown else "page.txt"
    draft.add(path, text, url, answer.retrieved_at)


def _refuse_shell(seen: WebText) -> None:
    if seen.sends_on is not None:
        where = f"only sends its readers on to {seen.sends_on[:200]}"
        raise Fault(GapReason.UNREADABLE, where)
    if seen.scripted:
        raise Fault(GapReason.UNREADABLE, "a page without text of its own: scripts write it")
    if not any(seen.lines):
        raise Fault(GapReason.UNREADABLE, "a page without text")


def _path(url: str) -> str:
    return urlsplit(url).path


def _as_archived(address: str, brief: Brief) -> Brief:
    """The brief; of an archived copy it says so, and that what it shows is not the publisher's."""
    found = _ARCHIVED.match(address)
    if found is None:
        return brief
    day = f" of {found[1][:8]}" if found[1] else ""
    reason = f"{brief.reason} (an archived copy{day}, not the origin, which is {found[2][:300]})"
    return structs.replace(brief, reason=reason, own=False)


def _file_address(address: str, settings: Settings) -> str:
    """Where the text of a file is served that a code host shows within a page."""
    if found := _GITHUB_FILE.match(address):
        return f"{settings.github_raw}/{found[1]}/{found[2]}"
    if found := _HUB_FILE.match(address):
        return f"{settings.hf_endpoint}/{found[1]}/resolve/{found[2]}"
    return address


def _cited(address: str, answer: Answer, settings: Settings) -> str:
    """The address that a reader is shown: where the answer came from, without a query's place."""
    if _file_address(address, settings) != address:
        return address
    return urldefrag(answer.url).url
