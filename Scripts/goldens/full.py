# SPDX-License-Identifier: MIT
"""The official architectures at their full size, with random weights: for parity and speed, not committed."""

from dataclasses import dataclass
from pathlib import Path

import torch
from goldens import word_pieces
from goldens.chinese import ChineseModel
from goldens.huggingface import HuggingFaceModel
from goldens.openclip import CLIP_COLOURS, OpenCLIPModel
from goldens.vocabulary import OfficialVocabulary, Vocabulary, full_size
from goldens.weights import perturb

CONTEXT = 77


@dataclass(frozen=True)
class Size:
    """A transformer tower of either library."""

    width: int
    layers: int
    heads: int

    def hugging_face(self, activation: str) -> dict:
        return dict(
            hidden_size=self.width,
            intermediate_size=4 * self.width,
            num_hidden_layers=self.layers,
            num_attention_heads=self.heads,
            hidden_act=activation,
        )


BASE, LARGE = Size(768, 12, 12), Size(1024, 24, 16)
BASE_TEXT, LARGE_TEXT = Size(512, 12, 8), Size(768, 12, 12)
TINY, TINY_TEXT = Size(256, 10, 4), Size(256, 3, 4)


def models(tokenizer: Path) -> list[HuggingFaceModel | OpenCLIPModel | ChineseModel]:
    """All of them, with the official tokenizers of the folder and of the one beside it if they are there."""
    words = full_size(tokenizer)
    return [
        openai("openai-vit-b-32", words, patch=32, vision=BASE, text=BASE_TEXT, embedding=512),
        openai("openai-vit-b-16", words, patch=16, vision=BASE, text=BASE_TEXT, embedding=512),
        openai("openai-vit-l-14", words, patch=14, vision=LARGE, text=LARGE_TEXT, embedding=768, dtype=torch.float16),
        tiny_clip("tinyclip-vit-8m-16-text-3m", words),
        open_clip("laion-vit-b-32", words, "GELU", {"image_size": 224, "layers": 12, "width": 768, "patch_size": 32}),
        open_clip(
            "datacomp-vit-b-32-256",
            words,
            "GELU, 256 pixels: 65 tokens",
            {"image_size": 256, "layers": 12, "width": 768, "patch_size": 32},
        ),
        open_clip(
            "openai-rn50",
            words,
            "quick GELU in the text tower, f16",
            {"image_size": 224, "layers": [3, 4, 6, 3], "width": 64, "patch_size": None},
            embedding=1024,
            options={"quick_gelu": True},
            dtype=torch.float16,
        ),
        chinese("chinese-clip-vit-b-16", word_pieces.full_size(tokenizer.parent / "chinese-clip")),
    ]


def openai(
    name: str,
    vocabulary: Vocabulary | OfficialVocabulary,
    patch: int,
    vision: Size,
    text: Size,
    embedding: int,
    dtype: torch.dtype = torch.float32,
) -> HuggingFaceModel:
    """OpenAI's vision transformers as Hugging Face publishes them, with the end token's id that pools by arg-max."""
    return HuggingFaceModel(
        name=name,
        about="OpenAI's architecture at full size, quick GELU",
        vision=vision.hugging_face("quick_gelu") | dict(image_size=224, patch_size=patch),
        text=text.hugging_face("quick_gelu") | dict(max_position_embeddings=CONTEXT, bos_token_id=0, eos_token_id=2),
        embedding=embedding,
        vocabulary=vocabulary,
        initialise=perturb,
        dtype=dtype,
    )


def chinese(name: str, vocabulary: word_pieces.WordPieces) -> ChineseModel:
    return ChineseModel(
        name=name,
        about="Chinese-CLIP's architecture at full size: BERT's base, quick GELU in the image tower only",
        vision=BASE.hugging_face("quick_gelu") | dict(image_size=224, patch_size=16),
        text=BASE.hugging_face("gelu") | dict(max_position_embeddings=512),
        embedding=512,
        vocabulary=vocabulary,
        initialise=perturb,
    )


def tiny_clip(name: str, vocabulary: Vocabulary | OfficialVocabulary) -> HuggingFaceModel:
    return HuggingFaceModel(
        name=name,
        about="TinyCLIP's smallest architecture, GELU, pooled at the end token's id",
        vision=TINY.hugging_face("gelu") | dict(image_size=224, patch_size=16),
        text=TINY_TEXT.hugging_face("gelu")
        | dict(max_position_embeddings=CONTEXT, bos_token_id=vocabulary.start, eos_token_id=vocabulary.end),
        embedding=512,
        vocabulary=vocabulary,
        initialise=perturb,
    )


def open_clip(
    name: str,
    vocabulary: Vocabulary | OfficialVocabulary,
    about: str,
    vision: dict,
    embedding: int = 512,
    options: dict | None = None,
    dtype: torch.dtype = torch.float32,
) -> OpenCLIPModel:
    return OpenCLIPModel(
        name=name,
        about=f"An open_clip architecture at full size, {about}",
        vision=vision,
        text=dict(context_length=CONTEXT, width=BASE_TEXT.width, heads=BASE_TEXT.heads, layers=BASE_TEXT.layers),
        embedding=embedding,
        vocabulary=vocabulary,
        initialise=perturb,
        options=options or {},
        dtype=dtype,
        preprocessing=CLIP_COLOURS,
    )
