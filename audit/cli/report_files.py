"""Which formats were asked for, and what assessments come to in them: files, or one text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from audit.errors import AuditError

if TYPE_CHECKING:
    from audit.model import Assessment

PDF = "pdf"
"""Printed by a browser from the HTML report; all other formats are those of `render`."""
DEFAULT = ("json", "html")


def chosen_formats(given: Sequence[str], default: Sequence[str] = DEFAULT) -> tuple[str, ...]:
    """The formats, each once; several may stand in one word with commas between.

    `AuditError` for a format that is not there, or a PDF where no browser is.
    """
    from audit.render.formats import FORMATS

    known = (*FORMATS, PDF)
    names = [one.strip().lower() for text in given for one in text.split(",")] or list(default)
    for name in names:
        if name not in known:
            raise AuditError(f"There is no format {name!r}.", f"Known: {', '.join(known)}.")
    if PDF in names:
        from audit.paper.browser import find_browser

        find_browser()
    return tuple(dict.fromkeys(names))


def report_files(
    assessments: Sequence[Assessment], formats: Sequence[str]
) -> dict[str, str | bytes]:
    """The files to write, by name; the comparison comes last."""
    files: dict[str, str | bytes] = {}
    for assessment in assessments:
        for name in formats:
            files[assessment.target.name + _suffix(name)] = _written(name, assessment)
    if len(assessments) > 1:
        for name in formats:
            compared = _compared(name, assessments)
            if compared is not None:
                files["index" + _suffix(name)] = compared
    return files


def check_one(formats: Sequence[str]) -> None:
    """`AuditError` where several formats would go to stdout, before anything is collected."""
    if len(formats) != 1:
        raise AuditError("Only one format goes to stdout.", "Name it, as in `--format md -o -`.")


def one_text(assessments: Sequence[Assessment], formats: Sequence[str]) -> str | bytes:
    """What goes to stdout: one report, or one comparison; `AuditError` where there is none."""
    name = formats[0]
    if len(assessments) == 1:
        return _written(name, assessments[0])
    compared = _compared(name, assessments)
    if compared is None:
        raise AuditError(
            f"{name} has no comparison of several.", "Name one target, or give -o a folder."
        )
    return compared


def _suffix(name: str) -> str:
    from audit.render.formats import FORMATS

    return FORMATS[name].suffix if name in FORMATS else f".{name}"


def _written(name: str, assessment: Assessment) -> str | bytes:
    from audit.render.formats import FORMATS

    if name == PDF:
        from audit.paper.pdf import pdf

        return pdf(FORMATS["html"].render(assessment), assessment.snapshot.collected)
    return FORMATS[name].render(assessment)


def _compared(name: str, assessments: Sequence[Assessment]) -> str | bytes | None:
    from audit.render.formats import FORMATS

    compare = FORMATS["html" if name == PDF else name].compare
    if compare is None:
        return None
    text = compare(assessments)
    if name != PDF:
        return text
    from audit.paper.pdf import pdf

    return pdf(text, max(one.snapshot.collected for one in assessments))
