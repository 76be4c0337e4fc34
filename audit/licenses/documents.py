"""All that one file states of licenses, by the kind of file it is.

Markdown and other prose: front matter, sentences, badges and links. Package metadata: the
fields of each format. Source files: the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from audit.licenses.declared import is_package_file, package_statements, tag_statements
from audit.licenses.headers import header_statements
from audit.licenses.linked import linked_statements
from audit.licenses.statements import Spoken, spoken_in
from audit.model import Scope, StatementKind
from audit.text.front_matter import read_front_matter
from audit.text.markdown import links
from audit.text.paragraphs import sentences

_CUES = (
    "licen", "terms", "cc-by", "cc by", "cc0", "apache", "creative commons", "rail", "commercial",
    "research purposes", "research only", "agreement", "spdx", "public domain", "许可", "协议",
    "授权", "商用", "研究", "商业",
)  # fmt: skip
"""Words of which one stands near every statement on terms."""
_PARAGRAPH = 6
_LONGEST_NOTICE = 60
LONGEST = 1_000_000
"""Characters of a file that are read."""
_PROSE = re.compile(
    r"(?:^|/)(?:readme|model_?card|datasheet|data_?card|licen[cs]e|copying|notice|model_license)[^/]*$"
    r"|\.(?:md|markdown|mdx|rst|txt|html?)$|(?:^|/)[^/.]+$|^-$",
    re.IGNORECASE,
)
_PAGE = re.compile(r"readme|\.(?:md|markdown|mdx|rst|html?)$", re.IGNORECASE)
_DATA_PAGE = re.compile(r"(?:^|/)data(?:set|sheet|[-_.]card)?s?[^/]*\.md$", re.IGNORECASE)


def statements_in(text: str, path: str) -> tuple[Spoken, ...]:
    """Every statement, in the order of the lines."""
    lines = tuple(text[:LONGEST].splitlines())
    if is_package_file(path):
        return tuple(package_statements(path, lines))
    if not _PROSE.search(path):
        return tuple(header_statements(lines))
    default = Scope.DATA if _DATA_PAGE.search(path) else Scope.CODE
    heads = () if _PAGE.search(path) else header_statements(lines)
    return tuple(_each_once([*heads, *_in_prose(lines, default)]))


def _in_prose(lines: tuple[str, ...], default: Scope) -> Iterator[Spoken]:
    block = read_front_matter(lines)
    skip = 0
    if block is not None:
        skip = block.lines[1]
        default = Scope.WEIGHTS if default is Scope.CODE else default
        for said in tag_statements(block.data, lines, block.lines):
            yield replace(said, scope=default)
    kept, numbers = of_terms(lines, skip)
    said_in = tuple(sentences(kept))
    linked = links(kept)
    found = [*spoken_in(said_in, linked, default)]
    found += linked_statements(said_in, linked, default)
    found += _quoted_notices(kept)
    for said in _each_once(found):
        yield replace(said, first=numbers[said.first - 1], last=numbers[said.last - 1])


def _each_once(found: list[Spoken]) -> Iterator[Spoken]:
    """The statements by line; a link that says what the words beside it say is dropped."""
    seen: set[tuple[str, str | None, int]] = set()
    for said in sorted(found, key=lambda one: one.first):
        key = (said.scope, said.expression or said.raw, said.first)
        if key not in seen:
            seen.add(key)
            yield said


def of_terms(lines: tuple[str, ...], skip: int = 0) -> tuple[tuple[str, ...], list[int]]:
    """The lines that stand near a word on terms, behind the first `skip`, and their numbers; an
    empty line stands for all that was left out between two of them. Fences stay."""
    lowered = "\n".join(lines).lower()
    near = set(_lines_with(lowered, _CUES))
    kept = {other for number in near for other in _around(lines, number)}
    kept.update(_lines_with(lowered, ("```", "~~~")))
    chosen: list[str] = []
    numbers: list[int] = []
    for number in sorted(number for number in kept if number >= skip):
        if numbers and numbers[-1] != number:
            chosen.append("")
            numbers.append(number)
        chosen.append(lines[number])
        numbers.append(number + 1)
    return tuple(chosen), numbers


def _lines_with(lowered: str, cues: tuple[str, ...]) -> Iterator[int]:
    """The numbers, from 0, of the lines that have one of the cues."""
    number = last = 0
    for place in sorted({place for cue in cues for place in _places(lowered, cue)}):
        number += lowered.count("\n", last, place)
        last = place
        yield number


def _places(lowered: str, cue: str) -> Iterator[int]:
    """Where a cue stands for the first time in each line that has it."""
    place = lowered.find(cue)
    while place >= 0:
        yield place
        end = lowered.find("\n", place)
        place = lowered.find(cue, end) if end >= 0 else -1


def _around(lines: tuple[str, ...], number: int) -> Iterator[int]:
    """The line and those of its paragraph beside it; of a row of badges the line alone."""
    yield number
    if lines[number].lstrip().startswith(("<", "[!", "|")):
        return
    for step in (-1, 1):
        for distance in range(1, _PARAGRAPH):
            other = number + step * distance
            if not 0 <= other < len(lines) or not lines[other].strip():
                break
            yield other


def _quoted_notices(kept: tuple[str, ...]) -> Iterator[Spoken]:
    """License notices that stand in a code block, as below a heading `License`."""
    fence = None
    for number, line in enumerate(kept):
        if not line.lstrip().startswith(("```", "~~~")):
            continue
        notice: tuple[str, ...] = kept[fence + 1 : number] if fence is not None else ()
        if len(notice) < _LONGEST_NOTICE and any("icense" in row for row in notice):
            for said in header_statements(notice):
                yield replace(
                    said,
                    kind=StatementKind.PROSE,
                    first=said.first + number - len(notice),
                    last=said.last + number - len(notice),
                )
        fence = None if fence is not None else number
