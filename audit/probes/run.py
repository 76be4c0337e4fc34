"""Runs every probe over a snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from audit.model import Fact, Snapshot, Unknown
from audit.probes import (
    added_terms,
    claims,
    code_files,
    data_files,
    data_origins,
    documents,
    file_notices,
    gates,
    languages,
    license_files,
    license_prose,
    license_tags,
    lineage,
    mirrored_cards,
    named_files,
    on_request,
    past_words,
    phrases,
    pledges,
    sources,
    training_data,
    training_summaries,
    versions,
    weights,
)
from audit.probes.pages import View


class Probe(Protocol):
    """A module that states facts; its docstring is its manual page."""

    __name__: str
    __doc__: str | None

    def probe(self, view: View) -> Iterator[Fact]:
        """What the probe saw."""
        ...


PROBES: tuple[Probe, ...] = (
    weights,
    gates,
    languages,
    on_request,
    license_files,
    license_tags,
    license_prose,
    mirrored_cards,
    code_files,
    sources,
    training_data,
    data_files,
    data_origins,
    lineage,
    pledges,
    claims,
    documents,
    training_summaries,
    named_files,
    versions,
    file_notices,
    phrases,
    added_terms,
    past_words,
)


ON_TERMS: tuple[Probe, ...] = (license_files, license_tags, license_prose, gates, claims)
"""What is asked of each wording of a file of the past."""


def state_facts(
    snapshot: Snapshot, contents: Mapping[str, bytes], probes: tuple[Probe, ...] | None = None
) -> tuple[Fact, ...]:
    """The facts of all probes, or of some; one that crashes costs its own alone, and says so."""
    view = View(snapshot, contents)
    facts: list[Fact] = []
    for module in PROBES if probes is None else probes:
        try:
            facts.extend(list(module.probe(view)))
        except Exception as error:
            facts.append(_crashed(module, error))
    return tuple(facts)


def _crashed(module: Probe, error: Exception) -> Unknown:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    return Unknown(artifact="", about=f"probe {name}", why=f"it failed with {type(error).__name__}")
