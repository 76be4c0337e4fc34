"""A snapshot as probes read it: artifacts with their texts, and citations of lines and files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from audit.model import (
    Artifact,
    Evidence,
    Gap,
    Role,
    Scope,
    Snapshot,
    TreeFile,
)
from audit.text.page import Page

_SCOPE_OF_ROLE = {
    Role.WEIGHTS: Scope.WEIGHTS,
    Role.CHECKPOINT: Scope.WEIGHTS,
    Role.BASE_MODEL: Scope.WEIGHTS,
    Role.DATA: Scope.DATA,
    Role.CODE: Scope.CODE,
    Role.PAPER: Scope.DOCUMENTS,
    Role.PAGE: Scope.DOCUMENTS,
}


class Subject:
    """One artifact with the pages that were read of it."""

    def __init__(self, artifact: Artifact, contents: Mapping[str, bytes]) -> None:
        self.artifact = artifact
        self.pages = tuple(
            Page(artifact, document, contents[document.sha256])
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

    def page(self, path: str) -> Page | None:
        """The page at just this path."""
        return next((page for page in self.pages if page.path == path), None)

    @property
    def metadata(self) -> Page | None:
        """The host's own record of the repository."""
        return next((page for page in self.pages if page.path.startswith("api/")), None)

    @property
    def prose(self) -> Iterator[Page]:
        """Markdown and text of the artifact itself, other branches and vendored trees apart."""
        vendored = vendored_roots(self.files)
        for page in self.pages:
            if page.path.startswith(("api/", "@")) or is_inside(page.path, vendored):
                continue
            if page.path.lower().endswith((".md", ".rst", ".txt")) or page.is_readme:
                yield page

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

    @property
    def own(self) -> tuple[Subject, ...]:
        """The artifacts of this model's publishers."""
        return tuple(subject for subject in self.subjects if subject.artifact.own)

    @property
    def weights(self) -> Subject | None:
        """The weight repository that is judged."""
        return next(iter(self.of(Role.WEIGHTS)), None)

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


def is_inside(path: str, folders: tuple[str, ...] | list[str]) -> bool:
    """Whether the path lies in one of the folders."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def _file_url(artifact: Artifact, path: str) -> str | None:
    if artifact.url is None or "/tree/" not in artifact.url:
        return artifact.url
    return f"{artifact.url.replace('/tree/', '/blob/', 1)}/{path}"
