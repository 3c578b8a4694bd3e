# SPDX-License-Identifier: MIT
"""The text tower of open_clip's CLIP, run on no more tokens than a batch has."""

from typing import Any

from open_clip.model import CLIPTextCfg, _build_text_tower
from open_clip.transformer import text_global_pool
from torch import Tensor, nn


def built(configuration: dict[str, Any], embedding: int, quick_gelu: bool = False) -> "TextTower":
    """A tower for a `text_cfg`, with random weights."""
    return TextTower(_build_text_tower(embedding, CLIPTextCfg(**configuration), quick_gelu=quick_gelu))


class TextTower(nn.Module):
    """CLIP's causal transformer. Its parameters have the names that they have in a whole CLIP."""

    def __init__(self, text: nn.Module) -> None:
        """Takes the parts of open_clip's TextTransformer or CLIP."""
        super().__init__()
        self.token_embedding = text.token_embedding
        self.positional_embedding = text.positional_embedding
        self.transformer = text.transformer
        self.ln_final = text.ln_final
        self.text_projection = text.text_projection
        self.pooling = getattr(text, "pool_type", None) or text.text_pool_type
        self.end = getattr(text, "eos_id", None) or getattr(text, "text_eos_id", None)
        self.register_buffer("mask", text.attn_mask, persistent=False)  # none where tokens see what follows

    def forward(self, ids: Tensor) -> Tensor:
        """Embeddings (B, E) of ids (B, T), not normalised, in float32.

        What stands behind the last token of a text changes nothing, since no token sees what follows it.
        """
        length = ids.shape[1]
        tokens = self.token_embedding(ids) + self.positional_embedding[:length]
        mask = self.mask[:length, :length] if self.mask is not None else None
        tokens = self.ln_final(self.transformer(tokens, attn_mask=mask))
        pooled = text_global_pool(tokens, ids, self.pooling, eos_token_id=self.end)
        return pooled.float() @ self.text_projection.float()
