# SPDX-License-Identifier: MIT
"""Hugging Face Chinese-CLIP folders, run by transformers."""

from pathlib import Path

import reference.operators  # noqa: F401  (before transformers)
import torch
import transformers
from PIL import Image
from reference.checkpoint import Reference
from reference.huggingface import Vision
from transformers.models.chinese_clip.image_processing_pil_chinese_clip import ChineseCLIPImageProcessorPil

CONTEXT_LENGTH = 52  # cn_clip cuts texts to it; no file says so


class Chinese(Reference):
    def __init__(self, folder: Path):
        self.library = f"transformers {transformers.__version__}"
        self.model = transformers.ChineseCLIPModel.from_pretrained(folder, dtype=torch.float32).eval()
        self.processor = ChineseCLIPImageProcessorPil.from_pretrained(folder)
        self.side = self.model.config.vision_config.image_size
        self.context_length = min(CONTEXT_LENGTH, self.model.config.text_config.max_position_embeddings)
        self.vision = Vision(self.model)

    def preprocess(self, picture: Image.Image) -> torch.Tensor:
        return self.processor(picture, return_tensors="pt").pixel_values[0]

    def padded(self, ids: list[int], longest: int) -> list[int]:
        return ids + [0] * (longest - len(ids))

    def text_features(self, ids: torch.Tensor) -> torch.Tensor:
        # What follows the last id that is not padding is masked; [PAD] written in a text is not.
        mask = ids.ne(0).flip(-1).cummax(-1).values.flip(-1).long()
        states = self.model.text_model(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.model.text_projection(states[:, 0])
