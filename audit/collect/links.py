"""Permanent public addresses of an artifact's files."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from msgspec import Struct

from audit.collect.addresses import is_loopback
from audit.collect.settings import ARXIV, GITHUB_SITE, HUB

GITHUB = GITHUB_SITE


class Links(Struct, frozen=True, kw_only=True):
    """Where a reader finds an artifact and its files; None where there is no public address."""

    page: str | None = None
    files: str | None = None
    """What a path is put behind."""
    led: Mapping[str, str] = {}
    """The paths at which the content of symbolic links stands."""

    def file(self, path: str) -> str | None:
        """The address of one file."""
        return None if self.files is None else f"{self.files}/{quote(self.led.get(path, path))}"


def links_of(artifact: str, revision: str | None, *, hub: str = HUB, github: str = GITHUB) -> Links:
    """The links of an `hf:` or `github:` id at a revision (`main` or `HEAD` when there is none)."""
    host, _, name = artifact.partition(":")
    match host:
        case "hf":
            site, ref = hub, revision or "main"
        case "github":
            site, ref = github, revision or "HEAD"
        case "git" if name.startswith(("http://", "https://")):
            return _on_a_git_server(name, revision)
        case _:
            return Links()
    base, ref = f"{site}/{quote(name)}", quote(ref)
    return Links(page=f"{base}/tree/{ref}", files=f"{base}/blob/{ref}")


def _on_a_git_server(address: str, commit: str | None) -> Links:
    """The pages of servers whose kind is told by their host; of others, the address alone."""
    host = urlsplit(address).hostname or ""
    if commit is None:
        return Links(page=address)
    if host.split(".")[0] == "gitlab":
        return Links(page=f"{address}/-/tree/{commit}", files=f"{address}/-/blob/{commit}")
    if host in {"codeberg.org", "gitea.com"} or host.split(".")[0] in {"gitea", "forgejo"}:
        return Links(page=f"{address}/src/commit/{commit}", files=f"{address}/src/commit/{commit}")
    return Links(page=address)


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


def public_arxiv(endpoint: str) -> str:
    """The address of arXiv for readers: its own where a loopback server stands for it."""
    return ARXIV if is_loopback(urlsplit(endpoint).hostname or "") else endpoint
