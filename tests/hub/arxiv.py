"""Routes of arXiv, under `/arxiv`: made-up pages with the structure of the real ones."""

from __future__ import annotations

import re
from html import escape

from .answer import NOT_RECORDED, Answer, Request, tagged, unchanged
from .shelf import Paper
from .site import Site

HTML = {"Content-Type": "text/html; charset=utf-8"}


def arxiv_answer(site: Site, request: Request) -> Answer:
    """The answer to `/arxiv/abs/{id}{version}` and `/arxiv/html/{id}{version}`."""
    _, kind, *rest = (*request.segments, "", "")
    name = "/".join(rest).rstrip("/")
    found = re.fullmatch(r"(.+?)(?:v(\d+))?", name)
    paper = site.shelf.paper(found[1]) if found else None
    if paper is None or found is None:
        return Answer(status=451, headers={**HTML, **NOT_RECORDED}, body=b"Not recorded")
    version = int(found[2] or len(paper.versions))
    if not 0 < version <= len(paper.versions):
        return missing()
    if kind == "abs":
        page = Answer(headers=HTML, body=abstract_page(paper, version).encode())
        return unchanged(request, tagged(page))
    if kind == "html" and paper.html is not None:
        return unchanged(request, tagged(Answer(headers=HTML, body=paper.html)))
    return missing()


def missing() -> Answer:
    """The page of what is not there."""
    return Answer(status=404, headers=HTML, body=b"<h1>Not found</h1>")


def abstract_page(paper: Paper, version: int) -> str:
    """The abstract page, with the frame of the site around it."""
    comments = paper.comments and row("Comments", "comments mathjax", escape(paper.comments))
    return f"""<!DOCTYPE html>
<html lang="en"><head><title>[{paper.id}] {escape(paper.title)}</title>
<meta name="citation_title" content="A title that no reader sees"/>
<script>var dropped = "License: http://example.org/";</script></head>
<body class="with-cu-identity"><header><a href="https://info.arxiv.org/about/donate.html">Donate</a>
<a id="home" href="/">arXiv</a> &gt; cs &gt; arXiv:{paper.id}</header>
<main><div id="abs-outer"><div class="leftcolumn">
<div class="subheader"><h1>Computer Science &gt; Made Up</h1></div>
<div id="content-inner"><div id="abs">
<div class="dateline">[Submitted on 1 Jan 2024 (this version, v{version})]</div>
<h1 class="title mathjax"><span class="descriptor">Title:</span>{escape(paper.title)}</h1>
<div class="authors"><span class="descriptor">Authors:</span><a href="/a/x">A. Bird</a></div>
<blockquote class="abstract mathjax"><span class="descriptor">Abstract:</span>
 {escape(paper.abstract)}</blockquote>
<div class="metatable"><table summary="Additional metadata">
{comments or ""}
{row("Subjects", "subjects", '<span class="primary-subject">Made Up (cs.MU)</span>')}
</table></div></div></div>
{history(paper, version)}
</div><div class="extra-services"><div class="full-text">
<span class="descriptor">Full-text links:</span><h2>Access Paper:</h2>
<ul><div id="download-button-info" hidden>View a PDF</div>
<li><a href="/pdf/{paper.id}v{version}" class="abs-button download-pdf">View PDF</a></li></ul>
<div class="abs-license">{license_link(paper)}</div></div></div></div></main></body></html>
"""


def row(label: str, kind: str, value: str) -> str:
    """A line of the table below the abstract."""
    cells = f'<td class="tablecell label">{label}:</td><td class="tablecell {kind}">{value}</td>'
    return f"<tr>{cells}</tr>"


def license_link(paper: Paper) -> str:
    """The link to the license, as an icon."""
    if paper.license is None:
        return "<div hidden>No license for this version</div>"
    return (
        f'<a href="{escape(paper.license)}" title="Rights to this article" class="has_license">\n'
        '<img alt="license icon" role="presentation" src="/icon.png"/><span>view license</span></a>'
    )


def history(paper: Paper, version: int) -> str:
    """The list of versions; the one that is shown has no link."""
    lines = []
    for number, said in enumerate(paper.versions, 1):
        name = f"[v{number}]"
        if number != version:
            name = f'<a href="/abs/{paper.id}v{number}" rel="nofollow">{name}</a>'
        lines.append(f"<strong>{name}</strong>\n  {said}<br/>")
    return (
        '<div class="submission-history"><h2>Submission history</h2> From: A. Bird '
        f'[<a href="/show-email/1" rel="nofollow">view email</a>]<br/>{"".join(lines)}</div>'
    )
