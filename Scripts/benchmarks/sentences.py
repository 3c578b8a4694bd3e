# SPDX-License-Identifier: MIT
"""What is searched for: those of `shoebox bench search`, and as many different ones as are asked for."""

from itertools import product
from typing import Iterator

SENTENCES = (
    "a dog on the beach",
    "snowy mountains at dawn",
    "birthday cake with candles",
    "two children playing football",
    "the receipt with the blue logo",
    "a whiteboard full of notes",
    "sunset over the sea",
    "a red car in front of an old house",
)


def different() -> Iterator[str]:
    """Sentences that nobody asked before: an answer must not come out of a memory of earlier ones."""
    colours = ("red", "blue", "green", "white", "black", "yellow", "grey", "brown", "pink", "orange")
    things = ("car", "boat", "dog", "house", "chair", "flower", "bird", "train", "bottle", "umbrella")
    places = ("on the beach", "in the snow", "by the river", "at night", "in a garden", "near a church")
    for place, thing, colour in product(places, things, colours):
        yield f"a {colour} {thing} {place}"
