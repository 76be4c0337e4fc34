"""Documents: cards, reports, results and change logs.

Looks at: the README of the weights, links to arXiv, sections on evaluation, change logs, lines
that say what hardware was used; papers and pages, for what they say of this model.
States: for each kind of document where it was seen.
Misses: whether a report describes this very variant, and what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Availability, DocumentSeen, Evidence, Fact, Role
from audit.probes.named_reports import cited, linked_report
from audit.probes.pages import ReadPage, Subject, View
from audit.text.markdown import Link

_ARXIV = re.compile(r"arxiv\.org/(?:abs|pdf|html)/(\d{4}\.\d{4,5})", re.IGNORECASE)
_PAPER = re.compile(r"paper|report|arxiv|论文|报告", re.IGNORECASE)
_OTHERS_WORK = re.compile(
    r"acknowledg|thank|related|based on|built on|credit|follow|similar|inspired|compar"
    r"|proposed (?:in|by)|致谢|感谢",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S*")
_NAMED_PAPER = re.compile(r"(?P<name>[\w-]{2,40}) (?:paper|preprint|report)\b", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:our|the|this|full|technical|tech|research|paper|arxiv|original|official|main|accompanying"
    r"|associated|companion|conference|journal|read|see|in|of|and|for|model|data|evaluation)",
    re.IGNORECASE,
)
_SAID_IN_A_CARD = ("license", "license_name", "datasets", "base_model", "language", "metrics")
"""Keys of a card's metadata that a host sets for nobody."""
_KINDS = frozenset({"instruct", "chat", "base", "model", "models", "data", "code", "train"})
"""Words in the names of models that are nobody's own."""
_CARD = re.compile(r"model[-_ ]?card(?=[-_ .]|$)", re.IGNORECASE)
_RESULTS = re.compile(r"eval|benchmark|performance|result|评测|性能", re.IGNORECASE)
_VENUE = re.compile(r"\b(?:NeurIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|TMLR|JMLR|AAAI)\b")
_COMMENTS = re.compile(r"\W{0,4}(?:comments?|journal[- ]ref(?:erence)?)\W", re.IGNORECASE)
_ACCEPTED = re.compile(
    r"journal[- ]ref"
    r"|\b(?:accepted|published|to appear|appears|presented|camera[- ]ready)\b"
    r"|\b(?:NeurIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|TMLR|JMLR|AAAI|COLM) ?(?:20)?\d\d\b",
    re.IGNORECASE,
)
_NOT_ACCEPTED = re.compile(
    r"workshop|submitted|under review|in submission|preprint|withdrawn|not accepted|rejected",
    re.IGNORECASE,
)
_LONGEST_COMMENT = 1_000
_COMPUTE = re.compile(
    r"train\w*[^.]{0,120}\b\d+\s*(?:x|×)?\s*(?:\w+\s)?(?:A100|H100|H800|V100|TPU|GPUs?)\b",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"\byou(?:r|['’]ll)?\b|\bneed(?:s|ed)?\b|\bwhether\b|\bnot (?:say|disclose|tell)|\?\s*$"
    r"|您|需要",
    re.IGNORECASE,
)
"""Words by which a line on hardware tells what a reader needs, or nothing."""
_FIGURE = re.compile(r"(?<![\w.#-])\d+(?:[.,]\d+)*(?![\w-])")
_UNFILLED = re.compile(
    r"\[more information needed\]|\bautomatically generated\b|\bthis is the model card of a\b"
    r"|\bthis model ?card aims to be a base template\b|\bprovide the basic links\b"
    r"|\bcarbon emissions can be estimated\b|\busers \(both direct and downstream\)",
    re.IGNORECASE,
)
"""Words of the host's template for cards, which say nothing of a model."""


def probe(view: View) -> Iterator[Fact]:
    """The documents of the publisher's own artifacts."""
    if (judged := view.weights) is not None:
        yield from _card(judged)
        yield from _metadata(judged)
    for subject in view.of(Role.WEIGHTS, Role.CODE):
        if subject.artifact.own:
            yield from _read(subject, view.own_words)
    for subject in view.of(Role.PAPER, Role.PAGE):
        if subject.artifact.own:
            yield from _read_apart(subject)


def _card(judged: Subject) -> Iterator[Fact]:
    card = judged.page("README.md")
    if card is not None:
        yield _card_read(judged, card)
    elif any(file.path == "README.md" for file in judged.files):
        where = judged.cite_file("README.md")
        yield _seen(judged, "model-card", "listed; its text was not read", where)
    elif judged.is_listed_whole:
        yield _seen(
            judged,
            "model-card",
            "no README in the listing",
            judged.cite_listing(),
            Availability.NOT_FOUND,
        )


def _card_read(judged: Subject, card: ReadPage) -> DocumentSeen:
    """A card says something only behind its metadata and headings."""
    if not any(line.strip() for line in card.lines):
        where = judged.cite_file("README.md")
        return _seen(judged, "model-card", "README.md is empty", where, Availability.NOT_FOUND)
    if all(_UNFILLED.search(said.text) for said in card.sentences):
        detail = (
            "the words of a template alone" if card.sentences else "metadata and headings alone"
        )
        return _seen(judged, "model-card", detail, card.cite(1), Availability.PARTIAL)
    body = len(card.lines) - card.body_starts_after
    return _seen(judged, "model-card", f"{body:,} lines behind the metadata", card.cite(1))


def _metadata(judged: Subject) -> Iterator[Fact]:
    """Machine-readable facts of the publisher's: a configuration, else the head of the card, which
    the host's record repeats. Tags that a host shows are its own words."""
    card = judged.page("README.md")
    front = card.front_matter if card is not None else None
    if any(file.path == "config.json" for file in judged.files):
        yield _seen(judged, "model-metadata", "config.json", judged.cite_file("config.json"))
    elif card is not None and front is not None and front.data and not front.problem:
        where = card.cite(*front.lines)
        yield _seen(judged, "model-metadata", "front matter of README.md", where)
    elif card is None and (record := judged.metadata) is not None:
        data = record.record.get("cardData")
        if isinstance(data, dict) and any(data.get(key) for key in _SAID_IN_A_CARD):
            where = record.cite(record.line_with('"cardData"'))
            detail = "front matter of a README.md, as the host's record repeats it"
            yield _seen(judged, "model-metadata", detail, where)


def _read(subject: Subject, own: frozenset[str]) -> Iterator[Fact]:
    for page in subject.prose:
        if page.path.lower().startswith(("history", "changelog")) and page.sentences:
            yield _seen(subject, "changelog", page.path, page.cite(1))
        if _CARD.match(page.path) and page.sentences:
            yield _seen(subject, "model-card", page.path, page.cite(1))
        if "/" not in page.path:
            yield from _page(subject, page, own)
        yield from _results(subject, page)


def _read_apart(subject: Subject) -> Iterator[Fact]:
    """A paper as such, and what papers and pages tell of hardware and results of this model."""
    if subject.artifact.role is Role.PAPER and not _is_on_another(subject):
        where = subject.artifact.reason_evidence or subject.cite_listing()
        yield _seen(subject, "technical-report", subject.artifact.id, where)
        yield from _reviewed(subject)
    for page in subject.prose:
        yield from _hardware(subject, page)
        yield from _results(subject, page)


def _is_on_another(paper: Subject) -> bool:
    """Whether a paper was read and nowhere calls the model by its family's name: such is that of a
    base, of data or of a method, which a host's tags name as well."""
    if paper.family is None or not any(page.path.endswith(".md") for page in paper.pages):
        return False
    mention = paper.family.mention
    return not any(mention.search(line) for page in paper.pages for line in page.lines)


def _reviewed(subject: Subject) -> Iterator[Fact]:
    """A paper whose own page says that a conference or a journal has taken it; one that was sent
    in, or taken by a workshop, is not known to be."""
    page = subject.page("abs.md")
    for number, line in enumerate(page.lines if page is not None else (), 1):
        told = _COMMENTS.match(line)
        text = line[:_LONGEST_COMMENT]
        if told and _ACCEPTED.search(text) and not _NOT_ACCEPTED.search(text) and page is not None:
            yield _seen(subject, "research-paper", "its page names a venue", page.cite(number))
            return


def _page(subject: Subject, page: ReadPage, own: frozenset[str]) -> Iterator[Fact]:
    report = next((link for link in page.links if _is_own_report(page, link, own)), None)
    if report and (found := _ARXIV.search(report.url)):
        where = page.cite(report.line)
        yield _seen(subject, "technical-report", f"arXiv:{found[1]}", where)
        if _VENUE.search(page.lines[report.line - 1]) or _VENUE.search(
            page.lines[max(0, report.line - 2)]
        ):
            yield _seen(subject, "research-paper", "named with a venue", where)
    yield from _named_otherwise(subject, page, own)
    yield from _hardware(subject, page)


def _hardware(subject: Subject, page: ReadPage) -> Iterator[Fact]:
    for number, line in enumerate(page.seen, 1):
        if "train" in line.lower() and _COMPUTE.search(line[:2_000]) and not _NOT_TOLD.search(line):
            yield _seen(subject, "compute", "hardware is named", page.cite(number))
            break


def _named_otherwise(subject: Subject, page: ReadPage, own: frozenset[str]) -> Iterator[Fact]:
    """Reports that stand elsewhere than on arXiv, and what the page's own citation tells."""
    if (link := linked_report(page)) is not None:
        yield _seen(subject, "technical-report", link.url[:120], page.cite(link.line))
    for entry in cited(page, own):
        where = page.cite(entry.first, entry.last)
        if entry.arxiv:
            yield _seen(subject, "technical-report", f"arXiv:{entry.arxiv}, as cited", where)
        if entry.venue:
            place = page.cite(entry.venue)
            yield _seen(subject, "research-paper", "cited with a venue", place)


def _is_own_report(page: ReadPage, link: Link, own: frozenset[str]) -> bool:
    """Whether a link to arXiv is given as paper or report, outside thanks and related work."""
    if not _ARXIV.search(link.url):
        return False
    line = page.lines[link.line - 1].partition(link.url)[0][-120:]
    words = _ADDRESS.sub(" ", f"{line} {link.text} {link.image or ''}")
    thanked = _OTHERS_WORK.search(f"{page.title_over(link.line)} {line}")
    return bool(_PAPER.search(words)) and not thanked and not _is_named_for_another(link.text, own)


def _is_named_for_another(text: str, own: frozenset[str]) -> bool:
    """Whether a link calls the paper by a name of which no word is one of the publisher's."""
    found = _NAMED_PAPER.search(text)
    if found is None or _NO_NAME.fullmatch(found["name"]):
        return False
    return not set(re.split(r"[^a-z]+", found["name"].lower())) & (own - _KINDS)


def _results(subject: Subject, page: ReadPage) -> Iterator[Fact]:
    for section in page.sections:
        if _RESULTS.search(section.title) and _has_figures(page.seen[section.first : section.last]):
            where = page.cite(section.first)
            yield _seen(subject, "evaluation-results", f"tables in {page.path}", where)
            return


def _has_figures(lines: tuple[str, ...]) -> bool:
    """Whether a table has a number below its first row."""
    rows = [n for n, line in enumerate(lines) if line.lstrip().startswith(("|", "<td", "<tr"))]
    return bool(rows) and any(_FIGURE.search(line) for line in lines[rows[0] + 1 :])


def _seen(
    subject: Subject,
    row: str,
    detail: str,
    where: Evidence,
    availability: Availability = Availability.RELEASED,
) -> DocumentSeen:
    return DocumentSeen(
        artifact=subject.artifact.id,
        row=row,
        availability=availability,
        detail=detail,
        evidence=(where,),
    )
