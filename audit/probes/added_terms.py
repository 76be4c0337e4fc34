"""Added terms: licenses that the publisher's own terms of the weights say apply as well.

Looks at: license files for the weights, beside the weights and in the code repositories.
States: each license that a line names and says also applies.
Misses: terms that are added on a web page or in a card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.catalog import names_in
from audit.model import AddedTerms, Fact, Role
from audit.probes.license_files import is_license_file
from audit.probes.pages import View
from audit.text.any_case import AnyCase

_ALSO_APPLY = AnyCase(r"\balso appl(?:y|ies)\b|同样适用|亦适用")
_OF_WEIGHTS = re.compile(r"model|weights?|checkpoint|模型|权重", re.IGNORECASE)
_LONGEST = 2_000


def probe(view: View) -> Iterator[Fact]:
    """The added terms of the publisher."""
    for subject in view.of(Role.WEIGHTS, Role.CODE):
        for page in subject.pages if subject.artifact.own else ():
            name = page.path.rpartition("/")[2]
            if not is_license_file(page.path) or page.path.startswith("@"):
                continue
            if subject.artifact.role is Role.CODE and not _OF_WEIGHTS.search(name):
                continue
            for number, line in enumerate(page.lines, 1):
                text = line[:_LONGEST]
                if _ALSO_APPLY.search(text):
                    for _, _, expression in names_in(text):
                        yield AddedTerms(
                            artifact=subject.artifact.id,
                            expression=expression,
                            evidence=(page.cite(number),),
                        )
