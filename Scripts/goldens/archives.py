# SPDX-License-Identifier: MIT
"""Archives as torch.save and torch.jit write them: OpenAI's and Chinese-CLIP's own layouts with goldens, and small
ones of every dialect."""

import argparse
import shutil
import tempfile
from pathlib import Path

import reference.operators  # noqa: F401  (before open_clip)
import torch
from goldens import chinese_archives, golden_file, texts
from goldens.openclip import OpenCLIPModel
from goldens.vocabulary import Vocabulary, small
from goldens.weights import enliven
from reference import tokenizer
from safetensors.torch import load_file, save_file

FIXTURES = Path(__file__).resolve().parents[2] / "Tests/CLIPModelTests/Fixtures"
ARCHIVES = FIXTURES / "archives"
TEXT = dict(context_length=12, width=64, heads=1, layers=1, mlp_ratio=1.5)  # OpenAI's heads have 64 numbers

OPENAI = [
    OpenCLIPModel(
        name="openai-vit",
        about="OpenAI's own layout: a TorchScript archive without configuration, f16 but for norms and vectors",
        vision=dict(image_size=24, layers=2, width=64, head_width=64, patch_size=8, mlp_ratio=2.0),
        text=TEXT,
        embedding=24,
        vocabulary=small(),
        initialise=enliven,
        options={"quick_gelu": True},
    ),
    OpenCLIPModel(
        name="openai-resnet",
        about="The same of a ResNet: attention pooling over 5 tokens, two blocks in the second stage",
        vision=dict(image_size=64, layers=[1, 2, 1, 1], width=4, head_width=64, patch_size=None),
        text=TEXT,
        embedding=24,
        vocabulary=small(),
        initialise=enliven,
        options={"quick_gelu": True},
    ),
]


class Published(torch.nn.Module):
    """A model as OpenAI published it: three numbers beside the towers, most matrices in f16."""

    def __init__(self, model: torch.nn.Module, configuration: dict):
        super().__init__()
        for name, child in model.named_children():
            setattr(self, name, child)
        for name in ("positional_embedding", "text_projection", "logit_scale"):
            setattr(self, name, getattr(model, name))
        for name, number in {
            "input_resolution": configuration["vision_cfg"]["image_size"],
            "context_length": configuration["text_cfg"]["context_length"],
            "vocab_size": configuration["text_cfg"]["vocab_size"],
        }.items():
            self.register_buffer(name, torch.tensor(number))

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.visual(pixels)


def is_half(name: str, tensor: torch.Tensor) -> bool:
    """What OpenAI's convert_weights rounds: convolutions, linear layers with their biases, projections."""
    norms = any(part.startswith(("ln_", "bn")) for part in name.split(".")) or "downsample.1." in name
    kept = ("positional_embedding", "class_embedding", "token_embedding.weight", "logit_scale")
    return tensor.is_floating_point() and not norms and not name.endswith(kept)


def write_openai(model: OpenCLIPModel, folder: Path, seed: int) -> None:
    """Writes the archive, OpenAI's vocabulary file, and the goldens that open_clip gives for the same numbers."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        twin = Path(temporary) / model.name
        twin.mkdir()
        model.write(twin, seed)
        weights = twin / "open_clip_model.safetensors"
        stored = load_file(weights).items()
        rounded = {name: tensor.half() if is_half(name, tensor) else tensor for name, tensor in stored}
        save_file({name: tensor.float() for name, tensor in rounded.items()}, weights, metadata={"format": "pt"})
        words = tokenizer.load(twin, model.context_length)
        sentences = texts.sentences(words, texts.SENTENCES + (texts.LONG_SENTENCE,))
        vocabulary = model.vocabulary
        sequences = texts.sequences(vocabulary.start, vocabulary.end, model.context_length)
        golden_file.write(twin, model.about, sentences + sequences)
        shutil.copyfile(twin / "goldens.json", folder / "goldens.json")
    write_torchscript(model, rounded, folder / "model.pt")
    lines = ['"bpe_simple_vocab_16e6.txt#version: 0.2', *(f"{left} {right}" for left, right in vocabulary.merges)]
    # As in the official file, there are more merges than the model uses.
    lines += ["un used", "merg es"]
    (folder / "bpe_simple_vocab_16e6.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_torchscript(model: OpenCLIPModel, tensors: dict[str, torch.Tensor], file: Path) -> None:
    module = model.built().eval()
    module.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
    published = Published(module, model.configuration()).eval()
    side = model.side
    traced = torch.jit.trace(published, torch.zeros(1, 3, side, side), check_trace=False)
    for name, parameter in [*traced.named_parameters(), *traced.named_buffers()]:
        if name in tensors:
            parameter.data = tensors[name]
    torch.jit.save(traced, file)


def write_dialects(folder: Path) -> None:
    """Small files of one or two tensors each, and one whole model as a training program keeps it."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = {
        "whole": torch.arange(6, dtype=torch.float32).reshape(2, 3),
        "turned": torch.arange(6, dtype=torch.float16).reshape(2, 3).t(),
        "part": torch.arange(10, dtype=torch.bfloat16)[4:8],
        "single": torch.tensor(2.5, dtype=torch.float64),
        "steps": torch.tensor(7),
    }
    for protocol in (2, 3, 4, 5):
        torch.save(numbers, folder / f"protocol-{protocol}.pt", pickle_protocol=protocol)
    legacy = {"whole": numbers["whole"]}
    torch.save(legacy, folder / "before-1.6.pt", _use_new_zipfile_serialization=False)
    torch.save(torch.nn.Linear(2, 2), folder / "module.pt")
    torch.save(torch.nn.Linear(2, 2).state_dict(), folder / "linear.pt")
    tied = torch.arange(4, dtype=torch.float32)
    torch.save({"first": tied, "second": tied[1:3], "parameter": torch.nn.Parameter(tied)}, folder / "shared.pt")
    torch.save({"spread": torch.zeros(1).expand(1000)}, folder / "expanded.pt")
    channels = torch.arange(24.0).reshape(1, 2, 3, 4).contiguous(memory_format=torch.channels_last)
    torch.save({"channels": channels}, folder / "channels-last.pt")
    # A training program's checkpoint of a model whose safetensors twin is committed: the same numbers.
    state = load_file(FIXTURES / "models/openclip-vit/open_clip_model.safetensors")
    state = {f"module.{name}": tensor for name, tensor in state.items()}
    turned = "module.text_projection"
    state[turned] = state[turned].t().contiguous().t()
    checkpoint = {"epoch": 3, "name": "ViT", "state_dict": state, "optimizer": {"state": {}, "lr": 0.1}}
    torch.save(checkpoint, folder / "openclip-vit.pt")
    state = load_file(FIXTURES / "models/hf-vit-gelu/model.safetensors")
    torch.save(state, folder / "hf-vit-gelu.bin")
    for file in folder.iterdir():
        file.chmod(0o644)


def main() -> None:
    argparse.ArgumentParser(
        prog="make-goldens archives",
        description=f"Writes PyTorch archives into {ARCHIVES.relative_to(FIXTURES.parents[2])}.",
    ).parse_args()
    shutil.rmtree(ARCHIVES, ignore_errors=True)
    torch.manual_seed(1)
    for seed, model in enumerate(OPENAI, start=21):
        write_openai(model, ARCHIVES / model.name, seed)
    write_dialects(ARCHIVES / "dialects")
    chinese_archives.write(ARCHIVES, seed=31)
    for file in sorted(ARCHIVES.rglob("*.*")):
        print(f"{file.relative_to(ARCHIVES)}: {file.stat().st_size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
