# SPDX-License-Identifier: MIT
"""Inputs that all runtimes get, and what PyTorch answers to them in f32.

Photos are framed by the reference and kept as PNGs of exactly the model's size: who reads those gets the same pixels
as who is given the arrays, so that a difference is the encoder's alone.
"""

import argparse
from pathlib import Path

import numpy
import torch
from albums.photos import EXTENSIONS
from benchmarks.peers.runtimes import TEXT, VISION
from benchmarks.sentences import SENTENCES
from PIL import Image, ImageOps
from reference import checkpoint, tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("photos", type=Path)
    parser.add_argument("folder", type=Path, help="where NNN.png, vision.npz and text.npz go")
    parser.add_argument("--count", type=int, default=64)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    model = checkpoint.load(options.model)
    pixels = []
    for number, path in enumerate(chosen(options.photos, options.count)):
        with Image.open(path) as photo:
            upright = ImageOps.exif_transpose(photo).convert("RGB")
        square = ImageOps.fit(upright, (model.side, model.side), Image.Resampling.BICUBIC)
        # Without the profile, which Shoebox would apply to the pixels and the peers are not told of.
        square.save(options.folder / f"{number:03}.png", icc_profile=None)
        pixels.append(model.preprocess(square))
    inputs = torch.stack(pixels)
    save(options.folder / f"{VISION}.npz", inputs.numpy(), model.encode_pixels(inputs))
    words = tokenizer.load(options.model, model.context_length)
    ids = [words.encode(sentence).ids for sentence in SENTENCES]
    rows = numpy.array([one + [0] * (model.context_length - len(one)) for one in ids], dtype=numpy.int64)
    save(options.folder / f"{TEXT}.npz", rows, model.encode_texts(ids))


def chosen(folder: Path, count: int) -> list[Path]:
    """Photos from the whole folder, evenly."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in EXTENSIONS)
    if not paths:
        raise SystemExit(f"{folder} has no JPEG or PNG files.")
    return paths[:: max(1, len(paths) // count)][:count]


def save(file: Path, inputs: numpy.ndarray, expected: numpy.ndarray) -> None:
    numpy.savez(file, inputs=inputs, expected=expected)


if __name__ == "__main__":
    main()
