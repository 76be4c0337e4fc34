"""Whether quoted words stand where a reviewer says that they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from audit.model import Artifact, Document, Snapshot, Tree
from audit.model.review import QuoteState, ReviewEvidence
from audit.text.page import lines_of

_MARKS = str.maketrans("", "", "*_`~|\\#>\u200b\ufeff")
"""Signs that a page's source has and its reader does not see."""


class Checked(Struct, frozen=True, kw_only=True):
    """What came of looking for a quote, and where it was not found."""

    state: QuoteState
    place: str = ""


NOT_CHECKED = Checked(state=QuoteState.NOT_CHECKED)


class Sources:
    """The texts that were read of a model, as far as quotes are looked for in them."""

    def __init__(
        self, snapshot: Snapshot | None = None, contents: Mapping[str, bytes] | None = None
    ) -> None:
        """Without a snapshot nothing can be looked for."""
        self._artifacts = {one.id: one for one in snapshot.artifacts} if snapshot else {}
        self._contents = contents or {}
        self._plain: dict[tuple[str, int, int], str] = {}

    @property
    def trees(self) -> dict[str, Tree]:
        """The listings that were seen, by artifact."""
        return {name: one.tree for name, one in self._artifacts.items() if one.tree is not None}

    def check(self, evidence: ReviewEvidence) -> Checked:
        """Found, not found, or not checked where the place was not read."""
        if not evidence.quote:
            return NOT_CHECKED
        places = list(self._places(evidence))
        if not places and not self._is_not_there(evidence):
            return NOT_CHECKED
        if any(self._holds(evidence, document) for document in places) or self._lists(evidence):
            return Checked(state=QuoteState.FOUND)
        return Checked(state=QuoteState.NOT_FOUND, place=_named(evidence))

    def _is_not_there(self, evidence: ReviewEvidence) -> bool:
        """Whether a whole listing of the artifact has no such file."""
        artifact = self._artifacts.get(evidence.artifact or "")
        if artifact is None or artifact.tree is None or evidence.path is None:
            return False
        is_read = any(document.path == evidence.path for document in artifact.documents)
        return artifact.tree.complete and not is_read and evidence.path not in _paths(artifact)

    def _places(self, evidence: ReviewEvidence) -> Iterator[Document]:
        """The documents that were read of what the evidence names."""
        if evidence.artifact is None:
            if found := self._by_url.get((evidence.url or "").partition("#")[0]):
                yield found
            return
        artifact = self._artifacts.get(evidence.artifact)
        for document in artifact.documents if artifact else ():
            is_named = evidence.path in (None, document.path)
            if is_named and document.sha256 in self._contents:
                yield document

    def _lists(self, evidence: ReviewEvidence) -> bool:
        """Whether the quote is the name of a file that the artifact has."""
        artifact = self._artifacts.get(evidence.artifact or "")
        return artifact is not None and evidence.path is None and evidence.quote in _paths(artifact)

    @cached_property
    def _by_url(self) -> dict[str, Document]:
        return {
            document.url.partition("#")[0]: document
            for artifact in self._artifacts.values()
            for document in artifact.documents
            if document.url and document.sha256 in self._contents
        }

    def _holds(self, evidence: ReviewEvidence, document: Document) -> bool:
        return _stands_in(
            self._text(document, evidence.lines or (0, 0)), plain(evidence.quote or "")
        )

    def _text(self, document: Document, lines: tuple[int, int]) -> str:
        """The document, or some lines of it, as they are compared."""
        key = (document.sha256, *lines)
        if key not in self._plain:
            text = self._contents[document.sha256].decode("utf-8", errors="replace")
            if lines[0]:
                text = "\n".join(lines_of(text)[lines[0] - 1 : lines[1]])
            self._plain[key] = plain(text)
        return self._plain[key]


def _paths(artifact: Artifact) -> frozenset[str]:
    return frozenset(one.path for one in artifact.tree.files) if artifact.tree else frozenset()


def plain(text: str) -> str:
    """The text without signs of markup, every run of white space made one space."""
    return " ".join(text.translate(_MARKS).split())


def _stands_in(text: str, words: str) -> bool:
    """Whether the words stand there, and not as the middle of a longer word."""
    place = text.find(words)
    while words and place >= 0:
        before, behind = text[place - 1 : place + 1], text[place + len(words) - 1 :][:2]
        if not (_runs_on(before) if place else False) and not _runs_on(behind):
            return True
        place = text.find(words, place + len(words))
    return False


def _runs_on(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()


def _named(evidence: ReviewEvidence) -> str:
    if evidence.artifact is None:
        return evidence.url or ""
    if evidence.path is None:
        return evidence.artifact
    lines = f", lines {evidence.lines[0]} to {evidence.lines[1]}" if evidence.lines else ""
    return f"{evidence.path} of {evidence.artifact}{lines}"
