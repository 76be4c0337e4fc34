"""The sentences of an assessment, as `judge`, `resolve`, `probes` and `collect` word them.

What stands in braces is filled in there; `phrasebook` says what becomes of it in another language.
A test finds sentences that are missing here.
"""

from __future__ import annotations

from audit.render.phrases import conflicts, findings, judging

PHRASES = (
    *judging.REASONS,
    *judging.CLAUSES,
    *judging.OUTCOMES,
    *judging.REVIEWS,
    *judging.FIELDS,
    *judging.POLICIES,
    *findings.WEIGHTS,
    *findings.CODE,
    *findings.DOCUMENTS,
    *findings.DATA,
    *findings.ARTIFACTS,
    *findings.GAPS,
    *findings.LANGUAGES,
    *conflicts.CONFLICTS,
    *conflicts.DUTIES,
    *conflicts.NAMES,
)
