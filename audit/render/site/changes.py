"""What changed between two assessments of one model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from audit.model import Access, Availability
from audit.render.labels import ACCESS, AVAILABILITY, OUTCOMES, class_name, component_name
from audit.render.language import _
from audit.render.site.rows import CODES, ComponentRow, Row, Shared, definition_of


class ChangeLine(Struct, frozen=True, kw_only=True):
    """One thing that is not as it was."""

    what: str
    before: str
    after: str


class Step(Struct, frozen=True, kw_only=True):
    """All that changed from one day to another."""

    before: str
    after: str
    before_page: str
    after_page: str
    lines: tuple[ChangeLine, ...]


def steps(rows: Sequence[Row]) -> tuple[Step, ...]:
    """The changes between neighbors of a model's assessments, the newest first.

    Requirements are told with `requirement_lines`, which knows the definitions.
    """
    return tuple(
        Step(
            before=one.collected,
            after=other.collected,
            before_page=one.page,
            after_page=other.page,
            lines=tuple(_lines(one, other)),
        )
        for one, other in reversed(tuple(pairwise(rows)))
    )


def requirement_lines(before: Row, after: Row, shared: Shared) -> Iterator[ChangeLine]:
    """The requirements whose answer changed."""
    for name, verdict in after.frameworks.items():
        old = before.frameworks.get(name)
        if old is None:
            continue
        then, now = (
            answers(old.definition, old.answers, shared),
            answers(verdict.definition, verdict.answers, shared),
        )
        for key, code in now.items():
            if key in then and then[key] != code:
                yield ChangeLine(what=key, before=_word(then[key]), after=_word(code))


def answers(definition: str, codes: str, shared: Shared) -> Mapping[str, str]:
    """The letter of each requirement."""
    asks = definition_of(definition, shared).asks
    return dict(zip((one.id for one in asks), codes, strict=True))


def _word(code: str) -> str:
    return _(OUTCOMES[CODES[code]].word)


def _lines(before: Row, after: Row) -> Iterator[ChangeLine]:
    yield from _frameworks(before, after)
    for name, now in after.components.items():
        then = before.components.get(name)
        if then is not None and then != now:
            yield ChangeLine(what=component_name(name), before=_told(then), after=_told(now))
    if len(before.conflicts) != len(after.conflicts):
        yield ChangeLine(
            what=_("Conflicts"), before=str(len(before.conflicts)), after=str(len(after.conflicts))
        )
    if before.gaps != after.gaps:
        yield ChangeLine(what=_("Not read"), before=str(before.gaps), after=str(after.gaps))


def _frameworks(before: Row, after: Row) -> Iterator[ChangeLine]:
    for name, now in after.frameworks.items():
        then = before.frameworks.get(name)
        if then is not None and then.outcome != now.outcome:
            yield ChangeLine(
                what=name,
                before=_(OUTCOMES[then.outcome].word),
                after=_(OUTCOMES[now.outcome].word),
            )


def _told(one: ComponentRow) -> str:
    words = [_(AVAILABILITY[Availability(one.availability)].word), _(ACCESS[Access(one.access)])]
    return _(", ").join([*words, one.license or class_name(one.class_)])
