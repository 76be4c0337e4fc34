"""Starting points that are known by name, found by the names of models and of their parents.

The names and what follows from them stand in `criteria/base-models.yaml`; SQL finds which of them
a name holds, and the ordinary functions say what that gives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audit.licenses.catalog import (
    BaseModel,
    base_model,
    base_models,
    is_open,
    license_class,
)
from audit.probes.lineage import part_pattern
from audit.resolve import statements
from audit.resolve.ancestors import LOCAL, by_name
from audit.text.launch import FOLDER

if TYPE_CHECKING:
    import duckdb

HUB_ID = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*/[A-Za-z0-9_-][A-Za-z0-9_.-]*"
_NO_FIGURE = "(?:[^0-9]|$)"
_MACROS = r"""
CREATE MACRO plain_of(name) AS regexp_replace(lower(name), '[\s_/-]+', '-', 'g');
CREATE MACRO letters_of(name) AS regexp_replace(lower(name), '[^a-z0-9]+', '', 'g');
CREATE MACRO name_of(id) AS string_split(id, '/')[-1];
CREATE MACRO owner_of(id) AS CASE WHEN contains(id, '/') THEN split_part(id, '/', 1) ELSE '' END;
"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _holds(known: BaseModel) -> str:
    names = "|".join(map(re.escape, known.names))
    whole = ", ".join(map(_quoted, known.whole))
    found = f"regexp_matches(plain, {_quoted(f'(?:{names}){_NO_FIGURE}')})"
    return f"({found} OR plain IN ({whole}))" if whole else found


def _known_in(plain: str) -> str:
    """The number of the first known starting point that a name holds, in SQL."""
    models = base_models().models
    cases = (
        " ".join(f"WHEN {_holds(known)} THEN {number}" for number, known in enumerate(models))
        .replace("(plain,", f"({plain},")
        .replace("plain IN", f"{plain} IN")
    )
    every = "|".join(re.escape(name) for known in models for name in (*known.names, *known.whole))
    return f"CASE WHEN NOT regexp_matches({plain}, {_quoted(every)}) THEN NULL {cases} END"


def _first_words() -> str:
    """A pattern without which no name holds a known one: the first word of each."""
    names = [name for known in base_models().models for name in (*known.names, *known.whole)]
    return "|".join(sorted({re.escape(name.partition("-")[0]) for name in names}))


def add_known_names(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables `known` and `own_names`: models whose own name holds a known one, unless it
    is that model itself."""
    for statement in filter(str.strip, _MACROS.split(";\n")):
        connection.execute(statement)
    connection.execute(
        "CREATE TABLE known (number INTEGER, publishers VARCHAR[], is_open BOOLEAN,"
        " counts_as_open BOOLEAN, expression VARCHAR, class VARCHAR)"
    )
    for number, known in enumerate(base_models().models):
        class_ = license_class(known.expression)
        values = [number, sorted(known.publishers), is_open(class_), statements.is_open(class_),
                  known.expression, class_]  # fmt: skip
        connection.execute("INSERT INTO known VALUES (?, ?, ?, ?, ?, ?)", values)
    cases = " ".join(_part(number, known) for number, known in enumerate(base_models().models))
    tuned = "(?:^|[^a-z])(?i:chat|instruct|it)(?:[^a-zA-Z]|$)"
    connection.execute(f"""
        CREATE TABLE own_names AS
        WITH named AS (
            SELECT n, id, name_of(id) AS name, coalesce({_known_in("plain_of(name_of(id))")},
                {_known_in("plain_of(id)")}) AS number FROM models
            WHERE regexp_matches(lower(id), {_quoted(_first_words())})
        )
        SELECT n, number, CASE number {cases} END AS parent
        FROM named JOIN known USING (number)
        WHERE NOT list_contains(publishers, letters_of(owner_of(id)))
            OR (NOT is_open AND regexp_matches(lower(name), {_quoted(tuned)}))
    """)


def _part(number: int, known: BaseModel) -> str:
    """The part of a name that is the known model's, as it is written there."""
    found = ", ".join(
        f"nullif(regexp_extract(name, {_quoted(f'(?i)({_loosely(known, part)}){_NO_FIGURE}')}, 1),"
        " '')"
        for part in known.names
    )
    return f"WHEN {number} THEN coalesce({found}, {_quoted(known.names[0])})"


def _loosely(known: BaseModel, part: str) -> str:
    words, size = part_pattern(part, known)
    return words + size


def add_terms_by_name(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes `known_parents`, whose names hold a known one, and `by_name`, the terms that follow."""
    plain = f"regexp_full_match(parent, {_quoted(HUB_ID)})"
    local = f"regexp_full_match(split_part(parent, '/', 1), {_quoted(f'(?i){LOCAL.pattern}')})"
    connection.execute(f"""
        CREATE TABLE known_parents AS SELECT parent, {_known_in("plain_of(parent)")} AS number
        FROM parents WHERE {plain}
    """)
    connection.execute(f"""
        CREATE TABLE by_name AS
        SELECT parent, expression, class FROM known_parents JOIN known USING (number)
        WHERE NOT {local} AND (NOT counts_as_open
            OR list_contains(publishers, letters_of(split_part(parent, '/', 1))))
    """)
    others = connection.execute(
        f"SELECT parent, {plain} FROM parents WHERE NOT {plain} OR {local} ORDER BY parent"
    ).fetchall()
    for parent, is_plain in others:
        terms, known = by_name(parent), base_model(parent)
        if terms.class_ != "unknown":
            values = [parent, terms.expression, terms.class_]
            connection.execute("INSERT INTO by_name VALUES (?, ?, ?)", values)
        if known is not None and not is_plain:
            number = base_models().models.index(known)
            connection.execute("INSERT INTO known_parents VALUES (?, ?)", [parent, number])


def is_hub_id(column: str) -> str:
    """Whether a name has the form of an id of the Hub, in SQL."""
    folder = _quoted(FOLDER.pattern)
    return (
        f"(regexp_full_match({column}, {_quoted(HUB_ID)}) AND NOT"
        f" regexp_full_match(lower(split_part({column}, '/', 1)), {folder}))"
    )
