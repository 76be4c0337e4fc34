"""Which models wrote, answered or labelled the training data, as the publisher says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.licenses.catalog import base_model
from audit.model import Upstream
from audit.probes.pages import ReadPage, Subject
from audit.probes.relations import is_a_service, is_no_model
from audit.probes.starting_points import PROSE, edge, is_self
from audit.probes.subjects import MARKS, NAME
from audit.text.any_case import AnyCase

_LONGEST = 1_000
_NAME = rf"{MARKS}(?P<name>{NAME})[`*\"”]{{0,4}}"
_BEFORE = (
    r"(?:(?:prompting|letting|querying|asking|the|outputs? of|openai['’]?s?|anthropic['’]s?"
    r"|google['’]s?|api of) ){0,3}"
)
_MADE_BY = re.compile(
    r"\b(?:generated|created|produced|synthesi[sz]ed|written|answered|distilled|labell?ed|annotated"
    r"|rewritten|rephrased|translated|collected)(?: \w+){0,2}? (?:by|with|using|from|via|through) "
    rf"{_BEFORE}{_NAME}",
    re.IGNORECASE,
)
_USED_TO = re.compile(
    rf"\b(?:used?|using|prompt(?:ed|ing)?|quer(?:y|ied|ying)|ask(?:ed|ing)?) {_BEFORE}{_NAME}"
    r"(?: \w+){0,2}? to (?:generate|create|produce|synthesi[sz]e|write|answer|label|annotate)\b",
    re.IGNORECASE,
)
_BY_NAME = re.compile(
    r"(?<![\w./-])(?P<name>[A-Za-z][\w.]*(?:-[\w.]+?){0,4})[- ]"
    r"(?:generated|synthesi[sz]ed|distilled|annotated|labell?ed)\b",
    re.IGNORECASE,
)
_ZH = re.compile(
    rf"(?:由|使用|利用|通过|用|调用|借助|基于)\s*{_NAME}\s*(?:的)?(?:模型|API|接口)?\s*"
    r"(?:自动|来|进行|所)?(?:生成|合成|标注|蒸馏|构造|产生|改写|翻译)"
    rf"|从\s*{MARKS}(?P<source>{NAME})\s*(?:模型)?(?:中)?蒸馏"
)
_FORMS = (_MADE_BY, _USED_TO, _BY_NAME, _ZH)
_ON_DATA = AnyCase(
    r"\bdata(?:sets?)?\b|instruction|dialog|conversation|\boutputs?\b|answer|response|caption"
    r"|question|\bsamples?\b|preference|synthetic|rationale|demonstration|\bpairs\b"
    r"|数据|指令|对话|回答|样本|语料|问题|描述",
)
_APART = AnyCase(
    r"\beval|benchmark|\bjudge|\bscor(?:e|ing)|leaderboard|image is generated|win[- ]rate"
    r"|\brated\b|compar|reward|\btest set|\bnot (?:generated|created|written)|\bno \w+ data"
    r"|unlike|instead of|rather than|\bwithout\b|\byou can\b|\byour\b"
    r"|评测|评估|测试|不是|并非|未使用",
)
_OTHER_SECTION = re.compile(
    r"eval|benchmark|result|leaderboard|citation|acknowledg|credit|related|compar|\bnews\b|licen"
    r"|评测|测试|致谢|引用",
    re.IGNORECASE,
)
_STEMS = (
    "generat", "creat", "produc", "synthesi", "writ", "answer", "distill", "label", "annotat",
    "rephras", "translat", "collected", "生成", "合成", "标注", "蒸馏", "构造", "产生",
    "改写", "翻译",
)  # fmt: skip
"""Parts of words without which no form fits; looked for first, for that is quick."""
_FORM = re.compile(r"[A-Z][A-Za-z]*(?:[ -]?v?\d[\w.]*)(?:-[\w.]+)*|[\w-]+/[\w.-]*\d[\w.-]*")
"""A family and a number, or an id with one."""


def data_generators(child: Subject, page: ReadPage) -> Iterator[Upstream]:
    """The models that sentences of a page on training data name as its makers."""
    for sentence in page.sentences:
        text = sentence.text[:_LONGEST]
        lowered = text.lower()
        if not any(stem in lowered for stem in _STEMS):
            continue
        if not _ON_DATA.search(text) or _APART.search(text):
            continue
        names = tuple(dict.fromkeys(_makers(text)))
        if not names or _OTHER_SECTION.search(page.title_over(sentence.first)):
            continue
        for name in names:
            if not is_self(child, name):
                where = page.cite(sentence.first, sentence.last)
                yield edge(child, name, "data-generator", PROSE, where)


def _makers(text: str) -> Iterator[str]:
    for form in _FORMS:
        for found in form.finditer(text):
            name = (found["name"] or found.groupdict().get("source") or "").strip(".-")
            if name and not is_no_model(name) and _is_a_model(name):
                yield name


def _is_a_model(name: str) -> bool:
    """Whether a name is that of a known model or service, or has the form of a model's name."""
    if is_a_service(name) or base_model(name):
        return True
    return _FORM.fullmatch(name) is not None
