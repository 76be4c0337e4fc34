"""Commands of a README: which of them start a file with the settings of a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from audit.probes.pages import ReadPage
from audit.text.markdown import MOST_LINES

_SETTING = re.compile(
    r"(?<![\w-])--?(?:\w{1,40}[._-])?(?P<name>lr|learning[-_]rate|epochs?|num[-_](?:train[-_])?epochs"
    r"|(?:max|train|total)[-_](?:steps|iters)|train[-_]iters|warmup[-_]\w{1,20}|weight[-_]decay"
    r"|(?:\w{1,30}[-_])?batch(?:[-_]\w{1,20})?|(?:max[-_])?seq[-_]len\w{0,10}|n[-_]epoch\w{0,10})"
    r"[= ]+(?P<value>\S{1,60})",
    re.IGNORECASE,
)
_AT_LEAST = 2
"""Settings of a run that a command has to give, one of them as a number."""

_MOST_FILES = 100


def settings_given(page: ReadPage | None, paths: Iterable[str]) -> bool:
    """Whether a block of code starts one of the files with the settings of a run."""
    named = [name for path in islice(paths, _MOST_FILES) for name in _names(path)]
    if page is None or not named:
        return False
    starts = re.compile(rf"(?<![\w./-])(?:\./)?(?:{'|'.join(map(re.escape, named))})(?![\w-])")
    return any(_gives_settings(block) and starts.search(block) for block in _blocks(page))


def _names(path: str) -> tuple[str, ...]:
    """How a command may name a file: by its path, or as a module where it lies in a package."""
    module = path.removesuffix(".py").replace("/", ".")
    return (path, module) if "/" in path and path.endswith(".py") else (path,)


def _gives_settings(block: str) -> bool:
    given = {found["name"].lower(): found["value"] for found in _SETTING.finditer(block)}
    return len(given) >= _AT_LEAST and any(value[0].isdigit() for value in given.values())


def _blocks(page: ReadPage) -> Iterator[str]:
    """The blocks of fenced code: what stands between the lines of prose."""
    block: list[str] = []
    for number, line in enumerate(page.lines[:MOST_LINES], 1):
        if number not in page.prose:
            block.append(line[:2_000])
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)
