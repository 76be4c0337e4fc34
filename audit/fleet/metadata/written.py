"""The findings in the tables that results of both depths share: NULL is not known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audit import __version__
from audit.fleet.parts import write_table
from audit.fleet.store import Results
from audit.fleet.tables import COMPONENTS, CONFLICTS, MODELS, VERDICTS
from audit.judge.load import criteria_digest

if TYPE_CHECKING:
    import duckdb

_MODELS = """
    SELECT 'hf:' || m.id AS id, m.revision, 'metadata' AS depth, w.license,
        nullif(w.license_class, 'unknown') AS license_class, nullif(w.access, 'unknown') AS access,
        nullif(w.availability, 'unknown') AS weights, coalesce(l.bases, []) AS base_models,
        coalesce(k.datasets, []) AS datasets, coalesce(l.ancestors, 0) AS ancestors,
        coalesce(c.conflicts, 0) AS conflicts, f.gaps + coalesce(l.missing, 0) AS gaps,
        p.profile, m.problem, d.tag, nullif(d.tag_class, 'unknown') AS tag_class,
        '{criteria}' AS criteria, '{tool}' AS tool
    FROM models m JOIN declarations d USING (declaration)
    LEFT JOIN lineages l ON l.n = m.n
    JOIN combinations b ON b.file = m.file AND b.said = d.said AND b.kinds = m.kinds
        AND b.terms = coalesce(l.terms, [])
    JOIN profile_of p USING (combination)
    JOIN (SELECT * FROM shown WHERE component = 'weights-final') w USING (profile)
    JOIN file_states f ON f.file = m.file
    LEFT JOIN data_kinds k ON k.n = m.n
    LEFT JOIN (SELECT n, count(*) AS conflicts FROM conflicts GROUP BY n) c ON c.n = m.n
    UNION ALL BY NAME SELECT id, 'metadata' AS depth, problem
    FROM staged WHERE NOT is_model AND id IS NOT NULL"""
_COMPONENTS = """
    SELECT profile, component, nullif(availability, 'unknown') AS availability,
        nullif(access, 'unknown') AS access, license,
        nullif(license_class, 'unknown') AS license_class
    FROM shown"""
_CONFLICTS = """
    SELECT 'hf:' || m.id AS model, kind, severity, about AS parent, says, against,
        'https://huggingface.co/' || m.id AS evidence
    FROM conflicts JOIN models m USING (n)"""
_VERDICTS = """
    SELECT signature AS profile, framework, requirement, outcome, basis, needs FROM judged"""


def write_tables(
    connection: duckdb.DuckDBPyConnection, judging: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    """Writes the four tables; the verdicts are in a database of their own."""
    results = Results(folder)
    models = _MODELS.format(criteria=criteria_digest(), tool=__version__)
    write_table(connection, MODELS, models, results.table(MODELS))
    write_table(connection, COMPONENTS, _COMPONENTS, results.table(COMPONENTS))
    write_table(connection, CONFLICTS, _CONFLICTS, results.table(CONFLICTS))
    write_table(judging, VERDICTS, _VERDICTS, results.table(VERDICTS))
