"""License texts and their further wordings, read from a scancode-toolkit wheel or folder.

The texts are Copyright nexB Inc. and contributors, CC-BY-4.0; figures are taken of them and none
is stored. Which keys count, and under which id, stands in `criteria/licenses/scancode-keys.yaml`.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml
from msgspec import Struct

from audit.data import data_dir
from audit.licenses.index import SHORTEST
from audit.licenses.normalize import read

TEXTS = "licensedcode/data/licenses/"
RULES = "licensedcode/data/rules/"
ENTRY = re.compile(r"---\r?\n(.*?)\n---\r?\n?(.*)\Z", re.DOTALL)
VERSION = re.compile(r"scancode_toolkit-([0-9.]+)\.dist-info/METADATA\Z")
OTHER_NAMES = ("key", "short_name", "name", "spdx_license_key")
DECISIVE = re.compile(
    r"not|nor?|never|only|except|unless|must|shall|may|should|cannot|without|non\w*|commercial\w*"
    r"|research|academic|military|prohibit\w*|restrict\w*|permi\w+|grant\w*|revoc\w*|irrevoc\w*"
    r"|terminat\w*|royalt\w*|fees?|pay\w*|free|sublicens\w*|modif\w*|derivative\w*|distribut\w*"
    r"|redistribut\w*|sell|patents?|licens\w*|agree\w*|condition\w*|purpose\w*|use\w*|cop(?:y|ies)"
    r"|warrant\w*|liab\w*|\d[\d.]*"
)
"""Words that may change what a text allows: a wording that differs in one is left out."""
CLOSE = 0.15
"""Share of the words by which a further wording may differ from the main one."""


class Text(Struct, frozen=True, kw_only=True):
    """One wording of a license as it goes into the index."""

    id: str
    title: frozenset[int]
    words: list[str]
    is_main: bool = True
    """Whether other texts are compared with it; else it is known whole only."""


class Review(Struct, frozen=True, kw_only=True):
    """The reviewed choices in `criteria/licenses/scancode-keys.yaml`."""

    ids: dict[str, str]
    starts: dict[str, list[str]]
    ends: dict[str, list[str]]
    titles: dict[str, str]
    neutral: dict[str, str]


def load_review() -> Review:
    """The mapping of keys and the allowed cuts."""
    path = data_dir("criteria") / "licenses" / "scancode-keys.yaml"
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    review = Review(
        ids=data["ids"], starts={}, ends={}, titles=data["titles"], neutral=data["neutral"]
    )
    for cut in data["cuts"]:
        for key in cut["keys"]:
            review.starts.setdefault(key, []).extend(cut.get("starts", ()))
            review.ends.setdefault(key, []).extend(cut.get("ends", ()))
    return review


def read_source(source: Path) -> tuple[str, dict[str, str]]:
    """The version of scancode-toolkit and its license and rule entries by path.

    Raises OSError where the source cannot be read and ValueError where it has no licenses.
    """
    files = dict(_wheel_files(source) if source.is_file() else _folder_files(source))
    if not any(name.startswith(TEXTS) for name in files):
        raise ValueError(f"no license entries below {source.name}")
    return _version(source), files


def _wheel_files(source: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(source) as wheel:
        for name in sorted(wheel.namelist()):
            if name.startswith((TEXTS, RULES)) and name.endswith((".LICENSE", ".RULE")):
                yield name, wheel.read(name).decode()


def _folder_files(source: Path) -> Iterator[tuple[str, str]]:
    for pattern in (f"{TEXTS}*.LICENSE", f"{RULES}*.RULE"):
        for path in sorted(source.glob(pattern)):
            yield path.relative_to(source).as_posix(), path.read_text(encoding="utf-8")


def _version(source: Path) -> str:
    if source.is_file():
        with zipfile.ZipFile(source) as wheel:
            names = wheel.namelist()
    else:
        names = [f"{path.name}/METADATA" for path in source.glob("*.dist-info")]
    found = [match[1] for name in names if (match := VERSION.search(name))]
    return found[0] if found else "of unknown version"


def collect(files: dict[str, str], review: Review) -> list[Text]:
    """The texts that are indexed, in the order in which ties are decided."""
    mains: dict[str, list[Text]] = {}
    for name, entry in sorted(files.items()):
        if name.startswith(TEXTS):
            for key, text in _texts(entry, review):
                mains.setdefault(key, []).append(text)
    further = [
        text
        for name, entry in sorted(files.items())
        if name.startswith(RULES)
        for text in _further(entry, mains)
    ]
    return [*(text for texts in mains.values() for text in texts), *further]


def main_texts(files: dict[str, str]) -> list[tuple[str, str]]:
    """Id and text of every license that is indexed, by key."""
    review = load_review()
    found = []
    for name, entry in sorted(files.items()):
        fields, body = _fields(entry) if name.startswith(TEXTS) else ({}, "")
        if fields and (spdx := _license_id(fields, review)):
            found.append((spdx, body))
    return found


def _fields(entry: str) -> tuple[dict[str, Any], str]:
    match = ENTRY.match(entry)
    if match is None:
        return {}, ""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(match[1], Loader=loader) or {}, match[2]  # noqa: S506 - a safe loader


def _texts(entry: str, review: Review) -> Iterator[tuple[str, Text]]:
    """The whole text of an entry and every allowed cut of it; nothing where it stays out."""
    fields, body = _fields(entry)
    spdx = _license_id(fields, review) if fields else None
    if spdx is None:
        return
    key = fields["key"]
    title = title_of(
        [*(str(fields.get(name, "")) for name in OTHER_NAMES), spdx, review.titles.get(key, "")]
    )
    words = read(body).words
    wordings = _wordings(words, review.starts.get(key, []), review.ends.get(key, []))
    for number, cut in enumerate(wordings):
        yield key, Text(id=spdx, title=title, words=cut, is_main=number == 0)
    if phrase := review.neutral.get(key):
        place = places_of(words, phrase)[0]
        yield f"{key} tail", Text(id="", title=frozenset(), words=words[place:], is_main=False)


def title_of(names: list[str]) -> frozenset[int]:
    """The words that a title made of these names may hold."""
    return frozenset(crc32(word.encode()) for word in read("\n".join(names)).words)


def _license_id(fields: dict[str, Any], review: Review) -> str | None:
    """The id under which an entry is indexed; None where it stays out."""
    if any(fields.get(f"is_{flag}") for flag in ("deprecated", "exception", "generic", "unknown")):
        return None
    spdx = fields.get("spdx_license_key") or ""
    if spdx.startswith("LicenseRef-"):
        return review.ids.get(fields["key"])
    return review.ids.get(fields["key"], spdx) or None


def _wordings(words: list[str], starts: list[str], ends: list[str]) -> Iterator[list[str]]:
    """The whole wording and every allowed cut of it."""
    firsts = [0] + [places[0] for phrase in starts if (places := places_of(words, phrase))]
    lasts = [len(words)] + [places[-1] for phrase in ends if (places := places_of(words, phrase))]
    for first in firsts:
        for last in lasts:
            if last - first >= SHORTEST:
                yield words[first:last]


def places_of(words: list[str], phrase: str) -> list[int]:
    """Where the words of a phrase stand in a row."""
    wanted = phrase.split()
    return [n for n in range(len(words)) if words[n : n + len(wanted)] == wanted]


def _further(entry: str, mains: dict[str, list[Text]]) -> Iterator[Text]:
    """A rule that holds a whole text, where it says no more and no less than a main wording."""
    fields, body = _fields(entry)
    known = mains.get(str(fields.get("license_expression")), [])
    if not known or not fields.get("is_license_text") or fields.get("is_deprecated"):
        return
    words = read(body).words
    if len(words) >= SHORTEST and any(says_the_same(words, main.words) for main in known):
        yield Text(id=known[0].id, title=known[0].title, words=words, is_main=False)


def says_the_same(words: list[str], main: list[str]) -> bool:
    """Whether two wordings differ in few words, and in none that decides."""
    ours, theirs = Counter(words), Counter(main)
    changed = (ours - theirs) + (theirs - ours)
    return changed.total() <= CLOSE * len(main) and not any(map(DECISIVE.fullmatch, changed))
