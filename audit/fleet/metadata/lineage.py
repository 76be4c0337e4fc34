"""What each model was made from, over several steps, in SQL.

Tables: `edges` (each declared starting point once), `parents` (each name once), `above` (a model
and what of the dump lies above it), `steps` (the edges of a model's whole lineage).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.fleet.metadata.known_names import add_known_names, add_terms_by_name, is_hub_id
from audit.fleet.metadata.rows import MOST_ANCESTORS, MOST_HOPS

if TYPE_CHECKING:
    import duckdb

_EDGES = """
CREATE TABLE edges AS
WITH named AS (
    SELECT n, names FROM staged JOIN models USING (n, id) WHERE len(names) > 0
), each AS (
    SELECT n, left(unnest(names), 120) AS parent, generate_subscripts(names, 1) AS place
    FROM named
)
SELECT n, letters_of(parent) AS letters, arg_min(parent, place) AS parent FROM each
GROUP BY n, letters
"""
_PARENTS = """
CREATE TABLE parents AS
WITH each AS (SELECT parent FROM edges UNION SELECT parent FROM own_names)
SELECT parent, {hub_id} AS is_hub_id, s.n AS parent_n
FROM each LEFT JOIN (SELECT id, n FROM models) s
    ON s.id = parent AND {hub_id}
"""
_TERMS = """
CREATE TABLE ways AS
SELECT row_number() OVER ()::INTEGER AS way, p.parent, p.is_hub_id, p.parent_n,
    coalesce(r.term, b.term) AS read_term, b.term AS name_term
FROM parents p
LEFT JOIN models m ON m.n = p.parent_n
LEFT JOIN declarations r USING (declaration)
LEFT JOIN (SELECT parent, term FROM by_name JOIN terms
    ON terms.is_by_name AND terms.expression = by_name.expression AND terms.class = by_name.class) b
    USING (parent)
"""
_OWN_EDGES = """
CREATE TABLE own_edges AS
WITH other AS (SELECT DISTINCT e.n FROM edges e JOIN own_names USING (n) JOIN models s USING (n)
    WHERE NOT starts_with(lower(e.parent), lower(split_part(s.id, '/', 1)) || '/')),
added AS (SELECT n, parent FROM own_names WHERE n NOT IN (SELECT n FROM other)),
new AS (SELECT n, parent FROM added a WHERE NOT EXISTS (SELECT 1 FROM edges e
    WHERE e.n = a.n AND e.letters = letters_of(a.parent)))
SELECT n, parent FROM edges UNION ALL SELECT n, parent FROM new
"""
_FIRST = """
CREATE TABLE above AS SELECT DISTINCT e.n AS model, w.parent_n AS n, 1::TINYINT AS hops
FROM edges e JOIN ways w USING (parent) WHERE w.parent_n <> e.n
"""
_NEXT = """
INSERT INTO above
SELECT DISTINCT a.model, up.parent_n, a.hops + 1
FROM above a JOIN up ON up.n = a.n
WHERE a.hops = ? AND up.parent_n <> a.model
    AND a.model NOT IN (SELECT model FROM full_lineages)
    AND NOT EXISTS (SELECT 1 FROM above b WHERE b.model = a.model AND b.n = up.parent_n)
"""
_STEPS = """
CREATE TABLE steps AS
WITH up AS (SELECT e.n, w.* FROM edges e JOIN ways w USING (parent)),
every AS (
    SELECT e.n AS model, e.n, w.*, 0::TINYINT AS hops FROM own_edges e JOIN ways w USING (parent)
    UNION ALL SELECT a.model, u.*, a.hops FROM above a JOIN up u USING (n)
)
SELECT model, n, way, is_hub_id, is_read,
    CASE WHEN is_read THEN read_term ELSE name_term END AS term
FROM (
    SELECT *, coalesce(parent_n <> model, false) AND (
        (hops < {most} AND model NOT IN (SELECT model FROM full_lineages))
        OR EXISTS (SELECT 1 FROM above b WHERE b.model = every.model AND b.n = every.parent_n)
    ) AS is_read
    FROM every
)
"""


def add_edges(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `edges`, `parents` and `by_name`."""
    add_known_names(connection)
    connection.execute(_EDGES)
    connection.execute(_PARENTS.format(hub_id=is_hub_id("parent")))
    add_terms_by_name(connection)


def add_lineage(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `ways`, `own_edges`, `above` and `steps` out of the edges and the terms."""
    for made in (_TERMS, _OWN_EDGES, _FIRST):
        connection.execute(made)
    connection.execute(
        "CREATE TABLE up AS SELECT e.n, w.parent_n FROM edges e JOIN ways w USING (parent)"
        " WHERE w.parent_n IS NOT NULL"
    )
    connection.execute("CREATE TABLE full_lineages (model BIGINT)")
    for hops in range(1, MOST_HOPS):
        _mark_full(connection)
        before = _count(connection)
        connection.execute(_NEXT, [hops])
        if _count(connection) == before:
            break
    _mark_full(connection)
    connection.execute(_STEPS.format(most=MOST_HOPS))


def _mark_full(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "INSERT INTO full_lineages SELECT model FROM above"
        " WHERE model NOT IN (SELECT model FROM full_lineages)"
        " GROUP BY model HAVING count(*) > ?",
        [MOST_ANCESTORS],
    )


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    found = connection.execute("SELECT count(*) FROM above").fetchone()
    return int(found[0]) if found else 0
