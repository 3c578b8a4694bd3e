# SPDX-License-Identifier: MIT
"""Pictures that any language can make again from one line of arithmetic: nothing but their recipe is stored."""

from dataclasses import asdict, dataclass
from typing import Iterator

import numpy
from PIL import Image

RECIPES = {
    "bytes": "x(0) = seed; x(n+1) = (x(n) * 1664525 + 1013904223) mod 2^32; byte n is x(n+1) >> 24",
    "noise": "the bytes of `seed` in memory order: rows, then columns, then red, green, blue",
    "mosaic": "pixel (row, column) is pixel (row / cell, column / cell) of the noise picture of side ceil(side / cell)",
    "gradient": "red = column * 255 / (side - 1), green = row * 255 / (side - 1), blue = (red + green) / 2; integers",
}


def generated_bytes(seed: int, count: int) -> Iterator[int]:
    """The first `count` bytes of the linear congruential generator that starts at `seed`."""
    state = seed
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        yield state >> 24


@dataclass(frozen=True)
class Noise:
    seed: int
    kind: str = "noise"

    def pixels(self, side: int) -> numpy.ndarray:
        values = numpy.fromiter(generated_bytes(self.seed, side * side * 3), dtype=numpy.uint8)
        return values.reshape(side, side, 3)


@dataclass(frozen=True)
class Mosaic:
    seed: int
    cell: int
    kind: str = "mosaic"

    def pixels(self, side: int) -> numpy.ndarray:
        tiles = Noise(self.seed).pixels(-(-side // self.cell))
        return tiles.repeat(self.cell, axis=0).repeat(self.cell, axis=1)[:side, :side]


@dataclass(frozen=True)
class Gradient:
    kind: str = "gradient"

    def pixels(self, side: int) -> numpy.ndarray:
        ramp = numpy.arange(side) * 255 // (side - 1)
        red, green = numpy.meshgrid(ramp, ramp)
        return numpy.stack([red, green, (red + green) // 2], axis=-1).astype(numpy.uint8)


Picture = Noise | Mosaic | Gradient


def pictures(side: int) -> list[Picture]:
    """One of every kind, and a second mosaic: enough to tell towers apart, few enough to be fast."""
    cell = max(2, side // 5)
    return [Noise(seed=1), Mosaic(seed=2, cell=cell), Mosaic(seed=3, cell=cell), Gradient()]


def drawn(picture: Picture, side: int) -> Image.Image:
    return Image.fromarray(picture.pixels(side))


def recipe(picture: Picture) -> dict:
    """What goldens.json says about the picture."""
    return asdict(picture)
