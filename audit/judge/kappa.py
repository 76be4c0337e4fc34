"""How far two judges agree beyond chance, with an interval from resampling whole groups."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

Pair = tuple[int, int]
"""What one judge and the other said of one thing, as places on an ordered scale."""
ROUNDS = 2000
SEED = 7


def accuracy(pairs: Sequence[Pair]) -> float | None:
    """Share of things on which both say the same; None where there are none."""
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else None


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa (doi 10.1177/001316446002000104); None where chance agreement is certain."""
    return _beyond_chance(pairs, lambda one, other: float(one != other))


def linear_kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa with weights by distance (doi 10.1037/h0026256), linear; else as `kappa`."""
    return _beyond_chance(pairs, lambda one, other: abs(one - other))


def _beyond_chance(pairs: Sequence[Pair], far: Callable[[int, int], float]) -> float | None:
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(
        many * others * far(one, other)
        for one, many in first.items()
        for other, others in second.items()
    )
    if not expected:
        return None
    seen = sum(far(one, other) for one, other in pairs)
    return 1 - seen * len(pairs) / expected


def interval(
    groups: Sequence[Sequence[Pair]],
    figure: Callable[[Sequence[Pair]], float | None],
    *,
    rounds: int = ROUNDS,
) -> tuple[float, float] | None:
    """The middle 95 % of a figure when groups are drawn anew with replacement, seeded; None where
    it is defined in less than half of the rounds.

    Pairs of one group belong together: several labels of one model are no independent trials.
    """
    chance = random.Random(SEED)  # noqa: S311 - no secret
    found = []
    for _ in range(rounds if groups else 0):
        drawn = [pair for _ in groups for pair in chance.choice(groups)]
        value = figure(drawn)
        if value is not None:
            found.append(value)
    if len(found) * 2 < rounds or not found:
        return None
    found.sort()
    return found[int(0.025 * len(found))], found[int(0.975 * (len(found) - 1))]
