"""Headers of safetensors files: how many parameters, without the parameters.

A file begins with 8 bytes that give the length of a JSON header, which names each tensor with its
type and shape (https://huggingface.co/docs/safetensors, "Format"). Only these are asked for, of one
file or of the two shards of one model.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from math import prod
from typing import Any

from audit.collect.answers import Fault
from audit.collect.canonical import canonical_json
from audit.model import GapReason, TreeFile

DOCUMENT = "api/safetensors.json"
"""Where the counts stand in a snapshot, beside the record of the host."""
MOST_FILES = 2
MOST_HEADER_BYTES = 2_000_000
MOST_TENSORS = 100_000
_LENGTH_BYTES = 8
_SHARD = re.compile(r"(.*)-\d{5}-of-(\d{5})\.safetensors")
_TYPE = re.compile(r"[A-Z][A-Z0-9_]{1,11}")

Part = Callable[[str, int, int], bytes]
"""The bytes of a file from the first place to the last one; Fault when they cannot be had."""


def whole_model(files: Iterable[TreeFile]) -> tuple[TreeFile, ...]:
    """The safetensors files of a listing if they are one file or the shards of one model, and few;
    else none."""
    found = tuple(file for file in files if file.path.endswith(".safetensors"))
    shards = [_SHARD.fullmatch(file.path) for file in found]
    names = {(shard[1], int(shard[2])) for shard in shards if shard}
    if len(found) == 1 and not names:
        return found
    are_shards = len(found) <= MOST_FILES and None not in shards and len(names) == 1
    return found if are_shards and next(iter(names))[1] == len(found) else ()


def counted(files: Iterable[TreeFile], read: Part) -> bytes:
    """The parameters of these files, by type and together, as canonical JSON; Fault when a header
    is not there or is none."""
    each = {file.path: _types(file, read) for file in files}
    together = sum((Counter(types) for types in each.values()), Counter[str]())
    parts = {
        path: {"parameters": dict(types), "total": sum(types.values())}
        for path, types in each.items()
    }
    return canonical_json(
        {"all_parameters": sum(together.values()), "by_type": dict(together), "files": parts}
    )


def _types(file: TreeFile, read: Part) -> Counter[str]:
    start = read(file.path, 0, _LENGTH_BYTES - 1)
    length = int.from_bytes(start, "little") if len(start) == _LENGTH_BYTES else 0
    if file.size is not None and length + _LENGTH_BYTES > file.size:
        raise Fault(GapReason.UNREADABLE, "the header is longer than the file")
    if not 2 <= length <= MOST_HEADER_BYTES:
        raise Fault(GapReason.TOO_LARGE, f"a header of more than {MOST_HEADER_BYTES} bytes")
    header = _json(read(file.path, _LENGTH_BYTES, _LENGTH_BYTES + length - 1))
    types: Counter[str] = Counter()
    for name, tensor in header.items():
        if name != "__metadata__":
            kind, parameters = _tensor(tensor)
            types[kind] += parameters
    if file.size is not None and sum(types.values()) > 8 * file.size:
        raise Fault(GapReason.UNREADABLE, "the header tells of more than the file can hold")
    return types


def _json(text: bytes) -> dict[str, Any]:
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_header() from error
    if not isinstance(header, dict) or len(header) > MOST_TENSORS:
        raise _no_header()
    return header


def _tensor(tensor: object) -> tuple[str, int]:
    """The type of a tensor, and how many numbers it holds."""
    if not isinstance(tensor, dict):
        raise _no_header()
    kind, shape = tensor.get("dtype"), tensor.get("shape")
    if not (isinstance(kind, str) and _TYPE.fullmatch(kind) and isinstance(shape, list)):
        raise _no_header()
    if len(shape) > 16 or not all(type(size) is int and 0 <= size < 2**48 for size in shape):
        raise _no_header()
    return kind, prod(shape)


def _no_header() -> Fault:
    return Fault(GapReason.UNREADABLE, "the file does not begin as safetensors do")
