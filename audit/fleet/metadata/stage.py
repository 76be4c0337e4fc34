"""One pass over a dump: each row as the few answers on which anything depends."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from audit.fleet.metadata.read_dump import MACROS, raw_rows
from audit.fleet.metadata.regular import in_re2
from audit.fleet.metadata.rows import BAD_CARD, BAD_ID, CARD_KEYS, CUT, ID, MOST_NAMED, NO_MAP
from audit.licenses.catalog import base_models
from audit.probes import code_files, weight_kinds, weights
from audit.probes.declared_bases import BASE_TAG
from audit.probes.starting_points import LONGEST_NAME

if TYPE_CHECKING:
    import duckdb

_TELLING = (
    r"(?i)[^\x00-\x7F]|\.(?:safetensors|bin|gguf|onnx|pth|pt|ckpt|h5|msgpack|npz|pdparams)$"
    r"|\.(?:py|sh|ipynb|cpp|cu|c|rs|go|jl|scala|java|lua)$"
    r"|licen[cs]e|copying|terms|polic|acceptable|eula|notice|legal|commons.clause"
    r"|readme\.md$|(?:^|/)config\.json$|requirements|pyproject|setup|environment|manifest\.in$"
)
"""Paths that may say something to a probe; the others say nothing to any."""
_SETTINGS = r"(?i)(?:train|config|recipe|launch|slurm).*\.(?:ya?ml|toml|json|gin|cfg)$"
"""Paths that say something beside code."""
_CODE = r"(?i)\.(?:py|sh|ipynb|cpp|cu|c|rs|go|jl|scala|java|lua)$"
_WEIGHTS = r"[A-Za-z0-9_.-]+\.(?:safetensors|gguf|bin|pth|pt|ckpt|msgpack|npz)"
"""Files of weights at the root, often named after their model: what tells them apart is asked by
the probe's own patterns."""
_TOLD_APART = r"(?i)-of-|licen|copying|terms|polic|acceptable|eula|notice|legal|commons"
_ALIKE = r"^(?:[Pp]ytorch_model|[Mm]odel|[Cc]onsolidated|adapter_model)|\.bin$"
"""Names of weights of which the first word counts, but no number."""
_MACROS = """
CREATE MACRO plain_weights(p) AS CASE
    WHEN NOT regexp_full_match(p, $weights) OR regexp_matches(p, $told_apart) THEN p
    WHEN regexp_matches(p, $alike) OR regexp_matches(p, $no_parameters)
        THEN regexp_replace(p, '[0-9]+', '0', 'g')
    WHEN regexp_matches(p, $part) THEN CASE WHEN regexp_matches(p, $full)
        THEN p ELSE regexp_replace(p, '^.*[.]', 'lora.') END
    WHEN regexp_matches(p, $full) THEN regexp_replace(p, '^.*[.]', 'weights.f16.')
    ELSE regexp_replace(p, '^.*[.]', 'weights.') END;
CREATE MACRO list_key(files) AS sha256(to_json(files)::VARCHAR);
CREATE MACRO is_said(j) AS j IS NOT NULL AND j NOT IN ('null', '""', '[]', '{}', 'false')
    AND NOT regexp_full_match(j, '-?[0.]+(?:[eE][+-]?[0-9]+)?');
"""
_LISTINGS = """
CREATE TABLE listings AS
WITH each AS (
    SELECT files, len(list_filter(files, lambda q: regexp_matches(q, $code))) > 0 AS has_code
    FROM (SELECT DISTINCT files FROM ({raw}))
)
SELECT list_key(files) AS key,
    to_json(list_sort(list_distinct(list_transform(list_filter(files,
        lambda p: regexp_matches(p, $telling) OR has_code AND regexp_matches(p, $settings)),
        lambda p: plain_weights(p)))))::VARCHAR AS listing
FROM each WHERE files IS NOT NULL
"""
_STAGED = """
CREATE TABLE staged AS
WITH found AS (
    SELECT * EXCLUDE (tags, files, all_tags, key),
        TRY(json_extract(CASE WHEN regexp_matches(card, '^\\s*\\{{')
        THEN card END, $keys)) AS said, listing,
        CASE WHEN files IS NULL THEN coalesce(tags, []) END AS format_tags,
        CASE WHEN contains(all_tags, 'base_model:') THEN list_filter(tags,
            lambda t: starts_with(t, 'base_model:')) ELSE []::VARCHAR[] END AS base_like,
        CASE WHEN regexp_matches(all_tags, $any_composed) THEN
            list_has_any(list_transform(tags, lambda t: lower(t)), $composed) ELSE false END
            AS is_composed
    FROM (SELECT *, array_to_string(tags, ' ') AS all_tags FROM ({raw}))
        LEFT JOIN listings ON listings.key = list_key(files)
), read AS (
    SELECT * EXCLUDE (said), said IS NOT NULL AS has_card,
        texts(said[1]) AS licenses, text_of(said[2]) AS license_name,
        texts(said[3]) AS bases_said, texts(said[4]) AS datasets,
        is_said(said[1]) OR is_said(said[2]) OR is_said(said[3]) OR is_said(said[4])
            OR is_said(said[5]) OR is_said(said[6]) AS is_said,
        CASE WHEN format_tags IS NOT NULL THEN
            list_filter(list_filter($format_tags, lambda t: list_contains(format_tags, t)),
                lambda t: NOT list_contains(texts(said[7]) || texts(said[8]), t)) END AS formats,
        CASE WHEN len(base_like) > 0
            THEN list_filter(base_like, lambda t: regexp_full_match(t, $base_tag))
            ELSE [] END AS base_tags,
        coalesce(bases[:$most], []) AS field_bases,
        CASE WHEN len(bases_said) > 0
            THEN list_transform(bases_said[:$most], lambda p: left(p, $longest)) ELSE [] END
            AS card_bases
    FROM found
)
SELECT n, CASE WHEN length(id) <= 200 THEN id ELSE left(id, 200) END AS id,
    CASE WHEN regexp_full_match(sha, '[0-9a-f]{{40}}') THEN sha END AS revision,
    coalesce(regexp_full_match(id, $id), false) AS is_model,
    coalesce(
        CASE WHEN NOT coalesce(regexp_full_match(id, $id), false) THEN $bad_id
            WHEN NOT has_card AND card IS NOT NULL
                THEN CASE WHEN NOT json_valid(card) THEN $bad_card
                WHEN json_type(CASE WHEN json_valid(card) THEN card END) <> 'NULL' THEN $no_map END
            END,
        CASE WHEN greatest(len(licenses), len(bases_said), len(datasets), len(base_tags),
            len(bases)) > $most THEN $cut END) AS problem,
    CASE WHEN closed THEN 'closed' WHEN gate = '' THEN NULL
        WHEN gate IN ('false', 'False') THEN 'none' WHEN gate = 'auto' THEN 'auto'
        WHEN gate IS NOT NULL THEN 'manual' END AS gate,
    has_card, licenses[:$most] AS licenses, license_name, datasets[:$most] AS datasets, is_said,
    card_bases
        || CASE WHEN len(field_bases) = 0 OR field_bases = card_bases THEN [] ELSE
            list_filter(field_bases, lambda p: NOT list_contains(card_bases, p)
                AND trim(lower(p), './') NOT IN (lower(id), string_split(lower(id), '/')[-1])) END
        || CASE WHEN len(base_tags) = 0 THEN [] ELSE list_filter(
            list_transform(base_tags[:$most], lambda t: string_split(t, ':')[-1]),
            lambda p: NOT list_contains(field_bases, p) AND NOT list_contains(card_bases, p)) END
        AS names,
    is_composed, listing,
    CASE WHEN format_tags IS NOT NULL THEN array_to_string(formats, ' ')
        || CASE WHEN len(list_filter(format_tags, lambda t: regexp_full_match(t, $adapter_tag)))
            > 0 THEN ' adapter' ELSE '' END
        WHEN len(base_like) > 0 AND len(list_filter(base_like,
            lambda t: regexp_full_match(t, $derived_tag))) > 0 THEN 'derived' ELSE '' END AS tagged,
    CASE WHEN regexp_matches(id, '(?i)delta|diff|train|data|corpus')
        THEN regexp_matches(string_split(lower(id), '/')[-1], $difference)::INTEGER
        + 2 * regexp_matches('hf:' || id, $for_training)::INTEGER
        + 4 * regexp_matches('hf:' || id, $for_data)::INTEGER ELSE 0 END AS named
FROM read
"""


def stage(connection: duckdb.DuckDBPyConnection, dump: Path) -> None:
    """Makes the table `staged`, a row for each row of the dump."""
    for statement in macros():
        connection.execute(statement)
    for asked in (_LISTINGS, _STAGED):
        connection.execute(_filled(asked.format(raw=raw_rows(connection, dump))), [str(dump)])
    connection.execute("DROP TABLE listings")


def macros() -> tuple[str, ...]:
    """The statements that make the functions which this pass calls."""
    every = (*MACROS.split(";\n"), *_MACROS.split(";\n"))
    return tuple(_filled(statement) for statement in every if statement.strip())


def _filled(text: str) -> str:
    """The text with this program's constants in their places."""
    constants = {name: literal(value) for name, value in _constants().items()}
    return re.sub(r"\$([a-z_]+)\b", lambda found: constants[found[1]], text)


def literal(value: object) -> str:
    """A constant of this program in SQL: patterns that are no literals are compiled row by row."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return str(value)


def _constants() -> dict[str, object]:
    return {
        "keys": [f"$.{key}" for key in CARD_KEYS],
        "base_tag": in_re2(BASE_TAG),
        "any_composed": "(?i)" + "|".join(map(re.escape, base_models().composed_model_types)),
        "format_tags": sorted(weights.TAGS),
        "id": ID,
        "bad_id": BAD_ID,
        "bad_card": BAD_CARD,
        "no_map": NO_MAP,
        "cut": CUT,
        "most": MOST_NAMED,
        "longest": LONGEST_NAME,
        "composed": list(base_models().composed_model_types),
        "telling": _TELLING,
        "settings": _SETTINGS,
        "code": _CODE,
        "weights": _WEIGHTS,
        "told_apart": _TOLD_APART,
        "alike": _ALIKE,
        "no_parameters": in_re2(weights.NOT_PARAMETERS),
        "part": in_re2(weights.PART_OF_A_MODEL),
        "full": in_re2(weights.FULL_GGUF),
        "adapter_tag": in_re2(weights.ADAPTER_TAG),
        "derived_tag": in_re2(weight_kinds.DERIVED),
        "difference": in_re2(weights.DIFFERENCE),
        "for_training": in_re2(code_files.FOR_TRAINING),
        "for_data": in_re2(code_files.FOR_DATA),
    }
