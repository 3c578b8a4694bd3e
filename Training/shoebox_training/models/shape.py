# SPDX-License-Identifier: MIT
"""Sizes of a student, as words and as open_clip's configuration."""

import re
from dataclasses import dataclass
from typing import Any

HEAD_WIDTH = 64
RESNET = re.compile(r"resnet-(?P<layers>[1-9]{4})-w(?P<width>\d+)-(?P<side>\d+)")
VIT = re.compile(r"vit-d(?P<layers>\d+)-w(?P<width>\d+)-p(?P<patch>\d+)-(?P<side>\d+)")


@dataclass(frozen=True)
class ImageShape:
    """An image tower: `resnet-2222-w32-128` is a ModifiedResNet of four stages with two blocks each, 32 wide, for 128
    pixels; `vit-d8-w256-p16-128` a vision transformer of 8 layers, 256 wide, with patches of 16 pixels."""

    layers: tuple[int, ...]
    width: int
    side: int
    patch: int | None = None  # of a transformer

    @classmethod
    def parsed(cls, text: str) -> "ImageShape":
        """Raises: ValueError if the text names no shape, or one whose sizes do not divide."""
        if match := RESNET.fullmatch(text):
            shape = cls(tuple(map(int, match["layers"])), int(match["width"]), int(match["side"]))
            divides = shape.side % 32 == 0 and shape.width * 32 % HEAD_WIDTH == 0
        elif match := VIT.fullmatch(text):
            shape = cls((int(match["layers"]),), int(match["width"]), int(match["side"]), int(match["patch"]))
            divides = shape.side % int(match["patch"]) == 0 and shape.width % shape.head_width == 0
        else:
            raise ValueError(f"{text} is no shape: write resnet-2222-w32-128 or vit-d8-w256-p16-128.")
        if not divides:
            raise ValueError(f"{text}: the side must be a multiple of the patch (of 32 in a ResNet), the width of 64.")
        return shape

    @property
    def head_width(self) -> int:
        return min(HEAD_WIDTH, self.width if self.patch else HEAD_WIDTH)

    def configuration(self) -> dict[str, Any]:
        """open_clip's `vision_cfg`."""
        configuration: dict[str, Any] = {"image_size": self.side, "width": self.width, "head_width": self.head_width}
        if self.patch:
            return configuration | {"layers": self.layers[0], "patch_size": self.patch}
        return configuration | {"layers": list(self.layers)}


@dataclass(frozen=True)
class TextShape:
    """A text tower; the defaults are the starter's."""

    context_length: int = 32
    vocabulary: int = 6144
    width: int = 192
    heads: int = 3
    layers: int = 3

    def configuration(self) -> dict[str, Any]:
        """open_clip's `text_cfg`."""
        return {
            "context_length": self.context_length,
            "vocab_size": self.vocabulary,
            "width": self.width,
            "heads": self.heads,
            "layers": self.layers,
        }


def model_configuration(image: ImageShape, text: TextShape, embedding: int) -> dict[str, Any]:
    """open_clip's `model_cfg`."""
    return {"embed_dim": embedding, "vision_cfg": image.configuration(), "text_cfg": text.configuration()}
