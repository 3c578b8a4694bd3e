# SPDX-License-Identifier: MIT
"""The photos of a catalogue that are nearest to a vector on standard input, by NumPy in f32."""

import argparse
import json
import sqlite3
import sys
from pathlib import Path

import numpy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--limit", type=int, required=True)
    options = parser.parse_args()
    query = numpy.array(json.load(sys.stdin), dtype=numpy.float32)
    catalogue = sqlite3.connect(options.library / "catalog.sqlite")
    identifiers, similarities = [], []
    for photo, vector in catalogue.execute("SELECT photo_id, vector FROM embedding"):
        identifiers.append(photo)
        similarities.append(numpy.frombuffer(vector, dtype="<f4") @ query)
    best = numpy.argsort(-numpy.array(similarities), kind="stable")[: options.limit]
    print(json.dumps([identifiers[index] for index in best]))


if __name__ == "__main__":
    main()
