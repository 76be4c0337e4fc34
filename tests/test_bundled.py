"""The bundled models: facts alone, checked against what they were made from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from audit.bundled import bundled_inventory, bundled_names
from audit.judge.assess import assess
from audit.model import Outcome

FEW_WORDS = 5
VARIANTS = {
    "aria",
    "cogvlm-chat-hf",
    "leopard-idefics2",
    "leopard-llava",
    "llava-v1.5-7b",
    "llava-v1.6-mistral-7b",
    "xgen-mm-instruct-interleave-v1.5",
    "xgen-mm-instruct-v1",
}
EXPECTED = {
    "aria": ("unmet", "partly", "met"),
    "leopard-llava": ("partly", "unmet", "unmet"),
    "leopard-idefics2": ("partly", "unmet", "met"),
    "cogvlm-chat-hf": ("partly", "partly", "unmet"),
    "llava-v1.5-7b": ("partly", "partly", "unmet"),
    "llava-v1.6-mistral-7b": ("partly", "partly", "met"),
    "xgen-mm-instruct-interleave-v1.5": ("partly", "partly", "met"),
    "xgen-mm-instruct-v1": ("partly", "partly", "unmet"),
}
CONFLICTS = {
    "leopard-llava": {"model-against-base-model", "no-license-for-own-code"},
    "cogvlm-chat-hf": {"tag-against-license-file", "claim-against-terms"},
    "llava-v1.5-7b": {"badge-elsewhere"},
    "xgen-mm-instruct-interleave-v1.5": {"license-template-unfilled", "branch-against-branch"},
}


def plain(name: str) -> Any:
    return json.loads(files("audit.bundled").joinpath(f"{name}.json").read_text(encoding="utf-8"))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def evidence(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"quote", "sha256", "lines"} <= set(value):
            yield value
        for inner in value.values():
            yield from evidence(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from evidence(inner)


def runs_of_words(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w'-]+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_the_eight_variants_are_bundled() -> None:
    assert set(bundled_names()) == VARIANTS


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_a_bundled_model_says_when_and_from_what_it_was_made(name: str) -> None:
    inventory = bundled_inventory(name)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", inventory.snapshot.collected)
    assert re.fullmatch(r"[0-9a-f]{64}", inventory.snapshot.digest)
    assert inventory.target.id == f"bundled:{name}"
    assert {artifact.role.value for artifact in inventory.artifacts} >= {"weights", "code"}


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_a_bundled_model_quotes_nobody_and_links_to_the_line(name: str) -> None:
    content = plain(name)
    assert content["snapshot"]["quotes"] is False
    for place in evidence(content):
        assert place["quote"] is None
        if place["lines"] and not place["artifact"].startswith("file:"):
            assert re.match(r"https://(github\.com|huggingface\.co)/", place["url"])
            assert re.fullmatch(r"[0-9a-f]{64}", place["sha256"])
    assert not any(
        re.search(r"(?:^|\s)/(?:home|root|tmp|work)/", text) for text in strings(content)
    )
    assert not any("127.0.0.1" in text or "localhost" in text for text in strings(content))


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_no_sentence_of_the_publishers_is_bundled(corpus: Path, name: str) -> None:
    texts = [path for path in corpus.rglob("*") if path.is_file() and path.suffix != ".json"]
    theirs: set[tuple[str, ...]] = set()
    for path in texts:
        theirs |= runs_of_words(path.read_text(encoding="utf-8", errors="replace"), FEW_WORDS)
    for text in strings(plain(name)):
        words = " ".join(word for word in text.split() if "/" not in word)  # paths are facts
        assert not runs_of_words(words, FEW_WORDS) & theirs, text


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_bundled_models_come_out_as_the_expert_has_them(name: str) -> None:
    assessment = assess(bundled_inventory(name))
    verdict = assessment.frameworks["osaid-1.0"]
    keys = ("data-information", "code", "parameters")
    assert tuple(verdict.elements[key].outcome.value for key in keys) == EXPECTED[name]
    assert verdict.outcome is Outcome.UNMET
    assert {conflict.kind for conflict in assessment.conflicts} >= CONFLICTS.get(name, set())
