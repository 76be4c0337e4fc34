"""Lineage: what the weights and their data were made from, as the publisher says in some place.

Looks at: `base_model` and its relation in the card's metadata and the host's record,
`_name_or_path` and the parts of config.json, adapter_config.json, recipes of merges, table rows and
sentences that name the model it comes from, launch scripts and code snippets, sentences on
generated data.
States: each starting point with its relation and how closely the place speaks of this very model;
each model that made training data.
Misses: starting points that only a paper or a picture names; names in HTML tables; sentences in
other languages than English and Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.catalog import BaseModel, base_model, is_open, license_class, names_in
from audit.model import Evidence, Fact, Role, Upstream
from audit.probes.declared_bases import declared_bases
from audit.probes.generated_data import data_generators
from audit.probes.launched_bases import launched_bases
from audit.probes.pages import ReadPage, Subject, View
from audit.probes.starting_points import ABOUT_IT, OTHER_SIZE, edge, own_id, words_of
from audit.probes.told_bases import bases_of_this_model, told_bases
from audit.probes.underlying_bases import underlying_bases
from audit.text.any_case import AnyCase

_WEIGHTS_TERMS = re.compile(r"model[-_]?licen[cs]e|licen[cs]e[-_]?(?:model|weights)", re.IGNORECASE)
_TUNED = re.compile(r"(?<![a-z])(?:chat|instruct|it)(?![a-z])", re.IGNORECASE)
_TITLE_LINES = 5
_HOLDS = AnyCase(
    r"\bappl(?:y|ies)\b|\bsubject to\b|\bgoverned by\b|\bcomply with\b|适用|遵守|受.{0,20}约束",
)
_ON_DATA = re.compile(r"data|train|card", re.IGNORECASE)
_APART = re.compile(r"(?:^|/)(?:examples?|tests?|third_party)/|eval", re.IGNORECASE)


def probe(view: View) -> Iterator[Fact]:
    """The starting points of the weights that are judged, and the makers of their data."""
    for subject in view.of(Role.DATA):
        for page in subject.prose:
            yield from data_generators(subject, page)
    judged = view.weights
    if judged is None:
        return
    for subject in (judged, *view.of(Role.BASE_MODEL)):
        yield from declared_bases(subject)
    yield from _by_its_own_name(judged)
    yield from _in_terms(view, judged)
    yield from _in_texts(judged, judged)
    for subject in view.of(Role.CODE):
        if subject.artifact.own:
            yield from launched_bases(judged, subject)
            yield from _in_texts(judged, subject)
    for subject in view.of(Role.PAPER, Role.PAGE):
        yield from bases_of_this_model(judged, subject)


def _in_texts(judged: Subject, subject: Subject) -> Iterator[Upstream]:
    yield from told_bases(judged, subject)
    yield from underlying_bases(judged, subject)
    for page in subject.prose:
        if _may_tell_of_its_data(judged, page.path):
            yield from data_generators(judged, page)


def _may_tell_of_its_data(judged: Subject, path: str) -> bool:
    """Whether a page lies at the root, or below a name on data, training or just this model."""
    if _APART.search(path):
        return False
    own = set(words_of(own_id(judged)))
    folder = path.rpartition("/")[0]
    return not folder or _ON_DATA.search(path) is not None or set(words_of(folder)) <= own


def _in_terms(view: View, judged: Subject) -> Iterator[Upstream]:
    """Restricted terms of another model that the publisher's own terms of the weights name."""
    for subject in (judged, *view.of(Role.CODE)):
        for page in subject.pages if subject.artifact.own else ():
            if _WEIGHTS_TERMS.search(page.path):
                yield from _named_in_terms(judged, page)


def _named_in_terms(judged: Subject, page: ReadPage) -> Iterator[Upstream]:
    """The models whose terms a license text names beside its own; one that is known word by word
    has to say that the others hold as well."""
    itself = page.identification.expression
    for number, line in enumerate(page.lines[_TITLE_LINES:], _TITLE_LINES + 1):
        if itself is not None and not _HOLDS.search(line[:2_000]):
            continue
        for start, end, expression in names_in(line[:2_000]):
            if itself is not None and expression in itself:
                continue
            name = re.sub(r"\W*(?:community )?licen[cs]e.*", "", line[start:end], flags=re.I)
            if base_model(name) and not is_open(license_class(expression)):
                yield edge(judged, name, "base-model", ABOUT_IT, page.cite(number))


def _by_its_own_name(judged: Subject) -> Iterator[Upstream]:
    """A name that holds that of a known model tells where the weights come from, unless it is that
    model itself, at its publisher's and not tuned: of one under restricted terms always, else where
    no other place tells."""
    owner, _, name = own_id(judged).rpartition("/")
    known = base_model(name) or base_model(own_id(judged))
    if known is None:
        return
    rank = OTHER_SIZE if is_open(license_class(known.expression)) else ABOUT_IT
    own = _letters(owner) in known.publishers
    if not own or (rank == ABOUT_IT and _TUNED.search(name)):
        yield edge(judged, _part_named(name, known), "base-model", rank, _where_named(judged))


def _part_named(name: str, known: BaseModel) -> str:
    """The part of a name that is the known model's, as it is written there."""
    for part in known.names:
        loosely, size = part_pattern(part, known)
        if found := re.search(rf"{loosely}(?!\d){size}", name, re.IGNORECASE):
            return found[0]
    return known.names[0]


def part_pattern(part: str, known: BaseModel) -> tuple[str, str]:
    """How a known name may be written, and what of a size may follow it."""
    loosely = r"[\s_/-]+".join(re.escape(word) for word in part.split("-"))
    return loosely, r"(?:[_-]\d+(?:\.\d+)?b\b)?" if is_open(license_class(known.expression)) else ""


def _where_named(judged: Subject) -> Evidence:
    """The line of the host's record with the id, where there is a record that has it."""
    record = judged.metadata
    line = record.line_with(f'"{own_id(judged)}"', after='"id"') if record is not None else 0
    if record is not None and own_id(judged) in record.lines[line - 1]:
        return record.cite(line)
    return judged.cite_listing()


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
