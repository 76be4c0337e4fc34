"""Past words: limits that a README set before a commit changed what it says of terms.

Looks at: earlier wordings of the README at the root, where the history was at hand.
States: each limit that such a wording set to the weights, the data or the code.
Misses: what pull requests and issues say, and wordings of files that were renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.statements import spoken_in
from audit.model import Fact, PastWords, Scope, StatementKind
from audit.probes.license_prose import grants_freedoms
from audit.probes.pages import View

_LONGEST = 5_000
_ON_DATA = re.compile(r"\bdata(?:sets?)?\b|数据", re.IGNORECASE)
_ON_MORE = re.compile(
    r"\b(?:code|repo(?:sitory)?|software|project|models?|weights|checkpoints?)\b|代码|项目|仓库|模型|权重",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"@(?P<commit>[0-9a-f]{40,64})\^/readme[^/]*", re.IGNORECASE)


def probe(view: View) -> Iterator[Fact]:
    """The limits of the past in the publisher's READMEs."""
    for subject in view.own:
        for page in subject.pages:
            before = _BEFORE.fullmatch(page.path)
            for said in spoken_in(page.sentences, (), subject.scope) if before else ():
                if said.kind is StatementKind.PROSE and not grants_freedoms(said.license_class):
                    yield PastWords(
                        artifact=subject.artifact.id,
                        commit=before["commit"] if before else "",
                        scope=_scope(said.scope, page.lines[said.first - 1 : said.last]),
                        expression=said.expression,
                        class_=said.license_class,
                        evidence=(page.cite(said.first, said.last),),
                    )


def _scope(scope: Scope, lines: tuple[str, ...]) -> Scope:
    """The part of which words speak: what is said in lines on data alone is said of the data,
    though the sentence itself calls them "it"."""
    text = " ".join(lines)[:_LONGEST]
    only_data = _ON_DATA.search(text) and not _ON_MORE.search(text)
    return Scope.DATA if scope is Scope.CODE and only_data else scope
