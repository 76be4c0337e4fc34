"""YAML written by strangers, read without trusting its size, depth or aliases."""

from __future__ import annotations

from typing import Any

import yaml

MOST_BYTES = 256_000
MOST_DEPTH = 50
MOST_NODES = 50_000
MOST_SCALAR = 64_000

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnsafeYamlError(ValueError):
    """YAML that is broken, or larger, deeper or more repetitive than any card needs."""


def load(text: str, *, aliases: bool = False) -> Any:
    """The plain data in `text`; `UnsafeYamlError` says in a few words why there is none.

    The events are counted before anything is built: libyaml overruns its stack on deep
    nesting, and aliases can name a small text many times over.
    """
    if len(text) > MOST_BYTES:
        raise UnsafeYamlError(f"more than {MOST_BYTES:,} characters")
    try:
        _check_events(text, aliases=aliases)
        _check_keys(text)
        return yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe loader, chosen above
    except UnsafeYamlError:
        raise
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise UnsafeYamlError(_first_line(error)) from error


def load_own(text: str) -> Any:
    """The plain data in a file that comes with this project: read at once, without the checks;
    `UnsafeYamlError` where it is broken."""
    try:
        return yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe loader, chosen above
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise UnsafeYamlError(_first_line(error)) from error


def _check_events(text: str, *, aliases: bool) -> None:
    depth = 0
    for nodes, event in enumerate(yaml.parse(text, Loader=LOADER)):
        if nodes > MOST_NODES:
            raise UnsafeYamlError(f"more than {MOST_NODES:,} nodes")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_DEPTH:
                raise UnsafeYamlError(f"nested deeper than {MOST_DEPTH}")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent) and not aliases:
            raise UnsafeYamlError("aliases are not read")
        elif isinstance(event, yaml.ScalarEvent) and len(event.value) > MOST_SCALAR:
            raise UnsafeYamlError(f"a value of more than {MOST_SCALAR:,} characters")


def _check_keys(text: str) -> None:
    """A key that stands twice at the top: which of its values counts, nobody can say."""
    node = yaml.compose(text, Loader=LOADER)
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        seen: set[str] = set()
        for key in keys:
            if key in seen:
                raise UnsafeYamlError(f"the key {key[:80]!r} stands twice")
            seen.add(key)


def _first_line(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        return f"line {mark.line + 1}, column {mark.column + 1}: {error.problem}"
    return (str(error).splitlines() or [type(error).__name__])[0]
