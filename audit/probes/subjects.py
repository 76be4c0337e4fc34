"""Sentences of which a model is the subject, and the name from which they say that it comes."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

_SHORTEST = 3
_LONGEST_SENTENCE = 1_000
COMMON = frozenset(
    ("base", "chat", "code", "deep", "instruct", "language", "large", "mini", "model", "models",
     "multi", "new", "open", "small", "stable", "super", "the", "tiny", "ultra", "vision")
)  # fmt: skip
"""Words that begin names of models and are the name of none."""
_COPULA = r"\s+(?:is|are|was|were|(?:has|have) been)\b"
_MODEL_WORD = r"(?:\s+(?:models?|weights|checkpoints?))?(?:\s*\([^()]{0,60}\))?"
_AT_HOME = r"(?:this|the|our)\s+(?:model|checkpoint|adapter|repo(?:sitory)?)"
_LEAD = re.compile(
    r"\b(?:(?:fine-?tun\w{1,4}|instruction-?tuned|initiali[sz]ed|warm-?started|distilled|merged"
    r"|quanti[sz]ed|adapted|derived|starts?|started|trained|pre-?trained"
    r"|(?:continue[ds]?|continually|further) (?:pre-?)?train\w{0,4})"
    r"(?: (?:version|variant|copy|model|adapter|checkpoint))? (?:from|of|on top of)"
    r"|(?:trained )?(?:based|built) (?:up)?on(?: top of)?|on top of"
    r"|(?:version|variant) of|by fine-?tuning) ",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:(?:the|a|an|our|its|original|official|pre-?trained|base|foundation|language|model|weights"
    r"|checkpoint|of|\d+(?:\.\d+)?[BbMm](?:-parameter)?|(?:[A-Z]\w* ){0,2}[A-Z]\w*['’]s) ){0,6}"
)
NAME = r"[A-Za-z][A-Za-z0-9_+-]*(?:[./][A-Za-z0-9_+-]+)*(?: v?\d+(?:\.\d+)*[A-Za-z]{0,2}\b)?"
"""A name of ASCII letters, for Chinese words follow it without a blank; with its version."""
MARKS = r"[\[`*\"'“]{0,4}"
_NAME = rf"{MARKS}(?P<name>{NAME})"
_AFTER_LEAD = re.compile(rf"{_FILLER}{_NAME}")
_AFTER_NAME = re.compile(
    r"['’]?s?[\s-]*(?:(?!(?:on|with|using|and|by|in|for|from|to|as|that|which|but|or)\b)"
    r"[\w()+-]{1,40}[\])]{0,2}[ -]){0,5}?(?:architectures?|frameworks?|code(?:base)?"
    r"|librar\w+|methods?|techniques?|algorithms?|data(?:sets?)?|corpus|papers?|tokenizers?|toolkits?|pipelines?"
    r"|configs?|approach|ideas?|style|objective|tasks?|benchmarks?)\b"
    r"|\s*(?:的)?(?:架构|框架|技术|代码|方法|算法|数据|论文|结构)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|without|rather than|instead of|unlike|you|your|can be|could be|may be"
    r"|will be|to be|which|code|compar\w+|evaluat\w+)\b|n't\b",
    re.IGNORECASE,
)
_THANKED = re.compile(r"\b(?:thanks?|grateful|inspired|unlike)\b|感谢", re.IGNORECASE)
_FARTHEST = 140
"""Characters between the subject's verb and the words that lead to the name."""
_MADE = (
    r"(?:模型|基座|底座|大模型|权重)?\s*(?:上|之上)?\s*(?:，)?(?:[^，。；]{0,12}?)"
    r"(?:微调|调优|精调|训练|蒸馏|量化|初始化|优化|构建|扩充|对齐|得到|为基座|为底座|为基础)"
)
_ZH = re.compile(rf"(?:基于|以|在|由|从)\s*{_NAME}[\]`*]{{0,4}}\s*{_MADE}")
_LIST = re.compile(
    r"(?:\b(?:based|built) (?:up)?on |\bfine-?tuned from |\binitiali[sz]ed from |基于\s*)"
    rf"{_NAME}[^:：。]{{0,160}}[:：]"
)


STEMS = (
    "tun", "initiali", "warm", "distill", "merged", "quanti", "adapted", "derived", "start",
    "train", "based", "built", "top of", "version of", "variant of", "基于", "以", "在", "由", "从",
)  # fmt: skip
"""Parts of words without which no sentence leads to a name; looked for first, as that is quick."""


_VERSION = re.compile(r"(?<![a-z0-9.])(?:v\d+(?:\.\d+)*|\d+\.\d+(?![\d.]*[bm]))")
_LIST_LEADS = ("based", "built", "tuned from", "initiali", "基于")


class Names(Struct, frozen=True, kw_only=True):
    """How texts may call a model."""

    whole: re.Pattern[str]
    """Its full name."""
    subject: re.Pattern[str] | None
    """Its name or its family's as the subject of a sentence."""
    chinese: re.Pattern[str] | None
    calls: tuple[str, ...]
    """Words of which a text that calls it has one, in lower case."""
    words: frozenset[str]
    """The words and numbers of its name."""
    versions: tuple[str, ...]
    """Those of them that tell a version."""


class Said(Struct, frozen=True, kw_only=True):
    """The name that a sentence gives, and the words that lead to it."""

    name: str
    words: str


@cache
def names_of(own: str, *, at_home: bool) -> Names:
    """The ways to call the model with this id; `at_home` in the card that is about it alone."""
    name = own.rpartition("/")[2]
    words = frozenset(_words(name))
    family = re.match(r"[A-Za-z]+", name)
    known = family is not None and len(family[0]) >= _SHORTEST
    ways = [_loosely(name)]
    if family is not None and known and family[0].lower() not in COMMON:
        ways.append(rf"{family[0]}(?:[-_ ]?[\w.-]{{0,60}}\w)?")
    home = rf"|{_AT_HOME}" if at_home else ""
    called = "|".join(ways)
    return Names(
        whole=re.compile(rf"(?<![\w.-]){_loosely(name)}(?![\w.-]*\w)", re.IGNORECASE),
        subject=re.compile(
            rf"(?<![\w./-])(?P<called>{called}{home}){_MODEL_WORD}{_COPULA}", re.IGNORECASE
        ),
        chinese=re.compile(
            rf"(?<![\w./-])(?P<called>{called}{'|本模型|该模型|我们的模型' if at_home else ''})"
            r"\s*(?:模型)?\s*(?:是|系|由|，|,)?\s*(?:一个|我们)?\s*(?=基于|以|在|由|从)",
            re.IGNORECASE,
        ),
        calls=(_first_word(name), *(("model", "checkpoint", "adapter", "repo", "模型") * at_home)),
        words=words,
        versions=tuple(_VERSION.findall(name.lower())),
    )


def _first_word(name: str) -> str:
    """What every way of writing the name begins with."""
    letters = re.match(r"[a-z]+", name.lower())
    return letters[0] if letters else re.split(r"[-_. ]+", name.lower().strip("-_. "))[0]


def _loosely(name: str) -> str:
    """The name with any of the signs that separate its parts."""
    return r"[-_. ]?".join(re.escape(part) for part in re.split(r"[-_. ]+", name) if part)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+\d*|v?\d+[a-z]*", text.lower())


def what_is_said_of(names: Names, sentence: str) -> Said | None:
    """The model from which a sentence says that its subject, the model, comes."""
    text = sentence[:_LONGEST_SENTENCE]
    lowered = text.lower()
    if not any(stem in lowered for stem in STEMS) or not any(w in lowered for w in names.calls):
        return None
    if _THANKED.search(text):
        return None
    for pattern, reading in ((names.subject, _in_english), (names.chinese, _in_chinese)):
        for found in pattern.finditer(text) if pattern is not None else ():
            if _is_it(names, found["called"]) and (said := reading(text, found.end())):
                return said
    return None


def _is_it(names: Names, called: str) -> bool:
    """Whether a way of calling adds no word that is not in the model's own name, and names its
    version if it names more than the family."""
    words = _words(called)
    lowered = called.lower()
    by_name = lowered.startswith(names.calls[0]) and len(words) > 1
    if by_name and any(version not in lowered for version in names.versions):
        return False
    own = names.words | {"this", "the", "our", "model", "checkpoint", "adapter", "repo"}
    return set(words) <= own | {"repository"} or not words


def _in_english(text: str, start: int) -> Said | None:
    lead = _LEAD.search(text, start, start + _FARTHEST + 60)
    if lead is None or lead.start() - start > _FARTHEST:
        return None
    found = _AFTER_LEAD.match(text, lead.end())
    between = text[start : lead.start()]
    if found is None or _DENIED.search(between) or not _is_a_name(found["name"]):
        return None
    if _AFTER_NAME.match(text, found.end()):
        return None
    return Said(name=found["name"], words=f"{between} {lead[0]}")


def _in_chinese(text: str, start: int) -> Said | None:
    found = _ZH.match(text, start)
    if found is None or not _is_a_name(found["name"]):
        return None
    if _AFTER_NAME.match(text, found.end("name")):
        return None
    return Said(name=found["name"], words=found[0])


def stands_behind_a_list(names: Names, line: str) -> Said | None:
    """The base that a line names before a colon and a list in which the model stands."""
    lowered = line.lower()
    if names.calls[0] not in lowered or not any(lead in lowered for lead in _LIST_LEADS):
        return None
    for found in _LIST.finditer(line):
        if _is_a_name(found["name"]) and names.whole.search(line, found.end()):
            return Said(name=found["name"], words=found[0])
    return None


def _is_a_name(name: str) -> bool:
    """Whether a word has the form of a name: a capital inside it, a number, or an owner."""
    return bool(re.search(r"[A-Z0-9/]", name)) and len(name) >= _SHORTEST
