"""The right of reply: what was found of one model, where, what would change it, how to answer."""

from __future__ import annotations

import json
import shlex

from msgspec import Struct

from audit.model import Assessment, Role
from audit.render.places import anchor
from audit.render.untrusted import one_line
from audit.render.view import ModelView, model_view
from audit.render.view_inventory import ArtifactView, ConflictView, GapView
from audit.render.view_verdicts import FrameworkView, RequirementView

MOST_LISTED = 30
"""Entries of any one list in a letter; the report has them all."""
REVIEW_SCHEMA = "openness-review/1"


class Answering(Struct, frozen=True, kw_only=True):
    """Where an answer is to go and by when, as the sender says."""

    to: str = ""
    by: str = ""


class LetterView(Struct, frozen=True, kw_only=True):
    """One letter."""

    name: str
    file: str
    """The name of a file for it, without an ending."""
    anchor: str
    target: str
    read: tuple[ArtifactView, ...]
    """What the publisher puts online, as it was read."""
    collected: str
    digest: str
    quotes: bool
    first: FrameworkView | None
    others: tuple[FrameworkView, ...]
    failing: tuple[RequirementView, ...]
    unseen: tuple[RequirementView, ...]
    """Required, and not known for want of evidence."""
    waiting: tuple[RequirementView, ...]
    met: int
    conflicts: tuple[ConflictView, ...]
    gaps: tuple[GapView, ...]
    more: int
    """Entries that were left out."""
    command: str
    review: str
    """The beginning of a review file."""
    answering: Answering


def letter_view(assessment: Assessment, answering: Answering) -> LetterView:
    """The letter on one model."""
    view = model_view(assessment)
    first = view.frameworks[0] if view.frameworks else None
    failing = first.failing if first else ()
    unseen = tuple(one for one in first.requirements if _is_unseen(one)) if first else ()
    waiting = first.waiting if first else ()
    lists = (failing, unseen, waiting, view.conflicts, view.gaps)
    return LetterView(
        name=view.name,
        file=assessment.target.name,
        anchor=anchor("letter", assessment.target.id),
        target=view.target,
        read=tuple(one for one in view.artifacts if one.own),
        collected=view.collected,
        digest=view.digest,
        quotes=view.quotes,
        first=first,
        others=view.frameworks[1:],
        failing=failing[:MOST_LISTED],
        unseen=unseen[:MOST_LISTED],
        waiting=waiting[:MOST_LISTED],
        met=_met(first),
        conflicts=view.conflicts[:MOST_LISTED],
        gaps=view.gaps[:MOST_LISTED],
        more=sum(max(0, len(one) - MOST_LISTED) for one in lists),
        command=_command(assessment, view),
        review=_review(assessment, view),
        answering=answering,
    )


def _is_unseen(requirement: RequirementView) -> bool:
    return requirement.required and requirement.outcome.tone == "open" and not requirement.waits


def _met(first: FrameworkView | None) -> int:
    requirements = first.requirements if first else ()
    return sum(one.required and one.outcome.tone == "good" for one in requirements)


def _review(assessment: Assessment, view: ModelView) -> str:
    """A review file to be filled in; what strangers named is quoted as JSON, which YAML reads."""
    model, revision = _judged(assessment)
    lines = (
        f"schema: {REVIEW_SCHEMA}",
        f"model: {_quoted(model)}",
        f"revision: {_quoted(revision)}",
        "reviewer: NAME",
        "reviews:",
        f"  - {_subject(view)}",
        "    reason: IN ONE SENTENCE, WHAT WAS OVERLOOKED OR MISREAD",
        "    evidence:",
        f"      - artifact: {_quoted(_artifact(view, model))}",
        "        path: FILE",
        "        lines: [FIRST, LAST]",
        "        quote: THE WORDS AS THEY STAND THERE",
        "    date: YEAR-MONTH-DAY",
    )
    return "\n".join(lines)


def _judged(assessment: Assessment) -> tuple[str, str]:
    """Model and revision as a review names them: of the weights where there are any."""
    weights = (one for one in assessment.artifacts if one.role is Role.WEIGHTS)
    judged = next(weights, None)
    if judged is None:
        known = {one.id: one.revision for one in assessment.artifacts}
        revision = known.get(assessment.target.id)
        return assessment.target.id, revision or assessment.snapshot.digest
    return judged.id.removeprefix("hf:"), judged.revision or assessment.snapshot.digest


def _command(assessment: Assessment, view: ModelView) -> str:
    """The line that audits what is online now, whatever the assessment was made from."""
    if any(one.role is Role.WEIGHTS for one in assessment.artifacts):
        return f"openness audit {shlex.quote(one_line(_judged(assessment)[0]))}"
    return view.command


def _artifact(view: ModelView, model: str) -> str:
    return next((one.id for one in view.artifacts if one.own), model)


def _subject(view: ModelView) -> str:
    first = view.frameworks[0] if view.frameworks else None
    asked = (*first.failing, *first.waiting) if first else ()
    if asked:
        return f"requirement: {_quoted(asked[0].id)}\n    finding: met"
    return "component: weights-final\n    finding: released"


def _quoted(text: str) -> str:
    return json.dumps(one_line(text), ensure_ascii=False)
