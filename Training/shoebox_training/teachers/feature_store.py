# SPDX-License-Identifier: MIT
"""What a teacher sees in the pictures of one group, in a file that is mapped into memory."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from shoebox_training import atomic_file, lineage
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
    teacher: Teacher
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
            if self.done() == self.rows:
                return features
        raise SystemExit(f"{self.features_file} is not complete: run the step `features` again.")

    @property
    def rows(self) -> int:
        return self.views * len(self.cache.paths)

    @property
    def description(self) -> dict[str, object]:
        """What the features are of."""
        return {
            "pictures": lineage.of_value(self.cache.description),
            "teacher": self.teacher.digest,
            "views": self.views,
            "seed": self.seed,
        }

    def done(self) -> int:
        """How many features are there, counted through all views; 0 where they are of something else."""
        if not self.progress_file.exists() or not self.features_file.exists():
            return 0
        progress = json.loads(self.progress_file.read_text(encoding="utf-8"))
        return progress["rows"] if progress["of"] == self.description else 0

    def note(self, rows: int) -> None:
        atomic_file.write_json(self.progress_file, {"rows": rows, "of": self.description})

    def fill(
        self,
        see: Callable[[Tensor], Tensor],
        device: Device,
        report: Callable[[int], None] = lambda rows: None,
    ) -> int:
        """Looks at what the teacher has not seen yet, in blocks; goes on where it was cut short.

        Args:
            see: The teacher's `features`, compiled once for all groups.

        Returns: How many views of pictures were looked at.
        """
        count, width = len(self.cache.paths), self.teacher.width
        start = self.done()
        if start == 0:
            self.folder.mkdir(parents=True, exist_ok=True)
            shape = (self.views, count, width)
            np.lib.format.open_memmap(self.features_file, "w+", np.float16, shape).flush()
            self.note(0)
        features = np.load(self.features_file, mmap_mode="r+").reshape(self.rows, width)
        pictures, boxes = self.cache.pixels(), self.boxes().reshape(-1, 4)
        side = self.teacher.side_for(self.cache.side)
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
                self.note(int(rows[-1]) + 1)
                report(int(rows[-1]) + 1)
        return self.rows - start
