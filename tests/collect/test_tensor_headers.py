"""Headers of safetensors files are read by ranges, from a real server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.collect.answers import Fault
from audit.collect.hub import read_hub_model
from audit.collect.reading import Brief, Reading
from audit.collect.tensor_headers import DOCUMENT, counted, whole_model
from audit.model import Role, TreeFile
from tests.collect.briefs import (
    TERMS,
    WEIGHTS,
    Misbehaving,
    door_to,
    environment_of,
    gaps,
    misbehaving,
    text,
)
from tests.hub import Hub, Shelf, hub_repo, serve

SHA = "0123456789abcdef0123456789abcdef01234567"


def tensors(header: object, *, length: int | None = None) -> bytes:
    """A file with this header, and 64 zeros for its numbers."""
    said = header if isinstance(header, bytes) else json.dumps(header).encode()
    return (len(said) if length is None else length).to_bytes(8, "little") + said + bytes(64)


def tensor(kind: object = "F32", shape: object = (4, 4)) -> dict[str, Any]:
    return {"dtype": kind, "shape": shape, "data_offsets": [0, 64]}


GOOD = tensors({"__metadata__": {"format": "pt"}, "a": tensor(), "b": tensor("BF16", [2])})


def _asked(
    files: Mapping[str, str | bytes], brief: Brief = WEIGHTS, **more: Any
) -> tuple[Reading, Hub]:
    repo = hub_repo("acme/tiny", {"README.md": "# Tiny\n", **files}, revision=SHA, **more)
    with serve(Shelf(models=[repo])) as hub, door_to(hub.environment()) as door:
        return read_hub_model(door, "acme/tiny", None, brief), hub


def _counts(reading: Reading) -> Any:
    paths = [document.path for document in reading.artifact.documents]
    return json.loads(text(reading, DOCUMENT)) if DOCUMENT in paths else None


def test_parameters_are_counted_in_the_header() -> None:
    reading, _ = _asked({"model.safetensors": GOOD})
    assert _counts(reading) == {
        "all_parameters": 18,
        "by_type": {"BF16": 2, "F32": 16},
        "files": {"model.safetensors": {"parameters": {"BF16": 2, "F32": 16}, "total": 18}},
    }
    document = next(each for each in reading.artifact.documents if each.path == DOCUMENT)
    assert document.url == f"https://huggingface.co/acme/tiny/blob/{SHA}/model.safetensors"


def test_shards_of_one_model_are_counted_together() -> None:
    shards = {f"model-0000{number}-of-00002.safetensors": GOOD for number in (1, 2)}
    reading, _ = _asked(shards)
    assert _counts(reading)["all_parameters"] == 36


def test_only_the_header_is_read() -> None:
    reading, hub = _asked({"model.safetensors": GOOD + bytes(3_000_000)})
    assert _counts(reading)["all_parameters"] == 18
    assert len([path for _, path in hub.requests if "resolve" in path and "model" in path]) == 2


@pytest.mark.parametrize(
    "more",
    [
        {"fields": {"safetensors": {"parameters": {"F32": 18}, "total": 18}}},
        {"complete": False},
    ],
)
def test_nothing_is_asked_where_the_record_counts_or_more_files_may_be_there(more: Any) -> None:
    reading, hub = _asked({"model.safetensors": GOOD}, **more)
    assert _counts(reading) is None
    assert not any("model.safetensors" in path for _, path in hub.requests)


def test_nothing_is_asked_of_a_base_model() -> None:
    assert _counts(_asked({"model.safetensors": GOOD}, TERMS)[0]) is None
    code = Brief(role=Role.CODE, reason="code beside the weights")
    assert _counts(_asked({"model.safetensors": GOOD}, code)[0]) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        b"version https://git-lfs.github.com/spec/v1\n" * 3,
        tensors({}, length=5_000_000),
        tensors({}, length=2**63),
        tensors({}, length=1),
        tensors(b"not json at all"),
        tensors(b"[" * 50_000),
        tensors([1]),
        tensors({"a": 3}),
        tensors({"a": tensor(kind=3)}),
        tensors({"a": tensor(kind="<script>")}),
        tensors({"a": tensor(shape="4")}),
        tensors({"a": tensor(shape=[-4])}),
        tensors({"a": tensor(shape=[1.5])}),
        tensors({"a": tensor(shape=[True])}),
        tensors({"a": tensor(shape=[2**47, 2**47])}),
        tensors({"a": tensor(shape=[1] * 17)}),
        tensors({str(number): 0 for number in range(100_001)}),
    ],
)
def test_a_file_that_is_not_what_it_is_called_is_not_counted(content: bytes) -> None:
    reading, _ = _asked({"model.safetensors": content})
    assert _counts(reading) is None
    assert "model.safetensors" not in gaps(reading)


def test_weights_behind_a_gate_are_not_counted() -> None:
    assert _counts(_asked({"model.safetensors": GOOD}, gated="manual")[0]) is None


def test_a_server_that_gives_no_parts_is_not_listened_to() -> None:
    """It answers with the whole file, of which nothing may be read."""
    record = {
        "id": "acme/tiny",
        "sha": SHA,
        "siblings": [{"rfilename": "model.safetensors", "size": len(GOOD)}],
    }

    def answer(request: Misbehaving) -> None:
        body = json.dumps(record).encode() if "/api/" in request.path else GOOD
        kind = "application/json" if "/api/" in request.path else "application/octet-stream"
        request.send_response(200)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    with misbehaving(answer) as server, door_to(environment_of(server.url)) as door:
        assert _counts(read_hub_model(door, "acme/tiny", None, WEIGHTS)) is None


@pytest.mark.parametrize(
    ("paths", "whole"),
    [
        (["model.safetensors"], True),
        (["model.safetensors", "model.fp16.safetensors"], False),
        (["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"], True),
        (["model-00001-of-00002.safetensors"], False),
        (["a-00001-of-00002.safetensors", "b-00002-of-00002.safetensors"], False),
        (["model-00001-of-00002.safetensors", "model.safetensors"], False),
        ([f"model-0000{number}-of-00003.safetensors" for number in (1, 2, 3)], False),
        (["model.bin"], False),
        ([], False),
    ],
)
def test_which_files_are_a_whole_model(paths: list[str], whole: bool) -> None:
    files = [TreeFile(path=path) for path in paths]
    assert whole_model(files) == (tuple(files) if whole else ())


@given(st.binary(max_size=200) | st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_any_header_ends_in_counts_or_a_fault(content: Any) -> None:
    file = content if isinstance(content, bytes) else tensors({"a": content})

    def read(path: str, first: int, last: int) -> bytes:
        return file[first : last + 1]

    with suppress(Fault):
        assert json.loads(counted([TreeFile(path="a.safetensors", size=len(file))], read))
