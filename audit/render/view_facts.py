"""What decided the requirements: each fact once, with a number, however many it decided."""

from __future__ import annotations

from msgspec import Struct

from audit.model import Reason
from audit.render.language import sentence
from audit.render.places import Proof, proof


class FactView(Struct, frozen=True, kw_only=True):
    """One fact, and where it was read."""

    number: int
    anchor: str
    text: str
    proof: Proof


class Facts:
    """The facts of one report, in the order in which they are first told."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], list[tuple[Reason, FactView]]] = {}
        self._all: list[FactView] = []

    def view(self, reason: Reason) -> FactView:
        """The fact with its number; the same fact has one."""
        alike = self._known.setdefault((reason.text, len(reason.evidence)), [])
        for known, found in alike:
            if known is reason or known == reason:
                return found
        number = len(self._all) + 1
        fact = FactView(
            number=number,
            anchor=f"fact-{number}",
            text=sentence(reason.text),
            proof=proof(reason.evidence),
        )
        alike.append((reason, fact))
        self._all.append(fact)
        return fact

    def __len__(self) -> int:
        return len(self._all)

    def all(self) -> tuple[FactView, ...]:
        """Every fact that was told so far, by number."""
        return tuple(self._all)
