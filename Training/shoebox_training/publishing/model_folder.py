# SPDX-License-Identifier: MIT
"""A trained model as a folder in open_clip's layout, as `shoebox` reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from open_clip import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD
from open_clip.model import CLIP
from safetensors.torch import save
from torch import Tensor, nn

from shoebox_training import atomic_file

WEIGHTS, CONFIGURATION = "open_clip_model.safetensors", "open_clip_config.json"
ORIGINS = "training.json"  # digests of the weights and of the stages that they come from
TOKENIZER_FILES = ("tokenizer.json", "vocab.json", "merges.txt", "bpe_simple_vocab_16e6.txt")


@dataclass(frozen=True)
class ModelFolder:
    """What is written: `model_cfg` of open_clip, both towers' weights, and the tokenizer's files by their names."""

    configuration: Mapping[str, Any]
    image: nn.Module  # an ImageTower
    text: nn.Module  # a TextTower
    scale: float  # by which cosines are multiplied for probabilities
    tokenizer: Mapping[str, bytes] = field(default_factory=dict)
    resize_mode: str = "shortest"

    def write(self, folder: Path) -> None:
        """Weights in float16.

        Raises: RuntimeError if the weights do not fit the configuration, ValueError if one is too large for float16.
        """
        state = self.image.state_dict() | self.text.state_dict() | {"logit_scale": torch.tensor(self.scale).log()}
        model = CLIP(**self.configuration)
        model.load_state_dict({name: value.cpu() for name, value in state.items()})
        halves = {name: half(name, value) for name, value in model.state_dict().items()}
        weights = save(halves, metadata={"format": "pt"})
        atomic_file.write(folder / WEIGHTS, lambda file: file.write(weights))
        for name, content in self.tokenizer.items():
            atomic_file.write(folder / name, lambda file, content=content: file.write(content))
        atomic_file.write_json(folder / CONFIGURATION, self.description())

    def description(self) -> dict[str, Any]:
        """open_clip's configuration file."""
        side = self.configuration["vision_cfg"]["image_size"]
        return {
            "model_cfg": self.configuration,
            "preprocess_cfg": {
                "size": [side, side],
                "mode": "RGB",
                "mean": list(OPENAI_DATASET_MEAN),
                "std": list(OPENAI_DATASET_STD),
                "interpolation": "bicubic",
                "resize_mode": self.resize_mode,
                "fill_color": 0,
            },
        }


def half(name: str, value: Tensor) -> Tensor:
    if not value.is_floating_point():
        return value.contiguous()
    rounded = value.contiguous().half()
    if not rounded.isfinite().all():
        raise ValueError(f"{name} holds numbers that float16 cannot hold.")
    return rounded


def tokenizer_files(folder: Path) -> dict[str, bytes]:
    """The files of a folder that `shoebox` reads tokens from."""
    return {name: (folder / name).read_bytes() for name in TOKENIZER_FILES if (folder / name).is_file()}
