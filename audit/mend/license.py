"""The license of the weights: the tag after the text, and the text that is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from audit.licenses.catalog import hub_tags, license_class
from audit.model import Inventory, Statement, StatementKind
from audit.model.patch import Mend

PLACE = "https://spdx.org/licenses/{id}.html"
"""Where SPDX shows a license."""
_SPDX = re.compile(r"(?!LicenseRef-)[A-Za-z0-9.+-]{1,64}", re.ASCII)
_FILE = re.compile(r"(?:[\w.-]*licen[cs]e[\w.-]*|copying[\w.-]*)$", re.IGNORECASE)
_UNCLEAR = ("unresolved", "unknown", "none", "family-ambiguous", "inherited")


class OwnTerms:
    """What the artifact of the weights says of its own terms, as a whole."""

    def __init__(self, inventory: Inventory, artifact: str, listed: Collection[str]) -> None:
        own = [one for one in inventory.statements if one.artifact == artifact and not one.folder]
        self.is_listed = any(_FILE.match(path) for path in listed)
        """Whether a file is there that is called a license, read or not."""
        self.files = [one for one in own if one.kind is StatementKind.LICENSE_FILE]
        self.tags = [one for one in own if one.kind is StatementKind.METADATA_TAG]

    @property
    def by_text(self) -> Statement | None:
        """The statement of the license file; None where there is none, several that differ, or
        one that is not known for sure."""
        said = {one.expression for one in self.files}
        first = self.files[0] if self.files else None
        is_clear = first is not None and first.class_ not in _UNCLEAR and len(said) == 1
        return first if is_clear and first is not None and first.expression else None

    @property
    def by_tag(self) -> Statement | None:
        """The statement of the tag, where it names one license of the SPDX list."""
        first = self.tags[0] if len(self.tags) == 1 else None
        if first is None or first.expression is None or first.class_ in _UNCLEAR:
            return None
        return first if _SPDX.fullmatch(first.expression) else None


def tag_keys(expression: str, path: str) -> dict[str, str]:
    """The keys of the front matter for a license whose text stands at `path`."""
    if (tag := _tags().get(expression)) is not None:
        return {"license": tag}
    name = expression.removeprefix("LicenseRef-").lower()
    return {"license": "other", "license_name": name, "license_link": path}


def license_file(terms: OwnTerms, texts: Mapping[str, str]) -> Iterator[tuple[str, Mend]]:
    """The text of the license that the tag names, where there is no file and the text was had."""
    tag = terms.by_tag
    if tag is None or tag.expression is None or terms.is_listed or tag.expression not in texts:
        return
    why = f"the card says {tag.raw or tag.expression!r}, and no license file stands beside it"
    what = f"adds the text of {tag.expression} as the SPDX list has it"
    yield texts[tag.expression], Mend(path="LICENSE", what=what, why=why, evidence=tag.evidence)


def left_of_license(terms: OwnTerms, texts: Mapping[str, str]) -> Iterator[str]:
    """What on the license the publisher alone can do."""
    if len({one.expression for one in terms.files}) > 1:
        yield "The license files say different things: keep the one that counts."
    elif terms.files and terms.by_text is None:
        yield "The license file is not a text that is known: name its license in the card."
    elif terms.is_listed and not terms.files:
        yield "The license file was not read: whether the tag fits it is not known."
    elif not terms.files and not terms.tags:
        yield "No license is stated: choose one, add its text as LICENSE, and set its tag."
    elif not terms.files and terms.by_tag is None:
        yield "The card's license tag names no single license: add the text that counts as LICENSE."
    elif (tag := terms.by_tag) and not terms.is_listed and tag.expression not in texts:
        place = PLACE.format(id=tag.expression)
        yield f"Add the text of {tag.expression} as LICENSE; it stands at {place}."


def wanted_text(terms: OwnTerms) -> str | None:
    """The SPDX id of the license whose text is missing."""
    tag = terms.by_tag
    return tag.expression if tag is not None and not terms.is_listed else None


@cache
def _tags() -> dict[str, str]:
    """The Hub's tag of each license that has one; the shortest of several."""
    found: dict[str, str] = {}
    for tag, expression in sorted(hub_tags().items(), key=lambda pair: (len(pair[0]), pair[0])):
        if license_class(expression) not in _UNCLEAR:
            found.setdefault(expression, tag)
    return found
