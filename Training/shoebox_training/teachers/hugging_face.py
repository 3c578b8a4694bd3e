# SPDX-License-Identifier: MIT
"""Hugging Face's CLIP in open_clip's terms."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from open_clip import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD
from torch import Tensor

from shoebox_training.pictures.decoding import Filter, Fit

BLOCK_NAMES = {
    "layer_norm1": "ln_1",
    "layer_norm2": "ln_2",
    "mlp.fc1": "mlp.c_fc",
    "mlp.fc2": "mlp.c_proj",
    "self_attn.out_proj": "attn.out_proj",
}
WHOLE_NAMES = {
    "text_model.embeddings.token_embedding.weight": "token_embedding.weight",
    "text_model.embeddings.position_embedding.weight": "positional_embedding",
    "text_model.final_layer_norm.weight": "ln_final.weight",
    "text_model.final_layer_norm.bias": "ln_final.bias",
}
OLD_END_OF_TEXT = 2  # stands in old configurations; what is meant is the highest id of a text
FILTERS: Mapping[int, Filter] = {2: "bilinear", 3: "bicubic"}  # Pillow's numbers
EPSILON = 1e-5  # open_clip's


@dataclass(frozen=True)
class Preprocessing:
    """How pictures are prepared."""

    side: int
    fit: Fit
    filter: Filter
    mean: tuple[float, ...]
    deviation: tuple[float, ...]

    @classmethod
    def read(cls, folder: Path) -> "Preprocessing":
        """Raises: SystemExit if the folder does not say it."""
        for name in ("preprocessor_config.json", "processor_config.json"):
            if (folder / name).exists():
                steps = json.loads((folder / name).read_text(encoding="utf-8"))
                return cls.of(steps.get("image_processor", steps), folder)
        raise SystemExit(f"{folder} has no preprocessor_config.json, which says how the model wants its pictures.")

    @classmethod
    def of(cls, steps: Mapping[str, Any], folder: Path) -> "Preprocessing":
        is_cropped = steps.get("do_center_crop", True)
        size = steps.get("size", 224)
        if is_cropped:
            size = steps.get("crop_size", size)
        if isinstance(size, Mapping):
            size = size.get("height", size.get("shortest_edge"))
        resample = steps.get("resample", 3)
        if resample not in FILTERS:
            raise SystemExit(f"{folder} resizes pictures with a filter that is not known here: {resample}.")
        is_standardised = steps.get("do_normalize", True)
        return cls(
            side=int(size),
            fit="crop" if is_cropped else "squash",
            filter=FILTERS[resample],
            mean=tuple(steps.get("image_mean", OPENAI_DATASET_MEAN)) if is_standardised else (0.0, 0.0, 0.0),
            deviation=tuple(steps.get("image_std", OPENAI_DATASET_STD)) if is_standardised else (1.0, 1.0, 1.0),
        )


def text_configuration(configuration: Any) -> dict[str, Any]:
    """open_clip's `text_cfg` for a CLIPTextConfig."""
    text: dict[str, Any] = {
        "context_length": configuration.max_position_embeddings,
        "vocab_size": configuration.vocab_size,
        "width": configuration.hidden_size,
        "heads": configuration.num_attention_heads,
        "layers": configuration.num_hidden_layers,
    }
    if configuration.intermediate_size != 4 * configuration.hidden_size:
        text["mlp_ratio"] = configuration.intermediate_size / configuration.hidden_size
    if configuration.layer_norm_eps != EPSILON:
        text["norm_kwargs"] = {"eps": configuration.layer_norm_eps}
    if configuration.eos_token_id != OLD_END_OF_TEXT:
        text |= {"pool_type": "eos", "eos_id": configuration.eos_token_id}
    return text


def text_state(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The text tower's weights under open_clip's names: query, key and value in one, the projection transposed."""
    result = {name: state[own] for own, name in WHOLE_NAMES.items()}
    result["text_projection"] = state["text_projection.weight"].t().contiguous()
    layer = 0
    while f"text_model.encoder.layers.{layer}.layer_norm1.weight" in state:
        own, block = f"text_model.encoder.layers.{layer}", f"transformer.resblocks.{layer}"
        for kind in ("weight", "bias"):
            result |= {f"{block}.{name}.{kind}": state[f"{own}.{part}.{kind}"] for part, name in BLOCK_NAMES.items()}
            inputs = [state[f"{own}.self_attn.{part}_proj.{kind}"] for part in ("q", "k", "v")]
            result[f"{block}.attn.in_proj_{kind}"] = torch.cat(inputs)
        layer += 1
    return result
