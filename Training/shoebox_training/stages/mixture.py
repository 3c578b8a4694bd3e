# SPDX-License-Identifier: MIT
"""Which photos make a batch: so many of each set."""

import numpy as np

from shoebox_training.optimisation.data_order import EndlessOrder, shares
from shoebox_training.stages.material import Material


class Mixture:
    """Batches with a fixed number of photos from each group, each group's photos in an order of its own."""

    def __init__(self, material: Material, size: int, seed: int, weights: dict[str, float] | None = None) -> None:
        weights = weights or dict(material.weights)
        counts = shares({group.name: weights.get(group.name, 0) for group in material.groups if group.records}, size)
        self.parts = [
            (np.arange(material.places(number).start, material.places(number).stop), counts[group.name], order)
            for number, group in enumerate(material.groups)
            if group.name in counts
            for order in [EndlessOrder(f"mixture {group.name}", len(group.records), seed)]
        ]

    def places(self, step: int) -> np.ndarray:
        """The photos of a step, (size)."""
        return np.concatenate([places[order.taken(step * count, count)] for places, count, order in self.parts])
