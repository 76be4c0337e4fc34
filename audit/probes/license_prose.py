"""License statements in prose: sentences and badges of cards, READMEs and documents.

Looks at: Markdown and text files of the publisher's own artifacts.
States: license statements with the part that they speak of; words that pass on the terms of
a base model or source; badges and links that open another project's license.
Misses: statements in pictures, and in languages other than English and Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.statements import inherits, leads_to_license, spoken
from audit.model import BadgeElsewhere, Fact, InheritedTerms, Role, Scope, Statement
from audit.probes.license_files import is_license_file
from audit.probes.pages import Subject, View
from audit.text.markdown import links
from audit.text.page import Page

_DATA_PAGE = re.compile(r"(?:^|/)data(?:set|sheet|[-_.]card)?s?[^/]*\.md$", re.IGNORECASE)
_NOT_PROSE = re.compile(r"requirements|terms|use_policy|notice|changelog|history", re.IGNORECASE)


def probe(view: View) -> Iterator[Fact]:
    """The statements in the prose of the publisher's own artifacts."""
    for subject in view.own:
        for page in subject.prose:
            if is_license_file(page.path) or _NOT_PROSE.search(page.path):
                continue
            yield from _page(subject, page)


def _page(subject: Subject, page: Page) -> Iterator[Fact]:
    default = Scope.DATA if _DATA_PAGE.search(page.path) else subject.scope
    skip = page.body_starts_after
    for said in spoken(page.lines, default, skip):
        yield Statement(
            artifact=subject.artifact.id,
            scope=said.scope,
            kind=said.kind,
            raw=said.raw[:120],
            expression=said.expression,
            class_=said.license_class,
            folder=page.path.rpartition("/")[0],
            evidence=(page.cite(said.first, said.last),),
        )
    for words in inherits(page.lines, skip):
        yield InheritedTerms(
            artifact=subject.artifact.id,
            subject=words.scope.value,
            evidence=(page.cite(words.first, words.last),),
        )
    if subject.artifact.role is Role.CODE:
        yield from _elsewhere(subject, page)


def _elsewhere(subject: Subject, page: Page) -> Iterator[Fact]:
    own_name = subject.artifact.id.rpartition("/")[2].lower()
    for link in links(page.lines):
        target = leads_to_license(link)
        if link.image and target and target.rpartition("/")[2].lower() != own_name:
            yield BadgeElsewhere(
                artifact=subject.artifact.id,
                leads_to=target,
                evidence=(page.cite(link.line),),
            )
