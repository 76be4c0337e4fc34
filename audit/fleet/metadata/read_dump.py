"""The columns of a dump, whatever their types, as one table with NULL for what is missing.

No value of the dump gets into SQL text: names of columns are this module's own, and types alone
decide which expression reads a column.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError
from audit.fleet.engine import connected

if TYPE_CHECKING:
    import duckdb

COLUMNS = (
    "id",
    "sha",
    "cardData",
    "tags",
    "siblings",
    "baseModels",
    "gated",
    "private",
    "disabled",
)
LINES = (".jsonl", ".ndjson", ".json")
_LINES_SOURCE = """(SELECT row_number() OVER () - 1 AS n, * FROM read_json(?, columns = {{columns}},
    format = 'newline_delimited', ignore_errors = true, maximum_object_size = 67108864))"""
MACROS = """
CREATE MACRO strings(found) AS list_transform(list_filter(found,
    lambda x: json_type(x) = 'VARCHAR'), lambda x: json_extract_string(x, '$'));
CREATE MACRO texts(j) AS CASE
    WHEN j IS NULL THEN []::VARCHAR[]
    WHEN starts_with(j, '"') THEN [json_extract_string(j, '$')]
    WHEN starts_with(j, '[') THEN strings(json_extract(j, '$[*]'))
    ELSE []::VARCHAR[] END;
CREATE MACRO text_of(j) AS CASE WHEN json_type(j) = 'VARCHAR' THEN json_extract_string(j, '$') END;
"""


def raw_rows(connection: duckdb.DuckDBPyConnection, dump: Path) -> str:
    """A query for the rows of the dump as `n`, `id`, `sha`, `card`, `tags`, `files`, `bases`,
    `gate` and `closed`; its one parameter is the path of the dump."""
    if dump.suffix.lower() in LINES:
        columns = ", ".join(f"'{name}': 'JSON'" for name in COLUMNS)
        source = _LINES_SOURCE.replace("{columns}", columns)
        types = dict.fromkeys(COLUMNS, "JSON")
    else:
        source = "(SELECT file_row_number AS n, * FROM read_parquet(?, file_row_number = true))"
        types = _types(connection, dump)
    if "id" not in types:
        raise AuditError(f"{dump} has no column `id`.", "Give a dump of the Hub's models.")
    return f"SELECT n, {', '.join(_expressions(types))} FROM {source}"


def _types(connection: duckdb.DuckDBPyConnection, dump: Path) -> dict[str, str]:
    import duckdb as engine

    try:
        told = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(dump)]).fetchall()
    except engine.Error as error:
        line = str(error).partition("\n")[0]
        raise AuditError(f"{dump} is no Parquet file that can be read: {line}.",
                         "Give a Parquet or a JSONL file.") from error  # fmt: skip
    return {name: kind for name, kind, *_ in told if name in COLUMNS}


def _expressions(types: Mapping[str, str]) -> tuple[str, ...]:
    def of(name: str, *readers: tuple[str, str]) -> str:
        kind = types.get(name, "")
        return next((found for begin, found in readers if kind.startswith(begin)), "NULL")

    fields = {
        "id": of("id", ("VARCHAR", "id"), ("JSON", "text_of(id)")),
        "sha": of("sha", ("VARCHAR", "sha"), ("JSON", "text_of(sha)")),
        "card": of(
            "cardData",
            ("VARCHAR", "cardData"),
            ("JSON", "CASE WHEN json_type(cardData) = 'VARCHAR' THEN text_of(cardData)"
             " WHEN json_type(cardData) <> 'NULL' THEN cardData::VARCHAR END"),
            ("", "to_json(cardData)::VARCHAR" if "cardData" in types else "NULL"),
        ),
        "tags": of(
            "tags",
            ("VARCHAR[]", "list_filter(tags, lambda t: t IS NOT NULL)"),
            ("JSON", "CASE WHEN json_type(tags) = 'ARRAY' THEN texts(tags::VARCHAR) END"),
        ),
        "files": of(
            "siblings",
            ("STRUCT(rfilename VARCHAR", "list_filter(list_transform(siblings,"
             " lambda s: s.rfilename), lambda f: f IS NOT NULL)"),
            ("JSON", "CASE WHEN json_type(siblings) = 'ARRAY' THEN"
             " strings(json_extract(siblings, '$[*].rfilename')) END"),
        ),
        "bases": _bases(types.get("baseModels", "")),
        "gate": of("gated", ("BOOLEAN", "gated::VARCHAR"), ("VARCHAR", "gated"),
                   ("JSON", "coalesce(text_of(gated), nullif(gated::VARCHAR, 'null'))")),
    }  # fmt: skip
    typed = (f"({text})::{_KINDS.get(name, 'VARCHAR')} AS {name}" for name, text in fields.items())
    return (*typed, _closed(types))


_KINDS = {"files": "VARCHAR[]", "tags": "VARCHAR[]", "bases": "VARCHAR[]"}


def _bases(kind: str) -> str:
    """The ids in the field of base models: one group, or several."""
    ids = "list_filter(flatten(list_transform({0}, lambda g: list_transform(g.models, lambda m:\
 m.id))), lambda m: m IS NOT NULL)"
    if not kind:
        return "NULL"
    if kind == "JSON":
        return (
            "coalesce(strings(json_extract(baseModels, '$.models[*].id')), [])"
            " || coalesce(strings(json_extract(baseModels, '$[*].models[*].id')), [])"
        )
    return ids.format("baseModels" if kind.endswith("[]") else "[baseModels]")


def _closed(types: Mapping[str, str]) -> str:
    closed = " OR ".join(
        f"coalesce(try_cast(trim({name}::VARCHAR, '\"') AS BOOLEAN), false)"
        for name in ("private", "disabled")
        if name in types
    )
    return f"({closed or 'false'}) AS closed"


def ids_of(dump: Path, memory: str) -> list[str]:
    """The ids of the models of a dump, each once, sorted; rows without an id that the Hub allows
    are left out."""
    from audit.fleet.metadata.rows import ID

    if not dump.is_file():
        raise AuditError(f"{dump} is no file.", "Give a Parquet or a JSONL file.")
    with connected(memory=memory) as connection:
        connection.execute(MACROS)
        query = raw_rows(connection, dump)
        rows = connection.execute(
            f"SELECT DISTINCT id FROM ({query}) WHERE regexp_full_match(id, $2) ORDER BY id",
            [str(dump), ID],
        ).fetchall()
    return [name for (name,) in rows]
