"""Facts by their kind, as the resolvers ask for them."""

from __future__ import annotations

from typing import TypeVar

from audit.model import Fact, GapReason, Role, Snapshot, UnreadText

F = TypeVar("F", bound=Fact)


class Facts:
    """All facts of a snapshot."""

    def __init__(self, snapshot: Snapshot, facts: tuple[Fact, ...]) -> None:
        self.snapshot = snapshot
        self._by_kind: dict[type, list[Fact]] = {}
        for fact in facts:
            self._by_kind.setdefault(type(fact), []).append(fact)

    def of(self, kind: type[F], artifact: str | None = None) -> tuple[F, ...]:
        """The facts of one kind, of one artifact or of all, in the order of the probes."""
        return tuple(
            fact
            for fact in self._by_kind.get(kind, ())
            if isinstance(fact, kind) and artifact in (None, fact.artifact)
        )

    def artifacts(self, *roles: Role, own: bool = True) -> tuple[str, ...]:
        """The ids of the artifacts with one of these roles."""
        return tuple(
            artifact.id
            for artifact in self.snapshot.artifacts
            if artifact.role in roles and (artifact.own or not own)
        )

    def is_apart(self, fact: Fact) -> bool:
        """Whether a paper or a page says so, which may be older than what it speaks of."""
        return fact.artifact in self.artifacts(Role.PAPER, Role.PAGE)

    @property
    def judged(self) -> str | None:
        """The id of the weight repository that is judged."""
        return next(iter(self.artifacts(Role.WEIGHTS, own=False)), None)

    @property
    def card_is_unread(self) -> bool:
        """Whether the judged weights have a card, or may have one, that nobody read: it could say
        more than the host's record and the listing show."""
        return any(
            gap.artifact == self.judged
            and gap.path == "README.md"
            and gap.reason is not GapReason.MISSING
            for gap in self.snapshot.gaps
        )


def not_understood(facts: Facts) -> str:
    """Which of the publisher's texts are in a language that is not read; empty when none is.
    What they say is then neither there nor absent."""
    texts = [
        f"{fact.path} of {fact.artifact} is in {fact.language}" for fact in facts.of(UnreadText)
    ]
    return f"{'; '.join(texts[:3])}, which is not read" if texts else ""
