"""Questions that are ready to be asked, as SQL, each with what it asks and how to read the answer.

What is not known counts for nothing here: a model without known terms is neither open nor closed.
A model that could not be audited again counts as it was found before.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from audit.fleet.changes import CHANGES


class Question(Struct, frozen=True, kw_only=True):
    """One question."""

    asks: str
    """What is asked, as one sentence."""
    reads: str
    """How the answer is to be read."""
    sql: str
    of_past: bool = False
    """Whether it compares with the assessments that later runs replaced."""


LICENSES = Question(
    asks="Under which terms do the weights stand?",
    reads="One row for each license, the classes with most models first. Where the class or the "
    "license is NULL, it is not known; `none` means it was seen that none is given.",
    sql="""\
SELECT license_class, license, count(*) AS models,
       count(*) FILTER (access = 'gated') AS gated,
       count(*) FILTER (claims > 0) AS called_open,
       min(id) AS example
FROM models
WHERE problem IS NULL OR assessment IS NOT NULL
GROUP BY license_class, license
ORDER BY sum(count(*)) OVER (PARTITION BY license_class) DESC, license_class,
         models DESC, license
""",
)
CONFLICTS = Question(
    asks="Which statements cannot both hold, and how often?",
    reads="One row for each kind of conflict; `openness explain` says what a kind means. A model "
    "may have several of one kind.",
    sql="""\
WITH kinds AS (
  SELECT kind, count(*) AS conflicts, min(evidence) AS place FROM conflicts GROUP BY kind
), names AS (
  SELECT kind, count(*) AS models, min(model, 3) AS examples
  FROM (SELECT DISTINCT kind, model FROM conflicts) GROUP BY kind
)
SELECT kind, models, conflicts, examples, place
FROM kinds JOIN names USING (kind)
ORDER BY models DESC, conflicts DESC, kind
""",
)
OPENWASHING = Question(
    asks="Which models are called open by their publishers, in words or by the license tag, where "
    "terms, conflicts or the Open Source AI Definition say otherwise?",
    reads="One row for each thing that speaks against it. `called` and `called_at` are the "
    "publisher's side, `against` and `place` the other. Words may speak of a part of the model: "
    "read them. Terms and verdicts that are not known speak against nobody.",
    sql="""\
WITH open AS (SELECT class FROM license_classes WHERE terms = 'open'),
restricted AS (SELECT class, words FROM license_classes WHERE terms = 'restricted'),
called AS (
  SELECT id AS model, license, license_class, claims, claim AS called_at,
         CASE WHEN claims > 0 AND tag_class IN (FROM open) THEN 'in words, and tagged ' || tag
              WHEN claims > 0 THEN 'in words' ELSE 'tagged ' || tag END AS called
  FROM models
  WHERE (problem IS NULL OR assessment IS NOT NULL) AND (claims > 0 OR tag_class IN (FROM open))
), against AS (
  SELECT model, called, called_at, 'terms' AS reason,
         coalesce(c.license || ', ', '') || words AS against, w.place
  FROM called c JOIN restricted ON class = license_class
  LEFT JOIN (
    SELECT model, coalesce(license_evidence, evidence) AS place
    FROM components WHERE component = 'weights-final'
  ) w USING (model)
  UNION ALL
  SELECT model, called, called_at, kind, coalesce(against, says), evidence
  FROM called JOIN conflicts USING (model)
  WHERE kind = 'model-against-base-model'
     OR claims > 0 AND kind IN ('claim-against-terms', 'claim-against-content')
  UNION ALL
  SELECT model, called, called_at, framework, 'not met as a whole', NULL
  FROM called JOIN verdicts USING (model)
  WHERE claims > 0 AND framework = 'osaid-1.0' AND requirement IS NULL AND outcome = 'unmet'
)
SELECT * FROM against ORDER BY model, reason, against, place
""",
)
DRIFT = Question(
    asks="What changed against the assessments that later runs replaced?",
    reads="One row for each change of a model in terms, access, conflicts or outcomes, from one "
    "assessment to the next. NULL is not known. Where `other_criteria` is true, the two were "
    "judged by different criteria or versions, and an outcome may differ for that alone.",
    sql=CHANGES,
    of_past=True,
)
QUESTIONS: Mapping[str, Question] = {
    "licenses": LICENSES,
    "conflicts": CONFLICTS,
    "openwashing": OPENWASHING,
    "drift": DRIFT,
}
