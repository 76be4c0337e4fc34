"""A stranger's text as Markdown that a reader sees as it was: no markup, mention or reference.

Hosts look for `@name`, `#1` and addresses in the text that a reader sees, where a backslash no
longer shows. There a zero-width space parts the sign from what follows it, as Dependabot does it:
https://github.com/dependabot/dependabot-core/blob/main/common/lib/dependabot/pull_request_creator/message_builder/link_and_mention_sanitizer.rb
"""

from __future__ import annotations

import re

from markupsafe import Markup

from audit.render.untrusted import one_line, web_link

LONGEST = 1_000
"""Characters of any one text that are shown."""
PARTED = "\u200b"
_SIGNS = re.compile(r"([\\`*_\[\]<>&|~$])")
_FIRST = re.compile(r"(?:[#+=>-]|\d{1,9}(?=[.)](?: |$)))")
_SEEN = re.compile(
    r"[@#!](?=\w)"  # mentions, issues, merge requests
    r"|\bGH-(?=\d)"
    r"|:(?=//)|\bwww(?=\.)"  # bare addresses
    r"|:(?=[\w+-]{1,40}:|[a-z_][\w+-]{1,39}$)",  # emoji by name; a colon may follow the text
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"https?://(?:www\.)?github\.com/[^/]+/[^/]+/(?:issues|pull|discussions|commit)(?:[/?#]|$)",
    re.IGNORECASE,
)


def words(text: str, *, longest: int = LONGEST) -> Markup:
    """The text on one line, with every sign that Markdown or a host would read set apart."""
    return Markup(_set_apart(one_line(text, longest=longest)))  # noqa: S704 - set apart


def code(text: str) -> Markup:
    """The text as code, where it can be; as words where a sign in it would end the code."""
    line = one_line(text)
    if not line or "`" in line or "|" in line:
        return words(line)
    return Markup(f"`{line}`")  # noqa: S704 - nothing is read within code


def link(label: str, href: str | None) -> Markup:
    """A link if the address is plain http or https and makes no reference, else the words.

    A label that is Markdown already stays as it is.
    """
    said = label if isinstance(label, Markup) else words(label)
    address = web_link(href)
    if address is None or _REFERENCES.match(address):
        return said
    target = address.replace("(", "%28").replace(")", "%29").replace("&", "&amp;")
    return Markup(f"[{said}]({target})")  # noqa: S704 - set apart


def fenced(text: str, language: str = "") -> Markup:
    """Several lines as a block of code, whatever stands in them."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Markup(f"{fence}{language}\n{text.rstrip()}\n{fence}")  # noqa: S704 - within code


def _set_apart(line: str) -> str:
    parted = _SEEN.sub(lambda found: found[0] + PARTED, line)
    escaped = _SIGNS.sub(r"\\\1", parted)
    first = _FIRST.match(escaped)
    if first is None:
        return escaped
    if first[0].isdigit():
        return f"{first[0]}\\{escaped[first.end() :]}"
    return "\\" + escaped
