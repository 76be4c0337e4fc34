"""Which request had to wait for which answer: found in what was asked and what was answered.

An address is made of parts: the name of a repository, a commit or branch, the path of a file. A
request can be made as soon as every part of its address stands in an answer that is there. The
longest chain of such requests is what no client that makes these requests can be faster than, save
by asking for less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

COMMIT = re.compile(r"[0-9a-f]{40}")
KINDS = {"models": "", "datasets": "datasets/"}


class Exchange(NamedTuple):
    """A request, without the origin, and the body of the answer."""

    target: str
    body: bytes


class Part(NamedTuple):
    """A part of an address, and what shows it."""

    what: str
    shown_by: re.Pattern[bytes]
    repository: str | None = None
    """Where only answers on one repository can show it."""


class Step(NamedTuple):
    """A request of the chain, and why it could not be made before."""

    target: str
    why: str


class _Asked(NamedTuple):
    exchange: Exchange
    repository: str
    parts: tuple[Part, ...]


def longest_chain(exchanges: Iterable[Exchange], known: str) -> list[Step]:
    """The longest chain of requests, each of which had to wait for the answer to the one before.

    `known` is the name that was there before any request. ValueError for a request whose address
    no answer shows.
    """
    waiting = [_asked(each) for each in exchanges]
    waiting = [
        each._replace(parts=tuple(p for p in each.parts if not p.shown_by.search(known.encode())))
        for each in waiting
    ]
    levels: list[list[tuple[_Asked, Step | None, int]]] = []
    while waiting:
        level = [(each, *shown) for each in waiting if (shown := _shown(each, levels)) is not None]
        if not level:
            unshown = ", ".join(each.exchange.target for each in waiting)
            raise ValueError(f"no answer shows the addresses of {unshown}")
        levels.append(level)
        done = {id(each) for each, _, _ in level}
        waiting = [each for each in waiting if id(each) not in done]
    return _traced(levels, known)


def _asked(exchange: Exchange) -> _Asked:
    """The repository that a request is about, and the parts of its address."""
    words = unquote(exchange.target.partition("?")[0]).strip("/").split("/")
    match words:
        case ["api", kind, owner, name, *rest] if kind in KINDS:
            return _about(exchange, KINDS[kind], f"{owner}/{name}", rest[1:2], [])
        case ["datasets", owner, name, "resolve", at, *path]:
            return _about(exchange, "datasets/", f"{owner}/{name}", [at], path)
        case [owner, name, "resolve", at, *path]:
            return _about(exchange, "", f"{owner}/{name}", [at], path)
        case ["github", "repos", owner, name, *rest]:
            return _about(exchange, "github:", f"{owner}/{name}", rest[-1:], [])
        case ["site", owner, name, "info", "refs"]:
            return _about(exchange, "github:", f"{owner}/{name.removesuffix('.git')}", [], [])
        case ["raw", owner, name, at, *path]:
            return _about(exchange, "github:", f"{owner}/{name}", [at], path)
        case _:
            raise ValueError(f"not an address of this hub: {exchange.target}")


def _about(
    exchange: Exchange, kind: str, name: str, at: Sequence[str], path: Sequence[str]
) -> _Asked:
    repository = kind + name
    parts = [Part(f"the name {name}", _pattern(re.escape(name)))]
    for revision in at:
        if COMMIT.fullmatch(revision):
            parts.append(Part(f"the commit {revision[:7]}", _pattern(revision)))
        elif kind == "github:" and revision != "HEAD":
            shown = _pattern(rf'"default_branch": ?"{re.escape(revision)}"')
            parts.append(Part(f"the branch {revision}", shown, repository))
    if path and at[0] not in {"HEAD", "main"}:
        shown = _pattern(rf'"(?:path|rfilename)": ?"{re.escape("/".join(path))}"')
        parts.append(Part(f"the path {'/'.join(path)}", shown, repository))
    return _Asked(exchange, repository, tuple(parts))


def _pattern(text: str) -> re.Pattern[bytes]:
    return re.compile(text.encode(), re.IGNORECASE)


def _shown(
    asked: _Asked, levels: Sequence[Sequence[tuple[_Asked, Step | None, int]]]
) -> tuple[Step | None, int] | None:
    """What the request waited for last, and at which level; None when a part is not shown yet."""
    last: tuple[Step | None, int] = (None, -1)
    for part in asked.parts:
        found = next(
            (
                (Step(other.exchange.target, part.what), number)
                for number, level in enumerate(levels)
                for other, _, _ in level
                if part.repository in {None, other.repository}
                and part.shown_by.search(other.exchange.body)
            ),
            None,
        )
        if found is None:
            return None
        last = found if found[1] > last[1] else last
    return last


def _traced(levels: Sequence[Sequence[tuple[_Asked, Step | None, int]]], known: str) -> list[Step]:
    """The chain that ends with the first request of the last level."""
    chain: list[Step] = []
    wanted = levels[-1][0][0].exchange.target if levels else None
    for level in reversed(levels):
        here = next((each for each in level if each[0].exchange.target == wanted), None)
        if here is None:
            continue
        asked, before, _ = here
        why = f"{known} was named" if before is None else f"{before.why} stands in the answer above"
        chain.append(Step(asked.exchange.target, why))
        wanted = before.target if before else None
    return chain[::-1]
