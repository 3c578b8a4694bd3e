# SPDX-License-Identifier: MIT
"""Hugging Face CLIP folders, run by transformers."""

from pathlib import Path

import reference.operators  # noqa: F401  (before transformers)
import torch
import transformers
from PIL import Image
from reference.checkpoint import Reference
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

transformers.logging.disable_progress_bar()


class Vision(torch.nn.Module):
    """The vision tower and its projection as one module."""

    def __init__(self, model: transformers.CLIPModel):
        super().__init__()
        self.tower = model.vision_model
        self.projection = model.visual_projection

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.projection(self.tower(pixels).pooler_output)


class HuggingFace(Reference):
    def __init__(self, folder: Path):
        self.library = f"transformers {transformers.__version__}"
        self.model = transformers.CLIPModel.from_pretrained(folder, dtype=torch.float32).eval()
        self.processor = CLIPImageProcessorPil.from_pretrained(folder)
        self.side = self.model.config.vision_config.image_size
        self.context_length = self.model.config.text_config.max_position_embeddings
        self.vision = Vision(self.model)

    def preprocess(self, picture: Image.Image) -> torch.Tensor:
        return self.processor(picture, return_tensors="pt").pixel_values[0]

    def padded(self, ids: list[int], longest: int) -> list[int]:
        return ids + [0] * (longest - len(ids))  # never seen from the end token: the tower is causal

    def text_features(self, ids: torch.Tensor) -> torch.Tensor:
        pooled = self.model.text_model(input_ids=ids).pooler_output
        return self.model.text_projection(pooled)
