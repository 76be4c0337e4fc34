"""Whether the license that a sentence names is this project's own, as the words around it say.

A name is not a grant: it may be denied, compared with, past, changed, or another work's.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from audit.licenses import catalog
from audit.text.any_case import AnyCase


class Hearing(Enum):
    """How a named license is to be taken."""

    OURS = auto()
    CHANGED = auto()
    """The license with other words in it, or together with terms that nobody knows."""
    HEARSAY = auto()
    """Denied, compared with, wished for, past, or what something else came under."""
    THIRD_PARTY = auto()
    """The terms of something that is used."""


_NEAR = 120
"""Characters before and behind a name that are looked at."""
_USES = (
    r"\b(?:uses?|using|used|utili[sz]es?|rel(?:y|ies) on|depends? on|includes?|including"
    r"|incorporates?|contains?|bundles?|imports?|leverages?|powered by|built with|unlike|thanks to"
    r"|code from|files from|third[- ]party|dependenc(?:y|ies)|librar(?:y|ies)|使用了?|引用)"
)
_USED = AnyCase(
    rf"{_USES}[^.;]{{0,{_NEAR}}}?"
    r"(?:\([^()]{0,40}|\b(?:which|that) (?:is|are|was|were)\b[^.;,]{0,40})$",
)
_DENIED = AnyCase(
    r"(?:\b(?:no|not|never|neither|nor|without|no longer|except(?:ing)?|unlike|instead of"
    r"|rather than|other than|similar to|akin to|alike|compared (?:to|with)|compatible with"
    r"|inspired by|like"
    r"|such as|e\.g|for example|for instance|if|whether|should|would|might|consider(?:ing)?"
    r"|plan(?:s|ned|ning)?|will be|to be|formerly|previously|originally|initially|used to"
    r"|(?:was|were|been) (?:\w+ly )?(?:licen[cs]ed|under|available)|until|prior to|before"
    r"|(?:switch|mov|chang|migrat|relicens)\w{1,3} (?:away )?from"
    r"|contribut(?:e|es|ed|ing|ions?)|following (?:files?|components?|libraries))\b"
    r"|n['’]t\b|\bnon-?|不|非|除|曾|原本|类似|将以|而非)[^.;:,，；]{0,80}$",
)
_UPSTREAM = AnyCase(
    r"\bbased (?:up)?o(?:n|ff)\b|\bbuilt (?:up)?(?:on|off)\b|\bderived from\b|\badapted from\b"
    r"|\btaken from\b|\bborrow|\bwritten by\b|\bcop(?:ied|y) (?:of|from)\b|\bforked from\b"
    r"|\bport of\b",
)
_APART = AnyCase(r"\bseparate (?:licen[cs]e )?terms\b")
_CHANGED_BEFORE = AnyCase(
    r"(?:\b(?:modified|adapted|amended|altered|customi[sz]ed|custom|variant of the|version of the)"
    r"|修改版?的?|改版的?)[\s_*-]{0,4}$",
)
_CHANGED_BEHIND = re.compile(
    r"[\s\"'’)*_]{0,4}(?:licen[cs]e)?[\s\"'’)*_]{0,4}"
    r"(?:[- ]{0,2}(?:style|like|ish|alike|inspired|based|derived|variant)\b"
    r"|,? (?:with|plus|and) (?:[\w-]{1,20} ){0,3}"
    r"(?:modifications?|restrictions?|conditions?|clauses?|limitations?|terms|addend(?:um|a)"
    r"|amendments?|changes|riders?)\b|[的]?(?:修改|变体))",
    re.IGNORECASE,
)
_DENIED_BEHIND = re.compile(
    r"[^.;,]{0,12}(?:licen[cs]e)?[^.;,]{0,4}[- ](?:compatible|(?:does|do|did|is|are|was|can|will)"
    r"(?:n['’]t| not| no longer)|cannot|until|before|no longer|never)\b",
    re.IGNORECASE,
)
_AND_MORE = re.compile(
    r"[\s\"'’)*_]{0,4}(?:[Ll]icen[cs]e|许可证?|协议)?[\s\"'’)*_]{0,4}"
    r"(?:,? ?(?:and|as well as|plus|&)|以及|和|及|与) ?"
    r"(?P<more>(?:[\w.'’-]{1,30} ){0,8}(?:Licen[cs]e|Agreement|Policy|Terms)|《[^》]{1,60}》)",
)

_NOT_NOW = AnyCase(
    r"\bnot\b(?! use this file)|n['’]t\b|\bno longer\b|\bnever\b|\bwill (?:\w+ )?be\b|\bsoon\b"
    r"|\bto be (?:released|licensed|published|made)|\bplan(?:s|ned|ning)?\b|\bintend"
    r"|\bpreviously\b|\bformerly\b|\bearlier\b|\bused to\b|\buntil\b|\bif you\b"
    r"|\bonce\b|\bcontribut|\bwish\b|\bhope\b|\?\s*$"
    r"|暂不|尚未|不采用|未采用|不再|将(?:会|于|在|以|采用|遵循)|即将|计划|曾|除",
)
_OF_OTHERS = AnyCase(
    r"third[- ]part"
    r"|\b(?:by|of) (?:their|its|the) (?:respective |original |own )*(?:owners?|authors?"
    r"|creators?|publishers?|licensors?)|\bother (?:models?|projects?|works?|datasets?|authors)\b"
    r"|\bunlike\b|\bcompar|\bwhose\b|\bsuch as\b|\bcontains? code\b|\bborrow|\bincorporat|\buses\b"
    r"|\busing\b|\bdepends?\b|\bvia\b|\btokenizer\b|\bencoders?\b|\blogos?\b|\bfonts?\b"
    r"|\bwebsite\b|licen[cs]e plates?|第三方|其他项目|分词器",
)


def hear(text: str, start: int, end: int) -> Hearing:
    """How the name at `start`-`end` is to be taken, as far as the words beside it tell."""
    before, behind = text[max(0, start - 2 * _NEAR) : start], text[end : end + 2 * _NEAR]
    if _USED.search(before):
        return Hearing.THIRD_PARTY
    if _CHANGED_BEFORE.search(before) or _CHANGED_BEHIND.match(behind):
        return Hearing.CHANGED
    if _NOT_NOW.search(text) or _OF_OTHERS.search(text):
        return Hearing.HEARSAY
    if _APART.search(text[:start]) or any(
        (_DENIED.search(before), _DENIED_BEHIND.match(behind), _UPSTREAM.search(before))
    ):
        return Hearing.HEARSAY
    more = _AND_MORE.match(behind)
    if more and not catalog.names_in(more["more"]) and not catalog.named(more["more"]):
        return Hearing.CHANGED
    return Hearing.OURS
