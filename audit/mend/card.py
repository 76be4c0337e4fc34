"""A model card whose front matter is changed key by key; every other byte stays."""

from __future__ import annotations

import yaml

from audit.text.front_matter import line_of_key, read_front_matter

Value = str | tuple[str, ...]
"""One text, or a list of texts."""


class UnreadableCardError(ValueError):
    """The front matter does not parse, so that nothing can be put into it."""


def with_key(card: str, key: str, value: Value) -> str:
    """The card with a key set, in place of what it was set to; `UnreadableCardError` where its
    front matter is broken."""
    end = "\r\n" if "\r\n" in card else "\n"
    lines = card.split(end)
    found = read_front_matter(tuple(lines))
    if found is None:
        return end.join(["---", *_written(key, value), "---", "", *lines])
    is_empty = not any(line.strip() for line in lines[1 : found.lines[1] - 1])
    if found.problem is not None and not is_empty:
        raise UnreadableCardError(found.problem)
    first, last = found.lines[1], found.lines[1] - 1  # before the closing fence
    if key in found.data:
        first, last = line_of_key(tuple(lines), found.lines, key)
    return end.join([*lines[: first - 1], *_written(key, value), *lines[last:]])


def value_of(card: str, key: str) -> Value | None:
    """What a key of the front matter is set to; None where it is not."""
    lines = tuple(card.split("\r\n" if "\r\n" in card else "\n"))
    found = read_front_matter(lines)
    value = found.data.get(key) if found else None
    if isinstance(value, list):
        return tuple(one for one in value if isinstance(one, str))
    return value if isinstance(value, str) else None


def with_end(card: str, text: str) -> str:
    """The card with a block more at its end, after an empty line."""
    end = "\r\n" if "\r\n" in card else "\n"
    return f"{card.rstrip()}{end}{end}{text.replace(chr(10), end)}{end}"


def _written(key: str, value: Value) -> list[str]:
    """The lines of a key, as YAML writes them."""
    plain = {key: list(value) if isinstance(value, tuple) else value}
    text: str = yaml.safe_dump(plain, allow_unicode=True, default_flow_style=False, width=10_000)
    return text.rstrip("\n").split("\n")
