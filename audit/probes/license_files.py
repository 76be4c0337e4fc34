"""License files: what their text is, and which part of the model it speaks for.

Looks at: files whose name says license, copying or terms, at the root, in subfolders, and on
the default branch where another one is audited.
States: one license statement per file; templates left unfilled; terms of another project; a
complete listing without a license for the artifact's own content.
Misses: licenses that stand in the head of a source file, and terms behind a link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from audit.licenses.catalog import is_open, is_undecided, license_class, names_in
from audit.licenses.clauses import find_clauses
from audit.licenses.identify import IdentificationKind
from audit.model import (
    Evidence,
    Fact,
    GapReason,
    NoLicense,
    Role,
    Scope,
    Statement,
    StatementKind,
    StrayTerms,
    TemplateLeft,
)
from audit.probes.pages import ReadPage, Subject, View, is_inside
from audit.text.any_case import AnyCase
from audit.text.page import Page

_IS_LICENSE = AnyCase(
    r"^(?:un)?licen[cs]e|licen[cs]e(?:\.\w{2,4})?$|licen[cs]e[-_]|^copying|许可|协议|授权"
)
_SOURCES = re.compile(r"\.(?:py|cu|cpp|cc|c|h|ipynb|js|ts|rs|go|java)$", re.IGNORECASE)
_LISTS_OTHERS = re.compile(r"^(?:notices?|third[-_ ]?part|ackno)", re.IGNORECASE)
"""Files in which the works of others are listed with their terms."""
_IS_TERMS = re.compile(
    r"terms|use[-_ ]?policy|usage[-_ ]?polic|acceptable[-_ ]?use|^eula|^notice|^legal"
    r"|commons.clause",
    re.IGNORECASE,
)
_IS_POLICY = re.compile(r"polic|acceptable", re.IGNORECASE)
_ALL_FOLDERS = re.compile(r"(?:licen[cs]es?|legal|terms)", re.IGNORECASE)
"""Folders of a root in which the terms of the whole lie."""
_OF_LICENSES = re.compile(
    r"un|licen[cs]es?|copying|notice|model|weights?|checkpoints?|data|datasets?|code|agreement"
    r"|community|terms|use|full|text|the|apache|mit|bsd|gpl|lgpl|agpl|mpl|cc|by|sa|nc|nd|clause"
    r"|public|v?\d[\d.]*|zh|cn|en|ja|ko|txt|md|rst|rtf|html|main|root|project",
    re.IGNORECASE,
)
_LICENSES_WEIGHTS = re.compile(r"\bmodel weights\b|模型权重|权重文件", re.IGNORECASE)
_NOT_A_TEXT = re.compile(r"\.(?:py|png|jpe?g|svg|json|ya?ml|toml|js|sh|ipynb)$", re.IGNORECASE)
_SCOPES = (
    (Scope.WEIGHTS, re.compile(r"model|weight|checkpoint|模型|权重", re.IGNORECASE)),
    (Scope.DATA, re.compile(r"data|数据", re.IGNORECASE)),
    (Scope.CODE, re.compile(r"code|代码", re.IGNORECASE)),
)
_COMMON = re.compile(
    r"chat|base|instruct|model|models|mini|large|small|code|data|open|team|research|labs|mix"
)
_SILENT = "withheld by the host"
"""How the gap begins of a host that keeps its own silence (451), on all of a repository."""
_NAME_WORD = re.compile(r"\b[A-Z][a-z]+[A-Z]\w{2,30}\b")


def probe(view: View) -> Iterator[Fact]:
    """The facts about every license file that was read."""
    for subject in view.subjects:
        vendored = subject.vendored
        for page in subject.pages:
            name = page.path.rsplit("/", 1)[-1]
            if is_license_file(page.path):
                yield from _read(subject, page, vendored, view.own_words)
            elif _IS_TERMS.search(name) and not _NOT_A_TEXT.search(name):
                yield from _terms(view, subject, page)
        if subject.artifact.own:
            yield from _unread(view, subject)
        if subject.artifact.own and subject.artifact.role is Role.CODE:
            yield from _absence(subject, vendored)


def _unread(view: View, subject: Subject) -> Iterator[Fact]:
    """Terms of the whole that are there, or may be, and could not be read: nobody knows what they
    say. Where no listing shows them, they may be there unless the server says that they are not,
    or does not speak of what it has."""
    listed = {file.path for file in subject.files}
    for gap in view.gaps_of(subject.artifact.id):
        path = gap.path or ""
        silent = gap.reason is GapReason.UNREADABLE and gap.detail.startswith(_SILENT)
        may_be_there = path in listed or not (silent or subject.is_listed_whole)
        if may_be_there and may_hold_terms(path) and gap.reason is not GapReason.MISSING:
            yield Statement(
                artifact=subject.artifact.id,
                scope=_scope_of(subject, path),
                kind=StatementKind.LICENSE_FILE,
                raw=None,
                expression=None,
                class_="unresolved",
                evidence=(subject.cite_file(path),),
            )


def may_hold_terms(path: str) -> bool:
    """Whether the name says that a file holds terms of the whole."""
    stem = re.sub(r"\.(?:pdf|docx?|odt|rtf)$", "", path, flags=re.IGNORECASE)
    named = is_license_file(stem) or _IS_TERMS.search(stem)
    folder = path.rpartition("/")[0]
    return bool(named) and (not folder or bool(_ALL_FOLDERS.fullmatch(folder)))


def is_license_file(path: str) -> bool:
    """Whether the name says that the file holds a license."""
    name = path.rsplit("/", 1)[-1]
    return bool(_IS_LICENSE.search(name)) and not _NOT_A_TEXT.search(name)


def _read(
    subject: Subject, page: ReadPage, vendored: tuple[str, ...], own: frozenset[str]
) -> Iterator[Fact]:
    found = page.identification
    sure = found.kind in (IdentificationKind.EXACT, IdentificationKind.COMPOSITE)
    expression = found.expression if sure else None
    limits = () if expression else find_clauses(page.lines)
    unlisted = (IdentificationKind.UNKNOWN, IdentificationKind.NONE)
    own_terms = limits and found.kind in unlisted
    folder = next((root for root in vendored if is_inside(page.path, (root,))), "")
    class_ = license_class(expression) if expression else "unresolved"
    limited = bool(limits) or not (is_open(class_) or is_undecided(class_))
    scopes = (_scope(subject, page), *_limited_as_well(subject, page, limited))
    for scope in dict.fromkeys(scopes):
        yield Statement(
            artifact=subject.artifact.id,
            scope=scope,
            kind=StatementKind.LICENSE_FILE,
            raw=_title(page),
            expression=expression or (_own_name(page) if own_terms else None),
            class_="custom-restricted" if limits else class_,
            folder=folder or _speaks_for(subject, page, own, limited=bool(limits)),
            evidence=tuple(page.cite(clause.line) for clause in limits) or (_head(page),),
        )
    if found.unfilled and expression and _licenses_something(subject, page.path):
        yield TemplateLeft(
            artifact=subject.artifact.id,
            expression=expression,
            evidence=tuple(page.cite(line) for line in found.unfilled),
        )


def _limited_as_well(subject: Subject, page: Page, limited: bool) -> tuple[Scope, ...]:
    """The weights, where the text beside the publisher's code sets limits to them by name."""
    if not limited or subject.artifact.role is not Role.CODE or not subject.artifact.own:
        return ()
    at_root = "/" not in page.path and _scope(subject, page) is Scope.CODE
    return (Scope.WEIGHTS,) if at_root and any(map(_LICENSES_WEIGHTS.search, page.lines)) else ()


def _licenses_something(subject: Subject, path: str) -> bool:
    """Whether a license lies at the root, or in a folder with sources: elsewhere texts of licenses
    may be kept for their own sake."""
    folder = path.rpartition("/")[0]
    return not folder or any(
        file.path.startswith(f"{folder}/") and _SOURCES.search(file.path) for file in subject.files
    )


def _scope(subject: Subject, page: Page) -> Scope:
    return _scope_of(subject, page.path)


def _scope_of(subject: Subject, path: str) -> Scope:
    name = path.rsplit("/", 1)[-1]
    stem = re.sub(r"licen[cs]e|copying", "", name, flags=re.IGNORECASE)
    return next((scope for scope, word in _SCOPES if word.search(stem)), subject.scope)


def _speaks_for(subject: Subject, page: Page, own: frozenset[str], *, limited: bool) -> str:
    """The folder that the file speaks for; empty for the whole artifact.

    A name with a foreign word in it, such as `THIRD_PARTY_LICENSE`, grants nothing for the whole,
    so the file then speaks for itself alone; limits in it count for the whole all the same.
    """
    folder, _, name = page.path.rpartition("/")
    if folder and not _ALL_FOLDERS.fullmatch(folder):
        return "" if limited and subject.artifact.role is not Role.CODE else folder
    words = re.findall(r"[a-z]+|v?\d[\d.]*", re.sub(r"licen[cs]e", " ", name.lower()))
    foreign = [word for word in words if not _OF_LICENSES.fullmatch(word) and word not in own]
    return page.path if foreign and not limited else ""


def _title(page: Page) -> str | None:
    return next((line.strip()[:120] for line in page.lines if line.strip()), None)


def _own_name(page: Page) -> str | None:
    """A `LicenseRef-` after the title of terms that no list holds, where the title is short."""
    words = re.findall(r"[A-Za-z0-9.]+", _title(page) or "")
    return f"LicenseRef-{'-'.join(words)}" if 0 < len(words) <= 8 else None


def _head(page: Page) -> Evidence:
    first = next((number for number, line in enumerate(page.lines, 1) if line.strip()), 0)
    if not first:
        return Evidence(
            artifact=page.artifact.id,
            revision=page.artifact.revision,
            path=page.path,
            url=page.document.url,
            sha256=page.document.sha256,
        )
    return page.cite(first, first + 2)


def _terms(view: View, subject: Subject, page: Page) -> Iterator[Fact]:
    """Terms that name another project are its terms, not this model's."""
    text = "\n".join(page.lines)
    words = Counter(_NAME_WORD.findall(text))
    name, count = min(words.items(), key=lambda word: (-word[1], word[0]), default=("", 0))
    clauses = find_clauses(page.lines)
    listing = _LISTS_OTHERS.match(page.path.rpartition("/")[2])
    if count >= 3 and not listing and not _names_own(text, view.own_words):
        line = next(number for number, text in enumerate(page.lines, 1) if name in text)
        evidence = (page.cite(line), *(page.cite(clause.line) for clause in clauses))
        yield StrayTerms(artifact=subject.artifact.id, project=name, evidence=evidence[:3])
    elif restricted := _restricted_names(page):
        for line, expression in restricted:
            yield Statement(
                artifact=subject.artifact.id,
                scope=_scope(subject, page),
                kind=StatementKind.PROSE,
                raw=_title(page),
                expression=expression,
                class_=license_class(expression),
                evidence=(page.cite(line),),
            )
    elif clauses or _IS_POLICY.search(page.path):
        yield Statement(
            artifact=subject.artifact.id,
            scope=_scope(subject, page),
            kind=StatementKind.PROSE,
            raw=_title(page),
            expression=None,
            class_="custom-restricted" if clauses else "unresolved",
            evidence=tuple(page.cite(clause.line) for clause in clauses) or (_head(page),),
        )


def _restricted_names(page: Page) -> tuple[tuple[int, str], ...]:
    """Lines of a notice that name terms which are known to be restricted."""
    return tuple(
        (number, expression)
        for number, line in enumerate(page.lines[:500], 1)
        for _, _, expression in names_in(line[:2_000])
        if not is_open(license_class(expression)) and not is_undecided(license_class(expression))
    )


def _names_own(text: str, own: frozenset[str]) -> bool:
    """Whether the words by which the publisher goes stand in the text, alone or in a longer one."""
    lowered = text.lower()
    return any(word in lowered for word in own if len(word) > 3 and not _COMMON.fullmatch(word))


def _quoted(subject: Subject, path: str) -> Evidence:
    """The head of a license file where it was read, else the file."""
    page = subject.page(path)
    return _head(page) if page is not None else subject.cite_file(path)


def _absence(subject: Subject, vendored: tuple[str, ...]) -> Iterator[Fact]:
    may_be = subject.listing.may_have(_IS_LICENSE)
    named = [file.path for file in may_be if is_license_file(file.path)]
    if not subject.is_listed_whole or any("/" not in path for path in named):
        return
    inside = tuple(_quoted(subject, path) for path in named if is_inside(path, vendored))
    if len(inside) == len(named):
        yield NoLicense(
            artifact=subject.artifact.id, vendored=inside, evidence=(subject.cite_listing(),)
        )
