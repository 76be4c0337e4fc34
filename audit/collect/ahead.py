"""Reads side by side what a collection will ask for one after the other.

As soon as an artifact, or only its record, is there, what it leads to is begun. The collection then
asks in its own fixed order, so that its result does not depend on which answer came first. What is
begun and never asked for costs requests and nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from audit.collect import discover
from audit.collect.answers import Fault
from audit.collect.artifact import read_artifact
from audit.collect.discover import Lead
from audit.collect.http import Door
from audit.collect.reading import Brief, Depth, Reading
from audit.model import Role

MOST = {Role.BASE_MODEL: 10, Role.CODE: 3, Role.WEIGHTS: 1, Role.PAPER: 5, Role.PAGE: 5}
MOST_OTHERS = 10
"""How many artifacts of a role are read for one model. A paper takes two requests, between which
arXiv wants 15 seconds to pass."""
MOST_BACKLINKS = 5
"""How many READMEs of others are looked into for a link back."""

Key = tuple[str, Role, Depth]
Then = Callable[[bytes | Fault], None]
LEAVES = 2
"""Hops from the target at which only base models are followed."""


class _Begun(Struct, frozen=True):
    brief: Brief
    reading: Future[Reading]


class Ahead:
    """What was begun for one collection."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._lock = Lock()
        self._begun: dict[Key, _Begun] = {}
        self._readmes: dict[str, Future[bytes | Fault]] = {}
        self._hops: dict[str, int] = {}
        self._counts: Counter[Role] = Counter()
        door.announce = self._announced

    def follow_from(self, artifact: str, role: Role, hop: int = 0) -> None:
        """Says what the collection starts from, before it is read."""
        with self._lock:
            self._hops[artifact.lower()] = hop
            self._counts[role] += 1

    def read(self, artifact: str, brief: Brief) -> Reading:
        """What `read_artifact` returns or raises, begun before or now."""
        begun = self._begun.get(_key(artifact, brief))
        if begun is None:
            return read_artifact(self._door, artifact, None, brief)
        read = begun.reading.result().artifact
        remark = read.reason.removeprefix(begun.brief.reason)
        return replace(
            begun.reading.result(),
            artifact=replace(
                read,
                reason=brief.reason + remark,
                reason_evidence=brief.reason_evidence,
                own=brief.own,
            ),
        )

    def readme(self, name: str) -> bytes | Fault:
        """The README of a GitHub repository at its default branch, begun before or now."""
        return self._readme(name).result()

    def expect(self, reading: Reading, hop: int) -> None:
        """Begins to read what an artifact leads to."""
        role = reading.artifact.role
        if hop == 0 or (hop < LEAVES and role in (Role.CODE, Role.WEIGHTS)):
            for found in discover.leads(reading):
                if isinstance(found, Lead) and found.role is not Role.BASE_MODEL:
                    self._begin(found, hop + 1)
        if role in (Role.CODE, Role.WEIGHTS, Role.BASE_MODEL):
            for lead in discover.base_leads(reading):
                self._begin(lead, LEAVES)

    def finish(self) -> None:
        """Ends what was begun: what is not under way is dropped, the rest is waited for."""
        self._door.announce = ignore
        with self._lock:
            futures: list[Future[Any]] = [each.reading for each in self._begun.values()]
            futures += self._readmes.values()
        wait([future for future in futures if not future.cancel()])

    def _announced(self, reading: Reading) -> None:
        hop = self._hops.get(reading.artifact.id.lower())
        if hop is not None:
            self.expect(reading, hop)

    def _begin(self, lead: Lead, hop: int) -> None:
        if lead.if_links_to is not None:
            self._begin_backlink(lead, lead.if_links_to, hop)
            return
        brief = brief_of(lead)
        key = _key(lead.id, brief)
        with self._lock:
            enough = self._counts[lead.role] >= MOST.get(lead.role, MOST_OTHERS)
            if enough or lead.id.lower() in self._hops:
                return
            self._counts[lead.role] += 1
            self._hops[lead.id.lower()] = hop
            reading = self._door.in_background(lambda: self._read(lead.id, brief, hop))
            self._begun[key] = _Begun(brief, reading)

    def _read(self, artifact: str, brief: Brief, hop: int) -> Reading:
        reading = read_artifact(self._door, artifact, None, brief)
        self.expect(reading, hop)
        return reading

    def _begin_backlink(self, lead: Lead, model: str, hop: int) -> None:
        """Begins the README, and behind it the repository if that links back."""
        name = lead.id.removeprefix("github:")
        with self._lock:
            known = name.lower() in self._readmes or len(self._readmes) >= MOST_BACKLINKS
        if known:
            return

        def then(text: bytes | Fault) -> None:
            if isinstance(text, bytes) and discover.line_of_link(text, model) is not None:
                self._begin(replace(lead, if_links_to=None), hop)

        self._readme(name, then)

    def _readme(self, name: str, then: Then | None = None) -> Future[bytes | Fault]:
        """The README; what is to follow has begun before anybody hears of it.

        A callback of the future would come too late: whoever waits for that may wake up first.
        """
        address = f"{self._door.settings.github_raw}/{name}/HEAD/README.md"

        def read() -> bytes | Fault:
            text = self._text(address)
            if then is not None:
                then(text)
            return text

        with self._lock:
            if name.lower() not in self._readmes:
                self._readmes[name.lower()] = self._door.in_background(read)
            return self._readmes[name.lower()]

    def _text(self, address: str) -> bytes | Fault:
        try:
            return self._door.raw_bytes(address)
        except Fault as fault:
            return fault


def ignore(reading: Reading) -> None:
    """Does nothing with a reading that is announced."""


def brief_of(lead: Lead) -> Brief:
    """What is wanted of a lead."""
    return Brief(
        role=lead.role,
        reason=lead.reason,
        reason_evidence=lead.evidence,
        own=lead.own,
        depth=lead.depth,
    )


def _key(artifact: str, brief: Brief) -> Key:
    return artifact.lower(), brief.role, brief.depth
