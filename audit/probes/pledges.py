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

_PROMISE = re.compile(
    r"(?:\bwill|['’]ll)(?: also| soon| be| gradually| later)* (?:releas|open[- ]?sourc"
    r"|publish|upload"
    r"|(?:provide|share|make)(?!\w* (?:support|updates?|news|help|feedback|you|us|use|sure|it)\b)"
    r"|made? (?:\w+ )?(?:public|available)|create a pr)"
    r"|\b(?:coming|released?|available) soon\b|\bstay tuned\b|\bplan(?:s|ning)? to (?:release|open)"
    r"|\bto be (?:released|added|uploaded|announced)\b|\bfrom tbd\b|[:：]\s*(?:tba|tbd|todo)\b"
    r"|^\W*\[ \]"
    r"|(?:即将|将(?:会|于|在)?[^。，]{0,12}|计划)(?:开源|发布|公开|开放)|敬请期待",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:will|do|does|are|is|was|were|can|have|has)\s?(?:n[o'’]t|not) (?:be |been )?(?:plan to )?"
    r"(?:releas|open[- ]?sourc|publish|shar)|\bwon['’]t (?:be )?(?:releas|open|publish|shar)"
    r"|\bnot (?:be |been )?(?:released|published|open[- ]?sourced|shared|provided|included)\b"
    r"|\b(?:is|are) not (?:yet )?(?:public\b|open\b|available)|\bproprietary\b|\bin-house only\b"
    r"|\bno plans? (?:to|for) (?:releas|open)"
    r"|\bnot publicly (?:available|released)|\bunable to (?:release|share)"
    r"|\b(?:up)?on request\b|暂不(?:开源|开放|公开|提供|发布)|不(?:会|予|再)?(?:开源|公开|对外)"
    r"|尚未(?:开源|公开|开放)",
    re.IGNORECASE,
)
_IS_ANOTHERS = re.compile(
    r"\b[A-Z]\w+['’]s (?:weights|model|data|code|training)|\bother (?:models?|works?|projects?)"
    r"|\btheir\b|\byour\b|\bcompar|\bproprietary (?:models?|llms?|systems?)|\bthan\b|\bsuch as\b"
    r"|\bbaselines?\b|\bresults of\b|\bif you\b|\bproprietary data\b.{0,20}\bcustomers"
    r"|将[^。]{0,80}用于|您",
)
_TELLING = (
    *("will", "’ll", "'ll", "soon", "stay tuned", "plan", "to be ", "tba", "tbd", "todo", "[ ]"),
    *("not", "n't", "n’t", "request", "propriet", "in-house", "unable", "不", "尚未"),
    *("即将", "将", "计划", "敬请期待"),
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
    (
        ("inference-code",),
        re.compile(r"\binference\b[^.]{0,40}(?:code|scripts)|推理代码", re.IGNORECASE),
    ),
    (
        ("preprocessing-code",),
        re.compile(r"\bprocessing\b[^.]{0,40}(?:code|scripts)|数据处理代码", re.IGNORECASE),
    ),
    (("training-data",), re.compile(r"\bdata(?:sets?)?\b|数据", re.IGNORECASE)),
    (
        ("weights-final",),
        re.compile(r"\bweights?\b|\bcheckpoints?\b|\bmodels?\b|权重|模型", re.IGNORECASE),
    ),
)
_SOME_CODE = re.compile(r"\bcode\b|\bscripts\b|代码", re.IGNORECASE)


def probe(view: View) -> Iterator[Fact]:
    """Each promise and denial in the publisher's prose that names something of the model's."""
    for subject in view.own:
        for page in subject.prose:
            for said in page.sentences:
                text = said.text[:2_000]
                if not _may_pledge(text):
                    continue
                denied = bool(_DENIAL.search(text))
                if not denied and not is_promised(text):
                    continue
                rows = () if _IS_ANOTHERS.search(text) else _rows(text)
                if rows:
                    yield Pledge(
                        artifact=subject.artifact.id,
                        rows=rows,
                        denied=denied,
                        evidence=(page.cite(said.first, said.last),),
                    )


def _may_pledge(text: str) -> bool:
    """Whether one of the words is there without which nothing is promised or denied."""
    lowered = text.lower()
    return any(word in lowered for word in _TELLING)


def is_promised(text: str) -> bool:
    """Whether the words promise something for later."""
    return bool(_PROMISE.search(text))


def is_pledged(text: str) -> bool:
    """Whether the words promise or deny a release."""
    return bool(_PROMISE.search(text) or _DENIAL.search(text))


def _rows(text: str) -> tuple[str, ...]:
    """The rows that the words name; code of no kind is the code to train and to run."""
    named = {row for rows, pattern in _ROWS if pattern.search(text) for row in rows}
    if _SOME_CODE.search(text) and not any(row.endswith("-code") for row in named):
        named |= {"training-code", "inference-code"}
    return tuple(sorted(named))
