"""What sentences and tables of the publisher say that a model was made from.

A sentence counts by its form where it names a model that is known, and by its subject, which has
to be this very model, where the name after it may be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.catalog import base_model
from audit.model import Upstream
from audit.probes.pages import ReadPage, Subject
from audit.probes.relations import is_no_model, relation_in
from audit.probes.starting_points import ABOUT_IT, PROSE, edge, is_self, own_id, words_of
from audit.probes.subjects import (
    STEMS,
    Names,
    Said,
    names_of,
    stands_behind_a_list,
    what_is_said_of,
)
from audit.text.any_case import AnyCase

LONGEST_LINE = 2_000
_SENTENCE = re.compile(
    r"\b(?:our )?base (?:language )?(?:model|llm)\b\W{1,6}(?:is |: ?)?"
    r"(?P<name>[A-Z][\w.-]*(?: v?[\d.]+)?)"
    r"|\b(?:fine-?tuned|initiali[sz]ed|instruction-tuned) (?:from|on top of) (?:the )?"
    r"(?P<from>[A-Z][\w./-]*(?: v?[\d.]+\w*)?)"
)
_NAMED = r"\[?[`*]{0,3}(?P<name>[A-Za-z][A-Za-z0-9_./-]*(?:[ -]v?[\d.]+[A-Za-z0-9_]*)?)"
_IN_ITS_CARD = AnyCase(
    rf"(?:\b(?:our )?(?:base|backbone)(?: language)?(?: model| llm)?\W{{1,6}}(?:is |: ?)?"
    r"|\b(?:fine-?tuned from model|original model|parent model|foundation model|llm)\W{1,6}"
    r"|\b(?:fine-?tun\w+|initiali[sz]ed|instruction-tuned|(?:continue[ds]?|further) (?:pre-?)?train"
    r"\w*"
    r"|derived|distilled|merged|quanti[sz]ed|adapted)(?: version| variant| model| copy)?"
    r" (?:from|of|on top of|with|on) "
    r"|\b(?:built|based) (?:up)?on |\bon top of "
    r"|基于\s*|以\s*)(?:the |our |a )?(?:weights of |model )?"
    rf"{_NAMED}",
)
_NOT_THIS = re.compile(
    r"\b(?:code(?:base)?|repo(?:sitory)?|framework|implementation|evaluation|demo|library|scripts?"
    r"|licen[cs]e|your|you can|bug|issue)\b|代码|框架",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|no longer|without|rather than|instead of|unlike|neither)\b|n't\b"
    r"|不是|并非|而非|没有|未(?:经|从|基于)",
    re.IGNORECASE,
)
_THANKS = AnyCase(
    r"acknowledg|thanks|related|citation|credit|compar|benchmark|evaluat|result|news|致谢|更新",
)
_STEMS = ("base", "backbone", "model", "llm", "built on", "built upon", *STEMS)
_BASE_TITLES = frozenset(
    ("llm", "base llm", "base model", "language model", "foundation model", "backbone llm",
     "llm backbone", "基座模型", "基础模型", "底座模型", "基座", "底座")
)  # fmt: skip
_VISION_TITLES = frozenset(
    ("vision encoder", "vision tower", "visual encoder", "image encoder", "视觉编码器")
)
_MODEL_LINK = re.compile(
    r"\]\(\s*https?://(?:www\.)?(?:huggingface\.co|hf\.co)/(?!datasets/|spaces/)([\w.-]+/[\w.-]+)"
)


def told_bases(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    """The starting points that tables and sentences of one artifact name."""
    if subject is not judged:
        yield from _table_rows(judged, subject)
    by_form = list(_sentences(judged, subject))
    yield from by_form
    for found in bases_of_this_model(judged, subject):
        if not any(_say_the_same(found, other) for other in by_form):
            yield found


def _say_the_same(one: Upstream, other: Upstream) -> bool:
    """Whether two rules found the same name in the same place, one perhaps longer."""
    here, there = one.evidence[0], other.evidence[0]
    if here.path != there.path or here.lines is None or there.lines is None:
        return False
    names = sorted((one.parent.lower(), other.parent.lower()), key=len)
    return here.lines[0] <= there.lines[0] <= here.lines[1] and names[1].startswith(names[0])


def _table_rows(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    """The cell below `LLM` or `Base model` in the row of a table that links these weights."""
    wanted = re.compile(rf"(?<![\w.-]){re.escape(own_id(judged))}(?![\w.-])")
    for page in subject.prose:
        header: list[str] = []
        for number, line in enumerate(page.lines, 1):
            if not line.lstrip().startswith("|"):
                header = []
                continue
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            header = header or [cell.lower().strip("* ") for cell in cells]
            if wanted.search(line):
                yield from _cells(judged, page, number, header, cells)


def _cells(
    judged: Subject, page: ReadPage, number: int, header: list[str], cells: list[str]
) -> Iterator[Upstream]:
    for title, cell in zip(header, cells, strict=False):
        relation = "base-model" if title in _BASE_TITLES else ""
        relation = "vision-encoder" if title in _VISION_TITLES else relation
        linked = _MODEL_LINK.search(cell)
        name = linked[1] if linked else cell
        if relation and re.search(r"\w", name) and not is_self(judged, name):
            yield edge(judged, name, relation, ABOUT_IT, page.cite(number))


def _sentences(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    """Lines of a form that speaks of a starting point, with the name of a known one."""
    found_at_home = subject is judged
    for page in subject.prose:
        for number in _lines_on_it(judged, page):
            line = page.lines[number - 1][:LONGEST_LINE]
            for name, said in _named_bases(line, found_at_home):
                if not is_self(judged, name):
                    where = page.cite(number)
                    yield edge(judged, name, "base-model", PROSE, where, how=relation_in(said))


def _lines_on_it(judged: Subject, page: ReadPage) -> Iterator[int]:
    """The lines of sections that are not on another version, nor on others' work."""
    versions = _versions(judged.artifact.id)
    for section in page.sections:
        named = _versions(section.title)
        if (versions and named and not versions & named) or _THANKS.search(section.title):
            continue
        yield from range(section.first, section.last + 1)


def _named_bases(line: str, at_home: bool) -> Iterator[tuple[str, str]]:
    """The known starting points that a line names, with the words that say so. The card of the
    weights speaks of them alone, so more ways of saying it count there, and names that have the
    form of an id."""
    if not at_home:
        for found in _SENTENCE.finditer(line):
            name = (found["name"] or found["from"]).strip("./-")
            if base_model(name) and not _is_denied(line, found.start()):
                yield name, found[0]
        return
    lowered = line.lower()
    if not any(stem in lowered for stem in _STEMS):
        return
    for found in _IN_ITS_CARD.finditer(line):
        before = re.split(r"[.;。；]\s", line[: found.start()])[-1]
        name = found["name"].strip("./-")
        known = base_model(name) or re.fullmatch(r"[\w.-]+/[\w.-]+", name)
        if known and not (_NOT_THIS.search(before[-80:]) or _is_denied(line, found.start())):
            yield name, found[0]


def _is_denied(line: str, start: int) -> bool:
    """Whether the words before a place deny what follows."""
    before = re.split(r"[.;,。；，]\s?", line[max(0, start - 60) : start])[-1]
    return _DENIED.search(before) is not None


def bases_of_this_model(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    """Sentences whose subject is this model, and lists of models behind the name of their base."""
    names = names_of(own_id(judged), at_home=subject is judged)
    for page in subject.prose:
        on_it = frozenset(_lines_on_it(judged, page))
        for said, first, last in _said_on(names, page, on_it):
            if _may_be_its_base(judged, said.name):
                how = relation_in(said.words)
                where = page.cite(first, last)
                yield edge(judged, said.name, "base-model", PROSE, where, how=how)


def _said_on(
    names: Names, page: ReadPage, on_it: frozenset[int]
) -> Iterator[tuple[Said, int, int]]:
    """What a page says of the model, with the first and last line."""
    for sentence in page.sentences:
        if sentence.first in on_it and (said := what_is_said_of(names, sentence.text)):
            yield said, sentence.first, sentence.last
    for number in sorted(on_it):
        if said := stands_behind_a_list(names, page.lines[number - 1][:LONGEST_LINE]):
            yield said, number, number


def _may_be_its_base(judged: Subject, name: str) -> bool:
    own = set(words_of(own_id(judged)))
    return not (is_self(judged, name) or is_no_model(name) or set(words_of(name)) <= own)


def _versions(text: str) -> set[str]:
    return set(re.findall(r"\bv?(\d+\.\d+)", text.lower()))
