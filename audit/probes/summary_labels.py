"""The headings and questions of the AI Office's template for a summary of training content.

Publishers number them in their own way, so each is told by its words, at the beginning of a line.
https://digital-strategy.ec.europa.eu/en/library/explanatory-notice-and-template-public-summary-training-content-general-purpose-ai-models
"""

from __future__ import annotations

import re

_SECTIONS = (
    ("provider", 1, (
        r"(?:provider|(?:model )?developer) identification",
        r"提供者(?:信息|身份|标识)",
    )),
    ("model", 1, (
        r"model identification",
        r"模型(?:标识|识别|信息)",
    )),
    ("overall", 1, (
        r"(?:modalities, )?overall training data size\b.{0,40}",
        r"模态.{0,12}(?:规模|特征).{0,12}",
    )),
    ("general", 1, (
        r"general information",
        r"(?:一般|基本)信息",
    )),
    ("sources", 2, (
        r"list of data sources",
        r"数据来源(?:列表|清单)",
    )),
    ("public", 2, (
        r"publicly available datasets?",
        r"公开(?:可用的?)?数据集",
    )),
    ("private", 2, (
        r"private,? non-?publicly available datasets.{0,40}",
        r"(?:第三方)?私有.{0,6}数据集",
    )),
    ("licensed", 2, (
        r"datasets commercially licen[cs]ed by.{0,60}",
        r"商业(?:授权|许可).{0,10}数据集?",
    )),
    ("third", 2, (
        r"private datasets obtained from other.{0,20}",
        r"其他第三方.{0,10}数据集?",
    )),
    ("crawl", 2, (
        r"data crawled and scraped.{0,30}",
        r"(?:爬取|抓取).{0,14}数据",
    )),
    ("user", 2, (
        r"user data",
        r"用户数据",
    )),
    ("synthetic", 2, (
        r"synthetic data",
        r"合成数据",
    )),
    ("other", 2, (
        r"other sources of data",
        r"其他(?:数据)?来源",
    )),
    ("processing", 3, (
        r"data processing aspects",
        r"数据处理.{0,6}",
    )),
    ("rights", 3, (
        r"respect of reservation of rights.{0,80}",
        r"(?:尊重)?.{0,8}权利保留.{0,20}",
    )),
    ("illegal", 3, (
        r"removal of illegal content",
        r"(?:移除|清除|删除)非法内容",
    )),
    ("last", 3, (
        r"other information",
        r"其他信息",
    )),
)  # fmt: skip
_SECTION = re.compile(
    "|".join(f"(?P<s{n}>{'|'.join(words)})" for n, (_, _, words) in enumerate(_SECTIONS)),
    re.IGNORECASE,
)
SECTION_CHAPTERS = {name: chapter for name, chapter, _ in _SECTIONS}

_MODALITY = r"(?:types? of )?modalit(?:y|ies)|(?:涉及|涵盖)?的?模态"
_COMMENTS = r"additional comments?|(?:补充|其他)(?:说明|意见|备注)"
_MODALITIES = {
    "public": "public-modalities",
    "licensed": "licensed-modalities",
    "third": "private-modalities",
    "crawl": "crawl-modalities",
    "user": "user-modalities",
    "synthetic": "synthetic-modalities",
}
_COMMENTED = {"overall": "general-comments", "public": "public-comments"}

_LABELS = (
    ("summary-version", "", (
        r"(?:summary version|version of (?:the|this) summary)",
        r"(?:摘要)版本",
    )),
    ("summary-date", "", (
        r"(?:date of )?(?:the )?last updated?",
        r"最(?:后|近)更新",
    )),
    ("provider", "provider", (
        r"(?:provider(?:'s|’s)?|(?:model )?developer) name\b",
        r"提供者(?:的)?名称",
    )),
    ("authorized-representative", "provider", (
        r"(?:name of (?:the )?)?authori[sz]ed representative",
        r"授权代表",
    )),
    ("model-names", "model", (
        r"versioned (?:general-purpose )?(?:ai )?model name",
        r"(?:带版本的?)?模型名称",
    )),
    ("model-dependencies", "model", (
        r"model dependenc",
        r"模型依赖",
    )),
    ("union-market-date", "model", (
        r"date of (?:the )?(?:placement|placing)\b",
        r".{0,8}投放(?:欧盟|联盟)?市场",
    )),
    ("latest-data-date", "overall", (
        r"(?:the )?latest date of (?:the )?data",
        r"数据(?:获取|采集|收集)的?(?:最晚|最近|截止)日期",
        r"最(?:晚|近)的?数据(?:获取|采集|收集)",
    )),
    ("languages", "overall", (
        r"(?:description of (?:the )?)?linguistic characteristics",
        r".{0,10}语言特征",
    )),
    ("other-characteristics", "overall", (
        r"other (?:relevant )?characteristics",
        r"其他(?:相关)?特征",
    )),
    ("public-datasets-used", "public", (
        r"(?:were )?publicly available datasets? (?:been )?(?:used )?to train",
        r"have you used publicly available",
        r"是否使用了?公开",
    )),
    ("large-public-datasets", "public", (
        r"list of (?:the )?large publicly",
        r"(?:大型|大规模)公开.{0,8}(?:列表|清单)",
    )),
    ("other-public-datasets", "public", (
        r"(?:general )?description of (?:the )?other publicly",
        r"其他公开数据集.{0,10}(?:描述|说明)",
    )),
    ("licensed-data-used", "licensed", (
        r"(?:have you )?concluded (?:transactional )?commercial licen[cs]",
        r"have you concluded",
        r"是否.{0,20}商业(?:许可|授权)",
    )),
    ("private-data-used", "third", (
        r"have you obtained private",
        r"是否.{0,20}(?:第三方.{0,10}私有|私有数据集)",
    )),
    ("known-private-datasets", "third", (
        r"(?:list of )?(?:the )?publicly known private",
        r"private datasets obtained from other third parties(?!\w)",
        r"公开已知的?.{0,4}私有",
    )),
    ("other-private-datasets", "third", (
        r"(?:general )?description of (?:the )?(?:non-?publicly known|other) private",
        r"非公开已知的?.{0,4}私有",
    )),
    ("crawlers-used", "crawl", (
        r"(?:were|have) (?:web )?crawlers (?:been )?used",
        r"是否使用了?.{0,6}爬虫",
    )),
    ("crawler-names", "crawl", (
        r"crawlers? names?(?:\(s\))?(?!\w)",
        r"names?(?:\(s\))? (?:of|or identifiers? of) (?:the )?crawler",
        r"爬虫(?:的)?(?:名称|标识)",
    )),
    ("crawler-purposes", "crawl", (
        r"purposes?(?:\(s\))? of (?:the )?crawler",
        r"爬虫(?:的)?(?:目的|用途)",
    )),
    ("crawler-behavior", "crawl", (
        r"(?:general )?(?:description of (?:the )?)?crawlers?(?:'s|’s)? behaviou?r",
        r"爬虫(?:的)?行为",
    )),
    ("crawl-period", "crawl", (
        r"period of (?:data )?(?:collection|crawling)",
        r"(?:data )?collection period",
        r"(?:采集|爬取|收集)(?:时间|时段|期间|周期)",
    )),
    ("crawled-sources", "crawl", (
        r"(?:comprehensive )?description of (?:the )?types? of content",
        r"(?:爬取|抓取)的?内容.{0,6}来源",
    )),
    ("crawled-domains", "crawl", (
        r"(?:summary of |list of )?(?:the )?(?:most relevant|top) (?:internet )?domain",
        r"(?:最)?主要(?:的)?域名",
    )),
    ("user-prompts-used", "user", (
        r"was data from user interactions",
        r"是否使用了?.{0,10}与.{0,6}模型.{0,6}交互",
    )),
    ("user-services-used", "user", (
        r"was data collected from user interactions",
        r"是否使用了?.{0,16}其他(?:服务|产品)",
    )),
    ("user-services", "user", (
        r"(?:general )?description of the provider['’]?s? (?:other )?(?:services|products)",
        r"提供者.{0,6}(?:服务|产品).{0,6}(?:描述|说明)",
    )),
    ("synthetic-data-used", "synthetic", (
        r"was (?:any )?synthetic",
        r"是否使用了?.{0,10}合成数据",
    )),
    ("generators-on-market", "synthetic", (
        r"general-purpose ai models?(?:\(s\))? used to generate",
        r".{0,6}生成合成数据的?通用.{0,4}模型",
        r"用于生成.{0,8}通用.{0,4}模型",
    )),
    ("other-generators", "synthetic", (
        r"(?:information (?:about|on) )?other ai models? used",
        r"其他.{0,4}模型.{0,6}(?:信息|生成)",
    )),
    ("other-sources-used", "other", (
        r"have (?:any )?(?:other )?data sources other than",
        r"是否使用了?.{0,10}(?:以外|之外|其他)的?.{0,4}来源",
    )),
    ("other-sources", "other", (
        r"(?:narrative )?description of (?:these|the other) (?:data )?sources",
        r"(?:这些|其他)数据?来源的?(?:描述|说明)",
    )),
    ("code-of-practice-signed", "rights", (
        r"are you a signatory",
        r"是否.{0,4}签署",
    )),
    ("opt-out-measures", "rights", (
        r"(?:description of )?(?:the )?measures.{0,80}\b(?:reservation|right|tdm)",
        r"(?:尊重|遵守).{0,10}权利保留.{0,6}措施",
    )),
    ("copyright-policy-told", "rights", (
        r"(?:link to |summary of )?(?:and/or |or |/ ?)?(?:a )?(?:the |your )?copyright policy",
        r"(?:link to|summary of) (?:the |your )?copyright policy",
        r"版权政策",
    )),
    ("illegal-content-measures", "illegal", (
        r"(?:general )?(?:description of )?(?:the )?measures taken",
        r"(?:所采取|采取)的?措施",
    )),
    ("other-information", "last", (
        r"other (?:relevant )?information about",
        r"其他(?:相关)?信息",
    )),
)  # fmt: skip
_LABEL = re.compile(
    f"(?P<modality>{_MODALITY})|(?P<comments>{_COMMENTS})|"
    + "|".join(f"(?P<f{n}>{'|'.join(words)})" for n, (_, _, words) in enumerate(_LABELS)),
    re.IGNORECASE,
)
SECTION_OF_FIELD = {name: section for name, section, _ in _LABELS}
TITLE = re.compile(
    r"summary of (?:the )?(?:training (?:content|data)|content used for (?:the )?training)"
    r"|training (?:content|data) summary|\bdata summary\b"
    r"|训练(?:内容|数据)的?(?:公开)?摘要|训练(?:内容|数据)公开摘要",
    re.IGNORECASE,
)
"""What the document calls itself."""
_ASKS = re.compile(
    r"(?:if (?:yes|so|publicly known|applicable)(?: and[^,]{0,40})?,? )?(?:please )?"
    r"(?:specify|provide|list|describe|indicate|give)(?: the| an?| all)? "
    r"|(?:如果?(?:是|有)|若是)[，,]?请?(?:说明|列出|提供)?",
    re.IGNORECASE,
)
"""Words before a label by which the template asks for it."""
_REMARK = re.compile(r"\s*\([^()]{0,300}\)\s*$")
_NUMBER = re.compile(
    r"(?:section )?\d{1,2}(?:[.．、)]\(?\w{1,3}\)?){0,4}[.．、):]?\s+", re.IGNORECASE
)
_MARKS = re.compile(r"[*_`]{2,}|(?<!\w)[*_`]|[*_`](?!\w)")
_ID = re.compile(r"\s\{#[^\s{}]{1,200}\}\s*$")
_LEAD = re.compile(r"[\s>#|+•◦▪–-]+")
LONGEST = 2_000
"""Characters of a line that are read."""


def plain(line: str) -> str:
    """The words of a line without marks of Markdown, bullets and numbers before them."""
    text = line[:LONGEST]
    if text.rstrip().endswith("}"):
        text = _ID.sub("", text)
    text = _MARKS.sub("", text)
    text = text[lead.end() :] if (lead := _LEAD.match(text)) else text
    if number := _NUMBER.match(text):
        text = text[number.end() :].lstrip("| ")
    return text


def section_of(text: str) -> str | None:
    """The section of the template that a plain line is the heading of."""
    bare = _REMARK.sub("", text[:400].strip(" .:：|")).strip(" .:：")
    found = _SECTION.fullmatch(bare) if len(bare) <= 140 else None
    return _SECTIONS[int((found.lastgroup or "s0")[1:])][0] if found else None


def label_of(text: str, section: str) -> tuple[str, str] | None:
    """The field that a plain line begins, and the words behind its label; the field is empty for
    a part of the template that is no field."""
    found = _LABEL.match(text)
    if found is None and (asks := _ASKS.match(text)):
        found = _LABEL.match(text, asks.end())
    if found is None:
        return None
    kind = found.lastgroup or ""
    if kind == "modality":
        if section not in _MODALITIES:
            return None
        name = _MODALITIES[section]
    elif kind == "comments":
        name = _COMMENTED.get(section, "")
    else:
        name = _LABELS[int(kind[1:])][0]
        if name == "illegal-content-measures" and section == "rights":
            name = "opt-out-measures"
    rest = _behind(text[found.end() :], asks=name.endswith(("-used", "-signed")))
    return name, rest


_QUESTION_ENDS = re.compile(r"[?？]")
_LABEL_ENDS = re.compile(r"[:：|?？](?!//)")


def _behind(rest: str, *, asks: bool) -> str:
    """What stands behind the rest of a label: behind its colon, its question mark or its cell."""
    found = _QUESTION_ENDS.search(rest) if asks else None
    found = found or _LABEL_ENDS.search(rest[:400])
    if found is not None:
        return rest[found.end() :].strip(" |")
    has_more = any(sign.isdigit() for sign in rest)
    return rest.strip(" |") if has_more and not asks else ""
