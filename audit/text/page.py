"""One document as numbered lines that can be cited."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import Any
from urllib.parse import quote

from audit.model import Artifact, Document, Evidence, Role
from audit.text.front_matter import FrontMatter, read_front_matter
from audit.text.markdown import id_of_heading

LONGEST_QUOTE = 600
"""Characters of a quote; a longer one is cut to whole lines, or at this place."""
_README = re.compile(r"(?:^|/)readme[^/]*$", re.IGNORECASE)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines as code hosts count them: ended by a line feed, with or without a return before
    it, and by nothing else."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(line.removesuffix("\r") for line in lines)


class Page:
    """One document of an artifact as numbered lines."""

    def __init__(self, artifact: Artifact, document: Document, content: bytes) -> None:
        self.artifact = artifact
        self.document = document
        self.path = document.path
        self.lines = lines_of(content.decode("utf-8", errors="replace"))

    @cached_property
    def front_matter(self) -> FrontMatter | None:
        """The YAML block at the head of a card."""
        return read_front_matter(self.lines) if self.path.lower().endswith(".md") else None

    @property
    def body_starts_after(self) -> int:
        """The last line of the front matter; 0 when there is none."""
        return self.front_matter.lines[1] if self.front_matter else 0

    @cached_property
    def record(self) -> dict[str, Any]:
        """The JSON object that the page holds; empty when it holds none."""
        try:
            answer = json.loads("\n".join(self.lines))
        except (ValueError, RecursionError):
            return {}
        return answer if isinstance(answer, dict) else {}

    def line_with(self, words: str, after: str = "") -> int:
        """The first line with these words, behind the first line with `after`; 1 if none has."""
        start = next((n for n, text in enumerate(self.lines, 1) if after in text), 1)
        return next((n for n, t in enumerate(self.lines, 1) if n >= start and words in t), start)

    @property
    def _revision(self) -> str | None:
        """The artifact's revision; that of the link for a document of another branch."""
        if not self.path.startswith("@"):
            return self.artifact.revision
        found = re.search(r"/(?:blob|src/commit)/([0-9a-f]{40})/", self.document.url or "")
        return found[1] if found else None

    @property
    def is_readme(self) -> bool:
        """Whether the file is a README."""
        return bool(_README.search(self.path))

    def cite(self, first: int, last: int | None = None) -> Evidence:
        """These lines, quoted, with a permanent link."""
        last = self._last_that_fits(first, min(last or first, len(self.lines)))
        quote = "\n".join(self.lines[first - 1 : last])
        return Evidence(
            artifact=self.artifact.id,
            revision=self._revision,
            path=self.path,
            lines=(first, last),
            quote=quote[:LONGEST_QUOTE],
            url=self._address_of(first, last),
            sha256=self.document.sha256,
        )

    def _address_of(self, first: int, last: int) -> str | None:
        """The link to these lines; of a web page, to the nearest heading above that has an id."""
        url = self.document.url
        if self.artifact.role not in (Role.PAPER, Role.PAGE):
            return _with_lines(url, first, last)
        if url is None or not self.path.endswith(".md"):
            return url
        above = (id_of_heading(self.lines[number - 1]) for number in range(first, 0, -1))
        anchor = next((name for name in above if name), None)
        return f"{url.partition('#')[0]}#{quote(anchor)}" if anchor else url

    def _last_that_fits(self, first: int, last: int) -> int:
        """The last line up to which whole lines make a quote; the first one at least."""
        length = 0
        for number in range(first, last + 1):
            length += len(self.lines[number - 1]) + 1
            if length - 1 > LONGEST_QUOTE:
                return max(first, number - 1)
        return max(first, last)


def _with_lines(url: str | None, first: int, last: int) -> str | None:
    if url is None or "/api/" in url:
        return url
    if first == last:
        return f"{url}#L{first}"
    # GitLab writes a range with one L: docs.gitlab.com, "Link to specific lines".
    return f"{url}#L{first}-{last}" if "/-/blob/" in url else f"{url}#L{first}-L{last}"
