"""What Python programs and notebooks use: `import audit`, then `audit.assess("owner/name")`.

collected = audit.collect("owner/name")     # what is online, pinned and hashed
report = audit.assess(collected)            # or a name, a folder, a saved file
report.outcomes["osaid-1.0"]                # Outcome.UNMET
report.save("reports")                      # NAME.json and NAME.html
audit.load("reports/name.json")             # a saved snapshot, inventory or assessment
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from audit.collect import Collected, opened
from audit.errors import AuditError
from audit.model import Assessment, Evidence, Outcome

Target = str | os.PathLike[str] | Collected
"""A target as the command line takes it, or what was collected of one."""


class Report:
    """The judgement of one model."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        """The whole of it; docs/formats.md and `criteria/schema` describe the fields."""

    @property
    def name(self) -> str:
        """The model's short name, under which files are written."""
        return self.assessment.target.name

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """What each framework comes to, by its id."""
        return {name: one.outcome for name, one in self.assessment.frameworks.items()}

    def html(self, language: str = "en") -> str:
        """The report as one self-contained page; `AuditError` for a language that there is not."""
        from audit.render.html import model_html
        from audit.render.language import LANGUAGES, speaking

        if language not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise AuditError(f"There is no report in {language!r}.", f"Known: {known}.")
        with speaking(language):
            return model_html(self.assessment)

    def json(self) -> str:
        """The assessment as JSON, as `openness audit` writes it."""
        from audit.render.json import model_json

        return model_json(self.assessment)

    def save(self, folder: str | os.PathLike[str] = ".") -> tuple[Path, ...]:
        """Writes NAME.json and NAME.html, whole or not at all, and returns their paths."""
        from audit.cli.write import check_folder, write_files

        place = Path(folder)
        check_folder(place)
        files = {f"{self.name}.json": self.json(), f"{self.name}.html": self.html()}
        return tuple(write_files(place, files))

    def evidence(self, requirement: str) -> tuple[Evidence, ...]:
        """Where the outcome of a requirement was read; `AuditError` when no framework has it."""
        for framework in self.assessment.frameworks.values():
            if (verdict := framework.requirements.get(requirement)) is not None:
                return tuple(place for reason in verdict.because for place in reason.evidence)
        raise AuditError(f"There is no requirement {requirement!r}.", "See `openness frameworks`.")

    def __repr__(self) -> str:
        told = ", ".join(f"{name}: {outcome.value}" for name, outcome in self.outcomes.items())
        return f"<Report of {self.assessment.target.id}: {told}>"

    def _repr_html_(self) -> str:
        from audit.render.html import notebook_html

        return notebook_html(self.assessment)


def assess(target: Target, *, offline: bool = False) -> Report:
    """The judgement of a target, or of what was collected; `AuditError` says what is wrong.

    `offline` uses only what was kept of earlier runs.
    """
    from audit.collect.targets import name_target
    from audit.pipeline import audit, inventory_of

    if isinstance(target, Collected):
        from audit.judge.assess import assess as judged

        return Report(judged(inventory_of(target.snapshot, target.contents)))
    with opened(offline=offline) as door:
        return Report(audit(name_target(os.fspath(target)), door.begin()))


def load(path: str | os.PathLike[str]) -> Collected | Report:
    """A saved snapshot as it was collected, a saved assessment as it was judged, or a saved
    inventory judged now; `AuditError` when the path holds none of them."""
    from audit.collect.store import is_snapshot, load

    place = Path(path)
    if is_snapshot(place):
        return Collected(*load(place))
    saved = _saved(place)
    return Report(saved) if saved is not None else assess(place)


def _saved(path: Path) -> Assessment | None:
    """The assessment in a file; None where it holds something else."""
    import msgspec

    try:
        found = msgspec.json.decode(path.read_bytes(), type=Assessment)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return found if found.schema == "openness-assessment/1" else None
