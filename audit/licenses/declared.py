"""License declarations in metadata: front matter of cards, package files, citation files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.catalog import is_open, license_class, named, read_tag
from audit.licenses.sets import open_set
from audit.licenses.statements import Spoken
from audit.model import Scope, StatementKind
from audit.text.front_matter import line_of_key, texts_of

LONGEST_RAW = 120
_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?([^\"'\n]{3,80})")
_FIELD = re.compile(r"^\s*license\s*=\s*(?:\{\s*text\s*=\s*)?[\"']([^\"'\n]{2,60})[\"']")
_SETUP_FIELD = re.compile(r"^\s*license\s*[=:]\s*([^\s\"'{][^\"'\n]{1,60})$")
_CARGO = re.compile(r"^\s*license\s*=\s*\"([^\"\n]{2,80})\"")
_JSON = re.compile(r"^\s*\"license\"\s*:\s*\"([^\"\n]{2,80})\"")
_CITATION = re.compile(
    r"^license\s*:\s*[\"']?([^\"'\n#]{2,80})[\"']?|^\s+-\s+[\"']?([\w.+-]{2,60})[\"']?$"
)
_BY_NAME = {
    "pyproject.toml": (_FIELD, _CLASSIFIER),
    "setup.py": (_FIELD, _CLASSIFIER),
    "setup.cfg": (_SETUP_FIELD, _CLASSIFIER),
    "cargo.toml": (_CARGO,),
    "package.json": (_JSON,),
    "citation.cff": (_CITATION,),
}
_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0-only",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "GNU Affero General Public License v3": "AGPL-3.0-only",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.0-or-later",
    "Boost Software License 1.0 (BSL-1.0)": "BSL-1.0",
    "zlib/libpng License": "Zlib",
    "Python Software Foundation License": "PSF-2.0",
    "CC0 1.0 Universal (CC0 1.0) Public Domain Dedication": "CC0-1.0",
}
"""Trove classifiers that name one license: https://pypi.org/classifiers/. The apache one has no
version; there is no other in use. `BSD License` and `GPL` name families."""


def is_package_file(path: str) -> bool:
    """Whether the file is metadata in a format that has a field for the license."""
    return path.rsplit("/", 1)[-1].lower() in _BY_NAME


def package_statements(path: str, lines: tuple[str, ...]) -> Iterator[Spoken]:
    """Each license that the metadata of a package names, once."""
    name = path.rsplit("/", 1)[-1].lower()
    seen: set[str] = set()
    within = False
    for number, line in enumerate(lines, 1):
        for pattern in _BY_NAME[name]:
            if (found := pattern.search(line[:1_000])) is None:
                continue
            words = next(group for group in found.groups() if group is not None).strip()
            if found.lastindex == 2 and not within:
                continue  # an item of another list
            within = found.lastindex == 2 or name == "citation.cff"
            expression = package_expression(words)
            if (expression or words) not in seen:
                seen.add(expression or words)
                yield _spoken(StatementKind.PACKAGE_METADATA, words, expression, number)
        if name == "citation.cff" and re.match(r"license\s*:\s*$", line):
            within = True
        elif line[:1].isalpha() and not line.startswith("license"):
            within = False


def _spoken(kind: StatementKind, raw: str, expression: str | None, line: int) -> Spoken:
    return Spoken(
        scope=Scope.CODE,
        kind=kind,
        raw=raw[:LONGEST_RAW],
        expression=expression,
        license_class=license_class(expression) if expression else "unresolved",
        first=line,
        last=line,
    )


def package_expression(words: str) -> str | None:
    """What a field of package metadata names: a classifier, an SPDX expression, a plain name."""
    words = words.strip()
    if words in _CLASSIFIERS:
        return _CLASSIFIERS[words]
    if license_class(words) != "unresolved":
        return words
    return named(words) or read_tag(words)[0]


def read_declaration(tag: str, name: str | None) -> tuple[str | None, str]:
    """Expression and class of a license tag of the Hub with the name beside it."""
    expression, kind = read_tag(tag)
    if expression is None and kind == "unresolved" and name:
        return _by_name(name)
    if name and is_open(kind) and named(name) != expression and read_tag(name)[0] != expression:
        return None, "unresolved"  # the tag and the name beside it differ
    return expression, kind


def _by_name(name: str) -> tuple[str | None, str]:
    """What a name beside the tag `other` gives. A license that has a tag of its own, and was not
    tagged with it, is not what the publisher calls it: that stays unresolved, unless the name
    tells of limits."""
    expression, kind = read_tag(name)
    has_tag = expression is not None
    if expression is None and (expression := named(name)):
        kind = license_class(expression)
        has_tag = read_tag(expression)[0] is not None
    grants = kind in open_set("params-open").passes + open_set("params-open").presumed
    return (None, "unresolved") if has_tag and grants else (expression, kind)


def name_beside(data: dict[str, object]) -> str | None:
    """The `license_name` of a card's metadata."""
    name = data.get("license_name")
    return name if isinstance(name, str) else None


def tag_statements(
    data: dict[str, object], lines: tuple[str, ...], block: tuple[int, int]
) -> Iterator[Spoken]:
    """The license tags of a card's front matter."""
    tags = texts_of(data.get("license"))
    first, last = line_of_key(lines, block, "license")
    name = name_beside(data)
    for tag in tags:
        expression, kind = read_declaration(tag, name)
        link = data.get("license_link")
        yield Spoken(
            scope=Scope.WEIGHTS,
            kind=StatementKind.METADATA_TAG,
            raw=f"{tag} ({name})"[:LONGEST_RAW] if name else tag[:LONGEST_RAW],
            expression=expression,
            license_class=kind,
            first=first,
            last=last,
            url=link if isinstance(link, str) else None,
        )
