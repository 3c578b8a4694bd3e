# SPDX-License-Identifier: MIT
"""The whole state of a stage in one file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from shoebox_training import atomic_file, lineage

State = dict[str, dict[str, Tensor]]


@dataclass
class Checkpoint:
    """What a stage needs to go on as if it had never stopped.

    Random numbers and the order of the data follow from the plan's seed and the step (`data_order`).
    """

    plan: dict[str, Any]
    step: int
    seconds: float  # of training, over all sittings
    trained: State
    averaged: State
    optimiser: dict[str, Any]
    best: State | None = None  # the average that was best on the development split
    best_value: float | None = None
    made_from: dict[str, str] = field(default_factory=dict)  # digests of what is learnt from

    @classmethod
    def read(cls, file: Path, made_from: lineage.Origins | None = None) -> "Checkpoint":
        """Raises: SystemExit if it learnt from something else than `made_from`."""
        checkpoint = cls(**torch.load(file, map_location="cpu", weights_only=True))
        if other := lineage.changed(checkpoint.made_from, made_from or {}):
            raise SystemExit(
                f"{file} was not learnt from this: {', '.join(other)}."
                " Put back what was there, or delete the file to train it again."
            )
        return checkpoint

    def write(self, file: Path) -> None:
        """Replaces the file in one step: a kill leaves the old one."""
        atomic_file.write(file, lambda stream: torch.save({key: getattr(self, key) for key in names()}, stream))

    @property
    def result(self) -> State:
        """The weights that the stage hands on."""
        return self.best or self.averaged

    @property
    def digest(self) -> str:
        """Of the weights that the stage hands on."""
        weights = {f"{name}.{key}": value for name, state in self.result.items() for key, value in state.items()}
        return lineage.of_tensors(weights)


def names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Checkpoint))


def states(modules: Mapping[str, nn.Module]) -> State:
    """Copies of the modules' weights on the CPU."""
    return {
        name: {key: value.detach().cpu().clone() for key, value in module.state_dict().items()}
        for name, module in modules.items()
    }


def load(modules: Mapping[str, nn.Module], saved: State) -> None:
    for name, module in modules.items():
        module.load_state_dict(saved[name])
