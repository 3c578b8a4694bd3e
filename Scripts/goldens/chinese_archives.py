# SPDX-License-Identifier: MIT
"""Chinese-CLIP's own archives (clip_cn_*.pt), with goldens that transformers and open_clip give for the same numbers."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import reference.operators  # noqa: F401  (before transformers and open_clip)
import torch
from goldens import golden_file, texts
from goldens.chinese import ChineseModel
from goldens.openclip import OpenCLIPModel
from goldens.vocabulary import small
from goldens.weights import enliven
from goldens.word_pieces import small as small_pieces
from PIL import Image
from reference import checkpoint, tokenizer
from reference.checkpoint import Reference
from safetensors.torch import load_file, save_file

# What Chinese-CLIP's heads are wide, and so everything else that one head can have.
WIDTH = 64
TRANSFORMER = dict(
    image_size=24,
    patch_size=8,
    hidden_size=WIDTH,
    intermediate_size=96,
    num_hidden_layers=2,
    num_attention_heads=1,
    hidden_act="quick_gelu",
)
VIT = ChineseModel(
    name="chinese-vit",
    about="Chinese-CLIP's own archive, f16 but for norms and embeddings, under module.; no configuration beside it",
    vision=TRANSFORMER,
    text=dict(
        max_position_embeddings=24,
        hidden_size=WIDTH,
        intermediate_size=80,
        num_hidden_layers=2,
        num_attention_heads=1,
    ),
    embedding=24,
    vocabulary=small_pieces(),
    initialise=enliven,
)
TEXT_OF_RESNET = ChineseModel(
    name="chinese-resnet",
    about="The same of a ResNet: squashed pictures, one block of BERT",
    vision=TRANSFORMER,
    text=dict(
        max_position_embeddings=20,
        hidden_size=WIDTH,
        intermediate_size=80,
        num_hidden_layers=1,
        num_attention_heads=1,
    ),
    embedding=24,
    vocabulary=small_pieces(),
    initialise=enliven,
)
RESNET = OpenCLIPModel(
    name="chinese-resnet",
    about="",
    vision=dict(image_size=64, layers=[1, 2, 1, 1], width=4, head_width=64, patch_size=None),
    text=dict(context_length=8, width=WIDTH, heads=1, layers=1),
    embedding=24,
    vocabulary=small(),
    initialise=enliven,
)


@dataclass
class Both(Reference):
    """The image tower of one library and the text tower of another, with Chinese-CLIP's preprocessing."""

    images: Reference
    words: Reference

    def __post_init__(self):
        self.library = f"{self.images.library}, {self.words.library}"
        self.side, self.context_length = self.images.side, self.words.context_length
        self.vision = self.images.vision

    def preprocess(self, picture: Image.Image) -> torch.Tensor:
        size = {"height": self.side, "width": self.side}
        return self.words.processor(picture, size=size, return_tensors="pt").pixel_values[0]

    def padded(self, ids: list[int], longest: int) -> list[int]:
        return self.words.padded(ids, longest)

    def text_features(self, ids: torch.Tensor) -> torch.Tensor:
        return self.words.text_features(ids)


def write(folder: Path, seed: int) -> None:
    """Writes both archives, each in a folder with vocab.txt and goldens.json."""
    with tempfile.TemporaryDirectory() as temporary:
        twins = Path(temporary)
        tensors, twin = written(VIT, twins / "vit", seed)
        save(VIT, native(tensors), checkpoint.load(twin), folder / VIT.name)

        tensors, twin = written(TEXT_OF_RESNET, twins / "text", seed + 1)
        images, images_twin = written(RESNET, twins / "images", seed + 2)
        tensors = {name: tensor for name, tensor in native(tensors).items() if not name.startswith("visual.")}
        tensors |= {name: tensor for name, tensor in images.items() if name.startswith("visual.")}
        both = Both(checkpoint.load(images_twin), checkpoint.load(twin))
        save(TEXT_OF_RESNET, tensors, both, folder / RESNET.name)


def written(model, twin: Path, seed: int) -> tuple[dict[str, torch.Tensor], Path]:
    """A folder of today's layout whose numbers are those of the archive, in float32; and the archive's tensors."""
    twin.mkdir()
    model.write(twin, seed)
    file = next(twin.glob("*.safetensors"))
    stored = {name: tensor.half() if is_half(name, tensor) else tensor for name, tensor in load_file(file).items()}
    save_file({name: tensor.float() for name, tensor in stored.items()}, file, metadata={"format": "pt"})
    return stored, twin


def is_half(name: str, tensor: torch.Tensor) -> bool:
    """What cn_clip's convert_weights rounds: convolutions, linear layers with their biases, projections."""
    if not tensor.is_floating_point() or "running_" in name or name == "logit_scale":
        return False
    parts = name.lower().split(".")
    norms = any("norm" in part or "layrnorm" in part or part.startswith(("ln_", "bn")) for part in parts)
    tables = any("embedding" in part for part in parts[-2:]) and "patch_embedding" not in name
    return not norms and not tables and "downsample.1." not in name


def native(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The names and orders of Chinese-CLIP's own files."""
    result = {}
    for name, tensor in tensors.items():
        if name.startswith("text_model."):
            result["bert." + name.removeprefix("text_model.")] = tensor
        elif name == "text_projection.weight":
            result["text_projection"] = tensor.t().contiguous()
        elif name == "visual_projection.weight":
            result["visual.proj"] = tensor.t().contiguous()
        elif name == "logit_scale":
            result[name] = tensor
        elif ".self_attn.q_proj." in name:
            parts = [tensors[name.replace(".q_proj.", f".{part}_proj.")] for part in "qkv"]
            result[native_vision(name.replace(".self_attn.q_proj.", ".attn.in_proj_"))] = torch.cat(parts)
        elif ".self_attn.k_proj." not in name and ".self_attn.v_proj." not in name:
            result[native_vision(name)] = tensor
    width = result["bert.embeddings.LayerNorm.weight"].numel()
    result["bert.pooler.dense.weight"] = torch.ones(width, width, dtype=torch.float16)
    result["bert.pooler.dense.bias"] = torch.ones(width, dtype=torch.float16)
    return result


def native_vision(name: str) -> str:
    for theirs, ours in [
        ("vision_model.", "visual."),
        ("embeddings.patch_embedding.", "conv1."),
        ("embeddings.position_embedding.weight", "positional_embedding"),
        ("embeddings.", ""),
        ("pre_layrnorm.", "ln_pre."),
        ("post_layernorm.", "ln_post."),
        ("encoder.layers.", "transformer.resblocks."),
        ("self_attn.", "attn."),
        ("layer_norm", "ln_"),
        ("mlp.fc1.", "mlp.c_fc."),
        ("mlp.fc2.", "mlp.c_proj."),
    ]:
        name = name.replace(theirs, ours)
    return name


def save(model: ChineseModel, tensors: dict[str, torch.Tensor], reference: Reference, folder: Path) -> None:
    folder.mkdir(parents=True)
    state = {f"module.{name}": tensor for name, tensor in tensors.items()}
    torch.save({"epoch": 15, "step": 84148, "name": "chinese", "state_dict": state}, folder / "model.pt")
    model.vocabulary.save_lines(folder)
    words = tokenizer.load(folder, model.context_length)
    sentences = texts.SENTENCES + (texts.LONG_SENTENCE,) + texts.CHINESE_SENTENCES
    vocabulary = model.vocabulary
    written = texts.sentences(words, sentences)
    written += texts.sequences(vocabulary.start, vocabulary.end, model.context_length)
    golden_file.write(folder, model.about, written, reference)
    for file in folder.iterdir():
        file.chmod(0o644)
