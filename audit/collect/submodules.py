"""Where the submodules of a repository come from: `.gitmodules`, never followed."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

FILE = ".gitmodules"
MOST_BYTES = 100_000
LONGEST_ADDRESS = 200
_SECTION = re.compile(r"\s*\[[^\]]*\]\s*(?:[#;].*)?")
_VALUE = re.compile(r"\s*(path|url)\s*=(.*)", re.IGNORECASE)
_SSH = re.compile(r"(?:ssh://)?[\w.-]+@([\w.-]+)[:/]([^\s:]+)")


def submodule_addresses(text: bytes, base: str | None) -> dict[str, str]:
    """The address of each submodule by its path, without names or passwords.

    A relative one is joined to `base`, the repository's own address; what is no web address, or
    cannot be told, is left out (https://git-scm.com/docs/gitmodules).
    """
    found: dict[str, str] = {}
    path = url = ""
    for line in [*text[:MOST_BYTES].decode("utf-8", "replace").splitlines(), "[end]"]:
        if _SECTION.fullmatch(line):
            address = _address(url, base) if path and url else None
            if address is not None:
                found[path] = address
            path = url = ""
        elif said := _VALUE.match(line):
            value = said[2].strip().strip('"')
            path, url = (value, url) if said[1].lower() == "path" else (path, value)
    return found


def _address(url: str, base: str | None) -> str | None:
    if url.startswith(("./", "../")) and base is not None:
        url = urljoin(f"{base.rstrip('/')}/", url)
    elif ssh := _SSH.fullmatch(url):
        url = f"https://{ssh[1]}/{ssh[2]}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.netloc.rpartition("@")[2]
    if parts.scheme not in {"http", "https", "git"} or not host or not url.isprintable():
        return None
    plain = urlunsplit((parts.scheme, host, parts.path, "", ""))
    return plain if len(plain) <= LONGEST_ADDRESS and " " not in plain else None


def said_of(path: str, addresses: dict[str, str]) -> str:
    """The words of the gap that a submodule leaves."""
    where = addresses.get(path)
    return f"a submodule: another repository{f', {where}' if where else ''}"
