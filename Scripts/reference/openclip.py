# SPDX-License-Identifier: MIT
"""open_clip folders, run by open_clip."""

from pathlib import Path

import reference.operators  # noqa: F401  (before open_clip)
import open_clip
import torch
from PIL import Image
from reference.checkpoint import Reference


class OpenCLIP(Reference):
    def __init__(self, folder: Path):
        self.library = f"open_clip {open_clip.__version__}"
        self.model, _, self.transform = open_clip.create_model_and_transforms(
            f"local-dir:{folder}", precision="fp32"
        )
        self.model.eval()
        size = self.model.visual.image_size
        self.side = size if isinstance(size, int) else size[0]
        self.context_length = self.model.context_length
        self.vision = self.model.visual

    def preprocess(self, picture: Image.Image) -> torch.Tensor:
        return self.transform(picture)

    def padded(self, ids: list[int], longest: int) -> list[int]:
        return ids + [0] * (self.context_length - len(ids))

    def text_features(self, ids: torch.Tensor) -> torch.Tensor:
        return self.model.encode_text(ids)
