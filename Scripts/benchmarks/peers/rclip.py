# SPDX-License-Identifier: MIT
"""Indexes a folder with rclip's own code, and says how long that took.

The code is the installed package's, unchanged. Only its model files are local ones: rclip takes what lies at their
place in its data folder instead of downloading.
"""

import argparse
import contextlib
import json
import shutil
import sys
import time
from importlib import metadata
from pathlib import Path

from rclip import db, model, model_download
from rclip.main import RClip

BATCH = 8  # the default of its --indexing-batch-size
TOKENIZER = "bpe_simple_vocab_16e6.txt.gz"


def install(exported: Path, data: Path) -> None:
    """Puts the exported towers and open_clip's copy of the tokenizer where rclip looks for them."""
    towers = data / model_download.MODEL_SUBDIR
    towers.mkdir(parents=True, exist_ok=True)
    for ours, theirs in (("vision.onnx", model_download.VISUAL_ONNX), ("text.onnx", model_download.TEXTUAL_ONNX)):
        (towers / theirs).unlink(missing_ok=True)
        (towers / theirs).symlink_to((exported / ours).absolute())
    words = data / model_download.TOKENIZER_VOCAB
    words.parent.mkdir(parents=True, exist_ok=True)
    package = metadata.distribution("open_clip_torch").locate_file("open_clip")
    shutil.copyfile(Path(str(package)) / TOKENIZER, words)


def index(folder: Path, data: Path) -> dict:
    """A run into an empty index; what it loads before the first photo is not timed."""
    (data / "db.sqlite3").unlink(missing_ok=True)
    encoder = model.Model()
    encoder.ensure_downloaded()
    _ = encoder._session_visual_index
    database = db.DB(data / "db.sqlite3")
    rclip = RClip(encoder, database, BATCH, exclude_dirs=None)
    start = time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        rclip.ensure_index(str(folder.absolute()))
    seconds = time.perf_counter() - start
    rclip.close()
    encoder.close()
    count = database._con.execute("SELECT count(*) FROM images WHERE deleted IS NULL").fetchone()[0]
    database.close()
    return {"photos": count, "seconds": seconds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="its data folder: RCLIP_DATADIR must name it too")
    parser.add_argument(
        "--install", type=Path, metavar="DIR", help="take the towers that benchmarks.peers.export wrote"
    )
    parser.add_argument("--index", type=Path, metavar="DIR", help="index these photos")
    parser.add_argument("--vectors", action="store_true", help="print the vector of every file")
    options = parser.parse_args()
    if options.install:
        install(options.install, options.data)
    if options.index:
        print(json.dumps(index(options.index, options.data)))
    if options.vectors:
        print(json.dumps(vectors(options.data)))


def vectors(data: Path) -> dict[str, list[float]]:
    import numpy

    database = db.DB(data / "db.sqlite3")
    rows = database._con.execute("SELECT filepath, vector FROM images WHERE deleted IS NULL").fetchall()
    database.close()
    return {row["filepath"]: numpy.frombuffer(row["vector"], numpy.float32).tolist() for row in rows}


if __name__ == "__main__":
    main()
