from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from audit.model import Fact, GapReason, OpenClaim, Unknown
from audit.probes import run
from audit.probes.pages import View
from tests.small_models import judged, small_model, weights


def _break(view: View) -> Iterator[Fact]:
    yield OpenClaim(artifact="hf:acme/Heron-7B", evidence=())
    raise ValueError(view.snapshot.schema)


def test_a_probe_that_crashes_costs_its_own_facts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = SimpleNamespace(__name__="audit.probes.broken_one", __doc__="", probe=_break)
    monkeypatch.setattr(run, "PROBES", (broken, *run.PROBES))
    model = small_model(weights({"README.md": "# Heron\n", "model.safetensors": 9_000}))
    facts = run.state_facts(*model)
    assert facts[0] == Unknown(
        artifact="", about="probe broken-one", why="it failed with ValueError"
    )
    assert len(facts) > 2
    assert not any(isinstance(fact, OpenClaim) for fact in facts)


def test_a_crash_shows_in_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = SimpleNamespace(__name__="audit.probes.broken_one", __doc__="", probe=_break)
    monkeypatch.setattr(run, "PROBES", (broken,))
    gaps = judged(small_model(weights({}))).gaps
    assert [gap.reason for gap in gaps] == [GapReason.UNREADABLE]


def test_a_model_of_nothing_states_nothing_and_breaks_nothing() -> None:
    assert run.state_facts(*small_model()) == ()
