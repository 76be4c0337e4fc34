"""Lineage: what the weights were made from, as the publisher says in one place or another.

Looks at: `base_model` in the card's metadata, `_name_or_path` in config.json, table rows and
sentences that name the language model, launch scripts and code snippets.
States: each starting point with how closely the place speaks of this very model.
Misses: starting points that only a paper names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses import identify
from audit.licenses.catalog import base_model, is_open, license_class, names_in
from audit.model import Evidence, Fact, Role, Upstream
from audit.probes.pages import Subject, View
from audit.text.front_matter import line_of_key, texts_of
from audit.text.launch import starting_points
from audit.text.page import Page

DECLARED, ABOUT_IT, SCRIPT, PROSE, OTHER_SIZE = 1, 2, 3, 4, 5
_SENTENCE = re.compile(
    r"\b(?:our )?base (?:language )?(?:model|llm)\b\W{1,6}(?:is |: ?)?"
    r"(?P<name>[A-Z][\w.-]*(?: v?[\d.]+)?)"
    r"|\b(?:fine-?tuned|initiali[sz]ed|instruction-tuned) (?:from|on top of) (?:the )?"
    r"(?P<from>[A-Z][\w./-]*(?: v?[\d.]+\w*)?)"
)
_NAMED = r"\[?[`*]{0,3}(?P<name>[A-Za-z][\w./-]*(?:[ -]v?[\d.]+\w*)?)"
_IN_ITS_CARD = re.compile(
    rf"(?:\b(?:our )?(?:base|backbone)(?: language)?(?: model| llm)?\W{{1,6}}(?:is |: ?)?"
    r"|\b(?:fine-?tuned from model|original model|parent model|foundation model|llm)\W{1,6}"
    r"|\b(?:fine-?tun\w+|initiali[sz]ed|instruction-tuned|(?:continue[ds]?|further) (?:pre-?)?train"
    r"\w*"
    r"|derived|distilled|merged|quanti[sz]ed|adapted)(?: version| variant| model| copy)?"
    r" (?:from|of|on top of|with|on) "
    r"|\b(?:built|based) (?:up)?on |\bon top of "
    r"|基于\s*|以\s*)(?:the |our |a )?(?:weights of |model )?"
    rf"{_NAMED}",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(
    r"\b(?:code(?:base)?|repo(?:sitory)?|framework|implementation|evaluation|demo|library|scripts?"
    r"|licen[cs]e|your|you can|bug|issue)\b|代码|框架",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"acknowledg|thanks|related|citation|credit|compar|benchmark|evaluat|result|news|致谢|更新",
    re.IGNORECASE,
)
_CONFIG_KEYS = (
    ("_name_or_path", "base-model"),
    ("base_model_name_or_path", "base-model"),
    ("mm_vision_tower", "vision-encoder"),
)
_WEIGHTS_TERMS = re.compile(r"model[-_]?licen[cs]e|licen[cs]e[-_]?(?:model|weights)", re.IGNORECASE)
_TITLE_LINES = 5
_BASE_TAG = re.compile(r"base_model:(?:\w+:)?([\w.-]+/[\w.-]+)")
_LAUNCHERS = re.compile(r"\.(?:sh|ya?ml)$", re.IGNORECASE)


def probe(view: View) -> Iterator[Fact]:
    """The starting points of the weights that are judged."""
    judged = view.weights
    if judged is None:
        return
    for subject in (judged, *view.of(Role.BASE_MODEL)):
        yield from _declared(subject)
    yield from _by_its_own_name(judged)
    yield from _in_terms(view, judged)
    yield from _sentences(judged, judged)
    for subject in view.of(Role.CODE):
        if subject.artifact.own:
            yield from _table_rows(judged, subject)
            yield from _scripts(judged, subject)
            yield from _sentences(judged, subject)


def _declared(judged: Subject) -> Iterator[Upstream]:
    card = judged.page("README.md")
    block = card.front_matter if card is not None else None
    if card is not None and block is not None and not block.problem:
        for name in texts_of(block.data.get("base_model")):
            lines = line_of_key(card.lines, block.lines, "base_model")
            yield _edge(judged, name, "base-model", DECLARED, card.cite(*lines))
    if (record := judged.metadata) is not None:
        yield from _from_record(judged, record)
    for name in ("config.json", "adapter_config.json"):
        if (config := judged.page(name)) is not None:
            yield from _from_config(judged, config)


def _in_terms(view: View, judged: Subject) -> Iterator[Upstream]:
    """Restricted terms of another model that the publisher's own terms of the weights name."""
    for subject in (judged, *view.of(Role.CODE)):
        for page in subject.pages if subject.artifact.own else ():
            if not _WEIGHTS_TERMS.search(page.path) or identify("\n".join(page.lines)).expression:
                continue
            for number, line in enumerate(page.lines[_TITLE_LINES:], _TITLE_LINES + 1):
                for start, end, expression in names_in(line[:2_000]):
                    name = re.sub(
                        r"\W*(?:community )?licen[cs]e.*", "", line[start:end], flags=re.I
                    )
                    if base_model(name) and not is_open(license_class(expression)):
                        yield _edge(judged, name, "base-model", ABOUT_IT, page.cite(number))


def _by_its_own_name(judged: Subject) -> Iterator[Upstream]:
    """A name that is that of a model under restricted terms tells where the weights come from."""
    name = judged.artifact.id.removeprefix("hf:")
    known = base_model(name)
    if known is not None and not is_open(license_class(known.expression)):
        yield _edge(judged, name, "base-model", ABOUT_IT, judged.cite_listing())


def _from_record(judged: Subject, record: Page) -> Iterator[Upstream]:
    card = record.record.get("cardData")
    names = texts_of(card.get("base_model")) if isinstance(card, dict) else ()
    for name in names:
        line = record.line_with(f'"{name}"', after='"base_model"')
        yield _edge(judged, name, "base-model", DECLARED, record.cite(line))
    for tag in texts_of(record.record.get("tags")):
        tagged = _BASE_TAG.fullmatch(tag)
        if tagged and tagged[1] not in names:
            where = record.cite(record.line_with(f'"{tag}"', after='"tags"'))
            yield _edge(judged, tagged[1], "base-model", DECLARED, where)


def _from_config(judged: Subject, config: Page) -> Iterator[Upstream]:
    answer = config.record
    for key, relation in _CONFIG_KEYS:
        name = answer.get(key)
        if isinstance(name, str) and re.search(r"[A-Za-z]{2}", name) and not _is_self(judged, name):
            where = config.cite(config.line_with(f'"{key}"'))
            yield _edge(judged, name.strip("./"), relation, ABOUT_IT, where)


def _table_rows(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    """The cell below `LLM` or `Base model` in the row of a table that links these weights."""
    wanted = judged.artifact.id.removeprefix("hf:")
    for page in subject.prose:
        header: list[str] = []
        for number, line in enumerate(page.lines, 1):
            if not line.lstrip().startswith("|"):
                header = []
                continue
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            header = header or [cell.lower() for cell in cells]
            if re.search(rf"{re.escape(wanted)}(?![\w.-])", line):
                yield from _cells(judged, page, number, header, cells)


def _cells(
    judged: Subject, page: Page, number: int, header: list[str], cells: list[str]
) -> Iterator[Upstream]:
    for title, cell in zip(header, cells, strict=False):
        if title in ("llm", "base llm", "base model", "language model") and cell:
            yield _edge(judged, cell, "base-model", ABOUT_IT, page.cite(number))


def _scripts(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    """Starting points in launch scripts; those whose path names this variant come first."""
    pages = [page for page in subject.pages if _LAUNCHERS.search(page.path)]
    readme = [page for page in subject.prose if "/" not in page.path and page.is_readme]
    named = _of_this_variant(judged, [page for page in pages if not page.path.startswith("@")])
    for page in (*named, *readme):
        for start in starting_points(page.lines):
            if not _is_self(judged, start.value) and _is_a_name(start.value, start.vision):
                relation = "vision-encoder" if start.vision else "base-model"
                rank = OTHER_SIZE if _is_of_another_size(judged, start.value) else SCRIPT
                yield _edge(judged, start.value, relation, rank, page.cite(start.line))


def _is_of_another_size(judged: Subject, name: str) -> bool:
    """Whether both names tell a number of parameters, and not the same."""
    own, other = (
        set(re.findall(r"(?<![\w.])\d+(?:\.\d+)?b(?![a-z0-9])", text.lower()))
        for text in (judged.artifact.id, name)
    )
    return bool(own and other) and own.isdisjoint(other)


def _of_this_variant(judged: Subject, pages: list[Page]) -> list[Page]:
    """The scripts for this variant, where their paths tell the variants apart."""
    words = set(_words(judged.artifact.id))
    common = [set(_words(page.path)) & words for page in pages]
    most = max((len(found) for found in common), default=0)
    if most == 0:
        return pages
    return [page for page, found in zip(pages, common, strict=True) if len(found) == most]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+\d*|v?\d+", text.lower())


def _is_a_name(value: str, vision: bool) -> bool:
    """Whether the value names a model that is known, or has the form of an id."""
    return bool(base_model(value)) or (value.count("/") == 1 and not vision)


def _sentences(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    versions = _versions(judged.artifact.id)
    found_at_home = subject is judged
    for page in subject.prose:
        for section in page.sections:
            named = _versions(section.title)
            if (versions and named and not versions & named) or _THANKS.search(section.title):
                continue
            for number in range(section.first, section.last + 1):
                for name in _named_bases(page.lines[number - 1][:2_000], found_at_home):
                    if not _is_self(judged, name):
                        yield _edge(judged, name, "base-model", PROSE, page.cite(number))


def _named_bases(line: str, at_home: bool) -> Iterator[str]:
    """The known starting points that a line names. The card of the weights speaks of them alone,
    so more ways of saying it count there, and names that have the form of an id."""
    if not at_home:
        found_names = (found["name"] or found["from"] for found in _SENTENCE.finditer(line))
        named = (name.strip("./-") for name in found_names)
        yield from (name for name in named if base_model(name))
        return
    for found in _IN_ITS_CARD.finditer(line):
        before = re.split(r"[.;。；]\s", line[: found.start()])[-1]
        name = found["name"].strip("./-")
        known = base_model(name) or re.fullmatch(r"[\w.-]+/[\w.-]+", name)
        if known and not _NOT_THIS.search(before[-80:]):
            yield name


def _versions(text: str) -> set[str]:
    return set(re.findall(r"\bv?(\d+\.\d+)", text.lower()))


def _is_self(judged: Subject, name: str) -> bool:
    own = judged.artifact.id.removeprefix("hf:").lower()
    return name.lower().strip("./") in (own, own.rpartition("/")[2]) or (
        own.split("/")[0] == name.lower().split("/")[0] and "/" in name
    )


def _edge(judged: Subject, parent: str, relation: str, rank: int, where: Evidence) -> Upstream:
    return Upstream(
        artifact=judged.artifact.id,
        parent=parent[:120],
        relation=relation,
        rank=rank,
        evidence=(where,),
    )
