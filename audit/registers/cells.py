"""What a register says, cell by cell, whichever register it is."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from audit.licenses.catalog import is_undecided, license_class, named, read_tag
from audit.model import License

Subject = Literal["component", "requirement", "label"]
NO_LICENSE = License(expression=None, class_="none")
_HUB = re.compile(
    r"https?://(?:www\.)?(?:huggingface\.co|hf\.co)/"
    r"(?!(?:spaces|collections|papers|docs|blog)/)(?P<data>datasets/)?"
    r"(?P<id>[\w.-]{1,96}/[\w.-]{1,96})",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://[^\s\"'<>]{3,1900}", re.IGNORECASE)


class Cell(Struct, frozen=True, kw_only=True):
    """One thing that a register says of a model."""

    kind: Subject
    subject: str
    """A row of the inventory, a requirement, or a class or label as `framework/step`."""
    title: str
    """As the register calls it."""
    finding: str | None
    """An availability, an outcome or a level; None where the register is silent on it."""
    license: License | None = None
    said: str = ""
    """The register's words: a license, a note."""
    links: tuple[str, ...] = ()
    lines: tuple[int, int] | None = None
    quote: str | None = None
    """The words of the register's file."""
    date: str | None = None


class Register(Struct, frozen=True, kw_only=True):
    """One file of a register, or what it says of one model."""

    name: str
    source: str
    """Where the register can be read."""
    file: str
    sha256: str
    title: str
    """The model as the register calls it."""
    model: str | None
    """`owner/name` on the Hub, where the register says so."""
    date: str | None
    cells: tuple[Cell, ...]
    unread: tuple[str, ...] = ()
    """What stands in the file and could not be taken, and why."""


def terms(raw: str) -> License:
    """The terms that a register's word names, with the word as the expression. What is not just
    the name of a license stays unresolved."""
    found = license_class(license_named(raw) or raw)
    return License(expression=raw, class_=license_class(raw) if is_undecided(found) else found)


def license_named(raw: str) -> str | None:
    """The license that goes by just this word: an id, a name, or a tag of the Hub."""
    word = raw.strip()
    if license_class(word) != "unresolved":
        return word
    return named(word) or read_tag(word)[0]


def hub_ids(links: tuple[str, ...]) -> tuple[str, ...]:
    """The repositories of models on the Hub that addresses lead to, each once."""
    found = (match for link in links for match in _HUB.finditer(link) if not match["data"])
    return tuple(dict.fromkeys(match["id"].removesuffix(".git") for match in found))


def addresses(value: object) -> tuple[str, ...]:
    """The web addresses in a link, in a text with links, or in a list of them."""
    if isinstance(value, str):
        return tuple(dict.fromkeys(found.rstrip(".,;)]}") for found in _WEB.findall(value)))
    if isinstance(value, list):
        return tuple(dict.fromkeys(one for part in value[:100] for one in _of_text(part)))
    return ()


def _of_text(part: object) -> tuple[str, ...]:
    return addresses(part) if isinstance(part, str) else ()


def plain_text(value: object) -> str | None:
    """A value that YAML or a table gave, as text; None where there is none."""
    if isinstance(value, dict | list | tuple | set) or value is None:
        return None
    return value if isinstance(value, str) else str(value)


def day(value: object) -> str | None:
    """A day of the calendar in ISO 8601, or None."""
    from datetime import date

    text = plain_text(value) or ""
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return found.isoformat()
