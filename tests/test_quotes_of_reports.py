"""Every quote in every report stands word for word at its lines of the document that it names.

What is walked is the whole assessment: rows, statements, conflicts, claims, data questions,
lineage, access, artifacts, mentions and the reasons of verdicts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from audit.collect.http import Door
from audit.collect.run import collect
from audit.collect.settings import Settings
from audit.collect.targets import name_target
from audit.judge.assess import assess
from audit.model import Evidence, Snapshot
from audit.pipeline import inventory_of
from audit.probes.run import state_facts
from audit.text.page import LONGEST_QUOTE, lines_of
from benchmarks.agreement_run import model_file
from tests.conftest import CORPUS
from tests.hub import Shelf, load, serve
from tests.small_models import small_model
from tests.test_eight_models import VARIANTS, write
from tests.traps import TRAPS

MODELS = sorted(path.parent.name for path in CORPUS.glob("models/*/meta.json"))


def places(value: object) -> Iterator[Evidence]:
    """Every evidence in a record, wherever it stands."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from places(getattr(value, name))
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from places(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from places(inner)


def check(snapshot: Snapshot, contents: Mapping[str, bytes]) -> int:
    """How many quotes of the facts and of the report were checked."""
    facts = state_facts(snapshot, contents)
    report = assess(inventory_of(snapshot, contents))
    assert not [gap.detail for gap in report.gaps if gap.detail.startswith("probe ")]
    documents = {
        (artifact.id, document.path): document
        for artifact in snapshot.artifacts
        for document in artifact.documents
    }
    found = list({*places(facts), *places(report)})
    for place in found:
        if place.lines is None:
            assert place.quote is None, place
            continue
        assert place.sha256 is not None, place
        assert place.quote is not None, place
        assert documents[place.artifact, place.path or ""].sha256 == place.sha256, place
        assert_verbatim(place, contents[place.sha256])
    return sum(place.lines is not None for place in found)


def assert_verbatim(place: Evidence, content: bytes) -> None:
    lines = lines_of(content.decode("utf-8", errors="replace"))
    first, last = place.lines or (0, 0)
    assert 1 <= first <= last <= len(lines), place
    assert place.quote == "\n".join(lines[first - 1 : last])[:LONGEST_QUOTE], place


@contextmanager
def opened(shelf: Shelf) -> Iterator[Door]:
    with serve(shelf) as hub:
        settings = Settings(
            hf_endpoint=hub.hf_endpoint,
            github_api=hub.github_api,
            github_raw=hub.github_raw,
            arxiv=hub.arxiv,
        )
        with Door(settings) as door:
            yield door


@pytest.fixture(scope="module")
def seeds(corpus: Path) -> Iterator[Door]:
    with opened(load(corpus / "seeds")) as door:
        yield door


@pytest.mark.parametrize("name", TRAPS)
def test_reports_on_the_traps(name: str) -> None:
    check(*small_model(*TRAPS[name].parts, gaps=TRAPS[name].gaps))


@pytest.mark.parametrize("name", VARIANTS)
def test_reports_on_the_eight_variants(seeds: Door, tmp_path: Path, name: str) -> None:
    assert check(*collect(name_target(write(tmp_path, name)), seeds)) > 0


@pytest.mark.parametrize("name", MODELS)
def test_reports_on_the_models_of_the_corpus(corpus: Path, tmp_path: Path, name: str) -> None:
    folder = corpus / "models" / name
    if not (lines := model_file(folder, weights_of(folder))):
        pytest.skip("the corpus holds labels of this model alone")
    target = tmp_path / f"{name}.yaml"
    target.write_text("\n".join([f"name: {name}", *lines]), encoding="utf-8")
    with opened(load(folder)) as door:
        check(*collect(name_target(str(target)), door))


def weights_of(folder: Path) -> str | None:
    records = sorted((folder / "huggingface").glob("*.json"))
    found = json.loads(records[0].read_text(encoding="utf-8"))["id"] if records else None
    return str(found) if found else None


def test_a_quote_that_stands_elsewhere_is_told() -> None:
    place = Evidence(artifact="hf:acme/heron", lines=(2, 2), quote="The code is MIT.")
    assert_verbatim(place, b"# Heron\nThe code is MIT.\n")
    with pytest.raises(AssertionError):
        assert_verbatim(place, b"# Heron\nThe code is not MIT.\n")
    with pytest.raises(AssertionError):
        assert_verbatim(place, b"The code is MIT.\n")
