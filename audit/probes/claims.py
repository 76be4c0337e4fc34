"""Claims: where the publisher calls the model open source, or open.

Looks at: titles and sentences of cards, READMEs and documents.
States: each sentence that calls this model, or what "we" publish, open.
Misses: claims in papers, posts and talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Fact, OpenClaim, Role
from audit.probes.pages import ReadPage, Subject, View
from audit.text.any_case import AnyCase
from audit.text.paragraphs import plain

_KIND = (
    r"(?:\w+[ -]){0,4}(?:models?|llms?|vlms?|lmms?|mllms?|weights|checkpoints?|framework|system)\b"
)
_OPEN = AnyCase(
    rf"\bopen[- ]?sourced?\s+{_KIND}|\b(?:fully|truly|completely|actually) open\b"
    rf"|\bopen\s+(?:large|foundation|multimodal|language|vision)[ -]{_KIND}"
    r"|\bmodels?\b[^.]{0,60}\b(?:is|are)\s+(?:fully\s+)?open[- ]?source"
    r"|开源(?:的)?[^。，]{0,20}模型",
)
_NOT_A_MODEL = re.compile(
    r"^[^a-z]{0,3}(?:\w+[ -]){0,3}?(?:librar(?:y|ies)|toolkit|tools?|codebase|software|datasets?"
    r"|project|community|monitoring|package|alternative|data|code)\b",
    re.IGNORECASE,
)
"""What is called open is something else, and a model is only mentioned behind it."""
_SOMEWHAT = re.compile(
    r"^[*_\s]{0,6}(?:for|to) (?:the )?(?:academi|research|non-?commercial|educational)",
    re.IGNORECASE,
)
"""Open to some, which claims nothing for others."""
_CITED = re.compile(r"\s*title\s*=\s*[{\"]{1,3}(.{10,300})", re.IGNORECASE)
_OURS = AnyCase(r"\b(?:we|our|this|is an?|are)\b|本(?:项目|模型)|我们|是一[个款种]")


_OTHERS = AnyCase(
    r"\bunlike\b|\bcompar|\b(?:outperform|surpass|beat|exceed)\w*|\bthan\b"
    r"|\bbuilt on\b|\bbased on\b"
    r"|\b(?:all|other|existing|previous|most|many|several|some|among|current)\s*$"
    r"|\b(?:rank\w*|best|top|first|one|list) (?:of|in|among) (?:all |the )*$"
    r"|超越|优于|超过|(?:其他|其它|同类|同等|现有|已有|主流|众多|各类|一些)(?:的)?\s*$",
)


def probe(view: View) -> Iterator[Fact]:
    """The claims in the prose of the weights and the code."""
    names = _names(view)
    for subject in view.of(Role.WEIGHTS, Role.CODE):
        if subject.artifact.own:
            for page in subject.prose:
                yield from _page(subject, page, names)


def _names(view: View) -> set[str]:
    words: set[str] = set()
    for subject in view.of(Role.WEIGHTS, Role.CODE):
        name = subject.artifact.id.rpartition("/")[2].lower()
        titles = [page.lines[:20] for page in subject.prose if page.path.lower() == "readme.md"]
        for line in (line for title in titles for line in title if line.startswith("# ")):
            name += "-" + re.sub(r"[^a-z0-9]+", "-", plain(line).lower().split(":")[0])
        words.update(word for word in re.split(r"[-_.]", name) if len(word) > 3)
    return words - {"open", "source", "chat", "base", "instruct", "model", "mini", "large", "small"}


def _page(subject: Subject, page: ReadPage, names: set[str]) -> Iterator[Fact]:
    if page.is_readme and "/" not in page.path:
        for number, line in enumerate(page.lines[:30], 1):
            if line.startswith("# ") and _OPEN.search(plain(line)):
                yield OpenClaim(artifact=subject.artifact.id, evidence=(page.cite(number),))
        yield from _own_papers(subject, page, names)
    for said in page.sentences:
        text = said.text[:2_000]
        found = _OPEN.search(text)
        if (
            found
            and not _is_of_something_else(text, found)
            and not _OTHERS.search(text[: found.start()])
            and _OURS.search(text)
            and any(name in text.lower() for name in names)
        ):
            yield OpenClaim(
                artifact=subject.artifact.id, evidence=(page.cite(said.first, said.last),)
            )


def _own_papers(subject: Subject, page: ReadPage, names: set[str]) -> Iterator[OpenClaim]:
    """Titles of papers on this model that call it open, in what people are asked to cite."""
    for number, line in enumerate(page.lines, 1):
        title = _CITED.match(line[:500])
        if title and _OPEN.search(title[1]) and any(n in title[1].lower() for n in names):
            yield OpenClaim(artifact=subject.artifact.id, evidence=(page.cite(number),))


def _is_of_something_else(text: str, found: re.Match[str]) -> bool:
    """Whether the words call a tool or a set of data open, or the model to some people alone."""
    behind = re.sub(r"(?i)^(?:an? )?(?:fully )?open[- ]?sourced?", "", text[found.start() :])
    return bool(_NOT_A_MODEL.match(behind[:80]) or _SOMEWHAT.match(text[found.end() :]))
