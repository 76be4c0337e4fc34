"""What machines read of a site: CSV, JSON, Atom, sitemap, robots."""

from __future__ import annotations

import csv
import io
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

import msgspec

from audit.render.csv import cell
from audit.render.labels import OUTCOMES
from audit.render.language import _
from audit.render.pictures.drawing import plain
from audit.render.site.links import Plan, report_page
from audit.render.site.rows import WEIGHTS, Row

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
MOST_ENTRIES = 200
"""Entries of the feed, the newest."""


def models_csv(rows: Sequence[Row], frameworks: Sequence[str]) -> str:
    """One line for each model; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    head = ["model", "id", "collected", "snapshot", "weights-license", "weights-class"]
    writer.writerow(map(cell, [*head, "conflicts", "not-read", *frameworks]))
    for row in rows:
        weights = row.components.get(WEIGHTS)
        own = [row.name, row.id, row.collected, row.digest]
        terms = [(weights.license or "") if weights else "", weights.class_ if weights else ""]
        judged = [row.frameworks.get(name) for name in frameworks]
        found = [str(len(row.conflicts)), str(row.gaps)]
        outcomes = [one.outcome.value if one else "" for one in judged]
        writer.writerow(map(cell, [*own, *terms, *found, *outcomes]))
    return out.getvalue()


def models_json(rows: Sequence[Row]) -> str:
    """The same as JSON, with the files of each model."""
    listed = [_listed(row) for row in rows]
    packed = msgspec.json.encode({"schema": "openness-site/1", "models": listed})
    return msgspec.json.format(packed, indent=1).decode("utf-8") + "\n"


def _listed(row: Row) -> dict[str, Any]:
    weights = row.components.get(WEIGHTS)
    return {
        "model": row.name,
        "id": row.id,
        "revision": row.revision,
        "collected": row.collected,
        "snapshot": row.digest,
        "report": report_page(row.page),
        "assessment": report_page(row.page).removesuffix(".html") + ".json",
        "weights_license": weights.license if weights else None,
        "weights_class": weights.class_ if weights else None,
        "conflicts": [one.kind for one in row.conflicts],
        "not_read": row.gaps,
        "outcomes": {
            name: {"outcome": one.outcome.value, "basis": one.basis.value}
            for name, one in row.frameworks.items()
        },
    }


def feed(rows: Iterable[Row], titles: Mapping[str, str], plan: Plan, language: str) -> str:
    """An Atom feed, https://www.rfc-editor.org/rfc/rfc4287, dated by the days of collection;
    `titles` are those of the frameworks."""
    dated = sorted(
        (row for row in rows if _DAY.fullmatch(row.collected)),
        key=lambda row: (row.collected, row.page),
        reverse=True,
    )[:MOST_ENTRIES]
    base = plan.base_url + plan.folder(language) if plan.base_url else ""
    updated = dated[0].collected if dated else "1970-01-01"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
        f"<title>{escape(_('How open are these models?'))}</title>",
        f"<id>{_urn(base or 'openness-audit site')}</id>",
        f"<updated>{updated}T00:00:00Z</updated>",
        "<author><name>openness-audit</name></author>",
        "<generator>openness-audit</generator>",
        f'<link rel="alternate" type="text/html" href={quoteattr(base + "index.html")}/>',
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + "feed.xml")}/>',
    ]
    for row in dated:
        lines += _entry(row, titles, base)
    return "\n".join([*lines, "</feed>", ""])


def _entry(row: Row, titles: Mapping[str, str], base: str) -> list[str]:
    first = row.first
    says = _("no definition was asked")
    if first is not None:
        word = _(OUTCOMES[row.frameworks[first].outcome].word)
        says = _("{framework}: {answer}", framework=titles.get(first, first), answer=word)
    page = quoteattr(base + quote(report_page(row.page)))
    name = _urn(f"{row.id}\n{row.name}\n{row.digest}\n{row.collected}")
    return [
        "<entry>",
        f"<title>{escape(plain(row.name)) or '–'}</title>",
        f"<id>{name}</id>",
        f"<updated>{row.collected}T00:00:00Z</updated>",
        f'<link rel="alternate" type="text/html" href={page}/>',
        f"<summary>{escape(plain(says))}</summary>",
        "</entry>",
    ]


def _urn(text: str) -> str:
    digest = uuid.uuid5(uuid.NAMESPACE_URL, text.encode("utf-8", "replace").decode("utf-8"))
    return f"urn:uuid:{digest}"


def sitemap(pages: Iterable[str], plan: Plan) -> str:
    """https://www.sitemaps.org/protocol.html; the pages by their paths."""
    listed = "".join(
        f"<url><loc>{escape(plan.base_url + quote(page))}</loc></url>\n" for page in sorted(pages)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{listed}</urlset>\n"
    )


def robots(plan: Plan) -> str:
    """All may read all."""
    where = f"\nSitemap: {plan.base_url}sitemap.xml" if plan.base_url else ""
    return f"User-agent: *\nAllow: /{where}\n"
