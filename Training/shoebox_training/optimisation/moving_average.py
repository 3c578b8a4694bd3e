# SPDX-License-Identifier: MIT
"""The moving average of weights, which is what a stage hands on."""

import copy
from collections.abc import Mapping

import torch
from torch import Tensor, nn


class MovingAverage:
    """Copies of modules whose weights, and statistics of batch normalisation, follow the trained ones slowly.

    While few steps are done the average follows faster, so that the random beginning is forgotten.
    """

    def __init__(self, modules: Mapping[str, nn.Module], decay: float) -> None:
        self.decay = decay
        self.modules = {name: copy.deepcopy(module).eval() for name, module in modules.items()}
        for module in self.modules.values():
            module.requires_grad_(False)
        self._averaged = floating(self.modules)
        self._trained = floating(modules)

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Takes in the weights after `step` steps."""
        decay = min(self.decay, (1 + step) / (20 + step))
        torch._foreach_lerp_(self._averaged, self._trained, 1 - decay)


def floating(modules: Mapping[str, nn.Module]) -> list[Tensor]:
    """The weights and statistics themselves, not copies of them."""
    return [
        value.detach()
        for module in modules.values()
        for value in module.state_dict(keep_vars=True).values()
        if value.is_floating_point()
    ]
