# SPDX-License-Identifier: MIT
"""Cuts pictures out of arrays of bytes, and changes their colours."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

LUMINANCE_CHANCE = 0.04  # how many pictures lose their colours


def planes(pictures: np.ndarray) -> Tensor:
    """Pictures (B, side, side, 3) of bytes as (B, 3, side, side) of bytes."""
    return torch.tensor(pictures).permute(0, 3, 1, 2)  # copied: what is mapped into memory is read-only


def resized(pictures: Tensor, side: int) -> Tensor:
    """Whole pictures (B, 3, side, side) at another size, from 0 to 255; smoothed where they become smaller."""
    values = pictures.float()
    if values.shape[-1] == side:
        return values
    return F.interpolate(values, size=(side, side), mode="bicubic", antialias=values.shape[-1] > side).clamp(0, 255)


def cut_out(pictures: Tensor, boxes: Tensor, side: int) -> Tensor:
    """The boxes (B, 4) of pictures (B, 3, S, S), resized to (B, 3, side, side), from 0 to 255."""
    matrices = torch.zeros(len(boxes), 2, 3, device=boxes.device)
    matrices[:, 0, 0], matrices[:, 1, 1] = boxes[:, 2], boxes[:, 3]
    matrices[:, 0, 2], matrices[:, 1, 2] = boxes[:, 0], boxes[:, 1]
    grid = F.affine_grid(matrices, (len(boxes), 3, side, side), align_corners=False)
    return F.grid_sample(pictures.float(), grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def colour_changes(count: int, random: np.random.Generator) -> Tensor:
    """For each picture a change of contrast and of brightness, and whether it becomes grey: (B, 3)."""
    changes = np.stack(
        [random.uniform(0.8, 1.2, count), random.uniform(0.75, 1.25, count), random.random(count) < LUMINANCE_CHANCE],
        axis=1,
    )
    return torch.from_numpy(changes.astype(np.float32))


def recoloured(pictures: Tensor, changes: Tensor) -> Tensor:
    """Pictures (B, 3, S, S) from 0 to 255 with their colours changed."""
    contrast, brightness, is_grey = (changes[:, index].view(-1, 1, 1, 1) for index in range(3))
    mean = pictures.mean(dim=(1, 2, 3), keepdim=True)
    changed = (((pictures - mean) * contrast + mean) * brightness).clamp(0, 255)
    return torch.lerp(changed, changed.mean(dim=1, keepdim=True).expand_as(changed), is_grey)
