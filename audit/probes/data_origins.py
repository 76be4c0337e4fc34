"""Data origins: which named sets a data set of the publisher was put together from.

Looks at: the card of each own data set: sentences and lists behind them, `source_datasets`.
States: three sources or more by name, with the lines, and whether the card says anything of a
license in its text.
Misses: sources in tables and papers; what was made from one or two others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import DataOrigins, Fact, Role
from audit.probes.pages import ReadPage, Subject, View
from audit.text.front_matter import line_of_key, texts_of

_MADE = re.compile(
    r"\b(?:compiled?|collected|gathered|aggregated?s?|assembled|built|constructed|curated|derived"
    r"|sourced|drawn|sampled|adapted|merged?s?|combin(?:ed|es|ing|ation)|mix(?:ed|ture)|repackag\w+"
    r"|re-packag\w+|reformatted|consists?|composed|comprises?|collection|based)\b"
    r"[^.]{0,80}?\b(?:from|of|on|with)\b"
    r"|(?:汇集|整合|收集|整理|改编|合并|来源于|来自|取自|源自)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\]\(\s*https?://(?:www\.)?(?:huggingface\.co/datasets|github\.com)/(?P<link>[\w.-]+/[\w.-]+)"
    r"|(?<![\w/.-])(?P<name>[A-Z][A-Za-z]*(?:[A-Z0-9][A-Za-z0-9]*)(?:-[A-Za-z0-9]+)*)(?![\w/])"
)
_NO_SOURCE = re.compile(
    r"(?:GPT|LLM|VLM|MLLM|QA|VQA|OCR|JSON|CSV|HTML|PDF|AI|API|NLP|SFT|RLHF|DPO|CoT|URL|GitHub|README"
    r"|HuggingFace|ChatGPT|OpenAI|ArXiv|arXiv|English|USA|UK|CC|BY|NC|SA|MIT)(?:-?[\dov.]+\w*)?s?"
)
_LICENSED = re.compile(
    r"licen[cs]|\bterms of|\bcopyright|\bpermission|许可|协议|版权|授权", re.IGNORECASE
)
_FEWEST = 3
_LONGEST = 3_000
_MOST_LINES = 40


def probe(view: View) -> Iterator[Fact]:
    """What the card of each own data set says that it was made from."""
    for subject in view.of(Role.DATA):
        page = subject.page("README.md")
        if subject.artifact.own and page is not None:
            yield from _of_card(subject, page)


def _of_card(subject: Subject, page: ReadPage) -> Iterator[DataOrigins]:
    found = _in_metadata(page) or _in_sentences(page)
    if found is None:
        return
    names, first, last = found
    body = (text for number, text in page.prose.items() if number > page.body_starts_after)
    yield DataOrigins(
        artifact=subject.artifact.id,
        sources=names,
        licensed=any(_LICENSED.search(text[:_LONGEST]) for text in body),
        evidence=(page.cite(first, last),),
    )


def _in_metadata(page: ReadPage) -> tuple[tuple[str, ...], int, int] | None:
    block = page.front_matter
    if block is None or block.problem:
        return None
    said = texts_of(block.data.get("source_datasets"))
    names = tuple(name.removeprefix("extended|") for name in said if name != "original")
    if len(names) < _FEWEST:
        return None
    return names, *line_of_key(page.lines, block.lines, "source_datasets")


def _in_sentences(page: ReadPage) -> tuple[tuple[str, ...], int, int] | None:
    """The first sentence that says so, with the list behind it."""
    for sentence in page.sentences:
        if not _MADE.search(sentence.text[:_LONGEST]):
            continue
        names, last = list(_names(sentence.text[:_LONGEST])), sentence.last
        for number in range(last + 1, min(last + _MOST_LINES, len(page.lines)) + 1):
            line = page.lines[number - 1][:_LONGEST]
            if line.strip() and not re.match(r"\s*(?:[-*+]|\d+\.)\s", line):
                break
            if line.strip():
                names.extend(list(_names(line))[:1])
                last = number
        different = tuple(dict.fromkeys(names))
        if len(different) >= _FEWEST:
            return different, sentence.first, last
    return None


def _names(text: str) -> Iterator[str]:
    for found in _NAME.finditer(text):
        name = found["link"] or found["name"]
        if not _NO_SOURCE.fullmatch(name):
            yield name
