# SPDX-License-Identifier: MIT
"""The command line of Scripts/bench."""

import argparse
import importlib
import os
import time
from pathlib import Path

from benchmarks import log, results
from benchmarks.process import ProgramFailed
from benchmarks.settings import ROOT, Settings

PARTS = {
    "encoder": "pictures a second through the vision tower, beside ONNX Runtime, OpenVINO and PyTorch",
    "text": "milliseconds for a sentence through the text tower, beside the same",
    "indexing": "photos a second from files to an index, beside rclip and decoding alone",
    "scan": "one query against many vectors, beside NumPy, faiss and a plain read loop",
    "cold": "a search from the start of the process to its end, beside rclip",
    "memory": "time, peak memory and disk while libraries of growing size are indexed",
    "web": "searches and thumbnails a second over HTTP, and the server's memory",
}
REPORTS = {
    "plot": "draw cost against library size from the last measurements",
    "render": "write the tables into Documentation/Benchmarks.md from the last measurements",
}


def main() -> None:
    options = arguments()
    if not options.shoebox.exists():
        raise SystemExit(f"{options.shoebox} is missing; build it with: make build")
    os.environ.pop("SHOEBOX_LIBRARY", None)
    os.environ.pop("SHOEBOX_MODEL", None)
    chosen = [*PARTS, *REPORTS] if "all" in options.part else options.part
    if options.photos is None and "all" in options.part:
        raise SystemExit("bench: name a folder of photos: Scripts/bench all --photos <folder>")
    settings = Settings(options.shoebox.absolute(), options.photos, options.quick)
    busy = os.getloadavg()[0]
    if busy > 0.5:
        log.say(f"The load of this machine is {busy:.1f}: other programs are running, and figures will be low.")
    for part in chosen:
        if part in PARTS:
            log.say(f"{part}: {PARTS[part]}")
            start = time.perf_counter()
            try:
                results.save(part, settings, importlib.import_module(f"benchmarks.parts.{part}").measure(settings))
            except ProgramFailed as failure:
                raise SystemExit(f"bench: {failure}") from None
            log.say(f"  {time.perf_counter() - start:.0f} seconds")
        else:
            importlib.import_module(f"benchmarks.report.{part}").main()


def arguments() -> argparse.Namespace:
    listed = "\n".join(f"  {name:9} {about}" for name, about in (PARTS | REPORTS).items())
    parser = argparse.ArgumentParser(
        prog="bench",
        description="Measures Shoebox beside its peers, by turns, and writes Documentation/Benchmarks.md.",
        epilog=f"parts:\n{listed}\n  all       everything, in this order\n\n"
        "Figures are kept in .cache/bench/results; what parts need is made in .cache where it is missing.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="+", choices=[*PARTS, *REPORTS, "all"], metavar="PART")
    parser.add_argument("--photos", type=photos_folder, default=None, metavar="DIR", help="a folder of real photos")
    parser.add_argument("--shoebox", type=Path, default=ROOT / ".build/release/shoebox", metavar="FILE")
    parser.add_argument("--quick", action="store_true", help="one round and small libraries, to try it out")
    return parser.parse_args()


def photos_folder(path: str) -> Path:
    folder = Path(path).absolute()
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{path} is not a folder")
    return folder


main()
