"""Words which say that what is published is a part of what there is, and the rest is kept."""

from __future__ import annotations

_PART = r"(?:samples?|subsets?|part|portion|fraction|excerpts?)"
_KINDS = r"(?:small |tiny |random |representative |partial )?"
_SOME = rf"(?:only )?(?:an? )?(?:[\d.]+ ?(?:%|percent) )?{_KINDS}"
OF_A_PART = (
    rf"\bonly {_SOME}{_PART}\b[^.]{{0,60}}(?:public|releas|open|available|provided|shared|includ)"
    rf"|\b(?:releas|provid|shar|publish|upload|includ|open)\w* {_SOME}{_PART} (?:of|from) "
    rf"|\b(?:this|here|data(?:set)?|repo(?:sitory)?)\b[^.]{{0,40}}\b(?:is|are|has|holds|contains) "
    rf"{_SOME}{_PART} (?:of|from) (?:the (?:full|whole|entire|training|original|complete"
    r"|pre-?training)|our|what we)"
    r"|\b(?:toy|simplified|stripped[- ]down|cut[- ]down)\b[^.]{0,30}"
    r"\b(?:versions?|examples?|re-?implementation|variants?)\b"
    r"|\b(?:trained on|saw|includes?|mixed with|together with)\b[^.]{0,60}"
    r"\b(?:internal|in-house|private|undisclosed|non-public|confidential) (?:\w+ ){0,2}"
    r"(?:data\w*|corpus|corpora|texts?)\b"
    r"|仅(?:公开|开源|提供|发布|包含)[^。]{0,6}(?:部分|样本|样例|抽样|子集)|(?:部分|样本|抽样|子集)数据(?:公开|开源)"
    r"|(?:仅为|只是|仅是)[^。]{0,12}(?:抽样|样本|子集|一部分|简化)|简化版"
    r"|训练[^。]{0,20}(?:内部|私有|自有|未公开)(?:\w{0,4})数据"
)
CUES = (
    *("sample", "subset", "part", "portion", "fraction", "excerpt", "toy", "simplified"),
    *("down", "internal", "in-house", "undisclosed", "non-public"),
    *("部分", "样", "子集", "简化", "内部", "私有", "自有"),
)
"""Parts of words without which no words say so."""
