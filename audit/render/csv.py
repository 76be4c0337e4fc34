"""One long table (RFC 4180): a row per definition, requirement and component of a model.

Words are those of the JSON report, in English in every language, so that programs can rely on
them. No cell can become a formula: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from audit.model import Assessment, Component, Evidence, FrameworkVerdict, Reason, Verdict
from audit.render.answer import title
from audit.render.labels import component_name
from audit.render.language import SOURCE, speaking
from audit.render.places import place
from audit.render.untrusted import one_line
from audit.render.view_changes import change_lines

COLUMNS = (
    "model",
    "target",
    "collected",
    "snapshot",
    "kind",
    "framework",
    "framework_title",
    "id",
    "name",
    "required",
    "outcome",
    "level",
    "basis",
    "needs",
    "license",
    "license_class",
    "access",
    "because",
    "place",
    "link",
    "changes",
)
"""Columns are added at the end; none is renamed or taken away."""
LONGEST_CELL = 2_000
MOST_PLACES = 5
_FORMULA = re.compile(r"[\s\"'“”‘’«»]*[=+\-@\uff0b\uff0d\uff1d\uff20]")
_AFTER_A_SIGN = re.compile(r"(;\s*[\"']*)(?=[=+\-@])")
"""Where the sign between fields is a semicolon, what follows one begins a cell."""


def model_csv(assessment: Assessment) -> str:
    """The table of one model."""
    return index_csv((assessment,))


def index_csv(assessments: Sequence[Assessment]) -> str:
    """The tables of several models below one head, in the order given."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    with speaking(SOURCE):
        for assessment in assessments:
            for row in _rows(assessment):
                writer.writerow([cell(row.get(column, "")) for column in COLUMNS])
    return out.getvalue()


def cell(text: str) -> str:
    """The text on one line; with an apostrophe before what a spreadsheet would work out."""
    line = _AFTER_A_SIGN.sub(r"\1'", one_line(text, longest=LONGEST_CELL))
    return f"'{line}" if _FORMULA.match(line) else line


def _rows(assessment: Assessment) -> Iterator[dict[str, str]]:
    about = {
        "model": assessment.target.name,
        "target": assessment.target.id,
        "collected": assessment.snapshot.collected,
        "snapshot": assessment.snapshot.digest,
    }
    for identifier, framework in assessment.frameworks.items():
        of = {**about, "framework": identifier, "framework_title": title(framework)}
        yield {**of, **_framework(identifier, framework)}
        for name, verdict in framework.requirements.items():
            yield {**of, **_requirement(name, verdict)}
    for name, component in assessment.components.items():
        yield {**about, **_component(name, component)}


def _framework(identifier: str, framework: FrameworkVerdict) -> dict[str, str]:
    return {
        "kind": "framework",
        "id": identifier,
        "name": framework.name,
        "outcome": framework.outcome.value,
        "level": framework.reached or "",
        "basis": framework.basis.value,
        "because": framework.says,
        "link": place(Evidence(artifact="", url=framework.source)).href or "",
        "changes": "; ".join(change_lines(framework.changes)),
    }


def _requirement(identifier: str, verdict: Verdict) -> dict[str, str]:
    return {
        "kind": "requirement",
        "id": identifier,
        "name": verdict.name,
        "required": "yes" if verdict.required else "no",
        "outcome": verdict.outcome.value,
        "level": verdict.level or "",
        "basis": verdict.basis.value,
        "needs": verdict.needs or "",
        "because": "; ".join(reason.text for reason in verdict.because),
        "changes": "; ".join(change_lines(verdict.changes)),
        **_places(_evidence(verdict.because)),
    }


def _component(identifier: str, component: Component) -> dict[str, str]:
    return {
        "kind": "component",
        "id": identifier,
        "name": component_name(identifier),
        "outcome": component.availability.value,
        "basis": "reviewed" if component.reviewed else "automatic",
        "license": component.license.expression or "",
        "license_class": component.license.class_,
        "access": component.access.value,
        "because": component.detail,
        **_places(component.evidence),
    }


def _evidence(reasons: Iterable[Reason]) -> Iterator[Evidence]:
    for reason in reasons:
        yield from reason.evidence


def _places(evidence: Iterable[Evidence]) -> dict[str, str]:
    """The first places in words, and the address of the first that has one."""
    places = [place(one) for one in dict.fromkeys(evidence)]
    more = len(places) - MOST_PLACES
    told = "; ".join(one.label for one in places[:MOST_PLACES])
    return {
        "place": told + (f"; and {more} more" if more > 0 else ""),
        "link": next((one.href for one in places if one.href), ""),
    }
