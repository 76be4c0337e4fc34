"""Where a service stands and what it serves."""

from __future__ import annotations

from dataclasses import dataclass

from .shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A shelf with the addresses of the servers that serve it; none ends in a slash."""

    shelf: Shelf
    origin: str
    lfs_origin: str
    """Another origin, as the Hub's LFS files have."""
    page_size: int = 1000
    """Entries per page of the Hub's lists."""

    @property
    def github(self) -> str:
        """The address of the GitHub API."""
        return f"{self.origin}/github"

    @property
    def github_site(self) -> str:
        """The address of GitHub itself, where git clients ask for refs."""
        return f"{self.origin}/site"

    @property
    def arxiv(self) -> str:
        """The address that stands for arXiv."""
        return f"{self.origin}/arxiv"

    @property
    def raw(self) -> str:
        """The address of the raw files of GitHub."""
        return f"{self.origin}/raw"
