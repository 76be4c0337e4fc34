"""Permanent public addresses of an artifact's files."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from msgspec import Struct

from audit.collect.addresses import is_loopback
from audit.collect.settings import HUB

GITHUB = "https://github.com"


class Links(Struct, frozen=True, kw_only=True):
    """Where a reader finds an artifact and its files; None where there is no public address."""

    page: str | None = None
    files: str | None = None
    """What a path is put behind."""

    def file(self, path: str) -> str | None:
        """The address of one file."""
        return None if self.files is None else f"{self.files}/{quote(path)}"


def links_of(artifact: str, revision: str | None, *, hub: str = HUB, github: str = GITHUB) -> Links:
    """The links of an `hf:` or `github:` id at a revision (`main` or `HEAD` when there is none)."""
    host, _, name = artifact.partition(":")
    match host:
        case "hf":
            site, ref = hub, revision or "main"
        case "github":
            site, ref = github, revision or "HEAD"
        case _:
            return Links()
    base, ref = f"{site}/{quote(name)}", quote(ref)
    return Links(page=f"{base}/tree/{ref}", files=f"{base}/blob/{ref}")


def based_on(base: str) -> Links:
    """The links of files that all stand below one address."""
    return Links(page=base, files=base.rstrip("/"))


def public_hub(endpoint: str) -> str:
    """The address of the Hub for readers: its own where a loopback server stands for it."""
    return HUB if is_loopback(urlsplit(endpoint).hostname or "") else endpoint


def public_github(api: str) -> str:
    """The address of GitHub for readers, from that of its API (GitHub Enterprise: `/api/v3`)."""
    host = urlsplit(api).hostname or ""
    if host == "api.github.com" or is_loopback(host):
        return GITHUB
    return api.removesuffix("/api/v3")
