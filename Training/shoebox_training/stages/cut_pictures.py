# SPDX-License-Identifier: MIT
"""The pictures of a batch, cut anew each time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from shoebox_training.device import Device
from shoebox_training.pictures import boxes
from shoebox_training.pictures.sampling import colour_changes, cut_out, planes, recoloured
from shoebox_training.stages.material import Material

# What is cut: parts of what the teacher saw in its several views; more freely where it saw the whole only.
CUT_OF_VIEW, CUT_OF_WHOLE, STRETCH = (0.65, 1.0), (0.45, 1.0), 0.18
COARSER = 1.5  # pictures that are this much larger than wanted are reduced before they are cut


@dataclass(frozen=True)
class CutPictures:
    """Pictures of several sizes with the boxes to cut out of them; the cutting is left to the device."""

    # Of each group: pictures (b, 3, S, S) of bytes, boxes (b, 4), and where in the batch they belong (b).
    pieces: list[tuple[Tensor, Tensor, Tensor]]
    changes: Tensor  # of colours (B, 3)

    def on(self, device: Device, side: int, recolour: Callable[[Tensor, Tensor], Tensor] = recoloured) -> Tensor:
        """The pictures (B, 3, side, side) from 0 to 255; `recolour` is `recoloured`, which may be compiled."""
        batch = device.images(torch.empty(len(self.changes), 3, side, side))
        for pictures, boxes_of_group, places in self.pieces:
            cut = cut_out(reduced(pictures.to(device.kind), side), boxes_of_group.to(device.kind), side)
            batch[places.to(device.kind)] = cut
        return recolour(batch, self.changes.to(device.kind))


def reduced(pictures: Tensor, side: int) -> Tensor:
    """Much larger pictures at a size that can be cut without losing lines."""
    if pictures.shape[-1] < COARSER * side:
        return pictures
    size = (side * 4 // 3, side * 4 // 3)
    # Bytes are resized fast on the CPU and not at all on CUDA.
    values = pictures if pictures.device.type == "cpu" else pictures.float()
    return F.interpolate(values, size=size, mode="bilinear", antialias=True)


def cut_pictures(material: Material, places: np.ndarray, views: np.ndarray, random: np.random.Generator) -> CutPictures:
    """Cuts of the views (B) of the photos at `places` (B)."""
    seen = material.boxes(places, views)
    is_viewed = material.views_of(places) > 1
    free, bound = (
        boxes.cuts(len(places), CUT_OF_WHOLE, STRETCH, random),
        boxes.cuts(len(places), CUT_OF_VIEW, STRETCH, random),
    )
    chosen = boxes.mirrored(boxes.within(seen, np.where(is_viewed[:, None], bound, free)), random)
    pieces = [
        (planes(gathered(group.pictures, rows)), torch.from_numpy(chosen[of_group]), torch.from_numpy(of_group))
        for group, of_group, rows in material.located(places)
    ]
    return CutPictures(pieces, colour_changes(len(places), random))


def gathered(pictures: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The rows of a mapped array, read in the order in which they lie."""
    order = np.argsort(rows)
    result = np.empty((len(rows), *pictures.shape[1:]), pictures.dtype)
    for index in order:
        result[index] = pictures[rows[index]]
    return result
