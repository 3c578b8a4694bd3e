# SPDX-License-Identifier: MIT
"""Prints the reference embeddings of a samples file, for a program that has no NumPy."""

import json
import sys

import numpy

if __name__ == "__main__":
    print(json.dumps(numpy.load(sys.argv[1])["expected"].tolist()))
