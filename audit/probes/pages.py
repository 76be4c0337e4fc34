"""A snapshot as probes read it: artifacts with their texts, and citations of lines and files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from audit.model import (
    Artifact,
    Evidence,
    Gap,
    Role,
    Scope,
    Snapshot,
    TreeFile,
)
from audit.probes.listing import Listing
from audit.probes.read_page import ReadPage
from audit.probes.told_apart import Family, ToldPage, family_of, is_about
from audit.text.any_case import AnyCase

__all__ = ["ReadPage", "Subject", "View", "adapted_roots", "is_inside", "vendored_roots"]

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

    def __init__(
        self, artifact: Artifact, contents: Mapping[str, bytes], family: Family | None = None
    ) -> None:
        self.artifact = artifact
        self.family = family
        """The family of the model that is judged, by which papers and pages call it."""
        kind = ToldPage if self.is_apart else ReadPage
        self.pages = tuple(
            kind(artifact, document, contents[document.sha256])
            for document in artifact.documents
            if document.sha256 in contents
        )

    @property
    def is_apart(self) -> bool:
        """Whether it is a paper or a page, which may speak of much else."""
        return self.artifact.role in (Role.PAPER, Role.PAGE)

    @property
    def scope(self) -> Scope:
        """What an unscoped license statement in this artifact speaks of."""
        return _SCOPE_OF_ROLE[self.artifact.role]

    @property
    def files(self) -> tuple[TreeFile, ...]:
        """The listed files; none when no listing was seen."""
        return self.artifact.tree.files if self.artifact.tree else ()

    @cached_property
    def listing(self) -> Listing:
        """The listed files, to be asked for those whose paths say something."""
        return Listing(self.files)

    @cached_property
    def own_files(self) -> Listing:
        """Those of the listed files that lie in no vendored tree."""
        if not self.vendored:
            return self.listing
        return Listing(file for file in self.files if not is_inside(file.path, self.vendored))

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
        return vendored_roots(self.listing)

    @cached_property
    def adapted(self) -> tuple[str, ...]:
        """Those of the `vendored` trees that a README at the root says were changed."""
        return adapted_roots(self.vendored, self.page("README.md")) if self.vendored else ()

    @cached_property
    def prose(self) -> tuple[ReadPage, ...]:
        """Markdown and text of the artifact itself, other branches and vendored trees apart.

        Of the publisher's papers and pages, only what they say of this model: see `told_apart`.
        """
        if self.is_apart:
            return tuple(self._told())
        return tuple(
            page
            for page in self.pages
            if not (page.document.is_record or page.path.startswith("@"))
            and not is_inside(page.path, self.vendored)
            and (page.path.lower().endswith((".md", ".rst", ".txt")) or page.is_readme)
        )

    def _told(self) -> Iterator[ReadPage]:
        family, texts = self.family, [page for page in self.pages if page.path in _TEXTS]
        if family is None or not self.artifact.own:
            return
        if any(is_about(page, family) for page in texts):
            yield from (page.of(family) for page in texts if isinstance(page, ToldPage))

    @property
    def is_nameless(self) -> bool:
        """Whether this is a copy on a disk, whose id has no name of its own."""
        return not self.artifact.id.startswith(_HOSTED)

    @cached_property
    def titled(self) -> str:
        """The first word of the README's title, where a copy on a disk has no name of its own."""
        page = self.page("README.md")
        if page is None or not self.is_nameless:
            return ""
        title = next((line for line in page.seen if line.startswith("# ")), "")
        found = re.search(r"[A-Za-z][\w.-]*", title)
        return found[0] if found else ""

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
        judged = next((a for a in snapshot.artifacts if a.role is Role.WEIGHTS), None)
        family = family_of(judged.id) if judged is not None else None
        self.subjects = tuple(Subject(a, contents, family) for a in snapshot.artifacts)

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

    @property
    def own_code(self) -> tuple[Subject, ...]:
        """The publisher's code repositories, and the judged weights, beside which code may lie."""
        beside = (self.weights,) if self.weights is not None else ()
        return tuple(one for one in (*self.of(Role.CODE), *beside) if one.artifact.own)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words by which the publisher and this model go, in lower case."""
        roles = (Role.WEIGHTS, Role.CHECKPOINT, Role.CODE, Role.DATA)
        ids = [s.artifact.id for s in self.of(*roles) if s.artifact.own]
        names = [name.partition(":")[2].removeprefix("datasets/") for name in ids]
        names += [s.titled for s in self.own]
        return frozenset(
            word for name in names for word in re.split(r"[^a-z]+", name.lower()) if len(word) > 2
        )

    def gaps_of(self, artifact: str) -> tuple[Gap, ...]:
        """What was not read of an artifact."""
        return tuple(gap for gap in self.snapshot.gaps if gap.artifact == artifact)


_TEXTS = ("abs.md", "paper.md", "page.md", "page.txt")
"""What a reader sees of papers and pages."""
_HOSTED = ("github:", "gitlab:", "hf:", "https:", "arxiv:")
_LICENSE_NAME = AnyCase(r"(?:^|/)(?:licen[cs]e|copying)[^/]*$")
_PACKAGED = ("setup.py", "pyproject.toml", "readme.md", "setup.cfg", "manifest.in")


def vendored_roots(listing: Listing) -> tuple[str, ...]:
    """Subfolders that look like another project's tree: a license file beside its packaging."""
    licensed = {file.path.rpartition("/")[0] for file in listing.having(_LICENSE_NAME)} - {""}
    roots = sorted(
        folder
        for folder in licensed
        if not {name.lower() for name in listing.folders[folder]}.isdisjoint(_PACKAGED)
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
