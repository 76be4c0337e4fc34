"""A snapshot as probes read it: artifacts with their texts, and citations of lines and files."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import pairwise

from audit.model import (
    Artifact,
    Evidence,
    Gap,
    Role,
    Scope,
    Snapshot,
    TreeFile,
)
from audit.text import markdown, paragraphs
from audit.text.markdown import Link, Section
from audit.text.page import Page
from audit.text.paragraphs import Sentence
from audit.text.tongues import unread_language
from audit.text.visible import visible

_NEXT_PARAGRAPH = 2
_SCOPE_OF_ROLE = {
    Role.WEIGHTS: Scope.WEIGHTS,
    Role.CHECKPOINT: Scope.WEIGHTS,
    Role.BASE_MODEL: Scope.WEIGHTS,
    Role.DATA: Scope.DATA,
    Role.CODE: Scope.CODE,
    Role.PAPER: Scope.DOCUMENTS,
    Role.PAGE: Scope.DOCUMENTS,
}


class ReadPage(Page):
    """A page whose structure is found once, for all the probes that ask for it."""

    @cached_property
    def seen(self) -> tuple[str, ...]:
        """The lines as a reader sees them: without comments and what is struck out."""
        return visible(self.lines, self.body_starts_after)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings, each with the lines below it."""
        return markdown.sections(self.seen)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link outside fenced code."""
        return markdown.links(self.seen)

    @cached_property
    def prose(self) -> dict[int, str]:
        """The lines outside fenced code, by number."""
        return dict(markdown.prose_lines(self.seen))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences behind the front matter, outside code and headings."""
        return tuple(paragraphs.sentences(self.seen, self.body_starts_after))

    @cached_property
    def unread_language(self) -> str | None:
        """The language of most of the text, where it is one that is not read."""
        return unread_language(sentence.text for sentence in self.sentences)

    @cached_property
    def sentences_at(self) -> dict[tuple[int, int], list[str]]:
        """The sentences by their first and last line."""
        found: dict[tuple[int, int], list[str]] = {}
        for sentence in self.sentences:
            found.setdefault((sentence.first, sentence.last), []).append(sentence.text)
        return found

    @cached_property
    def behind(self) -> dict[tuple[int, str], str]:
        """The sentence that follows, by the last line and the text of the one before it."""
        return {
            (one.last, one.text): following.text
            for one, following in pairwise(self.sentences)
            if following.first - one.last <= _NEXT_PARAGRAPH
        }

    def title_over(self, line: int) -> str:
        """The nearest heading above a line, or on it; empty when there is none."""
        place = bisect_right(self.sections, line, key=lambda section: section.first)
        return self.sections[place - 1].title if place else ""


class Subject:
    """One artifact with the pages that were read of it."""

    def __init__(self, artifact: Artifact, contents: Mapping[str, bytes]) -> None:
        self.artifact = artifact
        self.pages = tuple(
            ReadPage(artifact, document, contents[document.sha256])
            for document in artifact.documents
            if document.sha256 in contents
        )

    @property
    def scope(self) -> Scope:
        """What an unscoped license statement in this artifact speaks of."""
        return _SCOPE_OF_ROLE[self.artifact.role]

    @property
    def files(self) -> tuple[TreeFile, ...]:
        """The listed files; none when no listing was seen."""
        return self.artifact.tree.files if self.artifact.tree else ()

    @property
    def is_listed_whole(self) -> bool:
        """Whether a file that is not in the listing is not there."""
        return self.artifact.tree is not None and self.artifact.tree.complete

    def page(self, path: str) -> ReadPage | None:
        """The page at just this path."""
        return next((page for page in self.pages if page.path == path), None)

    @property
    def metadata(self) -> ReadPage | None:
        """The host's own record of the repository."""
        return next((page for page in self.pages if page.document.is_record), None)

    @cached_property
    def vendored(self) -> tuple[str, ...]:
        """Subfolders that look like another project's tree."""
        return vendored_roots(self.files)

    @cached_property
    def adapted(self) -> tuple[str, ...]:
        """Those of the `vendored` trees that a README at the root says were changed."""
        return adapted_roots(self.vendored, self.page("README.md")) if self.vendored else ()

    @cached_property
    def prose(self) -> tuple[ReadPage, ...]:
        """Markdown and text of the artifact itself, other branches and vendored trees apart.

        Papers and pages are kept for people to read: no probe yet tells their words about this
        model from those about others, so none of them is taken for a statement.
        """
        if self.artifact.role in (Role.PAPER, Role.PAGE):
            return ()
        return tuple(
            page
            for page in self.pages
            if not (page.document.is_record or page.path.startswith("@"))
            and not is_inside(page.path, self.vendored)
            and (page.path.lower().endswith((".md", ".rst", ".txt")) or page.is_readme)
        )

    def cite_file(self, path: str) -> Evidence:
        """A file of the listing, without a line."""
        return Evidence(
            artifact=self.artifact.id,
            revision=self.artifact.revision,
            path=path,
            url=_file_url(self.artifact, path),
        )

    def cite_listing(self) -> Evidence:
        """The listing as a whole, for what is not in it."""
        return Evidence(
            artifact=self.artifact.id, revision=self.artifact.revision, url=self.artifact.url
        )


class View:
    """Everything that was collected, by the part that it plays."""

    def __init__(self, snapshot: Snapshot, contents: Mapping[str, bytes]) -> None:
        self.snapshot = snapshot
        self.subjects = tuple(Subject(artifact, contents) for artifact in snapshot.artifacts)

    def of(self, *roles: Role) -> tuple[Subject, ...]:
        """The artifacts that play one of these parts, in the order in which they were named."""
        return tuple(subject for subject in self.subjects if subject.artifact.role in roles)

    @cached_property
    def own(self) -> tuple[Subject, ...]:
        """The artifacts of this model's publishers."""
        return tuple(subject for subject in self.subjects if subject.artifact.own)

    @property
    def weights(self) -> Subject | None:
        """The weight repository that is judged."""
        return next(iter(self.of(Role.WEIGHTS)), None)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words by which the publisher and this model go, in lower case."""
        roles = (Role.WEIGHTS, Role.CHECKPOINT, Role.CODE, Role.DATA)
        ids = [s.artifact.id for s in self.of(*roles) if s.artifact.own]
        names = [name.partition(":")[2].removeprefix("datasets/") for name in ids]
        return frozenset(
            word for name in names for word in re.split(r"[^a-z]+", name.lower()) if len(word) > 2
        )

    def gaps_of(self, artifact: str) -> tuple[Gap, ...]:
        """What was not read of an artifact."""
        return tuple(gap for gap in self.snapshot.gaps if gap.artifact == artifact)


_LICENSE_NAME = re.compile(r"^(?:licen[cs]e|copying)", re.IGNORECASE)
_PACKAGED = ("setup.py", "pyproject.toml", "readme.md", "setup.cfg", "manifest.in")


def vendored_roots(files: tuple[TreeFile, ...]) -> tuple[str, ...]:
    """Subfolders that look like another project's tree: a license file beside its packaging."""
    beside: dict[str, set[str]] = {}
    for file in files:
        folder, _, name = file.path.rpartition("/")
        if folder:
            beside.setdefault(folder, set()).add(name.lower())
    roots = sorted(
        folder
        for folder, names in beside.items()
        if any(_LICENSE_NAME.match(name) for name in names)
        and any(name in names for name in _PACKAGED)
    )
    return tuple(root for root in roots if not is_inside(root, [r for r in roots if r != root]))


_CHANGED = re.compile(
    r"\b(?:modified|changed|adapted|customi[sz]ed|extended|patched|altered) (?:version|copy|fork)"
    r"|\b(?:we|our) (?:have |own )?(?:modif|adapt|extend|patch|chang|customi[sz])\w*"
    r"|\b(?:our|own) fork\b|(?:修改|改)(?:后|过)?的版本"
    r"|(?:我们|进行了)(?:对[^。]{0,20})?(?:修改|改动)",
    re.IGNORECASE,
)


def adapted_roots(vendored: tuple[str, ...], readme: ReadPage | None) -> tuple[str, ...]:
    """The trees of other projects that a sentence names as changed for the work at hand."""
    said = [
        sentence.text[:2_000].lower()
        for sentence in (readme.sentences if readme is not None else ())
        if _CHANGED.search(sentence.text[:2_000])
    ]
    names = {root: root.rpartition("/")[2].lower() for root in vendored}
    return tuple(
        root
        for root, name in names.items()
        if any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) for text in said)
    )


def is_inside(path: str, folders: tuple[str, ...] | list[str]) -> bool:
    """Whether the path lies in one of the folders."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _file_url(artifact: Artifact, path: str) -> str | None:
    if artifact.url is None or "/tree/" not in artifact.url:
        return artifact.url
    return f"{artifact.url.replace('/tree/', '/blob/', 1)}/{path}"
