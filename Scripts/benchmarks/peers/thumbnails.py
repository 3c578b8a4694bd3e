# SPDX-License-Identifier: MIT
"""Decodes and shrinks photos with libvips and does nothing else: how fast indexing could be at all.

One single-threaded `vips_thumbnail` per core, with shrink-on-load, to a square of the model's size.
"""

import argparse
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ["VIPS_CONCURRENCY"] = "1"

import pyvips  # noqa: E402
from albums.photos import EXTENSIONS  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--side", type=int, required=True)
    parser.add_argument("--cores", type=int, required=True)
    options = parser.parse_args()
    pyvips.cache_set_max(0)
    paths = sorted(path for path in options.folder.rglob("*") if path.suffix.lower() in EXTENSIONS)

    def decode(path: Path) -> int:
        picture = pyvips.Image.thumbnail(str(path), options.side, height=options.side, crop="centre")
        return len(picture.write_to_memory())

    start = time.perf_counter()
    with ThreadPoolExecutor(options.cores) as pool:
        list(pool.map(decode, paths))
    print(json.dumps({"photos": len(paths), "seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
