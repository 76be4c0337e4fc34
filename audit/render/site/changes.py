"""What changed between two assessments of one model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from audit.model import Access, Availability, Conflict
from audit.render.labels import (
    ACCESS,
    AVAILABILITY,
    OUTCOMES,
    class_name,
    component_name,
    conflict_name,
)
from audit.render.language import _, sentence
from audit.render.site.links import report_page
from audit.render.site.rows import (
    CODES,
    UNASKED,
    ComponentRow,
    Judged,
    Row,
    Shared,
    answers,
    definition_of,
)
from audit.render.untrusted import one_line

NOTHING = "–"


class Line(Struct, frozen=True, kw_only=True):
    """One thing that is not as it was."""

    what: str
    before: str
    after: str


class Step(Struct, frozen=True, kw_only=True):
    """All that changed from one assessment to the next."""

    before: str
    after: str
    before_href: str
    after_href: str
    is_other_tool: bool
    """Whether it was judged by another version of the tool or its criteria."""
    tables: tuple[tuple[str, tuple[Line, ...]], ...]


def steps(rows: Sequence[Row], shared: Shared) -> tuple[Step, ...]:
    """The changes between neighbors of a model's assessments, the newest first."""
    return tuple(
        Step(
            before=one_line(one.collected),
            after=one_line(other.collected),
            before_href=f"../{report_page(one.page)}",
            after_href=f"../{report_page(other.page)}",
            is_other_tool=(one.tool, one.criteria) != (other.tool, other.criteria),
            tables=tuple((title, lines) for title, lines in _tables(one, other, shared) if lines),
        )
        for one, other in reversed(tuple(pairwise(rows)))
    )


def _tables(before: Row, after: Row, shared: Shared) -> Iterator[tuple[str, tuple[Line, ...]]]:
    yield _("Definitions"), tuple(_frameworks(before, after, shared))
    yield _("Components"), tuple(_components(before, after))
    yield _("Conflicts"), tuple(_conflicts(before, after))
    gaps = Line(what=_("Places that were not read"), before=str(before.gaps), after=str(after.gaps))
    yield _("Not read"), (gaps,) if gaps.before != gaps.after else ()
    for key, now in after.frameworks.items():
        then = before.frameworks.get(key)
        if then is not None:
            title = definition_of(now.definition, shared).title
            head = _("Requirements of the {definition}", definition=one_line(title))
            yield head, tuple(_requirements(then, now, shared))


def _frameworks(before: Row, after: Row, shared: Shared) -> Iterator[Line]:
    for key in {**after.frameworks, **before.frameworks}:
        then, now = before.frameworks.get(key), after.frameworks.get(key)
        known = now or then
        if known is not None and _said(then) != _said(now):
            title = definition_of(known.definition, shared).title
            yield Line(what=one_line(title), before=_said(then), after=_said(now))


def _said(judged: Judged | None) -> str:
    if judged is None:
        return _("not asked")
    word = _(OUTCOMES[judged.outcome].word)
    says = sentence(one_line(judged.says))
    return word if not says or says == word else f"{word}: {says}"


def _requirements(before: Judged, after: Judged, shared: Shared) -> Iterator[Line]:
    then, now = answers(before, shared), answers(after, shared)
    names = {one.id: one.name for one in definition_of(after.definition, shared).asks}
    for key in {**now, **then}:
        old, new = then.get(key, UNASKED), now.get(key, UNASKED)
        if old != new:
            what = f"{key} {sentence(one_line(names.get(key, '')))}".strip()
            yield Line(what=what, before=_word(old), after=_word(new))


def _word(code: str) -> str:
    return _("not asked") if code == UNASKED else _(OUTCOMES[CODES[code]].word)


def _components(before: Row, after: Row) -> Iterator[Line]:
    for name in {**after.components, **before.components}:
        then, now = before.components.get(name), after.components.get(name)
        if then != now:
            yield Line(what=component_name(name), before=_told(then), after=_told(now))


def _told(one: ComponentRow | None) -> str:
    if one is None:
        return NOTHING
    words = [_(AVAILABILITY[Availability(one.availability)].word), _(ACCESS[Access(one.access)])]
    return _(", ").join([*words, one_line(one.license or class_name(one.class_))])


def _conflicts(before: Row, after: Row) -> Iterator[Line]:
    for one in before.conflicts:
        if _key(one) not in set(map(_key, after.conflicts)):
            what = conflict_name(one.kind)
            yield Line(what=what, before=sentence(one.text), after=_("no longer found"))
    for one in after.conflicts:
        if _key(one) not in set(map(_key, before.conflicts)):
            what = conflict_name(one.kind)
            yield Line(what=what, before=NOTHING, after=sentence(one.text))


def _key(one: Conflict) -> tuple[str, str]:
    return one.kind, one.text
