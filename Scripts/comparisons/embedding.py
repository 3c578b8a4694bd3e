# SPDX-License-Identifier: MIT
"""Unit embeddings of photo files and sentences by the reference: PIL decodes and resizes, PyTorch encodes."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Iterable

import numpy
import torch
from PIL import Image
from reference.checkpoint import Reference
from shoebox_training.pictures.decoding import upright_rgb
from tokenizers import Tokenizer

BATCH = 64


def opened(path: Path) -> Image.Image:
    """The photo, upright and in sRGB."""
    with Image.open(path) as photo:
        return upright_rgb(photo)


def photos(model: Reference, paths: list[Path]) -> numpy.ndarray:
    """(photos, E), in the order of the paths."""

    def prepared(path: Path) -> torch.Tensor:
        return model.preprocess(opened(path))

    rows = []
    with ThreadPoolExecutor() as pool:
        for batch in batches(paths):
            rows.append(model.encode_pixels(torch.stack(list(pool.map(prepared, batch)))))
    return numpy.concatenate(rows)


def sentences(model: Reference, tokenizer: Tokenizer, texts: list[str]) -> numpy.ndarray:
    """(sentences, E), in the order of the texts."""
    rows = []
    for batch in batches(texts):
        rows.append(model.encode_texts([encoding.ids for encoding in tokenizer.encode_batch(batch)]))
    return numpy.concatenate(rows)


def batches(items: list) -> Iterable[list]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def save(path: Path, identifiers: list[str], rows: numpy.ndarray) -> None:
    """Writes JSON lines as `shoebox embed` does: `id` and `embedding`."""
    with path.open("w", encoding="utf-8") as file:
        for identifier, row in zip(identifiers, rows):
            values = [float(str(value)) for value in row]
            file.write(json.dumps({"id": identifier, "embedding": values}, ensure_ascii=False) + "\n")
