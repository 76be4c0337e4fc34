"""Every line that a fact cites stands in the document just there, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import Evidence, Fact, NoLicense, Snapshot
from audit.probes.run import state_facts
from audit.text.page import LONGEST_QUOTE
from tests.small_models import card, code, data, small_model, weights
from tests.traps import TRAPS
from tests.traps.model import MIT

PIECES = [
    "Heron is released under the Apache 2.0 license.",
    "The weights are for research use only.",
    "[Paper](https://arxiv.org/abs/2401.00001)",
    "- HeronMix, our dataset, will be released",
    "Trained on 3 million image pairs, filtered by hand.",
    "[![License](https://img.shields.io/badge/License-MIT-x)](https://github.com/o/p/blob/m/LICENSE)",
    "## Training data",
    "# Heron: an open-source model",
    "Use of the weights must comply with the license of the base model license.",
    "| Model | LLM |",
    "| acme/Heron-7B | Vicuna |",
    "python train.py --model_name_or_path delta/Delta-8B",
    "```",
    "",
    "训练数据暂不开放。",
    "<a href='https://huggingface.co/datasets/delta/web'>web</a>",
    "x" * 700,
]


def check_quotes(snapshot: Snapshot, contents: Mapping[str, bytes]) -> int:
    """How many quotes were checked."""
    lines = {
        (artifact.id, document.path): [
            line.removesuffix("\r")
            for line in contents[document.sha256].decode("utf-8", "replace").split("\n")
        ]
        for artifact in snapshot.artifacts
        for document in artifact.documents
    }
    checked = 0
    for fact in state_facts(snapshot, contents):
        for evidence in _evidence(fact):
            if evidence.lines is not None and evidence.path is not None:
                _check(evidence, lines[evidence.artifact, evidence.path])
                checked += 1
    return checked


def _evidence(fact: Fact) -> Iterator[Evidence]:
    yield from getattr(fact, "evidence", ())
    if isinstance(fact, NoLicense):
        yield from fact.vendored


def _check(evidence: Evidence, lines: list[str]) -> None:
    first, last = evidence.lines or (0, 0)
    whole = "\n".join(lines[first - 1 : last])
    assert 1 <= first <= last <= len(lines), evidence
    assert evidence.quote is not None
    assert evidence.quote == whole[:LONGEST_QUOTE], evidence
    assert len(whole) <= LONGEST_QUOTE or first == last, evidence


@pytest.mark.parametrize("name", TRAPS)
def test_quotes_of_the_traps(name: str) -> None:
    check_quotes(*small_model(*TRAPS[name].parts, gaps=TRAPS[name].gaps))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=80)), max_size=25))
def test_quotes_of_any_text(pieces: list[str]) -> None:
    text = "\n".join(pieces).encode("utf-8", "replace").decode()
    files = {"README.md": text, "LICENSE": text, "TERMS.md": text, "docs/data.md": text}
    check_quotes(
        *small_model(
            weights({**files, "README.md": card(text, license="mit"), "config.json": text}),
            code({**files, "train.sh": text, "LICENSE": MIT, "pyproject.toml": text}),
            data(files),
        )
    )


def test_quotes_of_the_corpus(corpus: Path) -> None:
    from audit.collect.http import Door
    from audit.collect.run import collect
    from audit.collect.settings import Settings
    from audit.collect.targets import name_target
    from tests.hub import load, serve

    with serve(load(corpus / "seeds")) as hub:
        settings_ = Settings(
            hf_endpoint=hub.hf_endpoint,
            github_api=hub.github_api,
            github_raw=hub.github_raw,
            arxiv=hub.arxiv,
        )
        for name in ("rhymes-ai/Aria", "github:haotian-liu/LLaVA", "github:THUDM/CogVLM"):
            snapshot, contents = collect(name_target(name), Door(settings_))
            assert check_quotes(snapshot, contents) > 0
