"""The changed files as one unified diff, as `git apply` takes it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from audit.model.patch import Mended

_NO_END = "\n\\ No newline at end of file\n"


def unified(found: Mended) -> str:
    """The diff of all files in order; empty where nothing is changed."""
    return "".join(line for path, after in found.after.items() for line in _of(path, found, after))


def _of(path: str, found: Mended, after: str) -> Iterator[str]:
    before = found.before.get(path)
    if before == after:
        return
    yield f"diff --git a/{path} b/{path}\n"
    if before is None:
        yield "new file mode 100644\n"
    source = "/dev/null" if before is None else f"a/{path}"
    lines = difflib.unified_diff(_lines(before or ""), _lines(after), source, f"b/{path}")
    for line in lines:
        yield line if line.endswith("\n") else line + _NO_END


def _lines(text: str) -> list[str]:
    """The lines as git counts them, each with its end."""
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
