"""The four tables of a fleet, as data: what DuckDB reads and writes, what the documentation tells,
and what the tests hold it to.

NULL is not known, or not asked; it is never false and never true. Words are those of the JSON
report. Columns are added at the end; none is renamed or taken away.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

TEXT = "VARCHAR"
TEXTS = "VARCHAR[]"
NUMBER = "BIGINT"
DAY = "DATE"


class Column(Struct, frozen=True):
    """One column."""

    name: str
    type: str
    """As DuckDB writes it."""
    says: str
    """What stands in it, as one sentence."""


class Table(Struct, frozen=True, kw_only=True):
    """One table."""

    name: str
    says: str
    """What a row is."""
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    """The columns by which its rows are sorted; what they leave open, the others decide."""

    @property
    def types(self) -> dict[str, str]:
        """The type of each column by its name."""
        return {column.name: column.type for column in self.columns}

    @property
    def file(self) -> str:
        """The name of its file in a folder of results."""
        return f"{self.name}.parquet"


MODELS = Table(
    name="models",
    says="One row for each model that was asked for, also for those that could not be audited.",
    order=("id",),
    columns=(
        Column("id", TEXT, "The id of the target, such as `hf:owner/name`."),
        Column("revision", TEXT, "The revision that was read; NULL where nobody says."),
        Column("depth", TEXT, "`full` for an audit, `metadata` for what a dump can answer."),
        Column("collected", DAY, "The day on which it was read, UTC."),
        Column("license", TEXT, "The terms of the weights as an SPDX expression."),
        Column(
            "license_class",
            TEXT,
            "The class of these terms, of `criteria/licenses/classes.yaml`; `none` where it was "
            "seen that there are none, NULL where nothing was seen.",
        ),
        Column("access", TEXT, "What stands before the weights: `open`, `gated`, ..."),
        Column("weights", TEXT, "Whether the weights can be had: `released`, `not-found`, ..."),
        Column("base_models", TEXTS, "What the model itself is made from, as it is named."),
        Column("datasets", TEXTS, "The data that is named for it."),
        Column("ancestors", NUMBER, "How many different models stand above it, at any distance."),
        Column("conflicts", NUMBER, "How many rows it has in `conflicts`."),
        Column("claims", NUMBER, "How often its publisher calls it, or a part of it, open."),
        Column("gaps", NUMBER, "How many things were looked for and could not be read."),
        Column("assessment", TEXT, "The file of its assessment in the folder of results."),
        Column("profile", NUMBER, "What it shares with its like; metadata depth only."),
        Column(
            "problem",
            TEXT,
            "Why it could not be audited, or not anew: then the rest is as it was found before. "
            "NULL where nothing went wrong.",
        ),
        Column("tag", TEXT, "The license that the metadata of the weights names, as SPDX has it."),
        Column("tag_class", TEXT, "The class of that license."),
        Column("claim", TEXT, "Where the first words stand that call it open."),
        Column("criteria", TEXT, "The digest of the criteria by which it was judged."),
        Column("tool", TEXT, "The version of this tool that judged it."),
    ),
)
COMPONENTS = Table(
    name="components",
    says="One row for each component of a model: weights, training code, model card, ...",
    order=("model", "profile", "component"),
    columns=(
        Column("model", TEXT, "The `id` of the model."),
        Column("component", TEXT, "The name of the row in the inventory, as `weights-final`."),
        Column(
            "availability", TEXT, "`released`, `partial`, `announced`, `withheld`, `not-found`."
        ),
        Column("access", TEXT, "What stands before it: `open`, `gated`, `registration`, `paid`."),
        Column("license", TEXT, "Its terms as an SPDX expression."),
        Column("license_class", TEXT, "The class of these terms, as in `models`."),
        Column("evidence", TEXT, "The first address where this can be checked."),
        Column("license_evidence", TEXT, "Where the statement stands that decided on its terms."),
        Column("profile", NUMBER, "In the file, metadata depth: in place of the model."),
    ),
)
CONFLICTS = Table(
    name="conflicts",
    says="One row for each two statements that cannot both hold.",
    order=("model", "kind", "parent", "says", "against", "evidence"),
    columns=(
        Column("model", TEXT, "The `id` of the model."),
        Column("kind", TEXT, "The kind of conflict, of `criteria/conflicts.yaml`."),
        Column("severity", TEXT, "`critical`, `high`, `medium` or `low`."),
        Column("parent", TEXT, "The model or data upstream that it is with, where it is with one."),
        Column("says", TEXT, "The first statement."),
        Column("against", TEXT, "The statement that does not go with it."),
        Column(
            "evidence", TEXT, "Where the second stands, or the first where that has no address."
        ),
    ),
)
VERDICTS = Table(
    name="verdicts",
    says="One row for each definition and each of its requirements, of a model.",
    order=("model", "profile", "framework", "requirement"),
    columns=(
        Column("model", TEXT, "The `id` of the model."),
        Column("framework", TEXT, "The definition, as `openness frameworks` names it."),
        Column("requirement", TEXT, "The requirement; NULL for the definition as a whole."),
        Column("outcome", TEXT, "`met`, `partly`, `unmet`, `unknown` or `not-applicable`."),
        Column("basis", TEXT, "`automatic`, `presumed` or `reviewed`."),
        Column("needs", TEXT, "What a person has to do before it can be met."),
        Column("level", TEXT, "The level, class or label that is reached, where there are some."),
        Column("profile", NUMBER, "In the file, metadata depth: in place of the model."),
    ),
)
TABLES: Mapping[str, Table] = {
    table.name: table for table in (MODELS, COMPONENTS, CONFLICTS, VERDICTS)
}
