# SPDX-License-Identifier: MIT
"""How long a stage trains and how fast it learns, by the images seen and never by the clock."""

import math
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Plan:
    """A stage's schedule. What was begun under a plan goes on under it, however many sittings it takes."""

    images: int  # seen in all, every view of a photo counted
    batch: int
    rate: float  # the highest learning rate
    warm_up: int  # images until it is reached
    floor: float = 0.01  # the part of it that is left at the end
    weight_decay: float = 0.05
    betas: tuple[float, float] = (0.9, 0.98)
    clip: float = 2.0  # the longest gradient
    average: float = 0.998  # decay of the moving average of the weights
    seed: int = 0

    @property
    def steps(self) -> int:
        return -(-self.images // self.batch)

    def rate_at(self, step: int) -> float:
        """Rises linearly, falls as a cosine."""
        seen = step * self.batch
        rise = min(1.0, (seen + self.batch) / max(self.warm_up, 1))
        fall = 0.5 * (1 + math.cos(math.pi * min(seen / self.images, 1)))
        return self.rate * rise * (fall * (1 - self.floor) + self.floor)

    def progress_at(self, step: int) -> float:
        """0 at the beginning, 1 at the end."""
        return min(step / self.steps, 1.0)

    def fields(self) -> dict[str, Any]:
        return {**asdict(self), "betas": list(self.betas)}
