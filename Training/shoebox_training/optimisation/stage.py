# SPDX-License-Identifier: MIT
"""What the training loop asks of a stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from torch import Tensor, nn


@dataclass(frozen=True)
class Moment:
    """Where in its plan a stage is."""

    step: int
    seen: int  # images before this step
    progress: float  # from 0 to 1


class Stage(Protocol):
    """Something that is trained: modules, batches, losses and figures on held-out photos."""

    name: str
    modules: Mapping[str, nn.Module]  # what is trained, averaged and saved
    weights: Mapping[str, float]  # of the losses
    selected_by: str | None  # the figure of the development split by which the best average is kept

    def batch(self, moment: Moment) -> Any:
        """The data of a step. Runs in a thread beside the step before; must follow from the step alone."""
        ...

    def losses(self, batch: Any, moment: Moment) -> dict[str, Tensor]:
        """The losses by name, not weighted."""
        ...

    def figures(self, averaged: Mapping[str, nn.Module]) -> dict[str, float]:
        """What the averaged modules reach on the development split."""
        ...
