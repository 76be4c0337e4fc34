"""The text of a pull request for a patch: what it does, from which lines, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Evidence
from audit.model.patch import Mended
from audit.render.language import _
from audit.render.markdown.words import code, link, words
from audit.render.places import place


def pull_request(found: Mended) -> str:
    """Title and body as Markdown, in which a stranger's words are code or quoted."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Mended) -> Iterator[str]:
    yield _("State in the model card what the repository holds")
    yield ""
    if not found.done:
        yield _("Nothing has to be changed that the evidence settles.")
    for change in found.done:
        yield f"- {code(change.path)}: {words(change.what)}. {words(change.why)}."
        yield from map(_proof, change.evidence[:3])
    if found.left:
        yield f"\n{_('What only you can do:')}\n"
        yield from (f"- [ ] {words(line)}" for line in found.left)
    yield f"\n{_('Made by openness-audit from the files at the revisions above. Please check it.')}"


def _proof(evidence: Evidence) -> str:
    found = place(evidence)
    said = f": {code(evidence.quote)}" if evidence.quote else ""
    where = link(found.label, found.href)
    return f"  - {where}{said}"
