"""The text of a pull request for a patch: what it does, from which lines, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Evidence
from audit.model.patch import Mended
from audit.render.language import _
from audit.render.places import place
from audit.render.untrusted import one_line


def pull_request(found: Mended) -> str:
    """Title and body as Markdown, in which a stranger's words are code or quoted."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Mended) -> Iterator[str]:
    yield _("State in the model card what the repository holds")
    yield ""
    if not found.done:
        yield _("Nothing has to be changed that the evidence settles.")
    for change in found.done:
        yield f"- `{_code(change.path)}`: {_plain(change.what)}. {_plain(change.why)}."
        yield from map(_proof, change.evidence[:3])
    if found.left:
        yield f"\n{_('What only you can do:')}\n"
        yield from (f"- [ ] {_plain(line)}" for line in found.left)
    yield f"\n{_('Made by openness-audit from the files at the revisions above. Please check it.')}"


def _proof(evidence: Evidence) -> str:
    found = place(evidence)
    said = f": `{_code(evidence.quote)}`" if evidence.quote else ""
    where = f"[{_plain(found.label)}]({found.href})" if found.href else _plain(found.label)
    return f"  - {where}{said}"


def _code(text: str) -> str:
    """For between back-quotes."""
    return one_line(text).replace("`", "'")


def _plain(text: str) -> str:
    """Words in which no sign of Markdown, HTML or a mention is one."""
    signs = "\\`*_{}[]<>#|@~!&"
    return "".join(f"\\{sign}" if sign in signs else sign for sign in one_line(text))
