"""Starting points that a text names as what lies under the model, or as what to download first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Upstream
from audit.probes.pages import ReadPage, Subject
from audit.probes.starting_points import PROSE, edge, is_the_same, own_id, words_of
from audit.probes.subjects import Names, names_of

_UNDERLIES = re.compile(
    r"(?P<name>[A-Z][\w.-]*(?: (?:v?\d[\w.]*|[Bb]ase))*)\]?(?:\([^()\s]{1,200}\))?,? "
    r"(?:which is |is )?(?:the|its|our) (?:pre-?trained )?(?:base|foundation)(?: language)? model "
    r"(?:which|that) (?:underlies|underpins|forms the basis of)\b"
)
_FETCHED = re.compile(
    r"\b(?:download|load|get|start from|starting from|use)\b[^.]{0,20}"
    r"\bpre-?trained (?:base )?(?:model|checkpoint|weights)\b|下载预训练(?:模型|权重)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\]\(\s*https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?!datasets/|spaces/)([\w.-]+/[\w.-]+)"
)
_LONGEST = 2_000


def underlying_bases(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    """What a sentence calls the base that underlies the model, and what the section of a page that
    is titled by the model's name tells readers to download first."""
    names = names_of(own_id(judged), at_home=subject is judged)
    for page in subject.prose:
        yield from _that_underlie(judged, names, page)
        yield from _to_download(judged, names, page)


def _that_underlie(judged: Subject, names: Names, page: ReadPage) -> Iterator[Upstream]:
    for sentence in page.sentences:
        text = sentence.text[:_LONGEST]
        if "nder" not in text and "basis" not in text:
            continue
        found = _UNDERLIES.search(text)
        if found is None or not names.whole.search(text) or is_the_same(judged, found["name"]):
            continue
        where = page.cite(sentence.first, sentence.last)
        yield edge(judged, found["name"], "base-model", PROSE, where, how="fine-tune")


def _to_download(judged: Subject, names: Names, page: ReadPage) -> Iterator[Upstream]:
    """The first linked checkpoint of the steps below a heading that is the model's name alone."""
    own = set(words_of(own_id(judged).rpartition("/")[2]))
    for section in page.sections:
        words = set(words_of(section.title))
        if not (words and words <= own and names.whole.search(section.title)):
            continue
        for number in range(section.first, section.last + 1):
            line = page.lines[number - 1][:_LONGEST]
            found = _FETCHED.search(line)
            linked = _LINK.search(line, found.start()) if found else None
            if linked is not None and not is_the_same(judged, linked[1]):
                where = page.cite(number)
                yield edge(judged, linked[1], "base-model", PROSE, where, how="fine-tune")
                break
