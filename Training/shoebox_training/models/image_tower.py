# SPDX-License-Identifier: MIT
"""Image towers that can be trained at other sizes than their own."""

from typing import Any

import torch
import torch.nn.functional as F
from open_clip import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD
from open_clip.model import CLIPVisionCfg, _build_vision_tower
from open_clip.modified_resnet import AttentionPool2d, ModifiedResNet
from open_clip.transformer import VisionTransformer
from torch import Tensor, nn


def built(configuration: dict[str, Any], embedding: int, quick_gelu: bool = False) -> nn.Module:
    """open_clip's module for a `vision_cfg`, with random weights."""
    return _build_vision_tower(embedding, CLIPVisionCfg(**configuration), quick_gelu=quick_gelu)


class ImageTower(nn.Module):
    """Runs open_clip's ModifiedResNet or VisionTransformer, whose parameters it shares.

    Training begins with small pictures, so positions are interpolated; at the tower's own size the result is
    open_clip's. Pictures (B, 3, S, S) come as bytes' values, from 0 to 255.
    """

    def __init__(self, visual: nn.Module) -> None:
        super().__init__()
        if not isinstance(visual, ModifiedResNet | VisionTransformer):
            raise TypeError(f"{type(visual).__name__} is no image tower that Shoebox computes.")
        self.visual = visual
        self.register_buffer("mean", torch.tensor(OPENAI_DATASET_MEAN).view(1, 3, 1, 1) * 255, persistent=False)
        self.register_buffer("deviation", torch.tensor(OPENAI_DATASET_STD).view(1, 3, 1, 1) * 255, persistent=False)

    @property
    def side(self) -> int:
        """The size of the pictures that the tower is made for."""
        size = self.visual.image_size
        return int(size if isinstance(size, int) else size[0])

    @property
    def pooled_width(self) -> int:
        """The width of the second result."""
        if isinstance(self.visual, ModifiedResNet):
            return int(self.visual.attnpool.k_proj.in_features)
        return int(self.visual.positional_embedding.shape[1])

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Embeddings (B, E), not normalised, and the mean of the last feature map (B, D), in float32."""
        pictures = (pictures - self.mean) / self.deviation
        if isinstance(self.visual, ModifiedResNet):
            embeddings, pooled = residual(self.visual, pictures)
        else:
            embeddings, pooled = transformed(self.visual, pictures)
        return embeddings.float(), pooled.float()


def residual(visual: ModifiedResNet, pictures: Tensor) -> tuple[Tensor, Tensor]:
    maps = visual.stem(pictures)
    for stage in (visual.layer1, visual.layer2, visual.layer3, visual.layer4):
        maps = stage(maps)
    return attention_pooled(visual.attnpool, maps)


def attention_pooled(pool: AttentionPool2d, maps: Tensor) -> tuple[Tensor, Tensor]:
    """open_clip's AttentionPool2d for maps (B, D, h, w) of any size: attends from the mean only."""
    batch, width, height, _ = maps.shape
    heads = pool.num_heads
    places = maps.flatten(2).transpose(1, 2)  # (B, hw, D)
    mean = places.mean(dim=1, keepdim=True)
    tokens = torch.cat([mean, places], dim=1) + positions(pool.positional_embedding, height).to(maps.dtype)
    query = pool.q_proj(tokens[:, :1]).view(batch, 1, heads, -1).transpose(1, 2)
    key = pool.k_proj(tokens).view(batch, -1, heads, width // heads).transpose(1, 2)
    value = pool.v_proj(tokens).view(batch, -1, heads, width // heads).transpose(1, 2)
    attended = F.scaled_dot_product_attention(query.float(), key.float(), value.float())
    return pool.c_proj(attended.transpose(1, 2).reshape(batch, width).to(maps.dtype)), mean[:, 0]


def transformed(visual: VisionTransformer, pictures: Tensor) -> tuple[Tensor, Tensor]:
    """open_clip's VisionTransformer with a class token, for pictures of any size."""
    patches = visual.conv1(pictures)
    side = patches.shape[-1]
    patches = patches.flatten(2).transpose(1, 2)
    token = visual.class_embedding.to(patches.dtype).expand(len(patches), 1, -1)
    tokens = torch.cat([token, patches], dim=1) + positions(visual.positional_embedding, side).to(patches.dtype)
    tokens = visual.ln_post(visual.transformer(visual.ln_pre(tokens)))
    return tokens[:, 0] @ visual.proj, tokens[:, 1:].mean(dim=1)


def positions(embedding: Tensor, side: int) -> Tensor:
    """Position embeddings (1 + n * n, D) interpolated to a grid of another side; the first belongs to no place."""
    own = round((len(embedding) - 1) ** 0.5)
    if own == side:
        return embedding
    grid = embedding[1:].t().reshape(1, -1, own, own)
    resized = F.interpolate(grid, size=(side, side), mode="bilinear", align_corners=False)
    return torch.cat([embedding[:1], resized.flatten(2)[0].t()])
