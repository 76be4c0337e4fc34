"""Symbolic links inside a repository, followed by name only: nothing on disk is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from audit.collect.answers import Fault
from audit.collect.draft import Draft, as_listed
from audit.model import GapReason, TreeFile

MOST_LINKS = 20
"""How many links of a repository are followed."""
MOST_HOPS = 10
LONGEST_LINK = 4096
"""Bytes; file systems take no more."""

TextOf = Callable[[str], bytes]


def linked(
    draft: Draft,
    links: Iterable[str],
    files: Mapping[str, TreeFile],
    text_of: TextOf,
    *,
    complete: bool = True,
) -> dict[str, TreeFile]:
    """The files to which the links lead that are worth reading; all others become gaps.

    `links` are all links of the tree, `text_of` gives what one holds or raises Fault.
    """
    every = frozenset(links)
    found: dict[str, TreeFile] = {}
    wanted = [path for path in sorted(every) if draft.wants(path)]
    for path in wanted[:MOST_LINKS]:
        try:
            target = followed(path, every, text_of)
        except Fault as fault:
            reason, detail = as_listed(fault)
            draft.gap(path, reason, f"a symbolic link: {detail}")
            continue
        if target is None:
            draft.gap(path, GapReason.NOT_LOOKED, "a symbolic link that leads elsewhere")
        elif target in files:
            found[path] = files[target]
        else:
            draft.gap(path, *_no_file(complete))
    for path in wanted[MOST_LINKS:]:
        detail = f"a symbolic link; no more than {MOST_LINKS} are followed"
        draft.gap(path, GapReason.NOT_LOOKED, detail)
    return found


def note_links(draft: Draft, found: Mapping[str, TreeFile]) -> None:
    """Says which files were read in place of links."""
    for path, file in sorted(found.items()):
        draft.remark(f"{quote(path)} is a link to {quote(file.path)}")


def _no_file(complete: bool) -> tuple[GapReason, str]:
    if complete:
        return GapReason.UNREADABLE, "a symbolic link that leads to no file"
    return GapReason.NOT_LOOKED, "a symbolic link to what the list of files does not show"


def followed(path: str, links: frozenset[str], text_of: TextOf) -> str | None:
    """The path behind all links on the way; None when it leads out, or in circles."""
    waiting, at, hops = path.split("/")[::-1], list[str](), 0
    while waiting:
        part = waiting.pop()
        if part == ".." and not at:
            return None
        if part == "..":
            at.pop()
            continue
        if part in {"", "."}:
            continue
        at.append(part)
        if "/".join(at) not in links:
            continue
        hops += 1
        text = text_of("/".join(at))[: LONGEST_LINK + 1].decode("utf-8", "replace")
        if hops > MOST_HOPS or len(text) > LONGEST_LINK or text[:1] in {"", "/"} or "\0" in text:
            return None
        at.pop()
        waiting.extend(text.split("/")[::-1])
    return "/".join(at)
