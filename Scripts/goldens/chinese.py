# SPDX-License-Identifier: MIT
"""Writes Chinese-CLIP folders: as today's transformers saves them, and as the official ones are."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import reference.operators  # noqa: F401  (before transformers)
import torch
from goldens.huggingface import write_json
from goldens.word_pieces import WordPieces
from reference.chinese import CONTEXT_LENGTH
from safetensors.torch import save_file
from transformers import ChineseCLIPConfig, ChineseCLIPModel
from transformers.models.chinese_clip.image_processing_pil_chinese_clip import ChineseCLIPImageProcessorPil


@dataclass(frozen=True)
class ChineseModel:
    name: str
    about: str
    vision: dict
    text: dict
    embedding: int
    vocabulary: WordPieces
    initialise: Callable[[torch.nn.Module, int], None]
    dtype: torch.dtype = torch.float32
    is_legacy: bool = False  # the official files: vocab.txt, a pooler that nobody uses, position_ids

    @property
    def side(self) -> int:
        return self.vision["image_size"]

    @property
    def context_length(self) -> int:
        return min(CONTEXT_LENGTH, self.text.get("max_position_embeddings", 512))

    def write(self, folder: Path, seed: int) -> None:
        """Fills the folder: configuration, preprocessing, tokenizer, weights."""
        text = {**self.text, "vocab_size": self.vocabulary.size}
        config = ChineseCLIPConfig(text_config=text, vision_config=self.vision, projection_dim=self.embedding)
        torch.manual_seed(seed)
        model = ChineseCLIPModel(config).eval()
        self.initialise(model, seed)
        model.to(self.dtype)
        if self.is_legacy:
            self.write_legacy(model, text, folder)
        else:
            model.save_pretrained(folder)
            size = {"height": self.side, "width": self.side}
            ChineseCLIPImageProcessorPil(size=size, do_center_crop=False).save_pretrained(folder)
            self.vocabulary.save(folder)

    def write_legacy(self, model: ChineseCLIPModel, text: dict, folder: Path) -> None:
        tensors = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
        width, positions = text["hidden_size"], text["max_position_embeddings"]
        tensors["text_model.embeddings.position_ids"] = torch.arange(positions).unsqueeze(0)
        tensors["text_model.pooler.dense.weight"] = torch.ones(width, width, dtype=self.dtype)
        tensors["text_model.pooler.dense.bias"] = torch.ones(width, dtype=self.dtype)
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        write_json(folder / "config.json", legacy_configuration(self.vision, text, self.embedding))
        write_json(folder / "preprocessor_config.json", legacy_preprocessing(self.side))
        self.vocabulary.save_lines(folder)


def legacy_configuration(vision: dict, text: dict, embedding: int) -> dict:
    """What the towers differ in from the defaults, twice: what `_dict` says counts."""
    return {
        "architectures": ["ChineseCLIPModel"],
        "initializer_factor": 1.0,
        "logit_scale_init_value": 2.6592,
        "model_type": "chinese_clip",
        "projection_dim": embedding,
        "text_config": {"hidden_size": 1, "model_type": "chinese_clip_text_model"},
        "text_config_dict": {**text, "position_embedding_type": "absolute", "use_cache": True},
        "torch_dtype": "float16",
        "vision_config": {"model_type": "chinese_clip_vision_model", **vision},
        "vision_config_dict": None,
    }


def legacy_preprocessing(side: int) -> dict:
    """The official folders' file."""
    return {
        "do_center_crop": False,
        "do_normalize": True,
        "do_resize": True,
        "feature_extractor_type": "ChineseCLIPFeatureExtractor",
        "image_mean": [0.48145466, 0.4578275, 0.40821073],
        "image_std": [0.26862954, 0.26130258, 0.27577711],
        "resample": 3,
        "size": {"height": side, "width": side},
    }
