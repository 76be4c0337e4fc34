"""Requests: words by which the publisher gives the weights only to those who ask.

Looks at: sentences of the READMEs and cards at the root of the publisher's weight and code
repositories, in English and Chinese.
States: sentences that tell of a request, an application or a form before the weights are to be
had.
Misses: requests that other pages tell of; whether anyone is refused.

A host's own word on its gate outweighs these words. A request for a commercial license, for data
or for another project's weights is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Fact, OnRequest, Role
from audit.probes.own_words import grants
from audit.probes.pages import ReadPage, Subject, View
from audit.text.any_case import AnyCase

_WEIGHTS = r"(?:weights?|checkpoints?|models?|parameters)"
_APPROVED = AnyCase(
    r"\b(?:once|after|when|if) (?:your|the) (?:\w+ )?(?:request|application)s?"
    r" (?:is|are|has been|was) (?:approved|granted|accepted|processed)",
)
"""Such words can only speak of what the page itself gives out."""
_ASKED = AnyCase(
    rf"\b(?:must|need to|needs to|have to|has to|required to|please|should|can)(?: first| also)?"
    rf" (?:request|apply for|ask for) (?:a |an |the |for )?(?:access|download|permission)\b"
    rf"|\b{_WEIGHTS}\b[^.]{{0,60}}\b(?:only )?(?:up)?on (?:a |reasonable )?request\b"
    rf"|\brequest(?:ing)? (?:access to|a download of|the download of)[^.]{{0,40}}\b{_WEIGHTS}\b"
    rf"|\bfill(?:ing)? (?:in|out|up)? ?[^.]{{0,40}}\bform\b[^.]{{0,80}}\b{_WEIGHTS}\b"
    rf"|\b{_WEIGHTS}\b[^.]{{0,80}}\bfill(?:ing)? (?:in|out|up)? ?[^.]{{0,40}}\bform\b",
)
_ASKED_IN_CHINESE = re.compile(
    r"申请[^。]{0,20}(?:权重|模型参数|下载)|(?:权重|模型参数|下载)[^。]{0,12}(?:需要?|须|请)[^。]{0,8}申请"
)
_OF_WEIGHTS = AnyCase(rf"\b{_WEIGHTS}\b|\bdownload|权重|模型|下载")
_OF_OTHER_THINGS = AnyCase(
    r"commercial|enterprise|\bdata(?:sets?)?\b|corpus|\bAPI\b|feature request|pull request|issue"
    r"|hardware|\bdemo\b|商用|商业|数据",
)
_MOST = 3


def probe(view: View) -> Iterator[Fact]:
    """The first few sentences of each repository that tell of a request."""
    for subject in view.of(Role.WEIGHTS, Role.CODE):
        if subject.artifact.own:
            yield from _told(subject, view.own_words)


def _told(subject: Subject, own: frozenset[str]) -> Iterator[Fact]:
    found = [
        OnRequest(artifact=subject.artifact.id, evidence=(page.cite(said.first, said.last),))
        for page in subject.prose
        if "/" not in page.path
        for said in page.sentences
        if _tells(page, said.text[:2_000], own)
    ]
    yield from found[:_MOST]


def _tells(page: ReadPage, text: str, own: frozenset[str]) -> bool:
    approved = _APPROVED.search(text)
    asked = approved or _ASKED.search(text) or _ASKED_IN_CHINESE.search(text)
    if not (asked and page.is_readme) or _OF_OTHER_THINGS.search(text):
        return False
    return bool(approved or (_OF_WEIGHTS.search(text) and grants(text, "\0", own)))
