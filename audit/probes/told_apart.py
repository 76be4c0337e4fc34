"""Papers and pages, cut down to what they say of this model.

A paper speaks of several models and of others' work, and a page may be about something else. One
counts only where its title names this model's family, and the version if there is one; of it, only
sentences in the publisher's voice or with the model's name, outside sections on others' work, that
name no other variant; and tables that have the model in them. All else is as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from audit.model import Role
from audit.probes.read_page import ReadPage
from audit.probes.subjects import COMMON
from audit.text.visible import visible

_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s+(?P<title>.*)")
_NOT_OURS = re.compile(
    r"related|background|prior|previous|preliminar|acknowledg|references|bibliograph|baseline"
    r"|compar|author|contribution|future|survey|致谢|参考文献|相关(?:工作|研究)|背景|基线|对比",
    re.IGNORECASE,
)
"""Headings of what others made, or of what is still to come."""
_OTHERS = re.compile(
    r"\b(?:their|theirs|they|unlike|et al|inspired|thank|prior|previous(?:ly)?|baselines?"
    r"|in contrast|whereas|competitors?)\b|\bcompar|\bsimilar(?:ly)? to\b"
    r"|\bother (?:models?|works?|llms?|datasets?|projects?)\b|\bexisting \w"
    r"|他们|其他模型|与[^。]{0,20}相比|此前|以往",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(
    r"\b(?:we|our|ours|us)\b|\bthis (?:model|report|paper|work|release)\b|我们|本文|本模型|该模型"
    r"|本报告",
    re.IGNORECASE,
)
_ON_A_PAGE = re.compile(
    r"\bthe (?:model|weights|checkpoints?|training data|data ?set|data|code)\b|模型|权重|训练数据",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|never|cannot)\b[^.]{0,30}\b(?:releas|public|shar|disclos|availabl|open)"
    r"|\b(?:up)?on request\b|\bproprietary\b|\bconfidential\b|\bresearch (?:use|purposes) only\b"
    r"|\bnon-?commercial\b|(?:不|未|非)[^。]{0,6}(?:公开|开源|开放|商)|申请",
    re.IGNORECASE,
)
"""Words that keep something back: they count without a word on whose it is."""
_TRAINED = re.compile(
    r"(?P<name>\b[A-Z][\w.-]{1,60}) (?:(?:model|data ?set|corpus|project) )?"
    r"(?:was|were|is|are|has|have|uses|used|will|does|did)\b"
)
_NOBODY = re.compile(
    r"(?:We|Our|The|This|These|It|All|Both|Data|Training|Weights|Code|Model|Models|Each|There|Which"
    r"|That|Everything|Nothing|None|Pretraining|Pre-training|Fine-tuning|Tokens|Samples)"
)
_SIZE = re.compile(
    r"(?<![\w.])(\d+(?:\.\d+)?[bm])(?!\w)"
    r"(?!\s?(?:[a-z-]{1,20}\s){0,3}(?:tokens?|words?|images?|pairs|samples|examples|documents|hours"
    r"|videos?|instructions|conversations|pages|lines|sentences|steps|subset|records))",
    re.IGNORECASE,
)
"""A size by which a variant goes; an amount of data has another word behind it."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z\[\"“(*])|(?<=[。！？])")
_ITEM = re.compile(r"\s{0,12}(?:[-*+]|\d{1,3}[.)])\s")
_LONGEST = 20_000
_SHORTEST = 3
_DEEPEST = 7
"""One more than the lowest heading."""


class Family(Struct, frozen=True, kw_only=True):
    """How a model's family is called in texts, and what tells this variant from others."""

    mention: re.Pattern[str]
    """The family's name, with what is joined to it."""
    version: str
    words: frozenset[str]
    sizes: frozenset[str]

    def named_in(self, text: str) -> bool | None:
        """Whether a text names this model or its whole family; False where it names a variant of
        another version or kind, None where it names none."""
        found = [self._is_this(mention[0]) for mention in self.mention.finditer(text)]
        return all(found) if found else None

    def is_of_other_size(self, text: str) -> bool:
        """Whether a text gives sizes, and none of them is this model's."""
        sizes = {size.lower() for size in _SIZE.findall(text)}
        return bool(sizes and self.sizes) and sizes.isdisjoint(self.sizes)

    def _is_this(self, mention: str) -> bool:
        words = set(re.findall(r"[a-z]{2,}", _SIZE.sub(" ", mention).lower()))
        version = _version_of(mention)
        return version in ("", self.version) and words <= self.words | _ORDINARY


_ORDINARY = frozenset(("model", "models", "family", "series", "suite", "base", "pre", "the"))


def family_of(model: str) -> Family | None:
    """The family of a model by its id; None where its name begins with no name."""
    name = model.rpartition("/")[2]
    letters = re.match(r"[A-Za-z]+", name)
    if letters is None or len(letters[0]) < _SHORTEST or letters[0].lower() in COMMON:
        return None
    joined = r"(?:[-_. ]?v?\d+(?:\.\d+){0,3}(?![\w.]*[bBmM]\b))?(?:[-_][A-Za-z0-9.]{1,20}){0,6}"
    return Family(
        mention=re.compile(rf"(?<![\w./-]){letters[0]}{joined}(?!\w)", re.IGNORECASE),
        version=_version_of(name),
        words=frozenset(re.findall(r"[a-z]{2,}", name.lower())),
        sizes=frozenset(size.lower() for size in _SIZE.findall(name.replace("_", "-"))),
    )


def _version_of(name: str) -> str:
    """The number right behind the letters that a name begins with, unless it is a size."""
    found = re.match(r"[A-Za-z]+[-_. ]?v?(\d+(?:\.\d+){0,3})(?![\w.]*[bBmM](?!\w))", name)
    return found[1] if found else ""


def is_about(page: ReadPage, family: Family) -> bool:
    """Whether the first heading of a text names this model's family, in this version."""
    title = next((m["title"] for line in page.lines[:200] if (m := _HEADING.match(line))), "")
    mentions = [mention[0] for mention in family.mention.finditer(title[:1_000])]
    return any(_version_of(mention) == family.version for mention in mentions)


class ToldPage(ReadPage):
    """A text of a paper or page in which only what it says of one model is seen."""

    def of(self, family: Family) -> ToldPage:
        """The same, for this family."""
        self._family = family
        return self

    @cached_property
    def seen(self) -> tuple[str, ...]:
        """The lines with what they say of the model; all else is blank."""
        lines = list(visible(self.lines, 0))
        kept = list(self._kept(lines))
        return tuple(_without_empty_headings(kept))

    def _kept(self, lines: list[str]) -> Iterator[str]:
        trail: list[tuple[int, bool]] = []
        tables = set(self._tables(lines))
        introduced = False
        for number, line in enumerate(lines):
            if found := _HEADING.match(line):
                trail = [step for step in trail if step[0] < len(found["marks"])]
                others = _NOT_OURS.search(found["title"][:_LONGEST]) is not None
                trail.append((len(found["marks"]), others))
                introduced = False
                yield line
            elif not line.strip() or any(others for _, others in trail):
                yield ""
            elif line.lstrip().startswith("|"):
                yield line if number in tables else ""
            elif _ITEM.match(line) and introduced:
                yield line if self._may_stand(line) else ""
            else:
                told = self._sentences(line)
                introduced = told.rstrip().endswith((":", "："))
                yield told

    def _tables(self, lines: list[str]) -> Iterator[int]:
        """The lines of tables in which the model has a row or a column."""
        block: list[int] = []
        for number, line in enumerate([*lines, ""]):
            if line.lstrip().startswith("|"):
                block.append(number)
                continue
            cells = [cell for n in block for cell in lines[n][:_LONGEST].split("|")]
            if any(self._family.named_in(cell) and self._may_stand(cell) for cell in cells):
                yield from block
            block = []

    def _sentences(self, line: str) -> str:
        return " ".join(s for s in _SENTENCES.split(line[:_LONGEST]) if self._is_told(s))

    def _is_told(self, sentence: str) -> bool:
        """Whether a sentence speaks of this model, in the voice of those who made it."""
        named = self._family.named_in(sentence)
        voice = bool(named) or _OWN_VOICE.search(sentence)
        if self.artifact.role is Role.PAGE or _DENIES.search(sentence):
            voice = voice or _ON_A_PAGE.search(sentence)
        return bool(voice) and self._may_stand(sentence)

    def _may_stand(self, text: str) -> bool:
        """Whether a text names no other variant, nobody else's model, and nobody else's work."""
        if self._family.named_in(text) is False or self._family.is_of_other_size(text):
            return False
        subjects = (found["name"] for found in _TRAINED.finditer(text[:_LONGEST]))
        foreign = (s for s in subjects if not (_NOBODY.fullmatch(s) or self._family.named_in(s)))
        return not _OTHERS.search(text) and not any(foreign)


def _without_empty_headings(lines: list[str]) -> list[str]:
    """The lines without headings below which nothing is left."""
    kept, holds = list(lines), 0
    """`holds`: what was seen below stands under headings of a lower level than this."""
    for number in range(len(lines) - 1, -1, -1):
        found = _HEADING.match(lines[number])
        if found is None:
            holds = _DEEPEST if lines[number].strip() else holds
        elif len(found["marks"]) < holds:
            holds = len(found["marks"])
        else:
            kept[number] = ""
    return kept
