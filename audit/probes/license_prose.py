"""License statements in prose: sentences and badges of cards, READMEs and documents.

Looks at: Markdown and text files of the publisher's own artifacts.
States: license statements with the part that they speak of; words that pass on the terms of
a base model or source; badges and links that open another project's license; what the form of a
gate asks people to agree to, and that it is to refuse people in the European Union.
Misses: statements in pictures; in languages other than English and Chinese all but words that may
set limits; grants in sentences that also name another project, deny, promise, recall or quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.catalog import classes, is_undecided, names_in
from audit.licenses.clauses import find_clauses
from audit.licenses.statements import Spoken, inherits_in, leads_to_license, spoken_in
from audit.model import BadgeElsewhere, Fact, InheritedTerms, Role, Scope, Statement, StatementKind
from audit.probes.license_files import is_license_file
from audit.probes.own_words import grants, is_own_voice, is_quoted
from audit.probes.pages import ReadPage, Subject, View
from audit.text.any_case import AnyCase
from audit.text.front_matter import line_of_key
from audit.text.gate_form import is_yes
from audit.text.markdown import Link
from audit.text.tongues import READ, is_read, language_of

_DATA_PAGE = re.compile(r"(?:^|/)data(?:set|sheet|[-_.]card)?s?[^/]*\.md$", re.IGNORECASE)
_ON_TERMS = re.compile(r"licen[cs]e|\bterms\b|conditions|usage policy|许可|协议", re.IGNORECASE)
_MAY_LIMIT = AnyCase(
    r"\b(?:must|may|shall|can) ?not (?:be )?"
    r"(?:us|deploy|redistribut|distribut|sell|sold|modif|shar)"
    r"|\bagree (?:not )?to\b|\bgoverned by\b|\beula\b|\bacceptable use\b"
    r"|\bterms (?:of (?:use|service)|and conditions)\b|\bcommunity terms\b|\bup?on request\b"
    r"|\bfill (?:in|out)\b[^.]{0,30}\bform\b|\brestricted to\b|\bresearch[- ]only\b"
    r"|\blicensed for\b|\b(?:academic|research|educational|evaluation) use\b"
    r"|\bcommercial (?:use|licen[cs]e|purposes?|applications?)\b|\bmilitary\b"
    r"|\bmonthly active users\b|\bannual revenue\b|\binherits? [^.]{0,40}licen[cs]e"
    r"|[仅僅](?:限|供|用)|禁止|不得|严禁|须?经?授权|申请|登记|商用|军事",
)
_MAY_LIMIT_ELSEWHERE = re.compile(
    r"com+erc[iî]|kommerzi|kommers|komerc|\bticari"
    r"|fins de recherche|réservée? à la recherche|forschungszweck|fines de investigaci"
    r"|fins de pesquisa|scopi di ricerca|onderzoeksdoel|tujuan penelitian|mục đích nghiên cứu"
    r"|thương mại|研究(?:目的|用途)|商用|商業|연구\s?(?:목적|용)|상업|коммерч|исследовательск"
    r"|تجاري|商业",
    re.IGNORECASE,
)
_ALLOWS = AnyCase(
    r"(?:free|allow|permit|suitable|including|both)\w*[^.]{0,40}commercial"
    r"|commercial[^.]{0,30}(?:allowed|permitted|free|welcome)|可商用|允许商用|免费商用",
)
_ROW_OR_ITEM = re.compile(r"\s*(?:\||[-*+] |\d{1,3}[.)] |<t[dr]\b)")
_DATASET_LINK = re.compile(
    r"(?:huggingface\.co|hf\.co)/datasets/[\w.-]+|kaggle\.com/datasets/", re.IGNORECASE
)
_DATA_TITLE = re.compile(r"\bdata(?:sets?)?\b|\bcorp(?:us|ora)\b|数据|语料", re.IGNORECASE)
_CODE_WORD = re.compile(r"\b(?:code|repo(?:sitory)?|software|project)\b|代码|仓库", re.IGNORECASE)
_NOT_PROSE = re.compile(r"requirements|terms|use_policy|notice|changelog|history", re.IGNORECASE)


def probe(view: View) -> Iterator[Fact]:
    """The statements in the prose of the publisher's own artifacts."""
    own = view.own_words
    for subject in view.own:
        for page in subject.prose:
            if is_license_file(page.path) or _NOT_PROSE.search(page.path):
                continue
            yield from _page(subject, page, own)


def _page(subject: Subject, page: ReadPage, own: frozenset[str]) -> Iterator[Fact]:
    default = Scope.DATA if _DATA_PAGE.search(page.path) else subject.scope
    own_links = tuple(link for link in page.links if link.line > page.body_starts_after)
    limited: set[int] = set()
    for said in spoken_in(page.sentences, own_links, default):
        if not _is_own(page, said, own):
            continue
        elsewhere = _leads_away(subject, said)
        if not grants_freedoms(said.license_class):
            limited.add(said.first)
        yield Statement(
            artifact=subject.artifact.id,
            scope=Scope.DATA if _is_on_data(page, said) else said.scope,
            kind=said.kind,
            raw=said.raw[:120],
            expression=None if elsewhere else said.expression,
            class_="unresolved" if elsewhere else said.license_class,
            folder=page.path.rpartition("/")[0],
            evidence=(page.cite(said.first, said.last),),
        )
    for words in inherits_in(page.sentences):
        yield InheritedTerms(
            artifact=subject.artifact.id,
            subject=words.scope.value,
            evidence=(page.cite(words.first, words.last),),
        )
    if subject.artifact.role is Role.CODE:
        yield from _elsewhere(subject, page)
    elif page.path == "README.md":
        yield from _limits_in_a_card(subject, page, limited)


def _limits_in_a_card(subject: Subject, page: ReadPage, told: set[int]) -> Iterator[Fact]:
    """Limits in a card's own section on terms, sentences that may set limits, which a person has
    to read, and what its gate asks people to agree to."""
    for section in page.sections:
        if _ON_TERMS.search(section.title):
            lines = page.lines[section.first : section.last]
            for clause in find_clauses(lines):
                yield _limit(subject, page, section.first + clause.line, "custom-restricted")
    for said in page.sentences:
        text = said.text[:2_000]
        if said.first not in told and _may_limit(text, page.unread_language):
            yield _limit(subject, page, said.first, "unresolved")
    yield from _limits_of_a_gate(subject, page)


def _may_limit(text: str, unread: str | None) -> bool:
    """Whether the words may set limits, also in a language of which only these words are known."""
    if _MAY_LIMIT.search(text):
        known = _ALLOWS.search(text) or names_in(text)
        return not known or bool(unread) or not is_read(text)
    return bool(_MAY_LIMIT_ELSEWHERE.search(text)) and (bool(unread) or not is_read(text))


def _limits_of_a_gate(subject: Subject, page: ReadPage) -> Iterator[Fact]:
    """What the form of a gate asks people to agree to, and whom it is to refuse."""
    front = page.front_matter
    asked = front.data.get("extra_gated_prompt") if front else None
    if front and isinstance(asked, str):
        known = find_clauses(tuple(asked.splitlines()))
        line, _ = line_of_key(page.lines, front.lines, "extra_gated_prompt")
        yield _limit(subject, page, line, "custom-restricted" if known else "unresolved")
    if front and is_yes(front.data.get("extra_gated_eu_disallowed")):
        line, _ = line_of_key(page.lines, front.lines, "extra_gated_eu_disallowed")
        yield _limit(subject, page, line, "unresolved")


def _limit(subject: Subject, page: ReadPage, line: int, class_: str) -> Statement:
    return Statement(
        artifact=subject.artifact.id,
        scope=subject.scope,
        kind=StatementKind.PROSE,
        raw=None,
        expression=None,
        class_=class_,
        evidence=(page.cite(line),),
    )


def _is_on_data(page: ReadPage, said: Spoken) -> bool:
    """Whether a row or an item that links a data set, or a row below a heading on data, gives
    terms that speak of no part: they are those of the data set."""
    if said.kind is not StatementKind.PROSE or said.scope is not Scope.CODE:
        return False
    line = page.lines[said.first - 1][:2_000]
    if not _ROW_OR_ITEM.match(line) or said.first != said.last or _CODE_WORD.search(line):
        return False
    titled = _DATA_TITLE.search(page.title_over(said.first)) and line.lstrip().startswith("|")
    return bool(_DATASET_LINK.search(line) or titled)


def _is_own(page: ReadPage, said: Spoken, own: frozenset[str]) -> bool:
    """Whether the statement may count: a limit always, a grant only in words about this model."""
    if said.kind is not StatementKind.PROSE or not grants_freedoms(said.license_class):
        return True
    texts = page.sentences_at.get((said.first, said.last), [])
    return not is_quoted(page.lines, said.first) and all(
        grants(text, said.raw, own)
        and is_own_voice(text, said.raw)
        and (page.unread_language is None or language_of(text) in READ)
        for text in texts
        if said.raw in text
    )


def _leads_away(subject: Subject, said: Spoken) -> bool:
    """Whether a badge opens the license of another project: then it says nothing of this one."""
    if said.kind is not StatementKind.BADGE or said.url is None:
        return False
    target = leads_to_license(Link(text="license", url=said.url, line=said.first))
    return target is not None and _is_another(subject, target)


def _is_another(subject: Subject, target: str) -> bool:
    own_name = subject.artifact.id.rpartition("/")[2].lower()
    return target.rpartition("/")[2].lower() != own_name


def _elsewhere(subject: Subject, page: ReadPage) -> Iterator[Fact]:
    for link in page.links:
        target = leads_to_license(link)
        if link.image and target and _is_another(subject, target):
            yield BadgeElsewhere(
                artifact=subject.artifact.id,
                leads_to=target,
                evidence=(page.cite(link.line),),
            )


def grants_freedoms(license_class: str) -> bool:
    """Whether terms of the class, as far as is known, limit nothing."""
    given = classes()[license_class].freedoms.values()
    return is_undecided(license_class) or set(given) == {"granted"}
