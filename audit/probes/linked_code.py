"""Code that lies elsewhere: lines of a README which lead to another repository for it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from audit.probes.pages import ReadPage, Subject

_REPOSITORY = re.compile(
    r"^(?:git\+)?https?://(?:www\.)?(?:github|gitlab)\.com/([\w.-]+/[\w.-]+?)(?:\.git)?(?:[/?#]|$)",
    re.IGNORECASE,
)
_CODE = r"(?:code|scripts?|codebase|repo(?:sitory)?|recipes?|configs?|library)"
_ROWS: Mapping[str, re.Pattern[str]] = {
    "training-code": re.compile(
        rf"\b(?:pre-?)?train(?:ing)?\b[^.]{{0,60}}\b{_CODE}\b"
        rf"|\b{_CODE}\b[^.]{{0,60}}\b(?:pre-?)?train(?:ing|ed)?\b|训练代码|训练脚本",
        re.IGNORECASE,
    ),
    "fine-tuning-code": re.compile(
        rf"\bfine-?tun(?:e|ing)\b[^.]{{0,60}}\b{_CODE}\b"
        rf"|\b{_CODE}\b[^.]{{0,60}}\bfine-?tun(?:e|ing|ed)\b|微调代码|微调脚本",
        re.IGNORECASE,
    ),
    "evaluation-code": re.compile(
        rf"\beval(?:uat(?:e|ion|ing))?\b[^.]{{0,60}}\b{_CODE}\b"
        rf"|\b{_CODE}\b[^.]{{0,60}}\beval(?:uat(?:e|ion|ing))\b|评测代码|评测脚本",
        re.IGNORECASE,
    ),
    "preprocessing-code": re.compile(
        rf"\b(?:pre-?)?process(?:ing)?\b[^.]{{0,60}}\b{_CODE}\b"
        rf"|\b{_CODE}\b[^.]{{0,60}}\b(?:pre-?process|prepar|filter|clean|dedup)\w*|数据处理代码",
        re.IGNORECASE,
    ),
}
_HELD = re.compile(
    r"\b(?:this|the|our) (?:repo(?:sitory)?|codebase) (?:contains|provides|hosts|includes|holds)\b"
    r"|(?:本|该)(?:仓库|项目)(?:包含|提供)",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:available|released|found|published|hosted|located|provided|open-?sourced|see|refer"
    r"|clone|set ?up|check out|here|visit|moved|lives?|go to)\b|请?参[见考]|见|开源",
    re.IGNORECASE,
)
"""Words that send a reader on; a tool that is merely used has none."""
_THANKED = re.compile(
    r"thank|acknowledg|inspired|based on|built (?:up)?on|borrow|credit|adapted from|similar"
    r"|compar|related|your own|致谢|感谢",
    re.IGNORECASE,
)


def leads_to(subject: Subject, row: str) -> str:
    """Where a README at the root leads to another repository for code of the row, in words with
    its line; empty where it does not. Thanks and comparisons lead nowhere."""
    page, pattern = subject.page("README.md"), _ROWS.get(row)
    if page is None or pattern is None:
        return ""
    if (line := _line_on_own(subject, page, pattern)) is not None:
        return f"README.md:{line} tells of it here"
    for line, name in _others(subject, page):
        text = _words_with(page, line)
        if not (pattern.search(text) and _LEADS.search(text)):
            continue
        if not _THANKED.search(f"{page.title_over(line)} {text}"):
            return f"README.md:{line} leads to {name} for it"
    return ""


def _line_on_own(subject: Subject, page: ReadPage, pattern: re.Pattern[str]) -> int | None:
    """The line that says that the repository holds such code, or leads to it by a path that is
    there."""
    paths = {file.path for file in subject.files}
    folders = {path.rpartition("/")[0] for path in paths}
    for number, text in page.prose.items():
        said = text[:2_000]
        if _HELD.search(said) and pattern.search(said) and not _THANKED.search(said):
            return number
    for link in page.links:
        target = link.url.split("#")[0].removeprefix("./").rstrip("/")
        if target and (target in paths or target in folders) and pattern.search(link.text):
            return link.line
    return None


def _words_with(page: ReadPage, line: int) -> str:
    """The words of a line; with those of the last one before it, where it is but an address."""
    text = page.prose.get(line, "")[:2_000]
    if len(text.split()) > 1:
        return text
    above = (page.prose.get(number, "") for number in range(line - 1, max(line - 4, 0), -1))
    return f"{next((words for words in above if words.strip()), '')[:2_000]} {text}"


def _others(subject: Subject, page: ReadPage) -> list[tuple[int, str]]:
    """The links to repositories, other than the page's own, by line."""
    own = subject.artifact.id.partition(":")[2].lower()
    found = [(link.line, _REPOSITORY.match(link.url)) for link in page.links]
    return [
        (line, match[1]) for line, match in found if match is not None and match[1].lower() != own
    ]
