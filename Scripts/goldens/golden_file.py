# SPDX-License-Identifier: MIT
"""goldens.json: what the reference answers for generated pictures and for texts."""

import json
from pathlib import Path

import numpy
import torch
from goldens.pictures import RECIPES, drawn, pictures, recipe
from goldens.texts import Text
from reference import checkpoint
from reference.checkpoint import Reference


def write(folder: Path, about: str, texts: list[Text], reference: Reference | None = None) -> numpy.ndarray:
    """Runs the reference, or the folder's own library on its stored weights; returns all embeddings (images, then
    texts)."""
    model = reference or checkpoint.load(folder)
    images = pictures(model.side)
    pixels = [model.preprocess(drawn(picture, model.side)) for picture in images]
    image_rows = model.encode_pixels(torch.stack(pixels))
    # One text at a time: the shape a batch takes would change the last bits.
    text_rows = numpy.concatenate([model.encode_texts([text.ids]) for text in texts])
    head = {
        "model": folder.name,
        "about": about,
        "reference": f"{model.library} and torch {torch.__version__.split('+')[0]}, float32 on the stored weights",
        "pictures": RECIPES,
        "texts_are": "ids from start to end token; the reference pads shorter ones with 0; embeddings have length 1",
        "side": model.side,
        "context_length": model.context_length,
        "dimension": int(image_rows.shape[1]),
    }
    body = {
        "images": [{**recipe(picture), "embedding": row} for picture, row in zip(images, image_rows)],
        "texts": [text_entry(text) | {"embedding": row} for text, row in zip(texts, text_rows)],
    }
    (folder / "goldens.json").write_text(rendered(head, body), encoding="utf-8")
    return numpy.concatenate([image_rows, text_rows])


def text_entry(text: Text) -> dict:
    sentence = {} if text.sentence is None else {"text": text.sentence}
    return sentence | {"ids": text.ids}


def rendered(head: dict, body: dict[str, list[dict]]) -> str:
    """Indented JSON, with one line to an image or a text."""
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    for key, entries in body.items():
        rows = ",\n".join("    " + json.dumps(plain(entry), ensure_ascii=False) for entry in entries)
        lines.append(f"  {json.dumps(key)}: [\n{rows}\n  ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def plain(entry: dict) -> dict:
    """Floats as their shortest decimal that reads back as the same float32."""
    return entry | {"embedding": [float(str(value)) for value in entry["embedding"]]}
