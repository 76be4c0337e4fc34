from __future__ import annotations

from typing import Any

import pytest

from audit.model import Assessment, Gap, GapReason
from tests.small_models import (
    DATA,
    WEIGHTS,
    Files,
    Part,
    card,
    code,
    data,
    judged,
    small_model,
    weights,
)
from tests.traps.model import MIT, SOURCES


def _judged(*parts: Part, gaps: tuple[Gap, ...] = ()) -> Assessment:
    return judged(small_model(*parts, gaps=gaps))


@pytest.mark.parametrize(
    ("files", "availability"),
    [
        ({"train.parquet": 900}, "released"),
        ({"train-00001.jsonl": 900}, "released"),
        ({"README.md": "# Data\n"}, "unknown"),
        ({"dataset_infos.json": 900, "config.json": 900}, "unknown"),
        ({"sample.jsonl": 900}, "unknown"),
        ({"demo/a.parquet": 900}, "unknown"),
        ({"load.py": 900}, "unknown"),
    ],
)
def test_files_that_are_data(files: Files, availability: str) -> None:
    found = _judged(weights({}), data(files)).components["training-data"]
    assert found.availability.value == availability


@pytest.mark.parametrize(
    ("gates", "access"),
    [
        ([{"gated": False}, {"gated": False}], "open"),
        ([{"gated": False}, {"gated": "auto"}], "gated"),
        ([{"gated": False}, None], "unknown"),
        ([None, None], "unknown"),
    ],
)
def test_the_strictest_gate_stands_before_the_data(gates: list[Any], access: str) -> None:
    parts = [
        data({"a.csv": 900}, f"{DATA}-{number}", record=gate) for number, gate in enumerate(gates)
    ]
    found = _judged(weights({}), *parts).components["training-data"]
    assert (found.availability.value, found.access.value) == ("released", access)


@pytest.mark.parametrize(
    ("record", "gaps", "access"),
    [
        ({"gated": False}, (), "open"),
        ({"gated": "manual"}, (), "gated"),
        (None, (), "unknown"),
        (None, (GapReason.GATED,), "gated"),
        ({"gated": False}, (GapReason.UNREACHABLE,), "open"),
    ],
)
def test_access_to_the_weights(record: Any, gaps: tuple[GapReason, ...], access: str) -> None:
    told = tuple(Gap(artifact=WEIGHTS, path=None, reason=reason, detail="") for reason in gaps)
    part = weights({"model.safetensors": 9_000}, record=record)
    assert _judged(part, gaps=told).components["weights-final"].access.value == access


def test_no_tag_and_a_tag_that_nobody_saw_are_told_apart() -> None:
    read = _judged(weights({"README.md": card("", language="en"), "model.safetensors": 9_000}))
    unseen = _judged(weights({"model.safetensors": 9_000}))
    assert "names no license" in read.components["weights-final"].detail
    assert "was not seen" in unseen.components["weights-final"].detail


@pytest.mark.parametrize(
    ("text", "row", "availability"),
    [
        ("The training code will be released.", "training-code", "partial"),
        ("The training code is not released.", "training-code", "partial"),
        ("The evaluation code is not released.", "training-code", "released"),
        ("The evaluation code is not released.", "evaluation-code", "partial"),
    ],
)
def test_words_against_files(text: str, row: str, availability: str) -> None:
    part = code({"LICENSE": MIT, "README.md": text, **SOURCES})
    assert _judged(part).components[row].availability.value == availability


def test_rows_of_nothing_are_unknown() -> None:
    found = _judged(weights({}, listing="none")).components
    assert {row.availability.value for row in found.values()} == {"unknown"}


def test_a_target_without_weights_is_unknown_and_says_so() -> None:
    found = _judged(code({"LICENSE": MIT, **SOURCES})).components["weights-final"]
    assert (found.availability.value, found.detail) == ("unknown", "no weight repository was named")


@pytest.mark.parametrize("tag", ["apache-2.0", "cc-by-nc-4.0"])
def test_of_two_code_repositories_the_one_that_has_the_code_counts(tag: str) -> None:
    empty = code({"LICENSE": MIT, "README.md": "Nothing.\n"}, "github:acme/site")
    full = code({"LICENSE": MIT, **SOURCES})
    found = _judged(weights({"README.md": card("", license=tag)}), empty, full).components
    assert found["training-code"].availability.value == "released"


@pytest.mark.parametrize(
    ("listing", "availability"), [("whole", "not-found"), ("part", "unknown"), ("none", "unknown")]
)
def test_code_of_the_network_may_lie_beside_weights_that_were_not_listed(
    listing: str, availability: str
) -> None:
    parts = (weights({"model.safetensors": 900}, listing=listing), code({"infer.py": 900}))
    assert _judged(*parts).components["architecture-code"].availability.value == availability


@pytest.mark.parametrize(
    ("text", "availability"),
    [
        ("Heron was trained on [web]({web}). More data will be released.", "unknown"),
        ("More data will be released.", "announced"),
        ("Heron was trained on [web]({web}). Our data will not be released.", "withheld"),
    ],
)
def test_a_promise_of_more_data_hides_none_that_is_named(text: str, availability: str) -> None:
    web = "https://huggingface.co/datasets/delta/web"
    readme = f"# Heron\n\n## Training data\n\n{text.format(web=web)}\n"
    found = _judged(weights({}), code({"README.md": readme})).components["training-data"]
    assert found.availability.value == availability


ASKED = "# Heron\n\nOnce your request is approved, you will receive a link.\n"


@pytest.mark.parametrize(
    ("record", "access"),
    [(None, "gated"), ({"gated": False}, "open"), ({"gated": "auto"}, "gated")],
)
def test_words_on_a_request_count_where_the_host_says_nothing(record: Any, access: str) -> None:
    parts = (weights({"model.safetensors": 9_000}, record=record), code({"README.md": ASKED}))
    found = _judged(*parts).components["weights-final"]
    assert (found.availability.value, found.access.value) == ("released", access)
    assert ("on request" in found.detail) is (record is None)


def test_weights_that_nobody_listed_are_still_behind_a_request() -> None:
    parts = (weights({}, listing="none"), code({"README.md": ASKED}))
    found = _judged(*parts).components["weights-final"]
    assert (found.availability.value, found.access.value) == ("unknown", "gated")
    assert found.evidence[0].path == "README.md"
