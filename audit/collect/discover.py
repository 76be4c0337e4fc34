"""Follows the links of a card or README one hop: code, data, papers, base models.

A link counts as this model's only with a reason, which is kept as evidence. All others are
mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import filterfalse
from urllib.parse import urlsplit

from msgspec import Struct

from audit.collect.reading import Depth, Reading
from audit.collect.settings import is_web_address
from audit.collect.web import LONGEST_ADDRESS, is_archived
from audit.model import Evidence, Mention, Role
from audit.text.front_matter import line_of_key, texts_of
from audit.text.launch import is_hub_id, is_local, starting_points
from audit.text.markdown import Link, links
from audit.text.page import Page, lines_of

_GITHUB = re.compile(
    r"^https?://(?:www\.)?github\.com/([\w-][\w.-]{0,99})/([\w.-]{1,100})", re.IGNORECASE
)
_DATASET = re.compile(
    r"^https?://(?:www\.)?(?:huggingface\.co|hf\.co)/datasets/([\w.-]+/[\w.-]+)", re.IGNORECASE
)
_MODEL = re.compile(
    r"^https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?!datasets/|spaces/|papers/|docs/|blog/"
    r"|collections/)([\w.-]+/[\w.-]+)",
    re.IGNORECASE,
)
_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5})", re.IGNORECASE)
_SAYS_CODE = re.compile(
    r"\bcode(?:base)?\b|github|repo(?:sitory)?|official|代码|仓库", re.IGNORECASE
)
_SAYS_LICENSE = re.compile(r"licen[cs]e|terms of use|use policy|许可|协议|授权条款", re.IGNORECASE)
_SAYS_PROJECT = re.compile(
    r"(?:project|model|official)[ -]?(?:home[ -]?)?(?:page|(?:web)?site)|home[ -]?page|\bwebsite\b"
    r"|项目主页|项目页|主页|官网",
    re.IGNORECASE,
)
_SAYS_BLOG = re.compile(r"\bblog(?:[ -]?post)?s?\b|博客", re.IGNORECASE)
_SUMMARY = (
    r"(?:summary of (?:the )?training (?:content|data)|training (?:content|data) summary"
    r"|data summary card|训练(?:内容|数据)的?(?:公开)?摘要)"
)
_SAYS_SUMMARY = re.compile(_SUMMARY, re.IGNORECASE)
_IS_SUMMARY = re.compile(
    rf"\W*(?:(?:our|the|eu|ai act|public|official|model)\W{{0,3}}){{0,5}}{_SUMMARY}\W*",
    re.IGNORECASE,
)
"""Words that call a summary of training content and name no other model."""
_NAMES_NOBODY = re.compile(
    r"\W*(?:(?:our|the|official|project|model|release|官方|项目)\W{0,5}){0,4}"
    r"(?:home\W?page|page|(?:web)?site|blog(?:\W?post)?|主页|官网|项目页|博客)\W*",
    re.IGNORECASE,
)
"""A link's words that call what it leads to and name no other project."""
_NO_PAGES = re.compile(
    r"(?:^|\.)(?:arxiv\.org|github\.com|githubusercontent\.com|shields\.io|badge\.fury\.io|hf\.space"
    r"|twitter\.com|x\.com|discord\.(?:gg|com)|youtube\.com|youtu\.be|t\.me|linkedin\.com"
    r"|colab\.research\.google\.com|gradio\.(?:app|live))$",
    re.IGNORECASE,
)
"""Hosts of code, pictures, talk and demonstrations, which are no pages to read."""
_HUB_HOST = re.compile(r"^(?:www\.)?(?:huggingface\.co|hf\.co)$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|mp4|ico)$", re.IGNORECASE)
_SAYS_PAPER = re.compile(r"paper|report|arxiv|论文|报告", re.IGNORECASE)
_NOT_REPOSITORIES = {"features", "sponsors", "orgs", "topics", "marketplace", "about", "apps"}
_COMMON = re.compile(
    r"awesome|base|chat|code|demo|examples?|for|github|gguf|hub|instruct|language|large|main|mini|"
    r"models?|multimodal|official|open|preview|pretrained|project|pytorch|repo|small|the|toolkit|"
    r"train|training|tutorial|vision"
)
"""Words of a name that say nothing of whose it is."""


_SAME_OWNER = "linked, and published by the same owner"


class Lead(Struct, frozen=True, kw_only=True):
    """Something to read next, with the reason for which it counts."""

    id: str
    role: Role
    reason: str
    evidence: Evidence
    own: bool = True
    depth: Depth = Depth.FULL
    if_links_to: str | None = None
    """A model's id: the lead counts only if its README links to that model."""


def pages_of(reading: Reading) -> tuple[Page, ...]:
    """The documents of a reading as pages."""
    return tuple(
        Page(reading.artifact, document, reading.contents[document.sha256])
        for document in reading.artifact.documents
    )


def leads(reading: Reading) -> Iterator[Lead | Mention]:
    """What the artifact's own card or README leads to, in the order of its lines."""
    for page in pages_of(reading):
        if page.path == "README.md" or (page.is_readme and "/" not in page.path):
            found = links(page.lines)
            hosts = _project_hosts(found)
            yield from _declared(page, hosts)
            for link in found:
                yield from _linked(reading, page, link, hosts)
    yield from _tags(reading)


def base_leads(reading: Reading) -> Iterator[Lead]:
    """The base models that the card's metadata, or a launch script, names by id."""
    for page in pages_of(reading):
        if page.path == "README.md" or page.document.is_record:
            yield from (lead for lead in _declared(page) if lead.role is Role.BASE_MODEL)
        yield from _in_other_places(page)
        if page.path.endswith(".sh") and reading.artifact.role is Role.CODE:
            for start in starting_points(page.lines):
                if is_hub_id(start.value) and not start.vision:
                    where = page.cite(start.line)
                    yield _base(start.value, "a launch script starts from it", where)


def _in_other_places(page: Page) -> Iterator[Lead]:
    """The base models that the host's own fields, or the config of an adapter, name by id."""
    if page.path == "adapter_config.json":
        named = texts_of(page.record.get("base_model_name_or_path"))
        reason = "named as the base of the adapter"
    elif page.document.is_record:
        named, reason = texts_of(page.record.get("tags")), "tagged as the base on the Hub"
    else:
        return
    for text in named:
        tag = re.fullmatch(r"base_model:(?:\w+:)?(.+)", text)
        name = tag[1] if tag else text
        if (tag or not page.document.is_record) and is_hub_id(name):
            yield _base(name, reason, page.cite(page.line_with(f'"{text}"')))


def _declared(page: Page, hosts: frozenset[str] = frozenset()) -> Iterator[Lead]:
    if page.front_matter is not None:
        data, block = page.front_matter.data, page.front_matter.lines
        for name in filterfalse(is_local, texts_of(data.get("base_model"))):
            where = page.cite(*line_of_key(page.lines, block, "base_model"))
            yield _base(name, "named as base_model in the card", where)
        for name in texts_of(data.get("datasets")):
            where = page.cite(*line_of_key(page.lines, block, "datasets"))
            yield from _dataset(page, name, where)
        for url in texts_of(data.get("license_link")):
            where = page.cite(*line_of_key(page.lines, block, "license_link"))
            yield from _license_page(page, url, where, hosts)
    elif page.document.is_record and isinstance(card := page.record.get("cardData"), dict):
        for name in filterfalse(is_local, texts_of(card.get("base_model"))):
            where = page.cite(page.line_with(f'"{name}"', after='"base_model"'))
            yield _base(name, "named as base_model in the card", where)
        for name in texts_of(card.get("datasets")):
            where = page.cite(page.line_with(f'"{name}"', after='"datasets"'))
            yield from _dataset(page, name, where)
        for url in texts_of(card.get("license_link")):
            where = page.cite(page.line_with('"license_link"'))
            yield from _license_page(page, url, where, hosts)


def _base(name: str, reason: str, where: Evidence) -> Lead:
    return Lead(
        id=f"hf:{name}",
        role=Role.BASE_MODEL,
        reason=reason,
        evidence=where,
        own=False,
        depth=Depth.TERMS,
    )


def _dataset(page: Page, name: str, where: Evidence) -> Iterator[Lead]:
    if re.fullmatch(r"[\w.-]+/[\w.-]+", name):
        yield Lead(
            id=f"hf:datasets/{name}",
            role=Role.DATA,
            reason="named under datasets in the card",
            evidence=where,
            own=_same_owner(page.artifact.id, name),
            depth=Depth.TERMS,
        )


def _tags(reading: Reading) -> Iterator[Lead]:
    """What the Hub's record declares where no card could be read, and its arXiv tags."""
    pages = pages_of(reading)
    record = next((page for page in pages if page.document.is_record), None)
    if record is None:
        return
    if not any(page.path == "README.md" for page in pages):
        yield from _declared(record)
    tags = record.record.get("tags")
    for tag in tags if isinstance(tags, list) else []:
        if isinstance(tag, str) and re.fullmatch(r"arxiv:\d{4}\.\d{4,5}", tag):
            where = record.cite(record.line_with(f'"{tag}"', after='"tags"'))
            yield Lead(id=tag, role=Role.PAPER, reason="tagged on the Hub", evidence=where)


def _linked(
    reading: Reading, page: Page, link: Link, hosts: frozenset[str]
) -> Iterator[Lead | Mention]:
    where = page.cite(link.line)
    if (found := _ARXIV.search(link.url)) and _SAYS_PAPER.search(_words(page, link)):
        reason = "linked as paper or report"
        yield Lead(id=f"arxiv:{found[1]}", role=Role.PAPER, reason=reason, evidence=where)
    elif found := _DATASET.match(link.url):
        yield _linked_data(reading, found[1], where)
    elif (found := _GITHUB.match(link.url)) and found[1].lower() not in _NOT_REPOSITORIES:
        name = f"{found[1]}/{found[2].rstrip('.').removesuffix('.git')}"
        yield _linked_code(reading, page, link, name)
    elif found := _MODEL.match(link.url):
        yield _linked_weights(reading, found[1], where)
    elif page_lead := _linked_page(page, link, hosts):
        yield page_lead


def _linked_page(page: Page, link: Link, hosts: frozenset[str]) -> Lead | None:
    """A page that the card calls its license, its project's or its blog's.

    It is the publisher's own when the link's words name nobody else.
    """
    host, path = _place(link.url)
    is_post = bool(_HUB_HOST.match(host)) and path.startswith("/blog/")
    if not host or _NO_PAGES.search(host) or _PICTURE.search(path):
        return None
    if _HUB_HOST.match(host) and not is_post:
        return None
    called = link.text or _words(page, link)
    own = page.artifact.own and _NAMES_NOBODY.fullmatch(called) is not None
    if _SAYS_LICENSE.search(called):
        reason, own = "linked as the license", page.artifact.own and host in hosts
    elif _SAYS_SUMMARY.search(called):
        reason = "linked as the summary of training content"
        own = page.artifact.own and _IS_SUMMARY.fullmatch(called) is not None
    elif _SAYS_PROJECT.search(called):
        reason = "linked as the project's page"
    elif _SAYS_BLOG.search(called):
        reason = "linked as a blog post"
    else:
        return None
    return _page(link.url, reason, page.cite(link.line), own=own)


def _license_page(page: Page, url: str, where: Evidence, hosts: frozenset[str]) -> Iterator[Lead]:
    """The page of `license_link`, which is not the publisher's own unless its host is."""
    url = url.strip()
    host, _ = _place(url)
    if host and not _is_inside(page.artifact.id, url):
        own = page.artifact.own and host in hosts
        yield _page(url, "named as license_link in the card", where, own=own)


def _page(url: str, reason: str, where: Evidence, *, own: bool) -> Lead:
    address = url.partition("#")[0]
    own = own and not is_archived(address)
    return Lead(id=f"page:{address}", role=Role.PAGE, reason=reason, evidence=where, own=own)


def _project_hosts(found: tuple[Link, ...]) -> frozenset[str]:
    """The hosts of the pages that the card calls its project's."""
    called = (link for link in found if _SAYS_PROJECT.search(link.text))
    own = (link for link in called if _NAMES_NOBODY.fullmatch(link.text))
    return frozenset(_place(link.url)[0] for link in own) - {""}


def _place(url: str) -> tuple[str, str]:
    """Host and path of an address of the web; empty for all else."""
    if not is_web_address(url) or len(url) > LONGEST_ADDRESS:
        return "", ""
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.path


def _is_inside(artifact: str, url: str) -> bool:
    """Whether an address leads into the repository itself, whose files are read anyway."""
    host, _, name = artifact.partition(":")
    sites = {"hf": r"(?:huggingface\.co|hf\.co)", "github": r"github\.com"}
    site = sites.get(host)
    inside = rf"https?://(?:www\.)?{site}/{re.escape(name)}(?:[/?#]|$)"
    return site is not None and re.match(inside, url, re.IGNORECASE) is not None


def _linked_data(reading: Reading, name: str, where: Evidence) -> Lead | Mention:
    if _same_owner(reading.artifact.id, name):
        return Lead(id=f"hf:datasets/{name}", role=Role.DATA, reason=_SAME_OWNER, evidence=where)
    return Mention(id=f"hf:datasets/{name}", evidence=where)


def _linked_code(reading: Reading, page: Page, link: Link, name: str) -> Lead | Mention:
    where = page.cite(link.line)
    own, code = reading.artifact.id, f"github:{name}"
    if code.lower() == own.lower() or reading.artifact.role is not Role.WEIGHTS:
        return Mention(id=code, evidence=where)
    if _same_owner(own, name):
        return Lead(id=code, role=Role.CODE, reason=_SAME_OWNER, evidence=where)
    if not _SAYS_CODE.search(_words(page, link)):
        return Mention(id=code, evidence=where)
    if _alike(own, name):
        reason = "linked as the code, under a like name"
        return Lead(id=code, role=Role.CODE, reason=reason, evidence=where)
    if not own.startswith("hf:"):
        return Mention(id=code, evidence=where)
    reason = f"linked as the code in {page.path}:{link.line}, and its README links back"
    model = own.removeprefix("hf:")
    return Lead(id=code, role=Role.CODE, reason=reason, evidence=where, if_links_to=model)


def line_of_link(text: bytes, model: str) -> int | None:
    """The line of a README that links to just this model of the Hub; None when none does."""
    lines = lines_of(text.decode("utf-8", "replace"))
    for link in links(lines):
        found = _MODEL.match(link.url)
        if found and found[1].rstrip(".").lower() == model.lower():
            return link.line
    return None


def _linked_weights(reading: Reading, name: str, where: Evidence) -> Lead | Mention:
    """Of a code repository that is audited alone: weights under a like name are its weights."""
    if reading.artifact.role is Role.CODE and _alike(reading.artifact.id, name):
        reason = "linked by the repository, under a like name"
        return Lead(id=f"hf:{name}", role=Role.WEIGHTS, reason=reason, evidence=where)
    return Mention(id=f"hf:{name}", evidence=where)


def _words(page: Page, link: Link) -> str:
    """The words of a link, and those right before it on its line."""
    before = page.lines[link.line - 1].partition(link.url)[0][-80:]
    return f"{before} {link.text}".replace("github.com", " ")


def _same_owner(artifact: str, name: str) -> bool:
    """Whether a repository `owner/name` is of the artifact's owner; folders on disk have none."""
    host, _, rest = artifact.partition(":")
    owner, slash, _ = rest.removeprefix("datasets/").partition("/")
    is_published = host in {"hf", "github"} and slash == "/"
    return is_published and owner.lower() == name.partition("/")[0].lower()


def _alike(artifact: str, name: str) -> bool:
    """Whether two repository names share a word of three letters or more that says something."""
    here, there = (
        {word for word in re.split(r"[^a-z0-9]+", text.rpartition("/")[2].lower()) if len(word) > 2}
        for text in (artifact.partition(":")[2], name)
    )
    return any(not _COMMON.fullmatch(word) for word in here & there)
