# SPDX-License-Identifier: MIT
"""The committed checkpoints: one per family and dialect, each small enough to read in a blink."""

import torch
from goldens import word_pieces
from goldens.chinese import ChineseModel
from goldens.huggingface import HuggingFaceModel
from goldens.openclip import CLIP_COLOURS, OpenCLIPModel
from goldens.vocabulary import END, START, small
from goldens.weights import enliven

WORDS = small()
PIECES = word_pieces.small()
END_BEFORE_START = small(specials=(END, START))  # the end token is not the highest id

MODELS = [
    HuggingFaceModel(
        name="hf-vit",
        about="OpenAI's dialect: quick GELU; end token 2 in the configuration, so the highest id is pooled; 17 tokens",
        vision=dict(
            image_size=28,
            patch_size=7,
            hidden_size=32,
            intermediate_size=112,
            num_hidden_layers=2,
            num_attention_heads=2,
            hidden_act="quick_gelu",
        ),
        text=dict(
            max_position_embeddings=16,
            hidden_size=28,
            intermediate_size=56,
            num_hidden_layers=2,
            num_attention_heads=2,
            hidden_act="quick_gelu",
            bos_token_id=0,
            eos_token_id=2,
        ),
        embedding=24,
        vocabulary=WORDS,
        initialise=enliven,
    ),
    HuggingFaceModel(
        name="hf-vit-gelu",
        about="Old files, f16: GELU, pooled at the end token's id, which is not the highest; heads of 20 and 12;"
        " an epsilon of its own; vocab.json and merges.txt; position_ids among the tensors; 26 tokens",
        vision=dict(
            image_size=30,
            patch_size=6,
            hidden_size=40,
            intermediate_size=100,
            num_hidden_layers=3,
            num_attention_heads=2,
            hidden_act="gelu",
            layer_norm_eps=1e-4,
        ),
        text=dict(
            max_position_embeddings=13,
            hidden_size=36,
            intermediate_size=90,
            num_hidden_layers=2,
            num_attention_heads=3,
            hidden_act="gelu",
            layer_norm_eps=1e-4,
            bos_token_id=END_BEFORE_START.start,
            eos_token_id=END_BEFORE_START.end,
        ),
        embedding=20,
        vocabulary=END_BEFORE_START,
        initialise=enliven,
        dtype=torch.float16,
        is_legacy=True,
    ),
    OpenCLIPModel(
        name="openclip-vit",
        about="LAION's dialect, bf16: GELU, mean and deviation one half; 26 tokens",
        vision=dict(image_size=40, layers=2, width=48, head_width=16, patch_size=8),
        text=dict(context_length=12, width=36, heads=2, layers=2),
        embedding=32,
        vocabulary=WORDS,
        initialise=enliven,
        dtype=torch.bfloat16,
        preprocessing=dict(mean=[0.5] * 3, std=[0.5] * 3, interpolation="bicubic", resize_mode="shortest"),
    ),
    OpenCLIPModel(
        name="openclip-vit-quickgelu",
        about="Quick GELU, a narrower MLP, bare pixels squashed bilinearly;"
        " 35 pixels by patches of 8 leave a rim unseen",
        vision=dict(image_size=35, layers=2, width=32, head_width=16, patch_size=8, mlp_ratio=3.0),
        text=dict(context_length=15, width=24, heads=3, layers=2),
        embedding=24,
        vocabulary=WORDS,
        initialise=enliven,
        options={"quick_gelu": True},
        preprocessing=dict(mean=[0.0] * 3, std=[1.0] * 3, interpolation="bilinear", resize_mode="squash"),
    ),
    OpenCLIPModel(
        name="openclip-vit-noncausal",
        about="A text tower that sees the padding: every token attends to all of the context",
        vision=dict(image_size=32, layers=2, width=40, head_width=20, patch_size=8),
        text=dict(context_length=14, width=28, heads=2, layers=2, no_causal_mask=True),
        embedding=16,
        vocabulary=WORDS,
        initialise=enliven,
        dtype=torch.float16,
    ),
    OpenCLIPModel(
        name="openclip-custom-text",
        about="The text tower's tensors under text.; pooled at the end token's id; one head of 48",
        vision=dict(image_size=36, layers=2, width=48, head_width=48, patch_size=12),
        text=dict(
            context_length=20, width=24, heads=2, layers=2, pool_type="eos", eos_id=END_BEFORE_START.end
        ),
        embedding=24,
        vocabulary=END_BEFORE_START,
        initialise=enliven,
        options={"custom_text": True},
        dtype=torch.bfloat16,
    ),
    OpenCLIPModel(
        name="openclip-resnet",
        about="OpenAI's ResNet dialect, f16: attention pooling over 10 tokens; quick GELU in the text tower only",
        vision=dict(image_size=96, layers=[1, 2, 1, 1], width=4, head_width=16, patch_size=None),
        text=dict(context_length=16, width=24, heads=2, layers=2),
        embedding=32,
        vocabulary=WORDS,
        initialise=enliven,
        options={"quick_gelu": True},
        dtype=torch.float16,
        preprocessing=CLIP_COLOURS | {"size": [96, 96], "mode": "RGB", "fill_color": 0},
    ),
    ChineseModel(
        name="chinese",
        about="Chinese-CLIP's dialect: BERT pooled at its first token, more positions than a text may have tokens,"
        " squashed pictures, tokenizer.json; 17 tokens",
        vision=dict(
            image_size=32,
            patch_size=8,
            hidden_size=32,
            intermediate_size=96,
            num_hidden_layers=2,
            num_attention_heads=2,
            hidden_act="quick_gelu",
        ),
        text=dict(
            max_position_embeddings=60,
            hidden_size=36,
            intermediate_size=80,
            num_hidden_layers=2,
            num_attention_heads=3,
        ),
        embedding=24,
        vocabulary=PIECES,
        initialise=enliven,
    ),
    ChineseModel(
        name="chinese-three-layers",
        about="The official files, f16: a text tower of three layers, vocab.txt, towers described twice, a pooler that"
        " nobody uses; one head of 28; an epsilon of its own; 10 tokens",
        vision=dict(
            image_size=30,
            patch_size=10,
            hidden_size=40,
            intermediate_size=100,
            num_hidden_layers=2,
            num_attention_heads=2,
            hidden_act="quick_gelu",
        ),
        text=dict(
            max_position_embeddings=20,
            hidden_size=28,
            intermediate_size=60,
            num_hidden_layers=3,
            num_attention_heads=1,
            layer_norm_eps=1e-5,
            type_vocab_size=3,
        ),
        embedding=20,
        vocabulary=PIECES,
        initialise=enliven,
        dtype=torch.float16,
        is_legacy=True,
    ),
]
