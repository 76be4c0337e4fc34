"""A made dump of the Hub's models, with the columns of the public hub-stats dump.

    python -m benchmarks.fleet_dump -o FOLDER/models.parquet
    python -m benchmarks.fleet_dump -o FOLDER/models.parquet --rows 250000 --seed 3

Shares are as on the Hub: 58 % of the models have a license tag and 58 % a base model, of which 3 %
are not in the dump; merges have two to four parents; a few base models go in circles, and some
chains are longer than ten steps; few models are the parents of most. Some metadata is cut short,
so that it is no JSON. `gated`, `private` and `sha` are missing, as they are there. A row follows
from its number, the number of rows and the seed: the same DuckDB makes the same dump.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from benchmarks.fleet_dump_sql import MACROS, ROWS

ROWS_OF_A_GROUP = 100_000
BYTES_OF_A_PAGE = 2**20
"""As Arrow writes them. DuckDB would write the metadata of a whole group as one page of 100 MB,
of which two threads need more than 512 MB to read it."""
LICENSES = {
    "apache-2.0": 400, "mit": 165, "other": 75, "llama3.1": 30, "llama3.2": 30, "llama3": 25,
    "llama2": 20, "llama3.3": 5, "llama4": 2, "gemma": 40, "cc-by-nc-4.0": 45, "cc-by-4.0": 22,
    "creativeml-openrail-m": 35, "openrail": 30, "bigscience-openrail-m": 4, "openrail++": 5,
    "afl-3.0": 10, "cc-by-nc-sa-4.0": 12, "cc-by-sa-4.0": 9, "cc-by-nc-nd-4.0": 4, "gpl-3.0": 10,
    "agpl-3.0": 4, "bsd-3-clause": 4, "cc0-1.0": 3, "unknown": 6, "wtfpl": 2, "unlicense": 2,
    "bigcode-openrail-m": 1,
}  # fmt: skip
"""Of a thousand models with one license tag."""
NAMES_OF_OTHER = (
    "qwen", "qwen-research", "flux-1-dev-non-commercial-license", "llama-3.1-community-license",
    "nvidia-open-model-license", "deepseek", "yi-license", "tongyi-qianwen", "exaone", "lfm1.0",
    "health-ai-developer-foundations", "stabilityai-ai-community", "my own terms",
)  # fmt: skip
RELATIONS = {"quantized": 42, "finetune": 30, "adapter": 28}
TASKS = ("text-generation", "text-classification", "fill-mask", "text-to-image",
         "automatic-speech-recognition", "image-classification", "sentence-similarity",
         "reinforcement-learning", "token-classification", "image-text-to-text")  # fmt: skip
LIBRARIES = ("transformers", "transformers", "transformers", "peft", "diffusers", "gguf",
             "sentence-transformers", "stable-baselines3", "mlx", "timm")  # fmt: skip
LANGUAGES = ("en", "en", "en", "zh", "fr", "de", "es", "ja", "ko", "multilingual")
FAMILIES = ("Llama-3.1", "Qwen2.5", "Mistral", "gemma-2", "bert-base", "whisper", "sdxl", "phi-3",
            "DeepSeek-R1", "flux-lora", "t5", "wav2vec2", "vit", "SmolLM2", "ppo")  # fmt: skip
LICENSE_FILES = ("LICENSE", "LICENSE", "LICENSE.txt", "LICENSE.md", "LICENSE.pdf", "COPYING",
                 "LICENCE", "USE_POLICY.md", "onnx/LICENSE", "license_en.txt")  # fmt: skip
TEXTS = 20_000
WORDS = 20_000
SYLLABLES = ("ba", "den", "ti", "or", "lu", "ka", "ming", "so", "er", "pa", "ven", "ta", "ri", "on")


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the dump, and prints how long that took; returns 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    parser.add_argument("--rows", type=int, default=2_500_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(argv)
    start = time.perf_counter()
    write_dump(options.output, options.rows, options.seed, options.threads)
    size = options.output.stat().st_size / 1e6
    print(f"{options.rows:,} rows, {size:,.0f} MB, {time.perf_counter() - start:.1f} s")
    return 0


def write_dump(path: Path, rows: int, seed: int = 1, threads: int = 2) -> None:
    """Writes a dump of so many models as Parquet; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"threads": threads}) as connection:
        for name, values in _lists(seed).items():
            connection.execute(f"SET VARIABLE {name} = ?", [list(values)])
        connection.execute("SET VARIABLE rows = ?", [rows])
        connection.execute("SET VARIABLE seed = ?", [seed])
        connection.execute(MACROS)
        connection.execute("CREATE TEMP TABLE numbers AS SELECT * FROM range(?) AS t(i)", [rows])
        connection.execute(
            f"COPY ({ROWS}) TO ? (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE"
            f" {ROWS_OF_A_GROUP}, DATA_PAGE_SIZE_LIMIT {BYTES_OF_A_PAGE})",
            [str(path)],
        )


def _lists(seed: int) -> dict[str, Sequence[str]]:
    """What is drawn from, by the name of the variable in SQL."""
    chance = random.Random(seed)  # noqa: S311
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(WORDS)]
    return {
        "licenses": _repeated(LICENSES),
        "names_of_other": NAMES_OF_OTHER,
        "relations": _repeated(RELATIONS),
        "tasks": TASKS,
        "libraries": LIBRARIES,
        "languages": LANGUAGES,
        "families": FAMILIES,
        "license_files": LICENSE_FILES,
        "texts": [" ".join(chance.choices(words, k=chance.randint(20, 160))) for _ in range(TEXTS)],
    }


def _repeated(shares: Mapping[str, int]) -> list[str]:
    return [name for name, share in shares.items() for _ in range(share)]


if __name__ == "__main__":
    raise SystemExit(main())
