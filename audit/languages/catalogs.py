"""The catalogs: what is to be said, and how each language says it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from audit.languages import criteria
from audit.render.language import LANGUAGES, SOURCE

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "reports" / "locale"
TEMPLATE = FOLDER / "reports.pot"
_PYTHON = [("**.py", "python")]
_TEMPLATES = [("**.j2", "jinja2")]
_KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    "_": None,
    "marked": None,
    "ngettext": (1, 2),
}
_HEADER = "# Translations of the reports of openness-audit."


def template() -> Catalog:
    """Every message of the reports, in the order of the files."""
    found = Catalog(project="openness-audit", fuzzy=False, header_comment=_HEADER)
    for place, message in _messages():
        found.add(message, locations=[(place, 0)])
    for place, text in criteria.messages():
        found.add(text, locations=[(place, 0)])
    return found


def _messages() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for folder, methods in (("audit/render", _PYTHON), ("reports", _TEMPLATES)):
        for name, _, message, _, _ in extract_from_dir(
            ROOT / folder, method_map=methods, keywords=_KEYWORDS, strip_comment_tags=True
        ):
            yield f"{folder}/{name}", message


def updated(tag: str) -> Catalog:
    """The catalog of a language with all messages of today and the translations that it has."""
    with catalog_path(tag).open("rb") as file:
        known = read_po(file, locale=tag.replace("-", "_"))
    today = template()
    known.update(today, no_fuzzy_matching=True)
    known.obsolete.clear()
    return known


def catalog_path(tag: str) -> Path:
    """Where the translations into a language stand."""
    return FOLDER / tag.replace("-", "_") / "LC_MESSAGES" / "reports.po"


def translations() -> tuple[str, ...]:
    """The languages besides that of the messages."""
    return tuple(tag for tag in LANGUAGES if tag != SOURCE)


def written(catalog: Catalog) -> bytes:
    """A catalog as a file, the same bytes for the same messages."""
    content = io.BytesIO()
    write_po(content, catalog, width=0, include_lineno=False, sort_by_file=True)
    lines = content.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_VARYING))


_VARYING = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By')


class _Undated(Catalog):
    """A catalog that says neither when it was made nor by what."""

    @property  # type: ignore[misc]  # Babel's can be set, this one is read alone
    def mime_headers(self) -> list[tuple[str, str]]:
        """What a program needs to read it."""
        headers = Catalog.mime_headers.fget(self)  # type: ignore[attr-defined]
        return [(name, value) for name, value in headers if name in _NEEDED]


_NEEDED = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")


def compiled(catalog: Catalog) -> bytes:
    """A catalog as the program reads it, the same bytes for the same translations."""
    undated = _Undated(locale=catalog.locale, fuzzy=False)
    for message in catalog:
        if message.id:
            undated.add(message.id, message.string, context=message.context)
    content = io.BytesIO()
    write_mo(content, undated)
    return content.getvalue()
