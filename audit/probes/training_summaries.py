"""Training summaries: public summaries of training content in the AI Office's template.

Looks at: Markdown and text of the publisher's own repositories and pages that have headings and
questions of the template, whatever their numbers; files whose name says that they are such a
summary and whose text was not read.
States: where a summary of this model was seen, and for every field of the template whether it is
filled, empty, missing, or holds something that may be no answer; what yes-or-no questions are
answered; with the lines.
Misses: whether what is stated is true; summaries in pictures, PDF files and applications, and in
languages other than English and Chinese; other forms that tell the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from audit.model import (
    Availability,
    DocumentSeen,
    Evidence,
    Fact,
    FieldState,
    Role,
    SummaryField,
    SummaryRead,
)
from audit.model.vocabulary import SUMMARY_FIELDS, SUMMARY_GATES
from audit.probes.pages import ReadPage, Subject, View, is_inside
from audit.probes.summary_answers import Answered, answered, content
from audit.probes.summary_form import OVERALL, Form, read_form, told
from audit.probes.summary_labels import TITLE, plain
from audit.probes.summary_sizes import Row, content_answered, joined, rows_of, size_answered
from audit.text.markdown import MOST_LINES
from audit.text.summary_names import is_summary_name
from audit.text.visible import visible

_ROW = "training-content-summary"
_TITLE_LINES = 40
_FIELDS_WITH_TITLE, _FIELDS_WITHOUT = 6, 9
_UNCONDITIONAL = (
    "summary-version",
    "summary-date",
    "provider",
    "model-names",
    "union-market-date",
    "modalities",
    "sizes",
    "content-types",
    "latest-data-date",
    "languages",
    *SUMMARY_GATES,
    "opt-out-measures",
    "illegal-content-measures",
)
"""Fields that every summary has to fill."""


class Read(NamedTuple):
    """A summary and the state of its fields."""

    page: ReadPage
    fields: tuple[SummaryField, ...]

    @property
    def filled(self) -> int:
        """How many fields have something in them."""
        return sum(one.state in (FieldState.FILLED, FieldState.EVASIVE) for one in self.fields)


def probe(view: View) -> Iterator[Fact]:
    """The best filled summary of this model, or the file that was not read."""
    found: list[Read] = []
    for subject in view.of(Role.WEIGHTS, Role.CODE, Role.PAGE):
        if subject.artifact.own:
            found.extend(_summaries(subject, view))
    if not found:
        yield from _unread(view)
        return
    best = max(found, key=lambda read: read.filled)
    where = best.page.cite(_first_line(best.page))
    yield DocumentSeen(
        artifact=best.page.artifact.id,
        row=_ROW,
        availability=_availability(best),
        detail=_told_of(best),
        evidence=(where,),
    )
    yield SummaryRead(
        artifact=best.page.artifact.id, path=best.page.path, fields=best.fields, evidence=(where,)
    )


def _summaries(subject: Subject, view: View) -> Iterator[Read]:
    judged = view.weights.artifact.id if view.weights is not None else subject.artifact.id
    for page in subject.pages:
        if page.document.is_record or page.path.startswith("@"):
            continue
        if is_inside(page.path, subject.vendored) or not _is_text(page):
            continue
        form = read_form(_seen(page), page.body_starts_after)
        if _is_summary(page, form) and _is_of(judged, page, form, subject):
            yield Read(page, tuple(_fields(page, form)))


def _seen(page: ReadPage) -> tuple[str, ...]:
    """The whole text: a summary is in the form of a template, which names the model once."""
    return visible(page.lines, page.body_starts_after)


def _is_text(page: ReadPage) -> bool:
    return page.path.lower().endswith((".md", ".markdown", ".rst", ".txt")) or page.is_readme


def _is_summary(page: ReadPage, form: Form) -> bool:
    """Whether a text is in the template's form: enough of its fields, from two chapters at least.
    A heading alone, such as one on training data, is none."""
    fields = len(form.fields)
    if fields < _FIELDS_WITH_TITLE or len(form.chapters) < 2:
        return False
    titled = is_summary_name(page.path) or bool(_titles(page))
    return titled or (fields >= _FIELDS_WITHOUT and len(form.chapters) == 3)


def _titles(page: ReadPage) -> list[str]:
    """What the text calls itself, in its first lines and in its headings."""
    lines = _seen(page)[page.body_starts_after : MOST_LINES]
    first = lines[:_TITLE_LINES]
    headings = [plain(line) for line in lines[_TITLE_LINES:] if line.startswith("#")]
    return [text for text in (*map(plain, first), *headings) if TITLE.search(text[:300])]


_WORDS = re.compile(r"[a-z]+|\d+(?:\.\d+)*[a-z]{0,2}")
_CALLED = re.compile(r"[A-Za-z][\w.+-]*(?:[ /][\w.+-]*\d[\w.+-]*)*")


def _is_of(judged: str, page: ReadPage, form: Form, subject: Subject) -> bool:
    """Whether the model that the summary names is this one. Beside the weights, one that names
    none is theirs; elsewhere a name is asked for."""
    own = _parts(judged.rpartition("/")[2].rpartition(":")[2])
    named = content(told(form.of("model-names"))) or _behind_titles(page)
    called = [_parts(name) for line in named for name in _names(line)]
    called = [parts for parts in called if parts]
    at_home = subject.artifact.role is Role.WEIGHTS
    if not called:
        return at_home
    return any(_is_same(parts, own, at_home=at_home) for parts in called)


def _behind_titles(page: ReadPage) -> list[str]:
    """The names that a title such as "Data Summary for NAME" gives."""
    found = (TITLE.search(text[:300]) for text in _titles(page))
    return [
        name[1]
        for one in found
        if one and (name := re.search(r"\bfor\s+(\S.{0,200})", one.string[one.end() :]))
    ]


def _names(line: str) -> Iterator[str]:
    for part in re.split(r"[,;|()、，]|https?://\S*?(?=[\w.-]*$)|https?://\S*|\s-\s", line):
        if part:
            yield from (found[0].rpartition("/")[2] for found in _CALLED.finditer(part))


def _parts(name: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(name.lower().replace("_", "-")))


def _is_same(called: tuple[str, ...], own: tuple[str, ...], *, at_home: bool) -> bool:
    """Whether a name is the model's, or its beginning: a family in the weights' own repository, a
    name without the date at its end elsewhere."""
    if called != own[: len(called)]:
        return False
    rest = own[len(called) :]
    return at_home or all(part.isdigit() for part in rest)


def _fields(page: ReadPage, form: Form) -> Iterator[SummaryField]:
    overall = dict(_overall(page, form))
    whole = len(page.lines) <= MOST_LINES
    for name in SUMMARY_FIELDS:
        if name in overall:
            yield overall[name]
            continue
        spans = form.of(name)
        if not spans:
            yield SummaryField(id=name, state=FieldState.MISSING if whole else FieldState.UNREAD)
            continue
        told_span = next((span for span in spans if content(told((span,)))), spans[-1])
        where = page.cite(told_span.first, told_span.last)
        yield _field(name, answered(name, list(told(spans))), where)


def _overall(page: ReadPage, form: Form) -> Iterator[tuple[str, SummaryField]]:
    """The three fields of the table of modalities, where there is one."""
    rows = rows_of(form.of(OVERALL))
    if not rows:
        return
    lines = [number for row in rows.values() for number in row.lines]
    used = [(name, row) for name, row in rows.items() if row.is_used]
    told_lines = [number for _, row in used for number in row.lines] or lines
    where = page.cite(min(told_lines), max(told_lines))
    chosen = Answered(FieldState.FILLED if used else FieldState.EMPTY, None, _listed(used))
    yield "modalities", _field("modalities", chosen, where)
    sizes = joined([(name, size_answered(row.size)) for name, row in used])
    yield "sizes", _field("sizes", sizes, where)
    kinds = joined([(name, content_answered(row.content)) for name, row in used])
    yield "content-types", _field("content-types", kinds, where)


def _listed(used: list[tuple[str, Row]]) -> str:
    return ", ".join(name for name, _ in used)


def _field(name: str, found: Answered, where: Evidence) -> SummaryField:
    return SummaryField(
        id=name, state=found.state, answer=found.answer, detail=found.detail, evidence=(where,)
    )


def _availability(read: Read) -> Availability:
    """Not there where nothing is filled in; in part where a field that all have to fill is not."""
    if not read.filled:
        return Availability.NOT_FOUND
    left = {one.id for one in read.fields if one.state is not FieldState.FILLED}
    return Availability.PARTIAL if left & set(_UNCONDITIONAL) else Availability.RELEASED


def _told_of(read: Read) -> str:
    if not read.filled:
        return f"{read.page.path}: the template, with nothing filled in"
    states = {one.id: one.state for one in read.fields}
    filled = sum(states[name] is FieldState.FILLED for name in _UNCONDITIONAL)
    return f"{read.page.path}: {filled} of {len(_UNCONDITIONAL)} fields that all summaries need"


def _first_line(page: ReadPage) -> int:
    lines = enumerate(_seen(page)[page.body_starts_after :], page.body_starts_after + 1)
    return next((number for number, line in lines if TITLE.search(plain(line)[:300])), 1)


def _unread(view: View) -> Iterator[Fact]:
    """A file that is called a summary, and whose text was not read."""
    for subject in view.of(Role.WEIGHTS, Role.CODE):
        if not subject.artifact.own:
            continue
        read = {page.path for page in subject.pages}
        for file in subject.files:
            if file.path not in read and is_summary_name(file.path):
                yield DocumentSeen(
                    artifact=subject.artifact.id,
                    row=_ROW,
                    availability=Availability.UNKNOWN,
                    detail=f"{file.path} is listed; its text was not read",
                    evidence=(subject.cite_file(file.path),),
                )
                return
