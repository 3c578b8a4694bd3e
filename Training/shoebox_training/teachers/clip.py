# SPDX-License-Identifier: MIT
"""Any CLIP as a teacher: folders in open_clip's layout or in Hugging Face's."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import open_clip
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import CLIPModel, CLIPTokenizerFast

from shoebox_training import lineage
from shoebox_training.models.text_tower import TextTower, built
from shoebox_training.pictures.decoding import RESAMPLING, Filter, Fit
from shoebox_training.teachers import hugging_face
from shoebox_training.tokens.token_batch import TokenBatcher

OFFICIAL_VOCABULARY = 49_408  # which open_clip's own tokenizer has built in


@dataclass(frozen=True)
class ClipTeacher:
    """Both towers of a CLIP, with what a student needs to be exported beside the teacher's text tower.

    Features are unit vectors of the space that photos and texts share.
    """

    name: str
    width: int  # E
    side: int
    fit: Fit
    filter: Filter
    scale: float
    quick_gelu: bool
    text_configuration: Mapping[str, Any]  # open_clip's `text_cfg`
    text: TextTower
    mean: Tensor
    deviation: Tensor
    encode: Callable[[Tensor], Tensor]  # of standardised pictures
    module: nn.Module  # what holds the weights of `encode`
    tokens: Callable[[Sequence[str]], Tensor]  # ids, filled up to the model's context

    @classmethod
    def read(cls, folder: Path) -> "ClipTeacher":
        """Raises: SystemExit if the folder holds neither layout."""
        if (folder / "open_clip_config.json").exists():
            return open_clip_teacher(folder)
        if (folder / "config.json").exists():
            return hugging_face_teacher(folder)
        raise SystemExit(f"{folder} holds no CLIP: it has neither open_clip_config.json nor config.json.")

    @cached_property
    def digest(self) -> str:
        """Of both towers, and of what becomes of a picture before it is encoded."""
        colours = [self.mean.flatten().tolist(), self.deviation.flatten().tolist()]
        return lineage.of_value([lineage.of_tensors(self.module.state_dict()), self.side, self.quick_gelu, colours])

    def side_for(self, picture_side: int) -> int:
        return self.side

    def to(self, device: str) -> "ClipTeacher":
        self.module.to(device)
        self.text.to(device)
        return self

    def features(self, pictures: Tensor) -> Tensor:
        standardised = (pictures / 255 - self.mean.to(pictures.device)) / self.deviation.to(pictures.device)
        return F.normalize(self.encode(standardised).float(), dim=-1)


def open_clip_teacher(folder: Path) -> ClipTeacher:
    configuration = json.loads((folder / "open_clip_config.json").read_text(encoding="utf-8"))
    model = open_clip.create_model(f"local-dir:{folder}", precision="fp32").eval().requires_grad_(False)
    steps, parts = open_clip.get_model_preprocess_cfg(model), configuration["model_cfg"]
    size = steps["size"][0] if isinstance(steps["size"], Sequence) else steps["size"]
    text_parts = getattr(model, "text", model)  # a model with `custom_text` keeps its text tower apart
    return ClipTeacher(
        name=folder.name,
        width=parts["embed_dim"],
        side=size,
        fit=fit_of(folder, steps.get("resize_mode", "shortest")),
        filter=filter_of(folder, steps.get("interpolation", "bicubic")),
        scale=float(model.logit_scale.exp()),
        quick_gelu=bool(parts.get("quick_gelu", False)),
        text_configuration=parts["text_cfg"],
        text=TextTower(text_parts).eval(),
        mean=colour(steps["mean"]),
        deviation=colour(steps["std"]),
        encode=model.encode_image,
        module=model,
        tokens=tokens_of(folder, parts["text_cfg"], is_open_clip=True),
    )


def hugging_face_teacher(folder: Path) -> ClipTeacher:
    kind = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("model_type")
    if kind != "clip":
        raise SystemExit(f"{folder} holds a model of the type {kind}. A teacher is a CLIP in one of the two layouts.")
    model, found = CLIPModel.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    if found["missing_keys"]:
        raise SystemExit(f"{folder} lacks weights: {', '.join(sorted(found['missing_keys'])[:3])}.")
    model.eval().requires_grad_(False)
    steps = hugging_face.Preprocessing.read(folder)
    configuration = hugging_face.text_configuration(model.config.text_config)
    quick_gelu = model.config.text_config.hidden_act == "quick_gelu"
    text = built(configuration, model.config.projection_dim, quick_gelu).eval().requires_grad_(False)
    text.load_state_dict(hugging_face.text_state(model.state_dict()))
    return ClipTeacher(
        name=folder.name,
        width=model.config.projection_dim,
        side=steps.side,
        fit=steps.fit,
        filter=steps.filter,
        scale=float(model.logit_scale.exp()),
        quick_gelu=quick_gelu,
        text_configuration=configuration,
        text=text,
        mean=colour(steps.mean),
        deviation=colour(steps.deviation),
        encode=lambda pictures: model.visual_projection(model.vision_model(pictures).pooler_output),
        module=model,
        tokens=tokens_of(folder, configuration, is_open_clip=False),
    )


def fit_of(folder: Path, resize_mode: str) -> Fit:
    if resize_mode not in ("shortest", "squash"):
        raise SystemExit(f"{folder} resizes pictures in a way that is not known here: {resize_mode}.")
    return "squash" if resize_mode == "squash" else "crop"


def filter_of(folder: Path, name: str) -> Filter:
    if name not in RESAMPLING:
        raise SystemExit(f"{folder} resizes pictures with a filter that is not known here: {name}.")
    return name


def colour(values: Sequence[float]) -> Tensor:
    return torch.tensor(values).view(1, 3, 1, 1)


def tokens_of(folder: Path, text: Mapping[str, Any], *, is_open_clip: bool) -> Callable[[Sequence[str]], Tensor]:
    """Ids as the model's own reference, and `shoebox`, make them."""
    length = text.get("context_length", 77)
    if is_open_clip and text.get("vocab_size", OFFICIAL_VOCABULARY) == OFFICIAL_VOCABULARY:
        return open_clip.SimpleTokenizer(context_length=length)
    if (folder / "tokenizer.json").exists():
        return partial(TokenBatcher(Tokenizer.from_file(str(folder / "tokenizer.json")), length), length=length)
    if (folder / "vocab.json").exists() and (folder / "merges.txt").exists():
        return partial(TokenBatcher(CLIPTokenizerFast.from_pretrained(folder).backend_tokenizer, length), length=length)
    raise SystemExit(f"{folder} has no tokenizer: neither tokenizer.json nor vocab.json with merges.txt.")
