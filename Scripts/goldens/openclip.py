# SPDX-License-Identifier: MIT
"""Writes open_clip folders."""

import copy
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import reference.operators  # noqa: F401  (before open_clip)
import open_clip
import torch
from goldens import weights
from goldens.vocabulary import Vocabulary
from safetensors.torch import save_file

CLIP_COLOURS = {
    "mean": [0.48145466, 0.4578275, 0.40821073],
    "std": [0.26862954, 0.26130258, 0.27577711],
}


@dataclass(frozen=True)
class OpenCLIPModel:
    name: str
    about: str
    vision: dict
    text: dict
    embedding: int
    vocabulary: Vocabulary
    initialise: Callable[[torch.nn.Module, int], None]
    dtype: torch.dtype = torch.float32
    options: dict = field(default_factory=dict)  # beside the two towers in model_cfg
    preprocessing: dict = field(default_factory=lambda: CLIP_COLOURS)

    @property
    def side(self) -> int:
        return self.vision["image_size"]

    @property
    def context_length(self) -> int:
        return self.text["context_length"]

    def configuration(self) -> dict:
        text = {**self.text, "vocab_size": self.vocabulary.size}
        return {"embed_dim": self.embedding, **self.options, "vision_cfg": self.vision, "text_cfg": text}

    def write(self, folder: Path, seed: int) -> None:
        """Fills the folder: configuration, tokenizer, weights."""
        torch.manual_seed(seed)
        model = self.built().eval()
        self.initialise(model, seed)
        weights.settle_batch_norms(model, self.side, seed)
        tensors = {name: self.stored(tensor) for name, tensor in model.state_dict().items()}
        save_file(tensors, folder / "open_clip_model.safetensors", metadata={"format": "pt"})
        file = {"model_cfg": self.configuration(), "preprocess_cfg": self.preprocessing}
        (folder / "open_clip_config.json").write_text(json.dumps(file, indent=2) + "\n", encoding="utf-8")
        self.vocabulary.save(folder)

    def stored(self, tensor: torch.Tensor) -> torch.Tensor:
        return tensor.to(self.dtype if tensor.is_floating_point() else tensor.dtype).contiguous()

    def built(self) -> torch.nn.Module:
        options = copy.deepcopy(self.configuration())
        kind = open_clip.CustomTextCLIP if options.pop("custom_text", False) else open_clip.CLIP
        return kind(**options)
