# SPDX-License-Identifier: MIT
"""What a teacher sees in the pictures of one group, in a file that is mapped into memory."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from shoebox_training import atomic_file
from shoebox_training.device import Device
from shoebox_training.pictures.boxes import teacher_views
from shoebox_training.pictures.cache import PictureCache
from shoebox_training.pictures.sampling import cut_out, planes, resized
from shoebox_training.teachers.teacher import Teacher

BATCH = 64
BLOCK = 32  # batches between two notes of how far the pass has come


@dataclass(frozen=True)
class FeatureStore:
    """NAME.npy, features (views, n, width) in float16, and NAME.json, which says what they are and how many are there.

    Which part of a picture a view shows follows from the seed, so it is not kept.
    """

    folder: Path
    cache: PictureCache
    views: int
    seed: int = 0

    @property
    def features_file(self) -> Path:
        return self.folder / f"{self.cache.name}.npy"

    @property
    def progress_file(self) -> Path:
        return self.folder / f"{self.cache.name}.json"

    def boxes(self) -> np.ndarray:
        """What the views show, (views, n, 4)."""
        return teacher_views(len(self.cache.paths), self.views, self.seed)

    def features(self) -> np.ndarray:
        """All features, mapped read-only.

        Raises: SystemExit if the pass is not complete.
        """
        if self.features_file.exists():
            features = np.load(self.features_file, mmap_mode="r")
            if self.done(features.shape[2]) == self.rows:
                return features
        raise SystemExit(f"{self.features_file} is not complete: run the step `features` again.")

    @property
    def rows(self) -> int:
        return self.views * len(self.cache.paths)

    def description(self, width: int) -> dict[str, object]:
        paths = hashlib.sha256(os.fsencode("\n".join(self.cache.paths))).hexdigest()
        return {"paths": paths, "views": self.views, "seed": self.seed, "width": width, "side": self.cache.side}

    def done(self, width: int) -> int:
        """How many features are there, counted through all views; 0 where they are of something else."""
        if not self.progress_file.exists() or not self.features_file.exists():
            return 0
        progress = json.loads(self.progress_file.read_text(encoding="utf-8"))
        return progress["rows"] if progress["of"] == self.description(width) else 0

    def note(self, rows: int, width: int) -> None:
        atomic_file.write_json(self.progress_file, {"rows": rows, "of": self.description(width)})

    def fill(
        self,
        teacher: Teacher,
        see: Callable[[Tensor], Tensor],
        device: Device,
        report: Callable[[int], None] = lambda rows: None,
    ) -> int:
        """Looks at what the teacher has not seen yet, in blocks; goes on where it was cut short.

        Args:
            see: The teacher's `features`, compiled once for all groups.

        Returns: How many views of pictures were looked at.
        """
        count = len(self.cache.paths)
        start = self.done(teacher.width)
        if start == 0:
            self.folder.mkdir(parents=True, exist_ok=True)
            shape = (self.views, count, teacher.width)
            np.lib.format.open_memmap(self.features_file, "w+", np.float16, shape).flush()
            self.note(0, teacher.width)
        features = np.load(self.features_file, mmap_mode="r+").reshape(self.rows, teacher.width)
        pictures, boxes = self.cache.pixels(), self.boxes().reshape(-1, 4)
        side = teacher.side_for(self.cache.side)
        for first in range(start, self.rows, BATCH):
            rows = np.arange(first, min(first + BATCH, self.rows))
            chosen = planes(pictures[rows % count])
            seen = resized(chosen, side) if rows[-1] < count else cut_out(chosen, torch.from_numpy(boxes[rows]), side)
            with torch.no_grad(), device.autocast():
                # Always a full batch, so that the compiled function meets one shape only.
                full = seen[torch.arange(BATCH).clamp(max=len(rows) - 1)]
                features[rows] = see(device.images(full))[: len(rows)].float().cpu().numpy()
            if (first - start) // BATCH % BLOCK == BLOCK - 1 or rows[-1] + 1 == self.rows:
                features.flush()
                self.note(int(rows[-1]) + 1, teacher.width)
                report(int(rows[-1]) + 1)
        return self.rows - start
