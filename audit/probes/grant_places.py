"""Places on a page where words give no license of this model: plans, examples, templates, logs of
other projects, boxes that are not ticked, code, and words that somebody else is made to say."""

from __future__ import annotations

import re

from audit.probes.pages import ReadPage

_NO_GRANTS_BELOW = re.compile(
    r"\b(?:to-?do|road-?map|plans?|planned|upcoming|future|coming|examples?|templates?|contribut\w+"
    r"|related (?:works?|models?|projects?)|acknowledge?ments?|credits?|thanks|citation|prompts?"
    r"|samples?|outputs?|demos?|faqs?|questions|change ?logs?|news|updates?|history|comparison"
    r"|third[- ]part\w+|dependencies|base models?|baselines?|draft)\b"
    r"|计划|路线图|待办|示例|样例|模板|贡献|致谢|鸣谢|相关工作|更新|新闻|引用|基座",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\[\s?\]")
_INDENTED = re.compile(r"(?: {4}|\t)")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_OPENS = re.compile(r"<(pre|code|textarea|samp|kbd|q)\b[^<>]{0,200}>", re.IGNORECASE)
_MOST_ABOVE = 100


def gives_nothing(page: ReadPage, number: int) -> bool:
    """Whether a line stands where words give no license."""
    line = page.lines[number - 1]
    return bool(
        _UNTICKED.match(line)
        or _NO_GRANTS_BELOW.search(page.title_over(number))
        or _is_indented_code(page.lines, number)
        or _is_in_html_code(page.lines, number)
    )


def _above(lines: tuple[str, ...], number: int) -> tuple[str, ...]:
    return lines[max(0, number - 1 - _MOST_ABOVE) : number - 1]


def _is_indented_code(lines: tuple[str, ...], number: int) -> bool:
    """Whether the line is code by its indent: behind an empty line, and in no list."""
    if not _INDENTED.match(lines[number - 1]) or _LIST_ITEM.match(lines[number - 1]):
        return False
    empty = False
    for line in reversed(_above(lines, number)):
        if not line.strip():
            empty = True
        elif not _INDENTED.match(line):
            return empty and not _LIST_ITEM.match(line)
        elif _LIST_ITEM.match(line):
            return False
    return True


def _is_in_html_code(lines: tuple[str, ...], number: int) -> bool:
    """Whether an element for code or speech is open on the line, or begins on it."""
    if _OPENS.search(lines[number - 1][:2_000]):
        return True
    for line in reversed(_above(lines, number)):
        tags = tuple(_OPENS.finditer(line[:2_000]))
        if tags:
            tag = tags[-1]
            return f"</{tag[1].lower()}" not in line[tag.end() :].lower()
        if re.search(r"</(?:pre|code|textarea|samp|kbd|q)>", line[:2_000], re.IGNORECASE):
            return False
    return False
