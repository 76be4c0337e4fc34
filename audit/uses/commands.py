"""Commands in shell scripts, Dockerfiles, compose files, Makefiles and Ollama's Modelfiles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.model.use import ID, Kind, Use, is_id

_MODEL_OPTION = re.compile(
    r"(?P<way>--(?:[\w-]{1,30}[-_])?model(?:[-_](?:id|name|path|name[-_]or[-_]path|repo|tag))?"
    r"|tokenizer|adapter[-_]name[-_]or[-_]path|lora[-_]path|draft[-_]model|speculative[-_]model)"
    rf"[\"']?(?:\s*,\s*|\s+|=)[\"']?(?P<id>{ID})(?=[\s\"',;)\]]|$)",
    re.ASCII,
)
_DATA_OPTION = re.compile(
    r"(?P<way>--(?:dataset(?:[-_](?:id|name|path))?|hf[-_]dataset))"
    rf"[\"']?(?:\s*,\s*|\s+|=)[\"']?(?P<id>{ID})(?=[\s\"',;)\]]|$)",
    re.ASCII,
)
_STARTED = re.compile(
    r"\b(?P<way>vllm\s+serve|vllm\s+bench\s+\w+|sglang\s+serve|(?:hf|huggingface-cli)\s+download"
    r"|mlx_lm\.\w+|litgpt\s+download|tgi|lmdeploy\s+serve\s+\w+)"
    rf"[\"']?(?:\s*,\s*|\s+)[\"']?(?P<id>{ID})(?=[\s\"',;)\]]|$)",
    re.ASCII,
)
_OLLAMA = re.compile(
    r"\bollama\s+(?P<verb>run|pull|create)\s+[\"']?(?P<id>[\w.-]+(?:/[\w.-]+)?(?::[\w.-]+)?)",
    re.ASCII,
)
_FROM = re.compile(r"^FROM\s+(?P<id>[\w.-]+(?:/[\w.-]+)?(?::[\w.-]+)?)\s*$", re.ASCII)
_REVISION = re.compile(r"--revision[\"']?(?:\s*,\s*|\s+|=)[\"']?(?P<revision>[\w./-]{1,100})")
_IS_DATA = re.compile(r"--repo[-_]type[\"']?(?:\s*,\s*|\s+|=)[\"']?(?P<type>dataset|space)")
_COMMENT = re.compile(r"^\s*#")
_LONGEST = 5_000
_MOST_JOINED = 40


def commands(path: str, lines: tuple[str, ...]) -> Iterator[Use]:
    """Names that a command is given; an option on a later line of it belongs to it."""
    for number, line in enumerate(lines, 1):
        if len(line) <= _LONGEST and not _COMMENT.match(line):
            yield from _of_line(path, number, line, _whole(lines, number))


def modelfile(path: str, lines: tuple[str, ...]) -> Iterator[Use]:
    """The first line of an Ollama Modelfile: https://docs.ollama.com/modelfile#from."""
    for number, line in enumerate(lines, 1):
        found = _FROM.match(line.strip()[:200])
        if found and not found["id"].startswith(("hf.co/", "huggingface.co/", ".")):
            yield Use(kind=Kind.OLLAMA, id=found["id"], path=path, line=number, way="FROM")


def _whole(lines: tuple[str, ...], number: int) -> str:
    """The command that goes through a line, over lines that end in a backslash."""
    first = last = number - 1
    while first > 0 and lines[first - 1].endswith("\\") and number - first < _MOST_JOINED:
        first -= 1
    while last + 1 < len(lines) and lines[last].endswith("\\") and last - number < _MOST_JOINED:
        last += 1
    return " ".join(line.rstrip("\\")[:_LONGEST] for line in lines[first : last + 1])


def _of_line(path: str, number: int, line: str, whole: str) -> Iterator[Use]:
    pinned = _REVISION.search(whole)
    told = _IS_DATA.search(whole)
    named = [
        *_each(_MODEL_OPTION, line, Kind.MODEL),
        *_each(_DATA_OPTION, line, Kind.DATASET),
        *(
            _each(_STARTED, line, Kind.DATASET if told else Kind.MODEL)
            if _is_no_space(told)
            else ()
        ),
    ]
    for kind, way, name in named:
        revision = pinned["revision"] if pinned else None
        yield Use(kind=kind, id=name, path=path, line=number, way=way, revision=revision)
    for found in _OLLAMA.finditer(line):
        if not found["id"].startswith(("hf.co", "huggingface.co")):
            way = f"ollama {found['verb']}"
            yield Use(kind=Kind.OLLAMA, id=found["id"], path=path, line=number, way=way)


def _is_no_space(told: re.Match[str] | None) -> bool:
    return told is None or told["type"] == "dataset"


def _each(pattern: re.Pattern[str], line: str, kind: Kind) -> Iterator[tuple[Kind, str, str]]:
    """Kind, way and name of each that the pattern finds."""
    for found in pattern.finditer(line):
        if is_id(found["id"]):
            yield kind, " ".join(found["way"].split()), found["id"]
