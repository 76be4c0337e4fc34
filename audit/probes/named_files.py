"""Named files: what the documentation of a repository sends readers to and is not there.

Looks at: links to files, and commands in fenced code, in Markdown of code repositories that were
listed whole; of weight repositories the links alone.
States: each link to a path that is not in the listing, and each script or list of requirements
that a command names and no folder of the listing has.
Misses: files that only prose names, that a command on the same page clones, fetches or writes,
and what lies in a submodule.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct

from audit.model import Evidence, Fact, MissingFile, Role
from audit.probes.pages import ReadPage, Subject, View

_NOT_HERE = re.compile(
    r"[@<>{}$*\[\]|`'\"()=,…:\\~]|\.\.\.|\bpath[_/-]?to\b|\byour|xxx|\bexample_?\d*\.(?:py|sh)$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|mp4|mov|webm|wav|mp3|pdf)$", re.IGNORECASE)
_RUNNER = re.compile(
    r"^\s*(?:[$>%#]\s+)?(?:[A-Z_]{2,40}=\S{1,200}\s+){0,10}"
    r"(?:cd\s+[\w./-]{1,100}\s*&&\s*)?"
    r"(?:sudo\s+)?(?:python3?|bash|sh|torchrun|deepspeed|accelerate|pip3?|(?:conda|mamba)\s+env)\s"
)
_SCRIPT = re.compile(r"[\w./-]{1,200}\.(?:py|sh)")
_REQUIREMENTS = re.compile(r"(?:^|\s)(?:-r|--requirement)\s+(?P<file>[\w./-]{1,200}\.txt)")
_ENVIRONMENT = re.compile(
    r"\benv\s+(?:create|update)\s(?:.{0,80}\s)?(?:-f|--file)[ =](?P<file>[\w./-]{1,200}\.ya?ml)"
)
_REPOSITORY = re.compile(r"github\.com/[\w.-]{1,60}/([\w-]{1,100})")
_FENCE = re.compile(r"^ {0,8}(?:```|~~~)")
_CHANGES_FOLDER = re.compile(r"(?:^|&&|;)\s*(?:[$>%]\s+)?cd\s+(\S{1,200})")
_ENDS_THERE = re.compile(r"^\s*(?:[$>%]\s+)?cd\s+[\w./-]{1,100}\s*&&\s*(?:python3?|bash|sh)\s")
"""A line that goes into a folder for one command."""
_IS_WRITTEN_TO = re.compile(
    r"\bcd\s+\S*(?:runs?/|out|ckpt|checkpoint|exp|log|result|work_?dir|save|tmp|build)",
    re.IGNORECASE,
)
"""A folder into which a run writes: what lies there is in no listing."""
_FROM_ELSEWHERE = re.compile(
    r"\b(?:git (?:clone|submodule)|wget|curl|docker|huggingface-cli|hf download|unzip|tar -?x)\b"
)
_REDIRECTS = re.compile(r"[^\s>]\s+>{1,2}\s*[\w./]")
_WRITTEN = re.compile(
    r"\b(?:creat|sav|writ|nam|call|download|generat|obtain|copy|put|place|convert)\w*"
    r"|新建|保存|创建|下载|命名",
    re.IGNORECASE,
)
_SOURCES_OF_PAGES = (".md", ".mdx", ".rst", ".ipynb", "/index.md", "/index.mdx", "/index.rst")
"""What a link without an ending leads to once a site is made of the texts."""
_OF_A_CARD = {"license", "pipeline_tag", "library_name", "base_model", "dataset_info"}
"""Keys in the metadata of a model's or a data set's card."""
_SAVED_TO = re.compile(
    r"\b(?:saved?|written|stored|generated|exported|logged) (?:\w+ ){0,2}"
    r"(?:to|in|into|at|under) ?\W{0,4}$"
    r"|(?:保存|写入|输出)(?:到|至|在)\W{0,4}$",
    re.IGNORECASE,
)
"""What stands before the name of a file that a run writes."""
_FETCHES = re.compile(
    r"\b(?:download|clone|install|set ?up|follow\w*|refer)\b|下载|安装|克隆|请?参[见考照]",
    re.IGNORECASE,
)
_LONGEST = 1_000
_MOST = 20
"""Missing files of one artifact that are stated."""


class _Named(Struct, frozen=True, kw_only=True):
    path: str
    line: int
    command: bool


def probe(view: View) -> Iterator[Fact]:
    """The missing files of each of the publisher's repositories."""
    own = [s for s in view.of(Role.CODE, Role.WEIGHTS) if s.artifact.own]
    everywhere = tuple(_Listing(subject) for subject in own)
    for subject, listed in zip(own, everywhere, strict=True):
        if subject.is_listed_whole:
            yield from _of_repository(subject, listed, everywhere)


def _of_repository(
    subject: Subject, listed: _Listing, everywhere: tuple[_Listing, ...]
) -> Iterator[MissingFile]:
    found: dict[str, tuple[bool, list[Evidence]]] = {}
    for page in subject.prose:
        if not page.path.lower().endswith(".md"):
            continue
        if subject.artifact.role is Role.CODE and _is_a_card(page):
            continue
        run = _commands(subject, page, listed)
        elsewhere = (n for n in run if not any(each.has_somewhere(n.path) for each in everywhere))
        for named in (*_links(page, listed), *elsewhere):
            command, places = found.setdefault(named.path, (named.command, []))
            places.append(page.cite(named.line))
            found[named.path] = (command or named.command, places)
    for path, (command, places) in list(found.items())[:_MOST]:
        yield MissingFile(
            artifact=subject.artifact.id,
            named=path,
            command=command,
            listing=subject.cite_listing(),
            evidence=tuple(places[:3]),
        )


def _is_a_card(page: ReadPage) -> bool:
    """Whether a page below the name of no README is kept for a host: its links are that one's."""
    block = page.front_matter
    return block is not None and not block.problem and bool(_OF_A_CARD & set(block.data))


class _Listing:
    """What is there: files and folders, as one text, so that deep paths cost no more than long."""

    def __init__(self, subject: Subject) -> None:
        self.has_submodules = ".gitmodules" in subject.listing.known
        paths = [path.replace("\n", "\0") for path in subject.listing.paths]
        lines = "/\n/".join(paths)
        self._text = f"\n/{lines}/" if paths else ""

    def has(self, path: str) -> bool:
        """Whether this very path is there."""
        return f"\n/{path}/" in self._text

    def has_somewhere(self, path: str) -> bool:
        """Whether the path is there from the root or from any folder."""
        return f"/{path}/" in self._text


def _links(page: ReadPage, listed: _Listing) -> Iterator[_Named]:
    folder = page.path.rpartition("/")[0]
    for link in page.links:
        target = unquote(re.split(r"[?#]", link.url)[0]).strip()
        if (
            not target
            or target.startswith("//")
            or ":" in target
            or _NOT_HERE.search(target)
            or _PICTURE.search(target)
        ):
            continue
        if _is_saved_to(page.lines[link.line - 1], link.url):
            continue
        from_root = target.startswith("/")
        path = posixpath.normpath(target.lstrip("/") if from_root else f"{folder}/{target}")
        path = path.lstrip("/")
        if path.startswith("..") or path == "." or not re.search(r"\.\w{1,8}$|/", path):
            continue
        if not listed.has(path) and not _may_be_submodule(path, listed):
            if from_root and "." not in posixpath.basename(path):
                continue  # a page of the site that the texts are made into
            if any(listed.has(f"{path}{ending}") for ending in _SOURCES_OF_PAGES):
                continue
            yield _Named(path=path, line=link.line, command=False)


def _is_saved_to(line: str, url: str) -> bool:
    """Whether the words before a link say that a run writes what it leads to."""
    before = line[: line.find(url)][-200:] if url in line else ""
    return bool(_SAVED_TO.search(before.rpartition("[")[0]))


def _may_be_submodule(path: str, listed: _Listing) -> bool:
    return listed.has_submodules and not listed.has(path.partition("/")[0])


def _commands(subject: Subject, page: ReadPage, listed: _Listing) -> Iterator[_Named]:
    if subject.artifact.role is not Role.CODE or listed.has_submodules:
        return
    if _goes_elsewhere(subject, page.lines, listed):
        return
    own = subject.artifact.id.rpartition("/")[2].lower()
    elsewhere = next((n for n, line in enumerate(page.lines, 1) if _fetches(line, own)), 0)
    for number, name in _run_in(page.lines, own):
        foreign = 0 < elsewhere < number and name.endswith((".py", ".sh"))
        if foreign and not _ENDS_THERE.match(page.lines[number - 1][:_LONGEST]):
            continue
        path = re.sub(r"^(?:\.{1,2}/)+", "", name)
        if _NOT_HERE.search(path) or path.startswith("/"):
            continue
        if not _is_made(page, path.rpartition("/")[2]):
            yield _Named(path=path, line=number, command=True)


def _fetches(line: str, own: str) -> bool:
    """Whether a line tells readers to bring another repository, or to follow it."""
    text = line[:_LONGEST]
    others = any(name.lower() != own for name in _REPOSITORY.findall(text))
    return others and _FETCHES.search(text) is not None


def _goes_elsewhere(subject: Subject, lines: tuple[str, ...], listed: _Listing) -> bool:
    """Whether commands of the page bring something that the listing does not have."""
    own = subject.artifact.id.rpartition("/")[2].lower()
    fenced = False
    for line in lines:
        text = line[:_LONGEST]
        fenced = fenced is not bool(_FENCE.match(text))
        if fenced and _REDIRECTS.search(text):
            return True
        if _FROM_ELSEWHERE.search(text) and f"/{own}" not in text.lower():
            return True
        for found in _CHANGES_FOLDER.finditer(text):
            folder = found[1].strip("./").lower()
            known = folder == own or listed.has_somewhere(found[1].strip("./"))
            if folder and not known and not _ENDS_THERE.match(text):
                return True
    return False


def _run_in(lines: tuple[str, ...], own: str) -> Iterator[tuple[int, str]]:
    """What commands in fenced code run, with the line; a command may go on over several lines.
    Code below words that lead to another repository is that one's."""
    fenced = goes_on = foreign = False
    above = ""
    for number, line in enumerate(lines, 1):
        text = line[:_LONGEST]
        if _FENCE.match(text):
            fenced, goes_on = not fenced, False
            foreign = any(name.lower() != own for name in _REPOSITORY.findall(above))
            continue
        above = text if text.strip() else above
        if not fenced or foreign or not (goes_on or _RUNNER.match(text)):
            continue
        words = text.split("#")[0]
        if _ENDS_THERE.match(text) and _IS_WRITTEN_TO.search(text):
            continue
        if found := _REQUIREMENTS.search(words):
            yield number, found["file"]
        if found := _ENVIRONMENT.search(words):
            yield number, found["file"]
        name = next((word for word in words.split() if _SCRIPT.fullmatch(word)), None)
        if name and "pip" not in words.split()[:2]:
            yield number, name
        goes_on = text.rstrip().endswith("\\") and not name


def _is_made(page: ReadPage, name: str) -> bool:
    """Whether the page tells readers to make or to fetch a file of this name."""
    return any(name in text and _WRITTEN.search(text[:_LONGEST]) for text in page.prose.values())
