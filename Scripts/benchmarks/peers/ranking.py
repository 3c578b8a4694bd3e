# SPDX-License-Identifier: MIT
"""The photos of a catalogue that are nearest to each vector on standard input, by NumPy in f32."""

import argparse
import json
import sqlite3
import sys
from pathlib import Path

import numpy

CHUNK = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--limit", type=int, required=True)
    options = parser.parse_args()
    queries = numpy.array(json.load(sys.stdin), dtype=numpy.float32)
    catalogue = sqlite3.connect(options.library / "catalog.sqlite")
    rows = catalogue.execute("SELECT photo_id, vector FROM embedding")
    photos: list[int] = []
    similarities = []
    while chunk := rows.fetchmany(CHUNK):
        photos += (photo for photo, _ in chunk)
        vectors = numpy.frombuffer(b"".join(vector for _, vector in chunk), dtype="<f4")
        similarities.append(queries @ vectors.reshape(len(chunk), -1).T)
    best = numpy.argsort(-numpy.concatenate(similarities, axis=1), axis=1, kind="stable")[:, : options.limit]
    print(json.dumps([[photos[index] for index in row] for row in best]))


if __name__ == "__main__":
    main()
