# SPDX-License-Identifier: MIT
"""A picture of what was found for each query, to be looked at."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from shoebox_training.pictures.decoding import upright_rgb

SIDE, GAP, LINE = 180, 6, 22  # pixels


def drawn(found: Sequence[tuple[str, Sequence[Path]]], columns: int = 2) -> Image.Image:
    """The photos of each query side by side under its words, the best on the left."""
    widest = max((len(photos) for _, photos in found), default=0)
    width, height = widest * (SIDE + GAP) + 2 * GAP, LINE + SIDE + 2 * GAP
    rows = -(-len(found) // columns)
    sheet = Image.new("RGB", (columns * width, rows * height), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(LINE - 6)
    for place, (query, photos) in enumerate(found):
        left, top = place // rows * width + GAP, place % rows * height
        pen.text((left, top), f"{place + 1}. {query}", fill="black", font=font)
        for index, file in enumerate(photos):
            with Image.open(file) as photo:
                small = ImageOps.fit(upright_rgb(photo), (SIDE, SIDE))
            sheet.paste(small, (left + index * (SIDE + GAP), top + LINE))
    return sheet
