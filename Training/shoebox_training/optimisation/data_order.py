# SPDX-License-Identifier: MIT
"""Which photo comes when. Everything follows from the seed and the step, so no state is kept."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np


def random_of(seed: int, *what: int | str) -> np.random.Generator:
    """The random numbers of one purpose; other purposes have others."""
    words = [zlib.crc32(part.encode()) if isinstance(part, str) else part for part in what]
    return np.random.default_rng([seed, *words])


@dataclass
class EndlessOrder:
    """All of `count` things in random order, then all of them in another order, and so on."""

    name: str
    count: int
    seed: int
    _epochs: dict[int, np.ndarray] = field(default_factory=dict)

    def taken(self, start: int, number: int) -> np.ndarray:
        """The `number` things from place `start` on."""
        places = np.arange(start, start + number)
        epochs = places // self.count
        wanted = range(int(epochs[0]), int(epochs[-1]) + 1) if number else range(0)
        self._epochs = {
            epoch: self._epochs[epoch] if epoch in self._epochs else self.permutation(epoch) for epoch in wanted
        }
        return np.array(
            [self._epochs[epoch][place % self.count] for epoch, place in zip(epochs.tolist(), places.tolist())],
            dtype=np.int64,
        )

    def permutation(self, epoch: int) -> np.ndarray:
        return random_of(self.seed, self.name, epoch).permutation(self.count)


def shares(weights: Mapping[str, float], total: int) -> dict[str, int]:
    """How many of `total` places each name gets: by its weight, at least one; the largest remainders decide.

    Raises: ValueError if there are more names than places.
    """
    named = {name: weight for name, weight in weights.items() if weight > 0}
    if len(named) > total:
        raise ValueError(f"A batch of {total} has no room for {len(named)} sets.")
    whole = sum(named.values())
    exact = {name: weight / whole * (total - len(named)) for name, weight in named.items()}
    counts = {name: 1 + int(share) for name, share in exact.items()}
    remainders = sorted(exact, key=lambda name: (int(exact[name]) - exact[name], name))
    for name in remainders[: total - sum(counts.values())]:
        counts[name] += 1
    return counts
