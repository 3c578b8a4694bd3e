# SPDX-License-Identifier: MIT
"""Measures the towers of a model in one runtime at one precision."""

import argparse
import json
from pathlib import Path

import numpy
from benchmarks.peers import throughput
from benchmarks.peers.runtimes import RUNTIMES, TEXT, VISION


def main() -> None:
    options = arguments()
    source = options.model if options.runtime == "PyTorch" else options.exported
    runtime = RUNTIMES[options.runtime](source, options.tower, options.precision)
    inputs = numpy.load(options.samples / f"{options.tower}.npz")
    report: dict = {}
    if options.tower == VISION:
        side = inputs["inputs"].shape[-1]
        report["rates"] = throughput.measure(runtime, side, options.batch, options.cores, options.seconds)
    else:
        padded = [row[None] for row in inputs["inputs"]]
        trimmed = [row[:, : row.argmax() + 1] for row in padded]  # up to the end token, which has the largest id
        report["milliseconds"] = {
            "padded": throughput.latency(runtime, padded, options.cores, options.seconds),
            "trimmed": throughput.latency(runtime, trimmed, options.cores, options.seconds),
        }
    if options.accuracy:
        encode = runtime.team(options.cores)
        report["cosines"] = throughput.cosines(encode, inputs["inputs"], inputs["expected"])
    print(json.dumps(report))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runtime", choices=RUNTIMES)
    parser.add_argument("--tower", choices=[VISION, TEXT], default=VISION)
    parser.add_argument("--precision", default="f32")
    parser.add_argument("--model", type=Path, required=True, help="the checkpoint folder")
    parser.add_argument("--exported", type=Path, required=True, help="what benchmarks.peers.export wrote")
    parser.add_argument("--samples", type=Path, required=True, help="what benchmarks.peers.samples wrote")
    parser.add_argument("--batch", type=int, nargs="+", default=[1])
    parser.add_argument("--cores", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--accuracy", action="store_true", help="also compare with PyTorch in f32")
    return parser.parse_args()


if __name__ == "__main__":
    main()
