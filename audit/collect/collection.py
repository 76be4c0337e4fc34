"""What was read so far for one model, so that nothing is read twice."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from audit.collect import discover
from audit.collect.ahead import MOST, MOST_BACKLINKS, MOST_OTHERS, Ahead, brief_of
from audit.collect.artifact import gap_of
from audit.collect.discover import Lead
from audit.collect.http import Door
from audit.collect.reading import Reading, in_order
from audit.errors import AuditError, NotKept
from audit.model import Gap, GapReason, Mention, Role, Snapshot, Target

_ORDER = list(Role)


class Collection:
    """What was read so far."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.ahead = Ahead(door)
        self.readings: list[Reading] = []
        self.gaps: list[Gap] = []
        self._mentions: dict[str, Mention] = {}
        self._seen: set[str] = set()
        self._looked_into: set[str] = set()

    def add(self, reading: Reading) -> bool:
        """Keeps a reading with its gaps; False when it was read before under another id."""
        name = reading.artifact.id.lower()
        if any(name == known.artifact.id.lower() for known in self.readings):
            return False
        self.readings.append(reading)
        self.gaps.extend(reading.gaps)
        self._seen.add(name)
        return True

    def follow(self, reading: Reading) -> Iterator[Reading]:
        """Reads what an artifact leads to, base models apart; the rest becomes mentions."""
        for found in discover.leads(reading):
            if isinstance(found, Mention):
                self.mention(found)
            elif found.role is Role.WEIGHTS and self.has_weights:
                self.mention(Mention(id=found.id, evidence=found.evidence))
            elif found.role is not Role.BASE_MODEL and (read := self.read_lead(found)):
                yield read

    @property
    def has_weights(self) -> bool:
        """Whether the weights to be judged were read."""
        return any(reading.artifact.role is Role.WEIGHTS for reading in self.readings)

    def mention(self, found: Mention) -> None:
        """Notes a link to what is not this model's, once."""
        self._mentions.setdefault(found.id.lower(), found)

    def read_lead(self, lead: Lead) -> Reading | None:
        """Reads a lead unless it was read, or enough of its kind were; a failure is a gap."""
        if lead.id.lower() in self._seen:
            return None
        if lead.if_links_to is not None and not self._links_back(lead, lead.if_links_to):
            self.mention(Mention(id=lead.id, evidence=lead.evidence))
            return None
        if self._has_enough(lead):
            return None
        self._seen.add(lead.id.lower())
        try:
            reading = self.ahead.read(lead.id, brief_of(lead))
        except NotKept:
            raise
        except AuditError as error:
            self.gaps.append(gap_of(lead.id, error, self._door.stamp()))
            return None
        return self._kept(lead, reading)

    def _kept(self, lead: Lead, reading: Reading) -> Reading | None:
        if lead.if_links_to is None:
            return reading if self.add(reading) else None
        shown = _linking_back(reading, lead.if_links_to)
        if shown is None:  # what was read is what counts: it has changed since, or was refused
            self._seen.discard(lead.id.lower())
            self.gaps.extend(gap for gap in reading.gaps if gap.path == "README.md")
            self.mention(Mention(id=lead.id, evidence=lead.evidence))
            return None
        return shown if self.add(shown) else None

    def _has_enough(self, lead: Lead) -> bool:
        count = sum(reading.artifact.role is lead.role for reading in self.readings)
        if count < MOST.get(lead.role, MOST_OTHERS):
            return False
        detail = f"no more than {count} of this kind are read"
        self._gap(lead.id, None, GapReason.NOT_LOOKED, detail)
        self._seen.add(lead.id.lower())
        return True

    def _links_back(self, lead: Lead, model: str) -> bool:
        """Whether the repository's README, at its default branch, links to the model."""
        if lead.id.lower() in self._looked_into or len(self._looked_into) == MOST_BACKLINKS:
            return False
        self._looked_into.add(lead.id.lower())
        text = self.ahead.readme(lead.id.removeprefix("github:"))
        if isinstance(text, bytes):
            return discover.line_of_link(text, model) is not None
        if text.reason is not GapReason.MISSING:
            detail = f"whether it links back: {text.detail}"
            self._gap(lead.id, "README.md", text.reason, detail)
        return False

    def _gap(self, artifact: str, path: str | None, reason: GapReason, detail: str) -> None:
        at = self._door.stamp()
        self.gaps.append(Gap(artifact=artifact, path=path, reason=reason, detail=detail, at=at))

    def snapshot(self, target: Target) -> tuple[Snapshot, dict[str, bytes]]:
        """Everything that was read, in a fixed order."""
        ordered = sorted(self.readings, key=lambda r: _ORDER.index(r.artifact.role))
        contents = {sha: data for reading in ordered for sha, data in reading.contents.items()}
        return Snapshot(
            target=target,
            artifacts=tuple(reading.artifact for reading in ordered),
            gaps=in_order(self.gaps),
            mentions=tuple(
                self._mentions[name] for name in sorted(self._mentions) if name not in self._seen
            ),
        ), contents


def _linking_back(reading: Reading, model: str) -> Reading | None:
    """The reading with the line of its README that links to the model as the evidence."""
    readme = next((p for p in discover.pages_of(reading) if p.path == "README.md"), None)
    if readme is None:
        return None
    line = discover.line_of_link("\n".join(readme.lines).encode(), model)
    if line is None:
        return None
    artifact = msgspec.structs.replace(reading.artifact, reason_evidence=readme.cite(line))
    return msgspec.structs.replace(reading, artifact=artifact)
