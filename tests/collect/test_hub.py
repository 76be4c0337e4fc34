"""The Hub is read through its real client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from audit.collect.hub import read_hub_dataset, read_hub_model
from audit.collect.reading import NotThere
from audit.errors import CollectError, ExitCode
from audit.model import Role
from tests.collect.briefs import (
    TERMS,
    WEIGHTS,
    Misbehaving,
    door_to,
    environment_of,
    gaps,
    misbehaving,
    paths,
    text,
)
from tests.hub import Answer, Hub, Shelf, StoredFile, hub_repo, serve

SHA = "0123456789abcdef0123456789abcdef01234567"
CARD = "---\nlicense: mit\ndatasets: [acme/data]\n---\n# Tiny\n"
LARGE = StoredFile(path="big.safetensors", size=5_000_000_000, lfs_sha256="ab" * 32)


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    tiny = hub_repo(
        "acme/tiny",
        {
            "README.md": CARD,
            "LICENSE": "MIT License\n",
            "config.json": '{"model_type": "llama"}',
            "docs/data.md": "Data.\n",
            "model.safetensors": "weights",
            "NOTICE.txt": b"\xff\xfe not utf-8",
            "sub/README.md": "below",
        },
        revision=SHA,
        branches={"dev": {"README.md": "dev"}},
        listed=[LARGE, StoredFile(path="USE_POLICY.md", size=3)],
        moved_from=("acme/old",),
        fields={"pipeline_tag": None, "config": {"model_type": "llama", "tokenizer": {}}},
    )
    hostile = hub_repo("acme/hostile", {"README.md": "---\nignore_metadata_errors: 1\n---\n"})
    gated = hub_repo("acme/gated", {"README.md": CARD, "LICENSE": "x"}, gated="manual")
    private = hub_repo("acme/private", {"README.md": CARD}, private=True)
    partial = hub_repo("acme/partial", {"config.json": "{}"}, complete=False)
    data = hub_repo("acme/data", {"README.md": "---\nlicense: cc-by-4.0\n---\n"}, revision=SHA)
    with serve(Shelf(models=[tiny, hostile, gated, private, partial], datasets=[data])) as running:
        yield running


def info(reading_text: str) -> dict[str, Any]:
    found = json.loads(reading_text)
    assert isinstance(found, dict)
    return found


def test_a_model_is_pinned_listed_and_read(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/tiny", None, WEIGHTS)
    artifact = reading.artifact
    assert (artifact.id, artifact.revision, artifact.role) == ("hf:acme/tiny", SHA, Role.WEIGHTS)
    assert artifact.url == f"https://huggingface.co/acme/tiny/tree/{SHA}"
    assert paths(reading) == [
        "LICENSE",
        "README.md",
        "api/model-info.json",
        "config.json",
        "docs/data.md",
        "sub/README.md",
    ]
    assert text(reading, "README.md") == CARD
    card = next(each for each in artifact.documents if each.path == "README.md")
    assert card.url == f"https://huggingface.co/acme/tiny/blob/{SHA}/README.md"
    assert card.retrieved_at == "2026-01-02T12:00:00Z"
    assert gaps(reading) == {"NOTICE.txt": "unreadable", "USE_POLICY.md": "unreadable"}


def test_weights_are_listed_with_size_and_sha256_and_never_asked_for(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/tiny", None, WEIGHTS)
    tree = reading.artifact.tree
    assert tree is not None
    assert tree.complete
    files = {file.path: file for file in tree.files}
    assert files["big.safetensors"].size == 5_000_000_000
    assert files["big.safetensors"].sha == "ab" * 32
    assert not any("safetensors" in target for _, target in hub.requests)


def test_one_request_for_the_metadata_and_one_per_file(hub: Hub) -> None:
    before = len(hub.requests)
    with door_to(hub.environment()) as door:
        read_hub_model(door, "acme/tiny", None, TERMS)
    asked = hub.requests[before:]
    assert asked[0] == ("GET", "/api/models/acme/tiny?blobs=true")
    assert sorted(target for _, target in asked[1:]) == [
        f"/acme/tiny/resolve/{SHA}/{name}"
        for name in ("LICENSE", "NOTICE.txt", "README.md", "USE_POLICY.md", "config.json")
    ]


def test_null_and_absent_stay_different_in_the_kept_answer(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/tiny", None, WEIGHTS)
    kept = text(reading, "api/model-info.json")
    answer = info(kept)
    assert answer["pipeline_tag"] is None
    assert "library_name" not in answer
    assert answer["config"] == {"model_type": "llama"}
    assert answer["cardData"] == {"license": "mit", "datasets": ["acme/data"]}
    assert "siblings" not in answer
    assert kept == json.dumps(answer, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def test_a_dataset(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_dataset(door, "acme/data", None, WEIGHTS)
    assert reading.artifact.id == "hf:datasets/acme/data"
    assert paths(reading) == ["README.md", "api/dataset-info.json"]
    readme = reading.artifact.documents[0]
    assert readme.url == f"https://huggingface.co/datasets/acme/data/blob/{SHA}/README.md"


def test_a_branch_is_pinned_to_its_commit(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/tiny", "dev", WEIGHTS)
    assert text(reading, "README.md") == "dev"
    assert reading.artifact.revision not in {None, SHA, "dev"}


def test_a_renamed_model_has_its_new_id_and_the_old_one_noted(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/old", None, WEIGHTS)
    assert reading.artifact.id == "hf:acme/tiny"
    assert reading.artifact.reason == "named as the target (asked for as acme/old)"


def test_a_mirror_keeps_the_id_that_it_is_given(hub: Hub) -> None:
    brief = msgspec.structs.replace(WEIGHTS, id="hf:other/name", url="https://example.org/base")
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/tiny", None, brief)
    assert reading.artifact.id == "hf:other/name"
    assert reading.artifact.url == "https://example.org/base"
    assert reading.artifact.documents[0].url == "https://example.org/base/LICENSE"


def test_a_card_that_crashes_the_clients_parser_is_read(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/hostile", None, WEIGHTS)
    answer = info(text(reading, "api/model-info.json"))
    assert answer["cardData"] == {"ignore_metadata_errors": 1}


def test_a_gated_model_shows_its_listing_and_its_files_are_gaps(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/gated", None, WEIGHTS)
    assert gaps(reading) == {"LICENSE": "gated", "README.md": "gated"}
    assert paths(reading) == ["api/model-info.json"]
    assert info(text(reading, "api/model-info.json"))["gated"] == "manual"


def test_a_gated_model_is_read_with_a_token_that_is_not_kept(hub: Hub) -> None:
    with door_to({**hub.environment(), "HF_TOKEN": "hf_granted"}) as door:
        reading = read_hub_model(door, "acme/gated", None, WEIGHTS)
    assert reading.gaps == ()
    everything = msgspec.json.encode(reading.artifact) + b"".join(reading.contents.values())
    assert b"hf_granted" not in everything


@pytest.mark.parametrize("name", ["acme/none", "acme/private", "not//a/name"])
def test_what_is_not_shown_is_not_there(hub: Hub, name: str) -> None:
    with door_to(hub.environment()) as door, pytest.raises(NotThere) as caught:
        read_hub_model(door, name, None, WEIGHTS)
    assert caught.value.exit_code is ExitCode.USAGE
    assert name in caught.value.problem


def test_a_revision_that_is_not_there(hub: Hub) -> None:
    with door_to(hub.environment()) as door, pytest.raises(NotThere, match="no such revision"):
        read_hub_model(door, "acme/tiny", "nope", WEIGHTS)


def test_a_listing_that_is_cut_short_says_so(hub: Hub) -> None:
    with door_to(hub.environment()) as door:
        reading = read_hub_model(door, "acme/partial", None, WEIGHTS)
    assert reading.artifact.tree is not None
    assert not reading.artifact.tree.complete
    assert gaps(reading)[None] == "cut-short"
    assert gaps(reading)["README.md"] == "unreadable"


def recorded(request: Misbehaving) -> None:
    """A server of recordings that knows neither files nor a commit."""
    if request.path.startswith("/api/"):
        page = "https://huggingface.co/acme/thin"
        answer = {"id": "acme/thin", "sha": SHA, "revisionMadeUp": True, "storedPage": page}
        request.say(200, json.dumps(answer).encode())
    else:
        request.say(404)


def test_a_recording_without_files_or_commit() -> None:
    with misbehaving(recorded) as server, door_to(environment_of(server.url)) as door:
        reading = read_hub_model(door, "acme/thin", None, WEIGHTS)
    artifact = reading.artifact
    assert (artifact.revision, artifact.tree) == (None, None)
    assert artifact.url == "https://huggingface.co/acme/thin"
    assert gaps(reading) == {None: "not-looked", "LICENSE": "missing", "README.md": "missing"}
    paths = {path for path, _ in server.asked[1:]}
    assert paths == {f"/acme/thin/resolve/{SHA}/{name}" for name in ("README.md", "LICENSE")}


@pytest.mark.parametrize(
    "body", [b"<html>login</html>", b"[1]", b'{"id": 3}', b"[" * 100_000, b"", b"\xff"]
)
def test_something_else_where_json_was_due(hub: Hub, body: bytes) -> None:
    path = "/api/models/acme/tiny"
    hub.instead[path] = Answer(body=body)
    try:
        with door_to(hub.environment()) as door, pytest.raises(CollectError):
            read_hub_model(door, "acme/tiny", None, WEIGHTS)
    finally:
        del hub.instead[path]


def test_a_web_page_in_place_of_a_file_is_a_gap(hub: Hub) -> None:
    path = f"/acme/tiny/resolve/{SHA}/LICENSE"
    hub.instead[path] = Answer(headers={"Content-Type": "text/html"}, body=b"<html>")
    try:
        with door_to(hub.environment()) as door:
            reading = read_hub_model(door, "acme/tiny", None, WEIGHTS)
    finally:
        del hub.instead[path]
    assert gaps(reading)["LICENSE"] == "unreadable"


def test_offline_asks_nothing(hub: Hub) -> None:
    before = len(hub.requests)
    with (
        door_to({**hub.environment(), "HF_HUB_OFFLINE": "1"}) as door,
        pytest.raises(CollectError, match="HF_HUB_OFFLINE"),
    ):
        read_hub_model(door, "acme/tiny", None, WEIGHTS)
    assert len(hub.requests) == before
