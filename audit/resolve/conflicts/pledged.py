"""Promises that still stand: long after their time, or although what was promised is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from audit.model import Availability, Conflict, Pledge, Severity, Side
from audit.resolve.conflicts.found import Found

_DATE = re.compile(
    r"\b(?P<year>20[12]\d)[-/.年](?P<month>0?[1-9]|1[0-2])(?:[-/.月](?P<day>\d{1,2}))?"
)
_NOT_ALL = (
    Availability.NOT_FOUND,
    Availability.WITHHELD,
    Availability.ANNOUNCED,
    Availability.PARTIAL,
)
_LAST_MONTH = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12"}
OVERDUE_AFTER = 1
"""Years after which a promise without a term is overdue."""
_MORE = re.compile(
    r"\b(?:more|other|another|new|newer|next|larger|smaller|bigger|further|additional|remaining|rest"
    r"|future|updat\w*|improv\w*|versions?|support\w*|complete|full|entire|demo|paper|report|blog"
    r"|quanti\w+|intermediate|benchmark\w*|distill\w*|\w+-tuned|fine-tun\w+|pull request|pr|plugin"
    r"|features?|integrat\w+|gradually|upcoming|multi\w*|video|audio|variants?|series|family|all)\b"
    r"|\d(?:\.\d)?\s?[bm]\b|\bv\d|更多|陆续|逐步|其他|新|更大|后续版本|完整|支持|量化|技术报告|论文",
    re.IGNORECASE,
)
"""Words by which something else is promised than what is there."""
_THE_WHOLE = re.compile(
    r"\b(?:the|our|all)\b[^.]{0,30}\b(?:code|model|weights?|checkpoints?|data(?:sets?)?)\b"
    r"|^\W*(?:code|models?|weights?|checkpoints?)\b"
    r"|(?:代码|模型|权重|数据)",
    re.IGNORECASE,
)
_README = re.compile(r"(?:readme[\w.-]*|[\w-]*card\.md)", re.IGNORECASE)
_PRESENT = (Availability.RELEASED, Availability.PARTIAL)
_TOO_MANY = 300
"""Characters of words that speak of too much to be about one release."""


def _overdue(found: Found) -> Iterator[Conflict]:
    """A promise that is long past, or whose term is, and that still stands, of something that is
    not known to be there as a whole."""
    collected = _collected(found)
    told: set[tuple[str, ...]] = set()
    for fact in found.facts.of(Pledge):
        rows = [r for r in fact.rows if r in found.rows and found.rows[r].availability in _NOT_ALL]
        since = _overdue_since(fact, collected) if collected and rows and not fact.denied else ""
        key = (fact.artifact, since, *rows)
        if since and key not in told:
            told.add(key)
            yield _unkept(found, fact, since, rows, collected)


def _unkept(found: Found, fact: Pledge, since: str, rows: list[str], collected: str) -> Conflict:
    now = [
        f"{row.replace('-', ' ')}: {found.rows[row].availability.value.replace('-', ' ')}"
        for row in rows
    ]
    names = " and ".join(row.replace("-", " ") for row in rows)
    return Conflict(
        kind="promise-overdue",
        severity=Severity.MEDIUM,
        text=f"A note {since} promises {names}; {_how_late(since)} it still stands.",
        sides=(
            Side(says=f"a promise {since}", evidence=fact.evidence),
            Side(says=f"no full release is known on {collected}: {', '.join(now)}", evidence=()),
        ),
    )


def _how_late(since: str) -> str:
    return "that time is over and" if since.startswith("for ") else "more than a year later"


def _overdue_since(fact: Pledge, collected: str) -> str:
    """Since when a promise is overdue, in words: by a date in its lines, by its term, or by the
    last change of what holds it; empty where it is not."""
    a_year_ago = f"{int(collected[:4]) - OVERDUE_AFTER}{collected[4:7]}"
    dated = _date(fact)
    if dated and dated[:7] <= a_year_ago:
        return f"of {dated}"
    if fact.due and _end(fact.due) < collected[:7]:
        return f"for {fact.due}"
    if not dated and not fact.due and fact.said and fact.said[:7] <= a_year_ago:
        return f"of {fact.said} or before"
    return ""


def _end(due: str) -> str:
    """The last month of a time such as `2024`, `2024-Q3`, `2024-06` or `2024-06-01`."""
    year, _, rest = due.partition("-")
    return f"{year}-{_LAST_MONTH.get(rest, rest[:2] or '12')}"


def _collected(found: Found) -> str:
    """The day of collection."""
    artifacts = found.facts.snapshot.artifacts
    return max((d.retrieved_at for each in artifacts for d in each.documents), default="")[:10]


def _date(fact: Pledge) -> str:
    """The last date in the lines of a promise, as year and month or day; empty when none is."""
    dates = [
        "-".join(part.zfill(2) for part in found.groups() if part)
        for evidence in fact.evidence
        for found in _DATE.finditer(evidence.quote or "")
    ]
    return max(dates, default="")


def _still_promised(found: Found) -> Iterator[Conflict]:
    """The README promises the weights, or two things and more, and all of it is published."""
    for fact in found.facts.of(Pledge):
        place = fact.evidence[0]
        said = place.quote or ""
        if fact.denied or not _README.fullmatch(place.path or "") or len(said) > _TOO_MANY:
            continue
        if len(fact.rows) < _FEWEST or _MORE.search(said) or not _THE_WHOLE.search(said):
            continue
        named = _named(found, fact)
        states = [found.rows[row] for row in named]
        if len(states) < _FEWEST or any(c.availability not in _PRESENT for c in states):
            continue
        if not any(c.availability is Availability.RELEASED and c.evidence for c in states):
            continue
        names = " and ".join(row.replace("-", " ") for row in named)
        shown = [where for c in states for where in c.evidence[:1]]
        now = [
            f"{row.replace('-', ' ')}: {found.rows[row].availability.value}" for row in fact.rows
        ]
        yield Conflict(
            kind="promise-kept-elsewhere",
            severity=Severity.LOW,
            text=f"{fact.artifact} still promises {names} for later, and that is there.",
            sides=(
                Side(says="a promise for later", evidence=fact.evidence),
                Side(says=", ".join(now), evidence=tuple(shown)),
            ),
        )


def _named(found: Found, fact: Pledge) -> list[str]:
    """The rows that are promised, those left out of which nothing is known; of code of no kind,
    that which is there speaks for it."""
    known = {row: found.rows[row].availability for row in fact.rows if row in found.rows}
    rows = [row for row, state in known.items() if state is not Availability.UNKNOWN]
    unspecific = {"training-code", "inference-code"} <= set(rows)
    there = [row for row in rows if found.rows[row].availability in _PRESENT]
    if unspecific and any(row.endswith("-code") for row in there):
        rows = [row for row in rows if row in there or not row.endswith("-code")]
    return rows


_FEWEST = 2
"""Rows that a promise names, so that it is one of the release as a whole."""

RULES: tuple[Callable[[Found], Iterator[Conflict]], ...] = (_overdue, _still_promised)
