"""Texts that would like to be more than text, and an assessment made of them."""

from __future__ import annotations

import msgspec

from audit.model import Assessment

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<!-- --><base href=//evil.example>",
    "]]></details></table>",
    "&lt;b&gt; &amp; &#0; &#x202e;",
    "{{ 7 * 7 }}{% include 'style.css' %}{# gone #}",
    "{{ view.__class__.__mro__ }}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://good.example@bad.example/",
    "[bold red]markup[/] [link=https://evil.example]x[/link] :smile:",
    "\x1b[2J\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
    "\x00\x08\x0c\x7f\x85\x9b31m",
    "right\u202eto left\u2066and\u2069back",
    "zero\u200bwidth\u2060joins\ufeff",
    "lines\r\nand\u2028more\rlines",
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301" + "\u0300" * 50,
    "模型卡：“完全开源”",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    '"=1+1',
    "''=1+1",
    'harmless;=1+1;"=2+2',
    "\uff1d1+1",
    '=HYPERLINK("https://evil.example","x")',
    'quoted", "=1+1',
    "@somebody and @some-org/some-team, please",
    "see #1, owner/name#2, GH-3 and !4",
    "https://github.com/owner/name/issues/1",
    "www.evil.example and somebody@evil.example",
    "[link](javascript:alert(1)) ![picture](https://evil.example/x.png)",
    "<https://evil.example> <a@evil.example>",
    "[reference]: https://evil.example",
    "[^1] [!WARNING] - [x] done",
    "a | b | c \\| d \\\\| e",
    "`code` ``more`` ```fence",
    "``` |",
    "# heading",
    "- item\n- item\n\n1. one\n\n> quote\n\n    indented",
    "1. first",
    "*bold* __bold__ ~~struck~~ $x^2$ :tada:",
    "---\nkey: value\n---",
    "<details><summary>more</summary></details><!-- comment",
    "&#106;avascript:alert(1) &colon; &copy;",
    "\\",
    "{% raw %}{{ 7 }}{% endraw %}{name}{number:,}",
    "{0.__class__} %(name)s %s $name",
    'yaml: [unclosed, "quote, *alias, &anchor, !!python/object:os.system',
    "../../etc/passwd",
    "x" * 1_000_000,
    "y " * 500_000,
    "\n" * 10_000,
    "",
)

_CLOSED = frozenset(
    {
        "schema",
        "kind",
        "quotes",
        "role",
        "reason",
        "availability",
        "access",
        "gate",
        "scope",
        "severity",
        "state",
        "outcome",
        "basis",
    }
)
"""Fields that have a closed set of values, at least in one of the nouns."""


def poisoned(assessment: Assessment, text: str) -> Assessment:
    """The assessment with the text wherever a free one may stand, as an id among ids too."""
    return msgspec.convert(_poison(msgspec.to_builtins(assessment), text), Assessment)


def _poison(value: object, text: str) -> object:
    match value:
        case dict():
            poison = {key: _field(key, one, text) for key, one in value.items()}
            if any("-" in key for key in value):
                poison[text[:2_000]] = next(iter(poison.values()))
            return poison
        case list() | tuple():
            return [_poison(one, text) for one in value]
        case str():
            return text
        case _:
            return value


def _field(key: str, value: object, text: str) -> object:
    is_closed = isinstance(value, str) or key == "quotes"
    if is_closed and key in _CLOSED:
        return value
    return _poison(value, text)
