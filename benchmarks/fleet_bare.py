"""What DuckDB alone needs for the columns of a dump: the bound of `benchmarks/fleet.py`.

    python -m benchmarks.fleet_bare models.parquet -o FOLDER --memory 2GB

One scan of the dump and one join, with no rule in it:

- every column that metadata depth reads is read to the last byte: `id`, `cardData`, `tags`,
  `siblings` and `baseModels`; the long ones end in a hash, which nobody gets for less than reading
  them;
- the card is parsed once for the keys that metadata depth reads, after a look whether it is JSON;
- what is kept stands in a table, and each declared base model is joined with its row by its id;
- the result, a row for each model or pair of child and parent with both licenses, is written as
  Parquet.

Whoever tells the terms of a model's parents has to do this much. Only the first base model in the
card's own words is joined: no list is taken apart, no tag is looked at, no second step is made.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import duckdb

KEYS = ("license", "license_name", "base_model", "datasets", "base_model_relation",
        "license_link", "tags", "library_name")  # fmt: skip
_SCANNED = """
CREATE TABLE scanned AS
SELECT id, said[1] AS license, said[2] AS license_name, said[3] ->> '$' AS parent,
    hash(said) AS card, hash(tags) AS tags, hash(siblings) AS files, hash(baseModels) AS bases
FROM (SELECT *, CASE WHEN json_valid(cardData) THEN json_extract(cardData, $keys) END AS said
    FROM read_parquet($dump))
"""
_JOINED = """
COPY (
    SELECT child.*, parent.license AS parent_license, parent.license_name AS parent_name
    FROM scanned child LEFT JOIN scanned parent ON parent.id = child.parent
) TO '{result}' (FORMAT parquet, COMPRESSION zstd)
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Scans, joins and writes; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dump", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--memory", default="2GB")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(argv)
    options.output.mkdir(parents=True, exist_ok=True)
    work = options.output / "work.duckdb"
    settings = {"threads": options.threads, "memory_limit": options.memory,
                "preserve_insertion_order": False}  # fmt: skip
    with duckdb.connect(str(work), config=settings) as connection:
        asked = {"keys": [f"$.{key}" for key in KEYS], "dump": str(options.dump)}
        connection.execute(_SCANNED, asked)
        result = str(options.output / "joined.parquet").replace("'", "''")
        connection.execute(_JOINED.format(result=result))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
