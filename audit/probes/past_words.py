"""Past words: limits that a README set before a commit changed what it says of terms.

Looks at: earlier wordings of the README at the root, where the history was at hand.
States: each limit that such a wording set to the weights, the data or the code.
Misses: what pull requests and issues say, and wordings of files that were renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.statements import spoken_in
from audit.model import Fact, PastWords, StatementKind
from audit.probes.license_prose import grants_freedoms
from audit.probes.pages import View

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
                        scope=said.scope,
                        expression=said.expression,
                        class_=said.license_class,
                        evidence=(page.cite(said.first, said.last),),
                    )
