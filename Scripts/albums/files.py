# SPDX-License-Identifier: MIT
"""The command line of Scripts/make-files: very many, very small photos."""

import argparse
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

import numpy
from PIL import Image

SIDE = 32
PER_FOLDER = 500
FOLDERS_PER_YEAR = 20


def main() -> None:
    options = arguments()
    groups = range(0, options.count, PER_FOLDER)
    with ProcessPoolExecutor() as pool:
        list(pool.map(write_folder, *zip(*((options.folder, first, options.count) for first in groups))))
    print(f"{options.count} JPEG files of {SIDE} x {SIDE} pixels in {len(groups)} folders under {options.folder}")


def write_folder(root: Path, first: int, count: int) -> None:
    """Writes the files `first`, `first + 1`, ... of one folder."""
    number = first // PER_FOLDER
    folder = root / f"{2000 + number // FOLDERS_PER_YEAR}" / f"event {number % FOLDERS_PER_YEAR + 1:02}"
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(first, min(first + PER_FOLDER, count)):
        (folder / f"IMG_{index:06}.jpg").write_bytes(tiny_jpeg(index))


def tiny_jpeg(index: int) -> bytes:
    """A picture of 4 x 4 flat squares whose greys spell the index in base 16: no two are the same."""
    digits = [index >> (4 * place) & 15 for place in range(16)]
    squares = numpy.array(digits, dtype=numpy.uint8).reshape(4, 4) * 16
    file = BytesIO()
    Image.fromarray(squares.repeat(SIDE // 4, axis=0).repeat(SIDE // 4, axis=1)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make-files", description="Makes many tiny distinct JPEG files in nested folders, to measure scanning."
    )
    parser.add_argument("folder", type=Path, help="where they go")
    parser.add_argument("--count", type=int, default=100_000, help="default: 100000")
    return parser.parse_args()


if __name__ == "__main__":
    main()
