"""What policies ask, as plain text for the terminal and as the reference page in Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from audit.judge.policy.file import Policy
from audit.judge.policy.in_words import handling, words
from audit.judge.policy.read import named_policy, policy_names
from audit.render.untrusted import one_line

_WIDTH = 96
PAGE = "docs/policies.md"


def policy_text(policy: Policy) -> str:
    """One policy for the terminal: each rule with what it asks, in words, and what follows."""
    lines = [f"{one_line(policy.name)} ({policy.id})", *_wrapped(policy.says, ""), ""]
    for note in policy.notes:
        lines += _wrapped(note, "- ")
    lines += [""] if policy.notes else []
    for name, rule in policy.rules.items():
        lines += [name, *_wrapped(rule.says, "  ")]
        lines += [*_wrapped(f"Rule: {words(rule)}", "  "), *_wrapped(handling(rule), "  ")]
        lines += [*_wrapped(f"→ {rule.help}", "  "), ""]
    return "\n".join(lines)


def _wrapped(text: str, first: str) -> list[str]:
    return textwrap.wrap(
        one_line(text, longest=4_000),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def policies_page() -> str:
    """The part of docs/policies.md that tells of the policies that come with the tool."""
    lines: list[str] = []
    for name in policy_names():
        lines += _section(named_policy(name).policy)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(policy: Policy) -> Iterator[str]:
    yield f"### {policy.id}"
    yield ""
    yield f"**{policy.name}.** {policy.says}"
    yield ""
    for note in policy.notes:
        yield f"- {note}"
    yield from ([""] if policy.notes else [])
    for name, rule in policy.rules.items():
        yield f"**{name}** {rule.says}"
        yield f"*Rule:* {words(rule)} {handling(rule)}"
        yield f"*Else:* {rule.help}"
        yield ""
