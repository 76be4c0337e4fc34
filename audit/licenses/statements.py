"""License statements in prose and on badges, with the part of the model that they speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from audit.licenses import catalog
from audit.licenses.hearsay import Hearing, hear
from audit.model import Scope, StatementKind
from audit.text.any_case import AnyCase
from audit.text.markdown import Link, links
from audit.text.paragraphs import Sentence, sentences

_SPEAKS_OF_TERMS = AnyCase(
    r"licen[cs]e|\bterms\b|\bunder\b|\bcc[- ]?by\b|openai|commercial|research purposes"
    r"|许可|协议|授权|商用",
)
_ASSERTS = AnyCase(
    r"licen[cs]ed?\b|released?\b|distribut|available|\bunder\b|compl(?:y|ies)|adhere|follow|subject"
    r"|governed|abide|permit|采用|遵循|遵守|依[据照]|按照|基于|许可|开源",
)
_CREDITS = AnyCase(r"\bthanks?\b|acknowledg|inspired by")
_TURNS = re.compile(
    r",? (?:while|whereas|but(?! not limited)|however) |; ?"
    r"|, (?:and )?(?=(?:the |our |all )?(?:\w{1,30} ){0,3}"
    r"(?:weights?|code|data|datasets?|checkpoints?|models?) (?:\w{1,20} ){0,4}"
    r"(?:is|are|under|use[sd]?)\b)"
    r"|，而|；",
    re.IGNORECASE,
)
_SCOPES: tuple[tuple[Scope, AnyCase], ...] = (
    (
        Scope.CODE,
        AnyCase(
            r"\bcode(?:base)?\b(?! (?:large )?(?:language )?(?:models?|llms?)\b)"
            r"|(?<!in this )(?<!in the )(?<!from this )(?<!of this )\brepo(?:sitory)?\b"
            r"|\bsoftware\b|\bscripts\b"
            r"|(?<!of this )(?<!of the )(?<!of our )\bproject\b"
            r"|代码|(?<!此)(?<!本)仓库|项目|本仓库(?!中)",
        ),
    ),
    (
        Scope.WEIGHTS,
        AnyCase(
            r"\bweights?\b|\bcheckpoints?\b|\bparameters\b"
            r"|\bmodels?\b(?! licen[cs]e| zoo| card)|权重|模型",
        ),
    ),
    (Scope.DATA, AnyCase(r"\bdata(?:sets?)?\b|\bcorpus\b|\bannotations?\b|数据")),
    (Scope.DOCUMENTS, AnyCase(r"\bdocumentation\b|\bpaper\b|\breport\b|文档")),
)
_RESEARCH_ONLY = AnyCase(
    r"(?:for|to) (?:academic |non-?commercial )?research (?:use|purposes?|preview)?,? ?only"
    r"|(?:only|solely|exclusively|strictly) (?:be used )?(?:intended )?for "
    r"(?:academic |non-?commercial )?research"
    r"|research use only|for non-?commercial (?:use|purposes?|research)(?: only)?"
    r"|non-?commercial (?:use|purposes?) only|not (?:be used )?for (?:any )?commercial"
    r"|(?:will not allow you to|(?:may|must|shall|can|do|should) ?not|not (?:allowed|permitted) to)"
    r" use[^.]{0,60}commercial"
    r"|commercial use[^.]{0,30} (?:is |are )?(?:prohibited|forbidden|not (?:allowed|permitted))"
    r"|not be used (?:for anything )?(?:outside|other than)(?: of)?(?: for)? (?:academic )?research"
    r"|\b(?:academic|educational|evaluation) (?:use|purposes?) only|only for educational"
    r"|\bno commercial use\b|for commercial (?:use|licen[cs]|purposes?)[^.]{0,20} contact"
    r"|commercial (?:use|licen[cs]\w*)[^.]{0,40} requires? "
    r"|(?:intended|released|provided|available|shared|meant|is) (?:only )?for (?:academic )?"
    r"research purposes"
    r"|[仅僅只](?:限|供|能|可)?[用於于]{0,2}[^。]{0,10}(?:研究|科研)"
    r"|(?:禁止|不得|严禁|请勿|未经许可)[^。]{0,12}商(?:业|用)|非商业(?:用途|使用|性)",
)
_INHERITS = AnyCase(
    r"(?:compl(?:y|ies)|subject|follow|adhere|abide|governed|accord)\w{0,5}\b.{0,160}?"
    r"(?:\bbase\b|original|respective|underlying|corresponding).{0,60}?licen[cs]e",
)
_LONGEST = 2_000
"""Characters of a sentence that are read."""
_UNNAMED = re.compile(
    r"(?:subject to|compl(?:y|ies) with|follow|adheres? to|governed by|under|abide by|遵循|遵守"
    r"|依据)[^.;。；]{0,60}?(?P<name>(?:(?:\b[A-Z][\w.-]{0,30} )(?:[\w.&-]{1,30} ){0,4})?"
    r"(?:\b[Mm]odels?|\b[Cc]ommunity|\b[Rr]esearch|\b[Ww]eights?) [Ll]icen[cs]e(?: [Aa]greement)?\b"
    r"|模型许可(?:协议|证)?|《[^》]{1,60}许可协议》)"
)
"""Terms that go by a name of their own, of which nothing is known but the name."""
_EXCEPT = re.compile(r"\bexcept|\bexcluding|\bother than|\bbut\b|除", re.IGNORECASE)
_LICENSE_WORD = AnyCase(r"licen[cs]e|许可")


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
    found = tuple(link for link in links(lines) if link.line > skip)
    yield from spoken_in(sentences(lines, skip), found, default)


def spoken_in(said: Iterable[Sentence], linked: Iterable[Link], default: Scope) -> Iterator[Spoken]:
    """As `spoken`, for a page whose sentences and links are known."""
    for sentence in said:
        text = sentence.text[:_LONGEST]
        of_terms = _SPEAKS_OF_TERMS.search(text) or _limit(text)
        if of_terms and not _CREDITS.search(text):
            yield from _in_sentence(sentence, default)
    for link in linked:
        if statement := _on_badge(link, default):
            yield statement


def inherits(lines: tuple[str, ...], skip: int = 0) -> Iterator[Inherits]:
    """Where the terms of a base model or of a source are said to hold."""
    yield from inherits_in(sentences(lines, skip))


def inherits_in(said: Iterable[Sentence]) -> Iterator[Inherits]:
    """As `inherits`, for a page whose sentences are known."""
    seen: set[tuple[Scope, int]] = set()
    for sentence in said:
        if len(sentence.text) >= _LONGEST or not _INHERITS.search(sentence.text):
            continue
        for scope in (Scope.WEIGHTS, Scope.DATA):
            if dict(_SCOPES)[scope].search(sentence.text) and (scope, sentence.first) not in seen:
                seen.add((scope, sentence.first))
                yield Inherits(scope=scope, first=sentence.first, last=sentence.last)


def _in_sentence(sentence: Sentence, default: Scope) -> Iterator[Spoken]:
    text = sentence.text[:_LONGEST]
    said = bool(_ASSERTS.search(text))
    inherited = bool(_INHERITS.search(text))
    place = 0
    for part in parts_of(text):
        place = text.index(part, place)
        yield from _named(sentence, part, place, default, said)
        if limit := _limit(part):
            for scope in _scopes(part, 0, *limit.span(), default):
                yield _prose(sentence, scope, limit[0], "LicenseRef-research-only")
        if said and not inherited:
            yield from _unnamed(sentence, part, default)


def _limit(text: str) -> re.Match[str] | None:
    """Words that leave research or no commerce."""
    return _RESEARCH_ONLY.search(text)


def parts_of(text: str) -> list[str]:
    """The parts of a sentence in which it turns from one thing to another."""
    return [part for part in _TURNS.split(text) if part]


def _named(
    sentence: Sentence, part: str, place: int, default: Scope, said: bool
) -> Iterator[Spoken]:
    """The licenses that go by a known name. A limit counts without a verb, a grant does not."""
    scopes: tuple[Scope, ...] = (default,)
    behind = 0
    for start, end, expression in catalog.names_in(part):
        scopes = _scopes(part, behind, start, end, None) or (scopes if behind else (default,))
        behind = end
        heard = hear(sentence.text[:_LONGEST], place + start, place + end)
        is_open = catalog.is_open(catalog.license_class(expression))
        if heard is Hearing.THIRD_PARTY or _is_about_another(part, end):
            continue
        if is_open and (heard is Hearing.HEARSAY or not said):
            continue
        known = None if is_open and heard is Hearing.CHANGED else expression
        for scope in scopes:
            yield _prose(sentence, scope, part[start:end], known)


def _unnamed(sentence: Sentence, part: str, default: Scope) -> Iterator[Spoken]:
    found = _UNNAMED.search(part)
    if found and not catalog.names_in(found["name"]):
        for scope in _scopes(part, 0, *found.span("name"), default):
            yield _prose(sentence, scope, found["name"], None)


def _prose(sentence: Sentence, scope: Scope, raw: str, expression: str | None) -> Spoken:
    return Spoken(
        scope=scope,
        kind=StatementKind.PROSE,
        raw=raw,
        expression=expression,
        license_class=_class(expression),
        first=sentence.first,
        last=sentence.last,
    )


def _is_about_another(part: str, end: int) -> bool:
    """Whether `... license for X` names a starting point rather than a part of this model."""
    following = re.match(r"\W{0,4}\s*for\s+(.{1,60})", part[end:])
    return bool(following and catalog.base_model(following[1]))


def _class(expression: str | None) -> str:
    return catalog.license_class(expression) if expression else "unresolved"


def _scopes(
    part: str, behind: int, start: int, end: int, default: Scope | None
) -> tuple[Scope, ...]:
    """What the words between the last name and this one speak of; else those right behind it;
    else the default."""
    following = _EXCEPT.split(part[end : end + 60])[0]
    for stretch in (part[max(behind, start - 200) : end], following):
        if found := tuple(scope for scope, word in _SCOPES if word.search(stretch)):
            return found
        if behind:
            break
    return (default,) if default else ()


def _on_badge(link: Link, default: Scope) -> Spoken | None:
    if link.image is None or "licen" not in (link.text + link.image).lower():
        return None
    words = f"{link.text} {link.image}".replace("%20", " ").replace("_", " ")
    expression = _named_on_badge(words)
    about = re.sub(r"licen[cs]e", " ", link.text, flags=re.IGNORECASE)
    scope = next((scope for scope, word in _SCOPES if word.search(about)), default)
    return Spoken(
        scope=scope,
        kind=StatementKind.BADGE,
        raw=link.text or "badge",
        expression=expression,
        license_class=_class(expression),
        first=link.line,
        last=link.line,
        url=link.url,
    )


def _named_on_badge(words: str) -> str | None:
    """The least open license that the badge names; none where it says that it is changed."""
    names = catalog.names_in(words)
    if not names:
        plain_mit = re.search(r"\bmit\b", words, re.IGNORECASE)
        names = [(*plain_mit.span(), "MIT")] if plain_mit else []
    for start, end, expression in names:
        if hear(words, start, end) in (Hearing.CHANGED, Hearing.HEARSAY):
            return None
        if not catalog.is_open(catalog.license_class(expression)):
            return expression
    return names[0][2] if names else None


def leads_to_license(link: Link) -> str | None:
    """`owner/name` of the GitHub repository whose license file the link opens, or None."""
    found = re.match(
        r"https?://(?:www\.)?github\.com/([\w.-]{1,100})/([\w.-]{1,100})/(?:blob|raw|tree)/.{0,300}licen[cs]e",
        link.url,
        re.IGNORECASE,
    )
    words = f"{link.text} {link.image or ''}"
    return f"{found[1]}/{found[2]}" if found and _LICENSE_WORD.search(words) else None


def asserts(text: str) -> bool:
    """Whether a sentence says that something is under terms, and does not merely point to them."""
    return bool(_ASSERTS.search(text)) and not _CREDITS.search(text)


def scopes_of(text: str, end: int, default: Scope) -> tuple[Scope, ...]:
    """What the words of a sentence up to `end`, or right behind it, speak of; else the default."""
    return _scopes(text, 0, end, end, default)
