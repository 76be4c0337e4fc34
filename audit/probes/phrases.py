"""Phrases: the words that licenses ask those who build on a model to show.

Looks at: cards, READMEs and notices of the weight repository that is judged.
States: each place that says what the model was built with, powered by or improved with.
Misses: phrases in pictures and on web pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model import Fact, PhraseShown
from audit.probes.license_files import is_license_file
from audit.probes.pages import View

_PHRASE = re.compile(
    r"\b(?:built|powered|improved|created)\W{1,6}(?:with|by|using|on)\W{1,6}[^\n|<>]{2,90}",
    re.IGNORECASE,
)
_LONGEST = 5_000
_MOST = 30


def probe(view: View) -> Iterator[Fact]:
    """The phrases beside the weights."""
    judged = view.weights
    if judged is None:
        return
    stated = 0
    for page in judged.pages:
        if page.document.is_record or is_license_file(page.path):
            continue
        for number, line in enumerate(page.lines, 1):
            for found in _PHRASE.finditer(line[:_LONGEST]):
                stated += 1
                if stated <= _MOST:
                    yield PhraseShown(
                        artifact=judged.artifact.id,
                        phrase=found[0][:120],
                        evidence=(page.cite(number),),
                    )
