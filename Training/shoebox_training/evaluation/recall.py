# SPDX-License-Identifier: MIT
"""Recall at k as `shoebox eval` defines it."""

import torch
from torch import Tensor

DEPTHS = (1, 5, 10)


def retrieval(photos: Tensor, captions: Tensor, owners: Tensor) -> dict[str, float]:
    """How often the right photo, and one of the right captions, is among the k best, in per cent.

    Ties count against the model: a candidate that is as similar as the answer is ranked before it. Photos without
    captions are candidates and no queries.

    Args:
        photos: Unit vectors (n, E).
        captions: Unit vectors (m, E).
        owners: For each caption the row of its photo, (m).

    Raises: ValueError for vectors that are no numbers, which no comparison would hold against the model.
    """
    similarity = captions.float() @ photos.float().t()  # (m, n)
    if not similarity.isfinite().all():
        raise ValueError("The model gives vectors that are not numbers.")
    own = similarity.gather(1, owners[:, None])
    photo_ranks = (similarity >= own).sum(dim=1)  # the answer itself makes rank 1

    is_own = owners[None, :] == torch.arange(len(photos), device=owners.device)[:, None]  # (n, m)
    by_photo = similarity.t()
    best = by_photo.masked_fill(~is_own, -torch.inf).max(dim=1).values
    others = (by_photo >= best[:, None]) & ~is_own
    caption_ranks = (others.sum(dim=1) + 1)[is_own.any(dim=1)]

    figures = {f"text to image {depth}": percentage(photo_ranks <= depth) for depth in DEPTHS}
    figures |= {f"image to text {depth}": percentage(caption_ranks <= depth) for depth in DEPTHS}
    return figures | {"median rank": float(photo_ranks.float().median()) if len(photo_ranks) else 0.0}


def top_classes(photos: Tensor, names: Tensor, classes: Tensor) -> dict[str, float]:
    """How often the right class is the first, and among the first five, in per cent.

    Args:
        photos: Unit vectors (n, E).
        names: Unit vectors of the classes' names (C, E).
        classes: For each photo its class (n).
    """
    best = (photos.float() @ names.float().t()).topk(min(5, len(names)), dim=1).indices
    is_right = best == classes[:, None]
    return {"top 1": percentage(is_right[:, 0]), "top 5": percentage(is_right.any(dim=1))}


def percentage(is_so: Tensor) -> float:
    return 100 * float(is_so.float().mean()) if len(is_so) else 0.0
