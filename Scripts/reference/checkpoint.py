# SPDX-License-Identifier: MIT
"""Opens a checkpoint folder with the library that its layout belongs to."""

import json
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import numpy
import torch
from PIL import Image
from torch.nn.functional import normalize


class Reference(ABC):
    """A dual encoder as its own library runs it, in float32 on the stored weights."""

    library: str  # the implementation, with its version
    side: int  # of the square pictures the vision tower takes
    context_length: int
    model: Any  # both towers, in the library's own class
    vision: torch.nn.Module  # pixels (B, 3, side, side) -> features (B, E), not normalised

    @abstractmethod
    def preprocess(self, picture: Image.Image) -> torch.Tensor:
        """One picture of any size -> (3, side, side)."""

    @abstractmethod
    def text_features(self, ids: torch.Tensor) -> torch.Tensor:
        """Token ids (B, T) -> features (B, E), not normalised."""

    @abstractmethod
    def padded(self, ids: list[int], longest: int) -> list[int]:
        """The ids as this library's text tower takes them in a batch whose longest text has `longest` ids."""

    @torch.inference_mode()
    def encode_pixels(self, pixels: torch.Tensor) -> numpy.ndarray:
        """Unit embeddings (B, E) of preprocessed pictures (B, 3, side, side)."""
        return normalize(self.vision(pixels), dim=-1).numpy()

    @torch.inference_mode()
    def encode_texts(self, texts: list[list[int]]) -> numpy.ndarray:
        """Unit embeddings (B, E) of token ids, each text from its start to its end token."""
        longest = max(len(ids) for ids in texts)
        rows = torch.tensor([self.padded(ids, longest) for ids in texts])
        return normalize(self.text_features(rows), dim=-1).numpy()


def load(folder: Path) -> Reference:
    """The model in a Hugging Face or open_clip folder; raises FileNotFoundError where it is neither."""
    if (folder / "open_clip_config.json").exists():
        from reference.openclip import OpenCLIP

        return OpenCLIP(folder)
    configuration = folder / "config.json"
    if configuration.exists() and json.loads(configuration.read_text())["model_type"] == "chinese_clip":
        from reference.chinese import Chinese

        return Chinese(folder)
    if configuration.exists():
        from reference.huggingface import HuggingFace

        return HuggingFace(folder)
    raise FileNotFoundError(f"{folder} has neither open_clip_config.json nor config.json.")
