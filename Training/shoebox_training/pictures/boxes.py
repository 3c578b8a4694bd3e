# SPDX-License-Identifier: MIT
"""Cuts of pictures: which part of a picture is looked at.

A box is (x, y, w, h) in units of half a picture: the middle of the cut from -1 to 1, and its half extents up to 1. The
whole picture is (0, 0, 1, 1); a negative w mirrors it. These are the coefficients of `affine_grid`.
"""

import numpy as np

WHOLE = np.array([0, 0, 1, 1], np.float32)


def whole(count: int) -> np.ndarray:
    return np.tile(WHOLE, (count, 1))


def cuts(count: int, area: tuple[float, float], stretch: float, random: np.random.Generator) -> np.ndarray:
    """Boxes of random place, area (as a part of the picture) and proportions (exp of up to `stretch`)."""
    side = np.sqrt(random.uniform(*area, count))
    proportion = np.exp(random.uniform(-stretch, stretch, count))
    width, height = np.minimum(side * proportion, 1), np.minimum(side / proportion, 1)
    x, y = random.uniform(-1, 1, count) * (1 - width), random.uniform(-1, 1, count) * (1 - height)
    return np.stack([x, y, width, height], axis=1).astype(np.float32)


def within(outer: np.ndarray, inner: np.ndarray) -> np.ndarray:
    """The boxes that are cut out of what `outer` has cut out."""
    middle = outer[:, :2] + inner[:, :2] * np.abs(outer[:, 2:])
    return np.concatenate([middle, outer[:, 2:] * inner[:, 2:]], axis=1).astype(np.float32)


def mirrored(boxes: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Every other box mirrored, by chance."""
    boxes = boxes.copy()
    boxes[random.random(len(boxes)) < 0.5, 2] *= -1
    return boxes


def teacher_views(count: int, views: int, seed: int) -> np.ndarray:
    """What the teacher looks at, (views, n, 4): the whole picture first, then cuts of a third to four fifths of it."""
    random = np.random.default_rng(seed)
    cut = [cuts(count, (0.3, 0.8), 0.2, random) for _ in range(views - 1)]
    return np.stack([whole(count), *cut])
