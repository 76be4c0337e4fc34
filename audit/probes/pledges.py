"""Promises and denials: what is said to be released later, or not at all.

Looks at: sentences and table rows of cards, READMEs and documents, in English and Chinese.
States: a promise or a denial, the rows of the inventory that its words name, the time for which
it is promised, and when it was said: the date in the words, else the repository's last change.
A question promises nothing.
Misses: promises in issues, papers and talks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Fact, Pledge, Role
from audit.probes.in_part import CUES, OF_A_PART
from audit.probes.kept_promises import is_kept
from audit.probes.own_words import is_foreign_name
from audit.probes.pages import Subject, View
from audit.text.any_case import AnyCase
from audit.text.dates import dates_of

_PUBLISHES = r"(?:releas|open|publish|shar|disclos|upload|mak(?:e|ing)\b)"
_PROMISE = AnyCase(
    r"(?:\bwill|['’]ll)(?: also| soon| be| gradually| later)* (?:releas|open[- ]?sourc"
    r"|publish|upload"
    r"|(?:provide|share|make)(?!\w* (?:support|updates?|news|help|feedback|you|us|use|sure|it)\b)"
    r"|made? (?:\w+ )?(?:public|available)|create a pr)"
    r"|\b(?:coming|released?|available) soon\b|\bstay tuned\b|\bplan(?:s|ning)? to (?:release|open)"
    r"|\b(?:hop(?:e|es|ing)|intend(?:s|ing)?|aim(?:s|ing)?|going|about) to "
    r"(?:releas|open[- ]?sourc|publish|share)"
    r"|\brelease of [^.]{0,60}\b(?:is|are) (?:in preparation|planned|pending|under ?way)\b"
    r"|\bwill (?:\w+ )?be (?:fully |made )?open\b"
    r"|^(?!.*\b(?:released|ha(?:s|ve) been)\b).*\b(?:once|if|upon|pending|as soon as|after)\b"
    r"[^.]{0,40}"
    r"\b(?:accept(?:ed|ance)|approv(?:ed|al)|clear(?:ed|ance))\b"
    r"|\bto be (?:released|added|uploaded|announced)\b|\bfrom tbd\b|[:：]\s*(?:tba|tbd|todo)\b"
    r"|^\W*\[ \]"
    r"|(?:即将|将(?:会|于|在)?[^。，]{0,12}|计划[^。，]{0,12})(?:开源|发布|公开|开放)|敬请期待"
    r"|(?:后续|稍后|稍候|近期|不久|陆续|逐步)[^。，]{0,8}(?:开源|发布|公开|开放|放出|上传)"
    r"|(?:整理|准备|筹备)中",
)
_DENIAL = AnyCase(
    r"\b(?:will|do|does|are|is|was|were|can|have|has)\s?(?:n[o'’]t|not) (?:be |been )?(?:plan to )?"
    r"(?:releas|open[- ]?sourc|publish|shar|disclos|made? (?:\w+ )?(?:public|available))"
    r"|\bwon['’]t (?:be )?(?:releas|open|publish|shar)"
    r"|\bnot (?:be |been )?(?:released|published|open[- ]?sourced|shared|provided|included"
    r"|disclosed)\b"
    r"|\b(?:is|are) not (?:yet )?(?:public\b|open\b|available)|\bproprietary\b|\bin-house only\b"
    rf"|\bno plans? (?:to|for) (?:\w+ )?{_PUBLISHES}"
    rf"|\bnot (?:some|any)thing (?:that |which )?(?:we|one) [^.]{{0,20}}{_PUBLISHES}"
    rf"|\b(?:neither|none of|no part of) [^.]{{0,120}}?\b(?:is|are|was|were|be|been) (?:\w+ )?"
    rf"(?:{_PUBLISHES}|available|public\b)"
    r"|\bwithh(?:old|eld)\b|\bunder embargo\b"
    r"|\b(?:is|are|remains?|stays?|kept|keep) (?:\w+ ){0,3}(?:confidential|private|secret)\b"
    r"|\bnot publicly (?:available|released)|\bunable to (?:release|share)"
    r"|\b(?:to (?:obtain|get|request)|for access to)\b[^.]{0,60}\b(?:contact|e-?mail|write to)\b"
    r"|\b(?:contact|e-?mail)\b[^.]{0,40}\b(?:to (?:obtain|get|request)|for access)\b"
    r"|\bto (?:obtain|get)\b[^.]{0,60}\b(?:fill|apply|request)\b"
    rf"|{OF_A_PART}"
    r"|\b(?:up)?on request\b|暂不(?:开源|开放|公开|提供|发布)|不(?:会|予|再)?(?:开源|公开|对外)"
    r"|尚未(?:开源|公开|开放)|需(?:要)?[^。，]{0,6}申请|(?:申请|邮件)[^。，]{0,6}获取"
    r"|获取[^。]{0,20}(?:申请|邮件|联系)",
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_IS_ASKED = re.compile(r"[?？][\s*_\"'”’)]*$")
_PART_NAME = (
    r"\s*\W{0,4}(?:the )?(?:(?:model|full|base|chat|pre-?|fine-?tun\w+|train\w*|inference"
    r"|evaluation|data)[ -]?){0,3}"
    r"(?:weights?|checkpoints?|code|scripts?|data|datasets?|corpus"
    r"|(?:训练|推理|评测|模型)?(?:权重|代码|数据))"
    r"\W{0,4}\s*"
)
_ROW_OF_PARTS = re.compile(
    rf"\|(?P<part>{_PART_NAME})\|(?P<mark>[^|]{{1,40}})\|?\s*$", re.IGNORECASE
)
_MARK_OF_A_PROMISE = re.compile(
    r"\W*(?:tb[ad]|to ?do|(?:coming )?soon|planned|pending|in progress|待定|即将\w{0,4}|计划中)\W*"
    r"|\s*[🔜⏳🚧]\W*",
    re.IGNORECASE,
)
_MARK_OF_A_DENIAL = re.compile(
    r"[\s*_]*(?:[✗✘❌✖×][️\s]*|no|none|closed|private|not (?:open|public|released|available)|否"
    r"|未开源|不开源)"
    r"[\s*_]*",
    re.IGNORECASE,
)
_IS_ANOTHERS = re.compile(
    r"\b[A-Z]\w+['’]s (?:weights|model|data|code|training)|\bother (?:models?|works?|projects?)"
    r"|\btheir\b|\byour\b|\bcompar|\bproprietary (?:models?|llms?|systems?)|\bthan\b|\bsuch as\b"
    r"|\bbaselines?\b|\bresults of\b|\bif you\b|\bproprietary data\b.{0,20}\bcustomers"
    r"|将[^。]{0,80}用于|您",
)
_SOMEBODY_DENIES = re.compile(
    r"(?P<name>\b[A-Z][\w.-]{1,40}(?: [A-Z][\w.-]{1,40}){0,2}) (?:has|have|had|did|does|do|will)"
    r"(?: not|n['’]t) "
)
_TELLING = (
    *("will", "’ll", "'ll", "soon", "stay tuned", "plan", "to be ", "tba", "tbd", "todo", "[ ]"),
    *("not", "n't", "n’t", "request", "propriet", "in-house", "unable", "不", "尚未"),
    *("即将", "将", "计划", "敬请期待", "后续", "稍", "近期", "不久", "陆续", "逐步"),
    *("整理中", "准备中", "筹备中"),
    *("hope", "hoping", "intend", "aim", "going to", "about to", "release of"),
    *("none", "neither", "no p", "withh", "confidential", "private", "secret", "embargo"),
    *("contact", "mail", "write to", "申请", "邮件", "联系"),
    *("accept", "approv", "clear", "to get", "to obtain", *CUES),
)
_ROWS: tuple[tuple[tuple[str, ...], AnyCase], ...] = (
    (
        ("evaluation-code",),
        AnyCase(
            r"\beval(?:uation)?\b[^.]{0,40}(?:code|script|suite|pr\b)"
            r"|to support .{0,40}evaluation|评测代码",
        ),
    ),
    (
        ("training-code", "fine-tuning-code"),
        AnyCase(r"\btrain(?:ing)?\b[^.]{0,40}(?:code|scripts)|训练代码"),
    ),
    (
        ("inference-code",),
        AnyCase(r"\binference\b[^.]{0,40}(?:code|scripts)|推理代码"),
    ),
    (
        ("preprocessing-code",),
        AnyCase(r"\bprocessing\b[^.]{0,40}(?:code|scripts)|数据处理代码"),
    ),
    (("training-data",), AnyCase(r"\bdata(?:sets?)?\b|数据")),
    (
        ("weights-final",),
        AnyCase(r"\bweights?\b|\bcheckpoints?\b|\bmodels?\b|权重|模型"),
    ),
)
_SOME_CODE = AnyCase(r"\bcode\b|\bscripts\b|代码")


def probe(view: View) -> Iterator[Fact]:
    """Each promise and denial in the publisher's prose that names something of the model's."""
    for subject in view.own:
        for page in subject.prose:
            for said in page.sentences:
                text = said.text[:2_000]
                if not _may_pledge(text):
                    continue
                denied = is_denied(text)
                if not denied and not is_promised(text):
                    continue
                rows = () if _is_anothers(text, view.own_words) else _rows_in(subject, text)
                if rows and (denied or not is_kept(page, text, said.first)):
                    due, told = dates_of(text)
                    yield Pledge(
                        artifact=subject.artifact.id,
                        rows=rows,
                        denied=denied,
                        said=told or _last_change(subject),
                        due=None if denied else due,
                        evidence=(page.cite(said.first, said.last),),
                    )


def _last_change(subject: Subject) -> str | None:
    """The day on which the repository was last changed, as its host says."""
    record = subject.metadata.record if subject.metadata else {}
    named = (record.get(key) for key in ("lastModified", "last_modified", "pushed_at"))
    found = next((_DAY.match(day) for day in named if isinstance(day, str)), None)
    return found[0] if found else None


def _is_anothers(text: str, own: frozenset[str]) -> bool:
    """Whether the words speak of other models, or of what somebody else did or did not do."""
    denies = _SOMEBODY_DENIES.search(text)
    foreign = denies is not None and is_foreign_name(denies["name"], own)
    return foreign or bool(_IS_ANOTHERS.search(text))


def _may_pledge(text: str) -> bool:
    """Whether one of the words is there without which nothing is promised or denied."""
    lowered = text.lower()
    return lowered.lstrip().startswith("|") or any(word in lowered for word in _TELLING)


def is_promised(text: str) -> bool:
    """Whether the words promise something for later."""
    if _IS_ASKED.search(text):
        return False
    marked = _mark(text)
    return bool(_PROMISE.search(text) or (marked and _MARK_OF_A_PROMISE.fullmatch(marked)))


def is_denied(text: str) -> bool:
    """Whether the words say that something is not to be had, or for some people alone."""
    if _IS_ASKED.search(text):
        return False
    marked = _mark(text)
    return bool(_DENIAL.search(text) or (marked and _MARK_OF_A_DENIAL.fullmatch(marked)))


def _mark(text: str) -> str:
    """What a row of a table says behind the name of a part; empty for other words."""
    found = _ROW_OF_PARTS.match(text.strip()) if text.lstrip().startswith("|") else None
    return found["mark"] if found else ""


def is_pledged(text: str) -> bool:
    """Whether the words promise or deny a release."""
    return is_promised(text) or is_denied(text)


def _rows_in(subject: Subject, text: str) -> tuple[str, ...]:
    """The rows that the words name; words of a data set that name none are on its data."""
    return _rows(text) or (("training-data",) if subject.artifact.role is Role.DATA else ())


def _rows(text: str) -> tuple[str, ...]:
    """The rows that the words name; code of no kind is the code to train and to run."""
    named = {row for rows, pattern in _ROWS if pattern.search(text) for row in rows}
    if _SOME_CODE.search(text) and not any(row.endswith("-code") for row in named):
        named |= {"training-code", "inference-code"}
    return tuple(sorted(named))
