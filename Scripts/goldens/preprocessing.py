# SPDX-License-Identifier: MIT
"""Small picture files and what Pillow makes of them in the steps of CLIP's preprocessing, for PhotoDecoding's tests.

Run with `PYTHONPATH=Scripts python -m goldens.preprocessing`. Writes Tests/PhotoDecodingTests/Fixtures: the files, and
goldens.json with the pixels of every case. The encoders of another version of Pillow may write other files; the tests
hold with any, as long as files and pixels come from one run.
"""

import base64
import io
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import numpy
import PIL
from PIL import Image, ImageOps

FIXTURES = Path(__file__).resolve().parents[2] / "Tests/PhotoDecodingTests/Fixtures"
ORIENTATION = 0x0112


def scene(width: int, height: int) -> Image.Image:
    """A sky that changes colour, a ground with texture, a disc and a few letters' worth of hard edges."""
    y, x = numpy.mgrid[0:height, 0:width]
    u, v = x / width, y / height
    red = 90 + 120 * u
    green = 110 + 90 * v
    blue = 200 - 120 * v * u
    texture = 18 * numpy.sin(x * 0.7) * numpy.sin(y * 0.45) * (v > 0.6)
    picture = numpy.stack([red + texture, green + texture, blue - texture], axis=-1)
    picture[(u - 0.3) ** 2 + (v - 0.35) ** 2 < 0.02] = (235, 60, 40)
    picture[(v > 0.72) & (v < 0.8) & ((x // max(2, width // 40)) % 2 == 0)] = (250, 250, 245)
    return Image.fromarray(picture.clip(0, 255).astype(numpy.uint8))


def on_white(picture: Image.Image) -> Image.Image:
    """What every viewer shows of a transparent picture."""
    picture = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)


@dataclass
class Case:
    """One file, framed in one way.

    `mean` and `largest` are the differences in steps of 1/255 that the decoder may show: 0 unless it decodes at a
    reduced size or computes with other rounding.
    """

    file: str
    picture: Image.Image
    save: dict = field(default_factory=dict)
    orientation: int = 1
    side: int = 24
    fit: str = "crop"
    filter: str = "bicubic"
    mean: float = 0
    largest: int = 0

    def encoded(self) -> bytes:
        options = dict(self.save)
        if self.orientation != 1:
            exif = Image.Exif()
            exif[ORIENTATION] = self.orientation
            options["exif"] = exif
        buffer = io.BytesIO()
        self.picture.save(buffer, Path(self.file).suffix[1:].replace("jpg", "jpeg").replace("tif", "tiff"), **options)
        return buffer.getvalue()

    def expected(self, encoded: bytes) -> Image.Image:
        picture = ImageOps.exif_transpose(Image.open(io.BytesIO(encoded)))
        if picture.mode in ("LA", "RGBA") or "transparency" in picture.info:
            picture = on_white(picture)
        picture = picture.convert("RGB")
        weights = Image.Resampling[self.filter.upper()]
        if self.fit == "squash":
            return picture.resize((self.side, self.side), weights)
        return centre(picture.resize(self.resized(*picture.size), weights), self.side)

    def resized(self, width: int, height: int) -> tuple[int, int]:
        """The size torchvision's Resize gives: the longer side is truncated."""
        if width <= height:
            return self.side, int(self.side * height / width)
        return int(self.side * width / height), self.side


def centre(picture: Image.Image, side: int) -> Image.Image:
    """torchvision's CenterCrop: Python rounds halves to even."""
    left = int(round((picture.width - side) / 2.0))
    top = int(round((picture.height - side) / 2.0))
    return picture.crop((left, top, left + side, top + side))


def alpha_ramp(width: int, height: int) -> Image.Image:
    picture = scene(width, height).convert("RGBA")
    ramp = numpy.broadcast_to(numpy.arange(width) * 255 // (width - 1), (height, width))
    picture.putalpha(Image.fromarray(ramp.astype(numpy.uint8)))
    return picture


def cases() -> list[Case]:
    photo = scene(97, 75)  # resized to 31 x 24; of the seven columns, 3.5 are rounded up to be cut on the left
    odd = scene(75, 91)  # resized to 24 x 29; of the five rows, 2.5 are rounded down to be cut at the top
    large = scene(480, 340)
    small = {"quality": 90}
    return [
        Case("landscape.jpg", photo, small),
        Case("landscape.jpg", photo, small, filter="bilinear"),
        Case("landscape.jpg", photo, small, fit="squash"),
        Case("landscape.jpg", photo, small, side=36, filter="bilinear", fit="squash"),
        Case("portrait.jpg", odd, small | {"subsampling": 0}),
        Case("enlarged.jpg", scene(40, 23), small, side=36),
        Case("grey.jpg", photo.convert("L"), small),
        Case("progressive.jpg", photo, small | {"progressive": True}),
        *(Case(f"orientation-{n}.jpg", scene(90, 61), small, orientation=n) for n in range(2, 9)),
        # Decoded at an eighth, a quarter and a half of the size.
        Case("large.jpg", large, {"quality": 70}, side=16, mean=2, largest=12),
        Case("large.jpg", large, {"quality": 70}, side=32, mean=1, largest=12),
        Case("large.jpg", large, {"quality": 70}, side=56, mean=1, largest=12),
        Case("colours.png", photo),
        Case("orientation-6.png", scene(40, 27), orientation=6),
        Case("palette.png", photo.quantize(64)),
        Case("grey.png", photo.convert("L")),
        Case("black-and-white.png", photo.convert("1")),
        # The blend with white rounds to the nearest value in Pillow, and down in libvips.
        Case("alpha.png", alpha_ramp(90, 61), mean=1, largest=2),
        Case("grey-alpha.png", alpha_ramp(90, 61).convert("LA"), mean=1, largest=2),
        Case("photo.webp", photo, {"quality": 80}),
        Case("large.webp", large, {"quality": 50}, mean=1, largest=12),
        Case("photo.tif", scene(90, 61), {"compression": "tiff_lzw"}),
        Case("frames.gif", photo.quantize(32), {"save_all": True, "append_images": [photo.rotate(180).quantize(32)]}),
        Case("photo.bmp", scene(90, 61)),
        Case("photo.ppm", scene(50, 37)),
    ]


def main() -> None:
    shutil.rmtree(FIXTURES, ignore_errors=True)
    FIXTURES.mkdir(parents=True)
    rows = []
    for case in cases():
        encoded = case.encoded()
        (FIXTURES / case.file).write_bytes(encoded)
        pixels = numpy.asarray(case.expected(encoded)).tobytes()
        row = {name: getattr(case, name) for name in ("file", "side", "fit", "filter", "mean", "largest")}
        rows.append(row | {"pixels": base64.b64encode(pixels).decode()})
    body = ",\n".join("    " + json.dumps(row) for row in rows)
    reference = json.dumps(f"Pillow {PIL.__version__}")
    text = f'{{\n  "reference": {reference},\n  "cases": [\n{body}\n  ]\n}}\n'
    (FIXTURES / "goldens.json").write_text(text, encoding="utf-8")
    size = sum(file.stat().st_size for file in FIXTURES.iterdir())
    print(f"{len(rows)} cases, {size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
