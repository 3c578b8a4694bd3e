# SPDX-License-Identifier: MIT
"""Training photos that are copies of held-out ones, found by their thumbnails."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

COARSE, FINE = 16, 32  # pixels a side
BLOCK = 4096
# Photos whose coarse thumbnails correlate less are not looked at further.
SUSPICION = 0.9


@dataclass(frozen=True)
class Copy:
    """A training photo that looks like a held-out one."""

    path: str
    held_out: str
    coarse: float  # correlation of the thumbnails, grey, 16 pixels a side
    fine: float  # correlation of what is finer than the coarse thumbnail shows

    def fields(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Thumbnails:
    """Grey thumbnails of pictures, each row of mean 0 and length 1.

    The coarse ones say what lies where. Skies and horizons are alike in them, so what passes is compared by the fine
    ones, from which the coarse picture is taken away.
    """

    coarse: np.ndarray  # (n, 256)
    fine: np.ndarray  # (n, 1024)

    @classmethod
    def of(cls, pictures: np.ndarray) -> "Thumbnails":
        """Thumbnails of pictures (n, side, side, 3)."""
        fine = shrunk(pictures.astype(np.float32).mean(axis=3), FINE)
        coarse = shrunk(fine, COARSE)
        detail = fine - coarse.repeat(FINE // COARSE, axis=1).repeat(FINE // COARSE, axis=2)
        return cls(unit(coarse), unit(detail))

    def __len__(self) -> int:
        return len(self.coarse)


def shrunk(grey: np.ndarray, side: int) -> np.ndarray:
    """Means over the cells of a grid, (n, side, side); cells share the pixels on their borders by halves and less."""
    weights = grid_weights(grey.shape[1], side)
    return np.einsum("ah,nhw,bw->nab", weights, grey, weights, optimize=True)


def grid_weights(size: int, side: int) -> np.ndarray:
    """How much each of `size` pixels counts in each of `side` cells; rows sum to 1."""
    edges = np.linspace(0, size, side + 1)
    pixels = np.arange(size)
    overlap = np.minimum(edges[1:, None], pixels + 1) - np.maximum(edges[:-1, None], pixels)
    overlap = overlap.clip(min=0).astype(np.float32)
    return overlap / overlap.sum(axis=1, keepdims=True)


def unit(rows: np.ndarray) -> np.ndarray:
    rows = rows.reshape(len(rows), -1)
    rows = rows - rows.mean(axis=1, keepdims=True)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True).clip(min=1e-3)


def copies(paths: list[str], pictures: np.ndarray, held_out_paths: list[str], held_out: Thumbnails) -> Iterator[Copy]:
    """The training pictures that are copies of held-out ones, with the held-out one each is most like.

    The same photo at another size or with another encoder correlates above 0.9 in both. A photo that is only alike in
    its layout does in the coarse thumbnail alone, and counts as a copy where even that is nearly perfect.
    """
    for start in range(0, len(pictures), BLOCK):
        block = Thumbnails.of(pictures[start : start + BLOCK])
        coarse = block.coarse @ held_out.coarse.T
        rows, columns = np.nonzero(coarse > SUSPICION)
        fine = np.einsum("nd,nd->n", block.fine[rows], held_out.fine[columns])
        best: dict[int, Copy] = {}
        for row, column, likeness in zip(rows.tolist(), columns.tolist(), fine.tolist(), strict=True):
            copy = Copy(paths[start + row], held_out_paths[column], float(coarse[row, column]), likeness)
            if is_copy(copy) and (row not in best or copy.fine > best[row].fine):
                best[row] = copy
        yield from best.values()


def is_copy(copy: Copy) -> bool:
    return copy.fine > 0.5 or copy.coarse > 0.98
