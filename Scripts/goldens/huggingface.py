# SPDX-License-Identifier: MIT
"""Writes Hugging Face CLIP folders: as today's transformers saves them, and as the first official ones are."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

import reference.operators  # noqa: F401  (before transformers)
import torch
from goldens.vocabulary import Vocabulary
from safetensors.torch import save_file
from transformers import CLIPConfig, CLIPModel, CLIPTextConfig, CLIPVisionConfig, logging
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

logging.disable_progress_bar()


@dataclass(frozen=True)
class HuggingFaceModel:
    name: str
    about: str
    vision: dict
    text: dict
    embedding: int
    vocabulary: Vocabulary
    initialise: Callable[[torch.nn.Module, int], None]
    dtype: torch.dtype = torch.float32
    is_legacy: bool = False  # the old configuration files, vocab.json + merges.txt, position_ids among the tensors
    preprocessing: dict = field(default_factory=dict)  # what differs from CLIP's own

    @property
    def side(self) -> int:
        return self.vision["image_size"]

    @property
    def context_length(self) -> int:
        return self.text["max_position_embeddings"]

    def write(self, folder: Path, seed: int) -> None:
        """Fills the folder: configuration, preprocessing, tokenizer, weights."""
        text = {**self.text, "vocab_size": self.vocabulary.size}
        config = CLIPConfig(text_config=text, vision_config=self.vision, projection_dim=self.embedding)
        torch.manual_seed(seed)
        model = CLIPModel(config).eval()
        self.initialise(model, seed)
        model.to(self.dtype)
        if self.is_legacy:
            self.write_legacy(model, folder)
        else:
            model.save_pretrained(folder)
            size = {"height": self.side, "width": self.side}
            processor = CLIPImageProcessorPil(
                size={"shortest_edge": self.side}, crop_size=size, **self.preprocessing
            )
            processor.save_pretrained(folder)
            self.vocabulary.save(folder)

    def write_legacy(self, model: CLIPModel, folder: Path) -> None:
        tensors = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
        for tower in ("text_model", "vision_model"):
            count = tensors[f"{tower}.embeddings.position_embedding.weight"].shape[0]
            tensors[f"{tower}.embeddings.position_ids"] = torch.arange(count).unsqueeze(0)
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        write_json(folder / "config.json", sparse_configuration(model.config, self.dtype))
        write_json(folder / "preprocessor_config.json", legacy_preprocessing(self.side))
        self.vocabulary.save_in_two_files(folder)


def sparse_configuration(config: CLIPConfig, dtype: torch.dtype) -> dict:
    """Only what differs from the defaults, as transformers 4.25 to 4.50 wrote it."""
    return {
        "architectures": ["CLIPModel"],
        "initializer_factor": 1.0,
        "logit_scale_init_value": config.logit_scale_init_value,
        "model_type": "clip",
        "projection_dim": config.projection_dim,
        "text_config": without_defaults(config.text_config, CLIPTextConfig()),
        "torch_dtype": str(dtype).removeprefix("torch."),
        "transformers_version": None,
        "vision_config": without_defaults(config.vision_config, CLIPVisionConfig()),
    }


def without_defaults(config: CLIPTextConfig | CLIPVisionConfig, defaults: CLIPTextConfig | CLIPVisionConfig) -> dict:
    values, usual = config.to_dict(), defaults.to_dict()
    return {key: value for key, value in values.items() if key == "model_type" or usual.get(key) != value}


def legacy_preprocessing(side: int) -> dict:
    """The official OpenAI folders' file: sizes are plain numbers, the rescaling is not mentioned."""
    return {
        "crop_size": side,
        "do_center_crop": True,
        "do_normalize": True,
        "do_resize": True,
        "feature_extractor_type": "CLIPFeatureExtractor",
        "image_mean": [0.48145466, 0.4578275, 0.40821073],
        "image_std": [0.26862954, 0.26130258, 0.27577711],
        "resample": 3,
        "size": side,
    }


def write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
