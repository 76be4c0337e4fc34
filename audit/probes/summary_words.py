"""Words in the fields of a summary: those of the template itself, and those that say nothing."""

from __future__ import annotations

import re

MARK = re.compile(r"\[[ xX]?\](?!\()|[☐☒☑✓✔✅🗹□■◻⬜]")
"""A box, ticked or not."""
TICKED = frozenset("☒☑✓✔✅🗹■xX")
GUIDANCE = re.compile(
    r"(?:please|specify|indicate|provide|describe|explain|give|include|enter|select|tick|state"
    r"|click|tap|insert|fill|choose|add|complete|e\.g\.|for example|for each|where applicable"
    r"|if (?:yes|so|other|applicable|not)\b|alternatively|list (?:the|all|here|any|of)"
    r"|(?:a |the )?(?:general |brief |comprehensive )?(?:description|summary|name|names|list) of"
    r"|(?:the )?providers? (?:may|should|must|can|shall)"
    r"|this (?:section|field|summary) (?:should|must|may|shall)"
    r"|请|例如|如适用|如有|若是|如是|在此填写)(?![a-z-])",
    re.IGNORECASE,
)
"""Words by which a template speaks to those who fill it in."""
BEFORE_COLON = re.compile(
    r"(?:alternatively|if (?:yes|so|other))\b[^:：]{0,200}[:：]", re.IGNORECASE
)
PLACEHOLDER = re.compile(
    r"[\W_]*(?:t\.?b\.?[dac]\.?|to ?do|xx+|empty|blank|待定|待补充|待填写|未填写"
    r"|to be (?:provided|completed|added|determined|confirmed|filled)(?: \w+)?"
    r"|not (?:yet )?(?:provided|filled|completed)|lorem ipsum.{0,300}"
    r"|\[[^\]\n]{0,300}\]|<[^>\n]{0,300}>|\{\{?[^}\n]{0,300}\}?\}"
    r"|(?:dd|mm|yyyy)(?:[/.-](?:dd|mm|yyyy)){1,2}|optional)?[\W_]*",
    re.IGNORECASE,
)
NONE = re.compile(
    r"\W*(?:n ?/ ?a|not applicable|none|nil|不适用|无)(?![\w/])[^\n]{0,120}", re.IGNORECASE
)
YES_NO = re.compile(
    r"\W*(?:(?P<yes>yes|是的?|有)|(?P<no>no|否|没有|无))(?=\s*(?:[.,;:!()|\n。，；（–—-]|$))",
    re.IGNORECASE,
)
BOTH = re.compile(r"\W*(?:yes|是)\W{0,4}(?:or|或)?\W{0,4}(?:no|否)\W*$", re.IGNORECASE)
"""The choices of the template."""
EMPTY_PHRASE = re.compile(
    r"\b(?:confidential\w*|proprietary|trade secrets?|undisclosed|(?:up)?on request|various|varies"
    r"|not (?:publicly )?(?:disclosed?|shared?|available)"
    r"|(?:do|does|can|will) not (?:disclose|share)"
    r"|see (?:above|below|elsewhere)|unknown)\b"
    r"|\b(?:follows?|keeps? to|compl(?:y|ies)|adheres?|in (?:line|accordance))\b[^.\n]{0,80}"
    r"\b(?:laws?|regulations?|rules|requirements)\b"
    r"|保密|商业秘密|不(?:予)?(?:公开|披露)|未披露|多种|遵守.{0,12}(?:法律|法规)",
    re.IGNORECASE,
)
"""Words that refuse an answer, or that could stand in any summary."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DIGIT = re.compile(r"\d")
CONTACT = re.compile(
    r"@|https?://|www\.|\btel\b|\bphone\b|\+?\d[\d ()/-]{6,30}|\]\(|电话|邮箱"
    r"|\b\w[\w-]{0,60}\.(?:org|com|eu|ai|net|io)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"https?://|\]\(|(?<![\w.-])(?!robots\.)[\w-]{2,60}\.(?!txt|md|html|pdf|json)[a-z]{2,12}(?!\w)"
)
NAME = re.compile(r"[A-Za-z][\w.+-]*")
GENERAL = frozenset(
    """
    a ai all an and api apis are as at audio books by chat code content corpora corpus crawl
    crawled crawlers data database databases dataset datasets different domain domains
    english eu for from fine-tuning general gpai high-quality image images in internet is it
    its large large-scale list llm llms machine-readable many media model models most multi-
    lingual news non-personal non-public of on online open open-source or other our pdf
    post-training pre-training public publicly several some source sources state-of-the-art
    such text texts that the their these they third third-party this to top various video
    videos was we web web-scale website websites were which with world
    """.split()  # noqa: SIM905 - a list of words reads better than one of strings
)
"""Words that are the name of no data set, crawler, domain or model."""
MODALITY = re.compile(
    r"\b(?:text|images?|audio|videos?|speech|code|other)\b|文本|图像|音频|视频", re.IGNORECASE
)
