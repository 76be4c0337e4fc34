"""Promises and denials: what is said to be released later, or not at all.

Looks at: sentences of cards, READMEs and documents, in English and Chinese.
States: a promise or a denial, and the rows of the inventory that its words name.
Misses: promises in issues, papers and talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Fact, Pledge
from audit.probes.pages import View
from audit.text.paragraphs import sentences

_PROMISE = re.compile(
    r"\bwill (?:be )?(?:also )?(?:releas|open[- ]?sourc|publish|upload|provide|share|create a pr)"
    r"|\b(?:coming|released?|available) soon\b|\bstay tuned\b|\bplan(?:s|ning)? to (?:release|open)"
    r"|\bto be (?:released|added|uploaded|announced)\b|\bfrom tbd\b"
    r"|即将(?:开源|发布|公开)|敬请期待",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:will|do|does|are|is|was|were|can)\s?n[o']t (?:be )?(?:plan to )?"
    r"(?:releas|open[- ]?sourc|publish|shar)"
    r"|\bnot (?:be |been )?(?:released|published|open[- ]?sourced)\b"
    r"|\bno plans? (?:to|for) (?:releas|open)"
    r"|\bnot publicly (?:available|released)|\bunable to (?:release|share)"
    r"|\bavailable (?:up)?on request|暂不(?:开源|开放|公开)|不(?:会|予)(?:开源|公开)",
    re.IGNORECASE,
)
_ROWS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (
        ("evaluation-code",),
        re.compile(
            r"\beval(?:uation)?\b[^.]{0,40}(?:code|script|suite|pr\b)"
            r"|to support .{0,40}evaluation|评测代码",
            re.IGNORECASE,
        ),
    ),
    (
        ("training-code", "fine-tuning-code"),
        re.compile(r"\btrain(?:ing)?\b[^.]{0,40}(?:code|scripts)|训练代码", re.IGNORECASE),
    ),
    (("training-data",), re.compile(r"\bdata(?:sets?)?\b|数据", re.IGNORECASE)),
    (
        ("weights-final",),
        re.compile(r"\bweights?\b|\bcheckpoints?\b|\bmodels?\b|权重|模型", re.IGNORECASE),
    ),
    (("training-code", "inference-code"), re.compile(r"\bcode\b|\bscripts\b|代码", re.IGNORECASE)),
)


def probe(view: View) -> Iterator[Fact]:
    """Each promise and denial in the publisher's prose."""
    for subject in view.own:
        for page in subject.prose:
            for said in sentences(page.lines, page.body_starts_after):
                text = said.text[:2_000]
                denied = bool(_DENIAL.search(text))
                if denied or is_promised(text):
                    yield Pledge(
                        artifact=subject.artifact.id,
                        rows=_rows(text),
                        denied=denied,
                        evidence=(page.cite(said.first, said.last),),
                    )


def is_promised(text: str) -> bool:
    """Whether the words promise something for later."""
    return bool(_PROMISE.search(text))


def _rows(text: str) -> tuple[str, ...]:
    named = {row for rows, pattern in _ROWS if pattern.search(text) for row in rows}
    return tuple(sorted(named))
