# SPDX-License-Identifier: MIT
"""The command line of Scripts/make-photos: collages of real photos at a camera's size."""

import argparse
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy
from PIL import Image, ImageOps

WIDTH, HEIGHT = 4000, 3000
COLUMNS, ROWS = 4, 3
QUALITY = 90
GRAIN = 4.0  # standard deviation of the sensor noise, in levels: gives files of about 3 MB
EXTENSIONS = {".jpg", ".jpeg", ".png"}


@dataclass(frozen=True)
class Collage:
    """One photo to be made: the same seed gives the same file."""

    sources: tuple[Path, ...]
    seed: int
    file: Path

    def write(self) -> None:
        """Enlarges a few photos side by side, adds noise, encodes."""
        chance = random.Random(self.seed)
        canvas = Image.new("RGB", (WIDTH, HEIGHT))
        tile = (WIDTH // COLUMNS, HEIGHT // ROWS)
        for index in range(COLUMNS * ROWS):
            corner = (index % COLUMNS * tile[0], index // COLUMNS * tile[1])
            canvas.paste(self.enlarged(chance, tile), corner)
        noise = numpy.random.default_rng(self.seed)
        grain = noise.normal(0, GRAIN, size=(HEIGHT, WIDTH, 1)).astype(numpy.float32)
        pixels = numpy.clip(numpy.asarray(canvas) + grain, 0, 255).astype(numpy.uint8)
        Image.fromarray(pixels).save(self.file, quality=QUALITY)

    def enlarged(self, chance: random.Random, size: tuple[int, int]) -> Image.Image:
        with Image.open(chance.choice(self.sources)) as photo:
            tile = ImageOps.fit(photo.convert("RGB"), size, Image.Resampling.BICUBIC)
        return ImageOps.mirror(tile) if chance.random() < 0.5 else tile


def main() -> None:
    options = arguments()
    sources = tuple(sorted(path for path in options.source.rglob("*") if path.suffix.lower() in EXTENSIONS))
    if not sources:
        raise SystemExit(f"make-photos: {options.source} has no JPEG or PNG files.")
    options.folder.mkdir(parents=True, exist_ok=True)
    collages = [Collage(sources, seed, options.folder / f"photo-{seed:05}.jpg") for seed in range(1, options.count + 1)]
    with ProcessPoolExecutor() as pool:
        list(pool.map(Collage.write, collages))
    sizes = [collage.file.stat().st_size for collage in collages]
    megabytes = sum(sizes) / len(sizes) / 1e6
    print(f"{len(sizes)} photos of {WIDTH} x {HEIGHT}, {megabytes:.1f} MB on average, in {options.folder}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make-photos", description="Makes distinct 12-megapixel JPEGs out of real photos, for measuring."
    )
    parser.add_argument("source", type=Path, help="folder of real photos")
    parser.add_argument("folder", type=Path, help="where the new ones go")
    parser.add_argument("--count", type=int, default=50, help="default: 50")
    return parser.parse_args()


if __name__ == "__main__":
    main()
