"""License statements in prose: sentences and badges of cards, READMEs and documents.

Looks at: Markdown and text files of the publisher's own artifacts; what papers and pages say of
this model.
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
from audit.probes.grant_places import gives_nothing
from audit.probes.license_files import is_license_file
from audit.probes.own_words import grants, is_own_voice, is_quoted
from audit.probes.pages import ReadPage, Subject, View
from audit.probes.plain_grants import grants_plainly, is_of_another_size, is_taken_back
from audit.text.any_case import AnyCase
from audit.text.front_matter import line_of_key
from audit.text.gate_form import is_yes
from audit.text.markdown import Link
from audit.text.tongues import READ, is_read, language_of

_REPOSITORY = re.compile(r"github\.com/[\w.-]{1,60}/([\w.-]{1,100})((?:/[\w./-]{0,200})?)")
_OFTEN = 2
"""Links to one repository, its license apart, by which a README shows that it is its own."""
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
_PARTS = re.compile(r"\d+(?:\.\d+)?[bm]|[a-z]+")
_COMMON_PARTS = frozenset(("base", "chat", "instruct", "model", "large", "small", "mini", "hf"))
_SHORT = 3
_NOT_PROSE = re.compile(r"requirements|terms|use_policy|notice|changelog|history", re.IGNORECASE)


def probe(view: View) -> Iterator[Fact]:
    """The statements in the prose of the publisher's own artifacts."""
    own, judged = view.own_words, view.weights
    model = judged.artifact.id if judged is not None else ""
    for subject in view.own:
        for page in subject.prose:
            if subject.is_apart:
                yield from _told_apart(subject, page, own, model)
                continue
            if is_license_file(page.path) or _NOT_PROSE.search(page.path):
                continue
            yield from _page(subject, page, own, model)


def _page(subject: Subject, page: ReadPage, own: frozenset[str], model: str) -> Iterator[Fact]:
    default = Scope.DATA if _DATA_PAGE.search(page.path) else subject.scope
    folder = page.path.rpartition("/")[0]
    own_links = tuple(link for link in page.links if link.line > page.body_starts_after)
    limited: set[int] = set()
    for said in spoken_in(page.sentences, own_links, default):
        if not _is_own(page, said, own, model):
            continue
        elsewhere = _leads_away(subject, said)
        limits = not grants_freedoms(said.license_class)
        if limits:
            limited.add(said.first)
        told = folder and limits and said.kind is StatementKind.PROSE
        of_the_model = told and _names(page, model, subject)
        yield Statement(
            artifact=subject.artifact.id,
            scope=Scope.DATA if _is_on_data(page, said) else said.scope,
            kind=said.kind,
            raw=said.raw[:120],
            expression=None if elsewhere else said.expression,
            class_="unresolved" if elsewhere else said.license_class,
            folder="" if of_the_model else folder,
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


def _names(page: ReadPage, model: str, subject: Subject) -> bool:
    """Whether a page below the root calls the model by a size or a word that its repository's own
    name does not hold: what it limits then, it limits for the model."""
    held = set(_PARTS.findall(subject.artifact.id.lower()))
    parts = set(_PARTS.findall(model.rpartition("/")[2].lower())) - held - _COMMON_PARTS
    words = {part for part in parts if len(part) > _SHORT or part[0].isdigit()}
    text = "\n".join(page.lines).lower()
    return any(re.search(rf"(?<![a-z0-9.]){re.escape(word)}(?![a-z0-9])", text) for word in words)


def _told_apart(
    subject: Subject, page: ReadPage, own: frozenset[str], model: str
) -> Iterator[Fact]:
    """What sentences of a paper or page that name a part of the model say of its terms. They stand
    for themselves: a paper's own license is that of the paper."""
    for said in spoken_in(page.sentences, (), Scope.DOCUMENTS):
        of_a_part = said.kind is StatementKind.PROSE and said.scope is not Scope.DOCUMENTS
        if of_a_part and _is_own(page, said, own, model):
            yield Statement(
                artifact=subject.artifact.id,
                scope=said.scope,
                kind=said.kind,
                raw=said.raw[:120],
                expression=said.expression,
                class_=said.license_class,
                evidence=(page.cite(said.first, said.last),),
            )


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


def _is_own(page: ReadPage, said: Spoken, own: frozenset[str], model: str) -> bool:
    """Whether the statement may count: a limit always, a grant only in words about this model."""
    if said.kind is not StatementKind.PROSE or not grants_freedoms(said.license_class):
        return True
    if is_quoted(page.lines, said.first):
        return False
    if is_undecided(said.license_class):
        return _is_heard(page, said, own)
    return not gives_nothing(page, said.first) and _is_granted(page, said, own, model)


def _texts(page: ReadPage, said: Spoken) -> list[str]:
    here = page.sentences_at.get((said.first, said.last), [])
    return [text for text in here if said.raw in text]


def _is_heard(page: ReadPage, said: Spoken, own: frozenset[str]) -> bool:
    """Whether the sentences with the name speak of this model, in the publisher's own voice."""
    return all(
        grants(text, said.raw, own)
        and is_own_voice(text, said.raw)
        and (page.unread_language is None or language_of(text) in READ)
        for text in _texts(page, said)
    )


def _is_granted(page: ReadPage, said: Spoken, own: frozenset[str], model: str) -> bool:
    """Whether the sentences give the license in plain words, to these weights, and keep to it."""
    texts = _texts(page, said)
    another = said.scope is Scope.WEIGHTS and any(is_of_another_size(t, model) for t in texts)
    plain = all(
        grants_plainly(text, said.raw, own)
        and not is_taken_back(page.behind.get((said.last, text), ""))
        for text in texts
    )
    return plain and not another and _is_heard(page, said, own)


def _leads_away(subject: Subject, said: Spoken) -> bool:
    """Whether a badge opens the license of another project: then it says nothing of this one."""
    if said.kind is not StatementKind.BADGE or said.url is None:
        return False
    target = leads_to_license(Link(text="license", url=said.url, line=said.first))
    return target is not None and _is_another(subject, target)


def _is_another(subject: Subject, target: str) -> bool:
    own_name = subject.artifact.id.rpartition("/")[2].lower()
    name = target.rpartition("/")[2].lower()
    return name != own_name and not (subject.is_nameless and _is_named_often(subject, name))


def _is_named_often(subject: Subject, name: str) -> bool:
    """Whether the READMEs of a copy on a disk, which has no name of its own, are titled after a
    repository or lead to more of it than a license."""
    if subject.titled.lower() == name:
        return True
    places = (
        place
        for page in subject.pages
        if page.is_readme
        for line in page.lines
        for found, place in _REPOSITORY.findall(line[:5_000])
        if found.lower().removesuffix(".git") == name
    )
    return sum("licen" not in place.lower() for place in places) >= _OFTEN


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
