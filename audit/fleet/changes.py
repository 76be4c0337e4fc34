"""What differs between two sets of tables, as one query: two fleets, or a fleet and its own past.

It sees the schemas `old` and `new`, which `audit/fleet/differing.py` makes. Rows belong together by
the model's id and by `step`, which counts the assessments of a model that replaced each other; it
is 0 between two fleets. What models that share a profile have in common is compared once.
"""

from __future__ import annotations

CHANGES = """\
WITH pairs AS (
  SELECT id AS model, step, o.collected AS since, n.collected AS until,
         o.criteria IS DISTINCT FROM n.criteria OR o.tool IS DISTINCT FROM n.tool
           AS other_criteria,
         coalesce(o.profile::VARCHAR, 'model ' || id) AS old_key,
         coalesce(n.profile::VARCHAR, 'model ' || id) AS new_key
  FROM old.models o JOIN new.models n USING (id, step)
  WHERE (o.problem IS NULL OR o.assessment IS NOT NULL)
    AND (n.problem IS NULL OR n.assessment IS NOT NULL)
), presence AS (
  SELECT id AS model, step, o.collected AS since, n.collected AS until,
         CASE WHEN o.id IS NULL OR n.id IS NULL THEN 'model' ELSE 'problem' END AS what,
         CASE WHEN o.id IS NOT NULL THEN coalesce(o.problem, 'audited') END AS before,
         CASE WHEN n.id IS NOT NULL THEN coalesce(n.problem, 'audited') END AS after
  FROM old.models o FULL JOIN new.models n USING (id, step)
  WHERE o.id IS NULL OR n.id IS NULL OR o.problem IS DISTINCT FROM n.problem
), key_pairs AS (
  SELECT DISTINCT old_key, new_key, step FROM pairs
), old_rows AS (
  SELECT k.*, c.* EXCLUDE (key, step)
  FROM key_pairs k JOIN old.keyed_components c ON c.key = k.old_key AND c.step = k.step
), new_rows AS (
  SELECT k.*, c.* EXCLUDE (key, step)
  FROM key_pairs k JOIN new.keyed_components c ON c.key = k.new_key AND c.step = k.step
), differing_rows AS (
  SELECT old_key, new_key, step, component,
         o.license AS old_license, n.license AS new_license,
         o.license_class AS old_class, n.license_class AS new_class,
         o.access AS old_access, n.access AS new_access,
         o.availability AS old_availability, n.availability AS new_availability
  FROM old_rows o FULL JOIN new_rows n USING (old_key, new_key, step, component)
  WHERE o.license IS DISTINCT FROM n.license OR o.license_class IS DISTINCT FROM n.license_class
     OR o.access IS DISTINCT FROM n.access OR o.availability IS DISTINCT FROM n.availability
), component_rows AS (
  SELECT * FROM differing_rows JOIN pairs USING (old_key, new_key, step)
), old_conflicts AS (
  SELECT model, step, kind, parent, count(*) AS number
  FROM old.conflicts JOIN pairs USING (model, step) GROUP BY ALL
), new_conflicts AS (
  SELECT model, step, kind, parent, count(*) AS number
  FROM new.conflicts JOIN pairs USING (model, step) GROUP BY ALL
), conflict_rows AS (
  SELECT coalesce(o.model, n.model) AS model, coalesce(o.step, n.step) AS step,
         coalesce(o.kind, n.kind) AS kind, coalesce(o.parent, n.parent) AS parent,
         coalesce(o.number, 0) AS before, coalesce(n.number, 0) AS after
  FROM old_conflicts o FULL JOIN new_conflicts n
    ON o.model = n.model AND o.step = n.step AND o.kind = n.kind
       AND o.parent IS NOT DISTINCT FROM n.parent
  WHERE before <> after
), old_verdicts AS (
  SELECT k.*, v.framework, coalesce(v.requirement, '') AS requirement, v.outcome, v.level
  FROM key_pairs k JOIN old.keyed_verdicts v ON v.key = k.old_key AND v.step = k.step
), new_verdicts AS (
  SELECT k.*, v.framework, coalesce(v.requirement, '') AS requirement, v.outcome, v.level
  FROM key_pairs k JOIN new.keyed_verdicts v ON v.key = k.new_key AND v.step = k.step
), verdict_rows AS (
  SELECT old_key, new_key, step, framework, requirement,
         o.outcome AS old_outcome, n.outcome AS new_outcome,
         o.level AS old_level, n.level AS new_level
  FROM old_verdicts o
  FULL JOIN new_verdicts n USING (old_key, new_key, step, framework, requirement)
  WHERE o.outcome IS DISTINCT FROM n.outcome OR o.level IS DISTINCT FROM n.level
), changes AS (
  SELECT model, step, 'license' AS what, component AS about,
         old_license AS before, new_license AS after
  FROM component_rows WHERE old_license IS DISTINCT FROM new_license
  UNION ALL
  SELECT model, step, 'license class', component, old_class, new_class
  FROM component_rows WHERE old_class IS DISTINCT FROM new_class
  UNION ALL
  SELECT model, step, 'access', component, old_access, new_access
  FROM component_rows WHERE old_access IS DISTINCT FROM new_access
  UNION ALL
  SELECT model, step, 'availability', component, old_availability, new_availability
  FROM component_rows WHERE old_availability IS DISTINCT FROM new_availability
  UNION ALL
  SELECT model, step, 'conflict', kind || coalesce(': ' || parent, ''),
         before::VARCHAR, after::VARCHAR
  FROM conflict_rows
  UNION ALL
  SELECT model, step, 'outcome',
         framework || CASE WHEN requirement = '' THEN '' ELSE ': ' || requirement END,
         old_outcome, new_outcome
  FROM verdict_rows JOIN pairs USING (old_key, new_key, step)
  WHERE old_outcome IS DISTINCT FROM new_outcome
  UNION ALL
  SELECT model, step, 'level',
         framework || CASE WHEN requirement = '' THEN '' ELSE ': ' || requirement END,
         old_level, new_level
  FROM verdict_rows JOIN pairs USING (old_key, new_key, step)
  WHERE old_level IS DISTINCT FROM new_level
), told AS (
  SELECT model, step, since, until, what, about, before, after, other_criteria
  FROM changes JOIN pairs USING (model, step)
  UNION ALL
  SELECT model, step, since, until, what, NULL, before, after, NULL FROM presence
)
SELECT model, since, until, what, about, before, after, other_criteria
FROM told
ORDER BY model, step, what, about, before, after
"""
