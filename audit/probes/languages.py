"""Languages: which of the publisher's texts are written in one that is not read.

Looks at: cards, READMEs and documents at the root of each repository, by script and usual words.
States: the texts of which most is in a language other than English and Chinese.
Misses: short texts; a translation beside a text that is read is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Fact, UnreadText
from audit.probes.pages import View

_TRANSLATION = re.compile(r"[-_.][a-z]{2,3}(?:[-_][a-z]{2,4})?(?=\.\w+$)", re.IGNORECASE)


def probe(view: View) -> Iterator[Fact]:
    """The texts that were collected and not understood."""
    for subject in view.own:
        read = {_original(page.path) for page in subject.prose if page.unread_language is None}
        for page in subject.prose:
            if page.unread_language is None or "/" in page.path or _original(page.path) in read:
                continue
            first = page.sentences[0]
            yield UnreadText(
                artifact=subject.artifact.id,
                path=page.path,
                language=page.unread_language,
                evidence=(page.cite(first.first, first.last),),
            )


def _original(path: str) -> str:
    """The name that a text and its translations share."""
    return _TRANSLATION.sub("", path.lower())
