"""`criteria/facts.yaml` and the code name the same facts, and each probe states what it may."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, get_args

from audit.data import data_dir
from audit.model import Fact, Statement
from audit.probes.pages import View
from audit.probes.run import PROBES
from audit.text.safe_yaml import load
from tests.small_models import small_model
from tests.traps import TRAPS


def _vocabulary() -> dict[str, Any]:
    text = data_dir("criteria").joinpath("facts.yaml").read_text(encoding="utf-8")
    facts: dict[str, Any] = load(text)["facts"]
    return facts


def _name(kind: type) -> str:
    return "license-statement" if kind is Statement else str(kind.name)  # type: ignore[attr-defined]


def _probe_name(module: object) -> str:
    return str(module.__name__).rpartition(".")[2].replace("_", "-")  # type: ignore[attr-defined]


def test_the_file_names_every_kind_of_fact_once() -> None:
    assert sorted(_vocabulary()) == sorted(_name(kind) for kind in get_args(Fact))


def test_every_probe_states_something_and_is_known() -> None:
    stating = {probe for entry in _vocabulary().values() for probe in entry["probes"]}
    assert stating == {_probe_name(module) for module in PROBES}


def test_every_entry_is_one_line_that_says_what_is_stated() -> None:
    for entry in _vocabulary().values():
        assert sorted(entry) == ["probes", "states"]
        assert 10 < len(entry["states"]) < 100
        assert entry["states"][-1] != "."


def test_probes_state_just_what_the_file_says_over_all_traps() -> None:
    stated: defaultdict[str, set[str]] = defaultdict(set)
    for trap in TRAPS.values():
        view = View(*small_model(*trap.parts, gaps=trap.gaps))
        for module in PROBES:
            for fact in module.probe(view):
                stated[_name(type(fact))].add(_probe_name(module))
    assert dict(stated) == {name: set(entry["probes"]) for name, entry in _vocabulary().items()}


def test_every_probe_has_a_manual_page_in_three_parts() -> None:
    for module in PROBES:
        page = module.__doc__ or ""
        assert all(part in page for part in ("Looks at:", "States:", "Misses:")), _probe_name(
            module
        )
