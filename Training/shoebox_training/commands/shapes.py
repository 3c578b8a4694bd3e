# SPDX-License-Identifier: MIT
"""Measure how fast image towers of several shapes learn and encode here."""

import argparse
import time
from collections.abc import Callable

import torch
from torch import nn

from shoebox_training.commands.step import add_device_arguments, device_of
from shoebox_training.commands.training import EMBEDDING
from shoebox_training.device import Device
from shoebox_training.models.image_tower import ImageTower, built
from shoebox_training.models.shape import ImageShape

SHAPES = ("resnet-2222-w32-128", "resnet-2222-w40-128", "vit-d8-w256-p16-128")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_device_arguments(parser)
    parser.add_argument("shapes", nargs="*", default=SHAPES, metavar="SHAPE", help="as resnet-2222-w32-128")
    parser.add_argument("--batch", type=int, default=192, help="images of a step (192)")
    parser.add_argument("--steps", type=int, default=5, help="steps of which the fastest counts (5)")
    parser.add_argument("--side", type=int, help="train at this size, as the beginning of a training does")


def run(arguments: argparse.Namespace) -> None:
    device = device_of(arguments)
    print("shape                    parameters   f16 MB  learns/s  encodes/s, one at a time")
    for name in arguments.shapes:
        shape = ImageShape.parsed(name)
        torch.manual_seed(0)
        tower = device.module(ImageTower(built(shape.configuration(), EMBEDDING)))
        count = sum(parameter.numel() for parameter in tower.parameters())
        learning = arguments.batch / fastest(
            learning_step(tower, arguments.side or shape.side, arguments.batch, device), arguments.steps
        )
        encoding = 1 / fastest(encoding_step(tower.eval(), shape.side, device), 4 * arguments.steps)
        print(f"{name:24} {count:11,} {2 * count / 1e6:7.1f} {learning:9.0f} {encoding:10.0f}", flush=True)


def learning_step(tower: nn.Module, side: int, batch: int, device: Device) -> Callable[[], None]:
    pictures = device.images(torch.rand(batch, 3, side, side) * 255)
    optimiser = torch.optim.AdamW(tower.parameters(), 1e-3)
    see = device.compiled(tower.train())

    def step() -> None:
        with device.autocast():
            embeddings, _ = see(pictures)
        embeddings.float().square().mean().backward()
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)

    return step


def encoding_step(tower: nn.Module, side: int, device: Device) -> Callable[[], None]:
    """One picture, in float32."""
    picture = device.images(torch.rand(1, 3, side, side) * 255)

    def step() -> None:
        with torch.no_grad():
            tower(picture)

    return step


def fastest(step: Callable[[], None], times: int) -> float:
    """Seconds of the fastest of so many steps, after one that does not count."""
    seconds = []
    for _ in range(times + 1):
        begun = time.perf_counter()
        step()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        seconds.append(time.perf_counter() - begun)
    return min(seconds[1:])
