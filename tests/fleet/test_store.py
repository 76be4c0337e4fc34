"""The folder of results: names that nobody can lead elsewhere, and assessments that are kept."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from audit.errors import AuditError
from audit.fleet.store import (
    Fleet,
    Key,
    Results,
    assessment_files,
    is_fleet,
    key_of,
    read_fleet,
    read_key,
    write_fleet,
)
from audit.model import Assessment
from audit.render.json import model_json

from .made import closed_later, judged, keep, make, make_metadata

FLEET = Fleet(depth="full", tool="1", criteria="c", input="ids.txt", counts={"audited": 1})
HOSTILE = [
    "../../etc/passwd",
    "/etc/passwd",
    "hf:..",
    "",
    "con",
    "a\0b",
    "hf:" + "x" * 10_000,
    "hf:a/\ud800",
    "hf:a/b\n",
    "C:\\x",
    "模型/模型",
]


def under(assessment: Assessment, **changes: str) -> Assessment:
    return replace(assessment, versions=replace(assessment.versions, **changes))


@pytest.mark.parametrize("target", HOSTILE)
def test_a_name_stays_in_its_folder(results: Results, target: str) -> None:
    place = results.place(target)
    assert place.parent.parent == results.assessments
    assert place == results.folder / results.relative(target)
    assert len(place.name.encode()) < 200
    assert place.name.isprintable()
    place.parent.mkdir(parents=True)
    place.write_text("x")
    assert list(results.current()) == [place]


def test_no_two_ids_have_one_name_on_any_disk(results: Results) -> None:
    ids = ["hf:Acme/X", "hf:acme/x", "hf:acme-x", "hf:acme/x ", *HOSTILE]
    names = {str(results.place(one)).casefold() for one in ids}
    assert len(names) == len(ids)


def test_what_is_kept_twice_stands_once(results: Results) -> None:
    keep(results, [judged("aria"), judged("aria")])
    assert [read_key(path) for path in results.current()] == [key_of(judged("aria"))]
    assert list(results.replaced()) == []


def test_what_a_later_run_replaces_goes_to_the_past_in_order(results: Results) -> None:
    states = [judged("aria"), closed_later("aria"), under(judged("aria"), tool="9")]
    for one in states:
        keep(results, [one])
        keep(results, [one])
    assert results.place("bundled:aria").read_text() == model_json(states[-1])
    past = [path.read_text() for path in results.replaced("bundled:aria")]
    assert past == [model_json(one) for one in states[:-1]]
    assert list(results.replaced("bundled:other")) == []
    assert [path.name[:4] for path in results.replaced()] == ["0001", "0002"]


def test_what_is_stopped_before_the_new_is_written_is_not_put_aside_twice(
    results: Results, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(results, [judged("aria")])
    write = pytest.importorskip("audit.fleet.store").write_whole

    def stopped(place: Path, content: bytes, *, durable: bool) -> None:
        if place == results.place("bundled:aria"):
            raise KeyboardInterrupt
        write(place, content, durable=durable)

    with monkeypatch.context() as patched:
        patched.setattr("audit.fleet.store.write_whole", stopped)
        with pytest.raises(KeyboardInterrupt):
            keep(results, [closed_later("aria")])
    keep(results, [closed_later("aria")])
    assert len(list(results.replaced())) == 1
    assert results.key_of("bundled:aria") == key_of(closed_later("aria"))


def test_what_only_differs_in_its_times_takes_the_place_of_the_other(results: Results) -> None:
    found = judged("aria")
    later = replace(
        found, gaps=tuple(replace(one, at="2026-11-30T00:00:00Z") for one in found.gaps)
    )
    keep(results, [found, later])
    assert list(results.replaced()) == []
    assert results.place("bundled:aria").read_text() == model_json(later)


def test_what_cannot_be_read_is_written_anew(results: Results) -> None:
    place = results.place("bundled:aria")
    place.parent.mkdir(parents=True)
    place.write_bytes(b"{")
    assert results.key_of("bundled:aria") is None
    keep(results, [judged("aria")])
    assert list(results.replaced()) == []
    assert results.key_of("bundled:aria") == key_of(judged("aria"))


def test_a_key_has_the_revision_that_was_read() -> None:
    found = judged("aria")
    artifact = replace(found.artifacts[0], id="hf:a/b", revision="f00")
    target = replace(found.target, id="hf:a/b", revision="main")
    named = replace(found, target=target, artifacts=(artifact,))
    versions = found.versions
    assert key_of(named) == Key(
        model="hf:a/b", revision="f00", criteria=versions.criteria, tool=versions.tool
    )
    assert key_of(replace(named, artifacts=())).revision == "main"


def test_what_is_said_of_a_fleet_comes_back(tmp_path: Path) -> None:
    assert not is_fleet(tmp_path)
    write_fleet(tmp_path, FLEET)
    assert is_fleet(tmp_path)
    assert read_fleet(tmp_path) == FLEET


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "cannot be used"),
        (b"[]", "cannot be used"),
        (msgspec.json.encode(replace(FLEET, schema="openness-fleet/2")),
         "expected openness-fleet/1"),
    ],
)  # fmt: skip
def test_a_fleet_that_cannot_be_read(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "fleet.json").write_bytes(content)
    with pytest.raises(AuditError, match=told):
        read_fleet(tmp_path)


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="no results of a fleet"):
        read_fleet(tmp_path)


def test_the_assessments_of_a_fleet(tmp_path: Path) -> None:
    results = make(tmp_path / "r", ["aria"])
    keep(results, [closed_later("aria")])
    assert assessment_files(results.folder) == list(results.current())
    assert len(assessment_files(results.folder, with_past=True)) == 2


def test_metadata_alone_has_no_assessments(tmp_path: Path) -> None:
    make_metadata(tmp_path / "m", {})
    with pytest.raises(AuditError, match="made of metadata alone"):
        assessment_files(tmp_path / "m")


def test_a_fleet_that_only_began_has_none_either(tmp_path: Path) -> None:
    write_fleet(tmp_path, FLEET)
    with pytest.raises(AuditError, match="no assessment yet"):
        assessment_files(tmp_path)
