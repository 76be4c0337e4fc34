"""Whether a sentence gives a license in words that are all known: only plain words grant.

What takes a grant back has no end of forms (conditions, dates, circles of people, other sizes,
irony), what gives one has few. So each word beside the names of licenses, of the model and of
files must be one that plain grants are made of; a sentence with any other word grants nothing.
"""

from __future__ import annotations

import re

from audit.licenses import catalog
from audit.licenses.statements import parts_of

_LONGEST = 600
_LEAST = 2
_PHRASES = re.compile(
    r"https?://\S+|\bopen[- ]?sourced?\b|\b(?:can|may) be found\b|\bas found\b|\bas well as\b"
    r"|\b(?:and|for|including) (?:both )?(?:(?:research|academic|personal|non-?commercial|private)"
    r"(?: (?:use|usage|purposes?))?(?:, (?:and )?| and ))*commercial (?:use|usage|purposes?)\b"
    r"|\bnot use this file except in compliance with\b|\bhugging ?face\b"
    r"|\bstate[- ]of[- ]the[- ]art\b"
    r"|\byou (?:are free to|can|may) (?:freely )?use\b"
    r"|\b(?:fully )?(?:supports?|allows?|permits?) commercial (?:use|usage|purposes?)\b"
    r"|\bas (?:given|stated|described) in\b|\bat the root of\b|\bby (?:the )?team\b",
    re.IGNORECASE,
)
_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        the this these our all both we its it it's a an everything here i'm we're code codes
        codebase source repository repo project software scripts script work works model models
        weight weights checkpoint checkpoints parameter parameters series family data dataset
        datasets corpus state states optimizer llm llms vlm vlms mllm moe transformer system license
        licence licenses licensed terms version file files directory folder root details information
        text page section agreement copyright notice release releases releasing open free freely
        fully truly publicly permissive permissively available accessible distributed distribute
        published publish provided provide provides shared share offered made covered governed
        subject follow follows following adhere adheres comply complies use uses using usage
        released licensing under of in at to with and for by on as is are has have been also hereby
        which that through allows allow permits supports means see please refer check more full same
        associated github modelscope hub hf spdx identifier name type link international public
        large small new language vision multimodal foundation chat instruct instruction tuned
        instruction-tuned pretrained pre-trained trained fine-tuned finetuned bilingual multilingual
        english chinese general purpose powerful efficient lightweight text-to-image text-to-video
        image video audio speech music generation understanding reasoning coding math embedding
        dense sparse diffusion autoregressive billion million variants including training
        inference evaluation pre-training community must therefore osi-approved inc ltd
        authors additionally furthermore moreover likewise
            """,
    )
)
_IN_CHINESE = re.compile(
    r"本|该|此|我们|所有|全部|的|源代码|代码|源码|仓库|项目|完全|开源|开放|模型|权重|参数|系列|数据集|数据"
    r"|依照|依据|遵循|遵守|采用|使用|基于|按照|根据|在|以|下|发布|公开|许可证|许可|协议|授权|和|与|及|并"
    r"|均|都|则|也|是|为|对|需要|需|必须|请|参阅|参见|参考|查看|详见|见|文件|中|内|可以|可|允许|免费|用于"
    r"|(?:支持|允许)?(?:学术研究|个人使用)[和与及]?(?=[^。]*商)|支持(?=商)|商业用途|商业使用|商业|商用|即|提供|上述|整个|语言|大|多模态|基础"
)
_TOKEN = re.compile(r"[^\W\d_\u3400-\u9fff][^\W_\u3400-\u9fff]*(?:['’.+-][^\W_\u3400-\u9fff]+)*")
_FILE = re.compile(r"(?:[\w-]+[/._-])?(?:licen[cs]e|notice|copying|readme)\w*(?:[._-]\w+)*", re.I)
_SIZE = re.compile(r"v?\d[\w.]*[bmk]?|[a-z]?\d+[a-z]?|x", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_BASE = re.compile(
    r"\b(?:base|original|underlying|parent|teacher) (?:model|weights|license)s?\b", re.IGNORECASE
)
_SETS_A_DATE = re.compile(
    r"\b(?:in|by|from|on|as of|starting) (?:[a-z]{3,9}\.? )?(?:\d{1,2}, ?)?(?:19|20)\d\d\b"
    r"|(?:19|20)\d\d ?年",
    re.IGNORECASE,
)
_IS_DUE = re.compile(r"(?:需要?|必须)(?:以|采用|发布|公开|开源|开放)")
_LICENSE_WORD = re.compile(r"licen[cs]|\bterms\b|许可|协议", re.IGNORECASE)
_VARIANT = re.compile(r"(?<![\w.])(?:\d+(?:\.\d+)?[bm]|v\d+(?:\.\d+)*)(?![\w.]*\w)", re.IGNORECASE)
_EITHER = re.compile(r"§[^\w§]*(?:or|and|/)[^\w§]*§", re.IGNORECASE)
_TAKEN_BACK = re.compile(
    r"^\W*(?:however|but|except|unless|only|just kidding|or so|if only|not\b"
    r"|(?:this|that|it|which) (?:\w+ ){0,4}(?:only|not|no longer|until|unless)\b"
    r"|(?:we|they) (?:\w+ ){0,3}(?:changed|revoked|withdrew|replaced)\b|no longer|until"
    r"|但|然而|不过|仅|除|此许可|该许可)",
    re.IGNORECASE,
)


def grants_plainly(text: str, raw: str, own: frozenset[str]) -> bool:
    """Whether the part of the sentence with the name `raw` gives a license in plain words, and
    its other parts do so too or turn to another license."""
    return all(
        is_plain(part, own) or (raw not in part and bool(_LICENSE_WORD.search(part)))
        for part in parts_of(text)
    )


def is_plain(text: str, own: frozenset[str]) -> bool:
    """Whether no word is beyond those that give a license."""
    if len(text) > _LONGEST or text.rstrip().endswith(("?", "？")):
        return False
    rest = _without_licenses(text)
    if _BASE.search(rest) and not any(f"{name} base" in rest.lower() for name in own):
        return False
    if _SETS_A_DATE.search(rest) or _IS_DUE.search(rest):
        return False
    rest = _PHRASES.sub(" ", _EITHER.sub(" § ", rest))
    latin = all(_is_known(word, own) for word in _TOKEN.findall(rest))
    return latin and all(not _IN_CHINESE.sub("", words) for words in _HAN.findall(rest))


def is_taken_back(following: str) -> bool:
    """Whether the sentence behind a grant turns against it."""
    return bool(_TAKEN_BACK.match(following[:_LONGEST]))


def is_of_another_size(text: str, model: str) -> bool:
    """Whether the sentence names sizes or versions, and none of those in the model's name."""
    named = {found.lower() for found in _VARIANT.findall(_without_licenses(text))}
    own = {found.lower() for found in _VARIANT.findall(model.replace("_", "-"))}
    return bool(named and own) and named.isdisjoint(own)


def _without_licenses(text: str) -> str:
    parts, place = [], 0
    for start, end, _ in catalog.names_in(text):
        parts.append(text[place:start])
        place = max(place, end)
    return "§".join([*parts, text[place:]])


def _is_known(word: str, own: frozenset[str]) -> bool:
    lowered = word.lower().replace("’", "'").rstrip("'")
    lowered = lowered.removesuffix("'s")
    return (
        lowered in _WORDS
        or lowered in own
        or all(_is_known_part(part, own) for part in re.split(r"[-.]", lowered))
        or bool(_FILE.fullmatch(word) or _SIZE.fullmatch(word))
    )


def _is_known_part(part: str, own: frozenset[str]) -> bool:
    """Whether a part of a word with hyphens is known: the name of the model makes the words for
    its smaller kin no names of it."""
    return (
        part in _WORDS
        or len(part) < _LEAST
        or any(name in part for name in own)
        or bool(_SIZE.fullmatch(part))
    )
