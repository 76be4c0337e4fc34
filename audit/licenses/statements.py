"""License statements in prose and on badges, with the part of the model that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from audit.licenses import catalog
from audit.model import Scope, StatementKind
from audit.text.markdown import Link, links
from audit.text.paragraphs import Sentence, sentences

_SPEAKS_OF_TERMS = re.compile(
    r"licen[cs]e|\bterms\b|openai|commercial|research purposes|许可|协议|授权|商用",
    re.IGNORECASE,
)
_ASSERTS = re.compile(
    r"licen[cs]ed?\b|released?\b|distribut|available|\bunder\b|compl(?:y|ies)|adhere|follow|subject"
    r"|governed|abide|permit|采用|遵循|遵守|依据|基于|许可",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bthanks?\b|acknowledg|\bbased on\b|\bbuilt (?:up)?on\b|adapted from|borrow|inspired by",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r",?\s+(?:while|whereas|but(?! not limited))\s+|;\s*"
    r"|,\s+(?:and\s+)?(?=(?:the|our|all)\s+(?:\w+\s+){0,3}(?:weights?|code|data|datasets?|checkpoints?|models?)\b)|，而|；",
    re.IGNORECASE,
)
_SCOPES: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (
        Scope.CODE,
        re.compile(
            r"\bcode(?:base)?\b|\brepo(?:sitory)?\b|\bsoftware\b|\bscripts\b|\bproject\b|代码|仓库|项目",
            re.IGNORECASE,
        ),
    ),
    (
        Scope.WEIGHTS,
        re.compile(
            r"\bweights?\b|\bcheckpoints?\b|\bparameters\b"
            r"|\bmodels?\b(?! licen[cs]e| zoo| card)|权重|模型",
            re.IGNORECASE,
        ),
    ),
    (Scope.DATA, re.compile(r"\bdata(?:sets?)?\b|\bcorpus\b|\bannotations?\b|数据", re.IGNORECASE)),
    (Scope.DOCUMENTS, re.compile(r"\bdocumentation\b|\bpaper\b|\breport\b|文档", re.IGNORECASE)),
)
_RESEARCH_ONLY = re.compile(
    r"(?:for|to) (?:academic |non-?commercial )?research (?:use|purposes?|preview)?,? ?only"
    r"|(?:only|solely|exclusively|strictly) (?:be used )?(?:intended )?for "
    r"(?:academic |non-?commercial )?research"
    r"|research use only|for non-?commercial (?:use|purposes?|research)(?: only)?"
    r"|non-?commercial (?:use|purposes?) only|not (?:be used )?for (?:any )?commercial"
    r"|will not allow you to use[^.]{0,60}commercial"
    r"|仅(?:限|供|可?用于)[^。]{0,10}研究|禁止商用|不得用于商业|非商业(?:用途|使用|性)",
    re.IGNORECASE,
)
_INHERITS = re.compile(
    r"(?:compl(?:y|ies)|subject|follow|adhere|abide|governed|accord)\w{0,5}\b.{0,160}?"
    r"(?:\bbase\b|original|respective|underlying|corresponding).{0,60}?licen[cs]e",
    re.IGNORECASE,
)
_LONGEST = 2_000
"""Characters of a sentence that are read."""
_LICENSE_WORD = re.compile(r"licen[cs]e|许可", re.IGNORECASE)


class Spoken(Struct, frozen=True, kw_only=True):
    """One statement, before it is tied to an artifact."""

    scope: Scope
    kind: StatementKind
    raw: str
    expression: str | None
    license_class: str
    first: int
    last: int
    url: str | None = None


class Inherits(Struct, frozen=True, kw_only=True):
    """Words that put weights or data under the terms of what they were made from."""

    scope: Scope
    first: int
    last: int


def spoken(lines: tuple[str, ...], default: Scope, skip: int = 0) -> Iterator[Spoken]:
    """The statements in prose and on badges, in the order of the lines."""
    for sentence in sentences(lines, skip):
        if _SPEAKS_OF_TERMS.search(sentence.text) and not _OTHERS.search(sentence.text):
            yield from _in_sentence(sentence, default)
    for link in links(lines):
        if link.line > skip and (statement := _on_badge(link, default)):
            yield statement


def inherits(lines: tuple[str, ...], skip: int = 0) -> Iterator[Inherits]:
    """Where the terms of a base model or of a source are said to hold."""
    seen: set[tuple[Scope, int]] = set()
    for sentence in sentences(lines, skip):
        if len(sentence.text) >= _LONGEST or not _INHERITS.search(sentence.text):
            continue
        for scope in (Scope.WEIGHTS, Scope.DATA):
            if dict(_SCOPES)[scope].search(sentence.text) and (scope, sentence.first) not in seen:
                seen.add((scope, sentence.first))
                yield Inherits(scope=scope, first=sentence.first, last=sentence.last)


def _in_sentence(sentence: Sentence, default: Scope) -> Iterator[Spoken]:
    if not _ASSERTS.search(sentence.text):
        return
    for part in _TURNS.split(sentence.text[:_LONGEST]):
        if not part:
            continue
        for start, end, expression in catalog.names_in(part):
            if not _is_about_another(part, end):
                for scope in _scopes(part, start, end, default):
                    yield _prose(sentence, scope, part[start:end], expression)
        if limit := _RESEARCH_ONLY.search(part):
            for scope in _scopes(part, *limit.span(), default):
                yield _prose(sentence, scope, limit[0], "LicenseRef-research-only")


def _prose(sentence: Sentence, scope: Scope, raw: str, expression: str) -> Spoken:
    return Spoken(
        scope=scope,
        kind=StatementKind.PROSE,
        raw=raw,
        expression=expression,
        license_class=catalog.license_class(expression),
        first=sentence.first,
        last=sentence.last,
    )


def _is_about_another(part: str, end: int) -> bool:
    """Whether `... license for X` names a starting point rather than a part of this model."""
    following = re.match(r"\W{0,4}\s*for\s+(.{1,60})", part[end:])
    return bool(following and catalog.base_model(following[1]))


def _scopes(part: str, start: int, end: int, default: Scope) -> tuple[Scope, ...]:
    """What the words before the name speak of; else those right behind it; else the default."""
    for stretch in (part[max(0, start - 200) : end], part[end : end + 60]):
        if found := tuple(scope for scope, word in _SCOPES if word.search(stretch)):
            return found
    return (default,)


def _on_badge(link: Link, default: Scope) -> Spoken | None:
    if link.image is None or "licen" not in (link.text + link.image).lower():
        return None
    words = f"{link.text} {link.image}".replace("%20", " ").replace("_", " ")
    names = catalog.names_in(words)
    expression = names[0][2] if names else _plain_mit(words)
    scope = next((scope for scope, word in _SCOPES if word.search(link.text)), default)
    return Spoken(
        scope=scope,
        kind=StatementKind.BADGE,
        raw=link.text or "badge",
        expression=expression,
        license_class=catalog.license_class(expression) if expression else "unresolved",
        first=link.line,
        last=link.line,
        url=link.url,
    )


def _plain_mit(words: str) -> str | None:
    return "MIT" if re.search(r"\bmit\b", words, re.IGNORECASE) else None


def leads_to_license(link: Link) -> str | None:
    """`owner/name` of the GitHub repository whose license file the link opens, or None."""
    found = re.match(
        r"https?://(?:www\.)?github\.com/([\w.-]{1,100})/([\w.-]{1,100})/(?:blob|raw|tree)/.{0,300}licen[cs]e",
        link.url,
        re.IGNORECASE,
    )
    words = f"{link.text} {link.image or ''}"
    return f"{found[1]}/{found[2]}" if found and _LICENSE_WORD.search(words) else None
