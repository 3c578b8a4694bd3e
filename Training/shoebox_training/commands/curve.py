# SPDX-License-Identifier: MIT
"""Draw the learning curve of the image stage as SVG."""

import argparse
from dataclasses import replace
from pathlib import Path

from shoebox_training import atomic_file
from shoebox_training.commands.step import add_run_argument
from shoebox_training.evaluation.recall import DEPTHS
from shoebox_training.optimisation.metrics import MetricsLog
from shoebox_training.publishing.curve import drawn, lines_of
from shoebox_training.workspace import Workspace

GROUP = "flickr8k.dev"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data")
    add_run_argument(parser)
    parser.add_argument("--stage", default="image", choices=("text", "image", "joint"), help="the stage (image)")
    parser.add_argument("--out", type=Path, help="the file (DATA/runs/NAME/learning-curve.svg)")


def run(arguments: argparse.Namespace) -> Path:
    folder = Workspace(arguments.data).run(arguments.run)
    measured = MetricsLog(folder / "metrics.jsonl", arguments.stage).figures()
    lines = lines_of(measured, [f"{GROUP} text to image {depth}" for depth in DEPTHS])
    named = [replace(line, name=f"in the first {depth}") for line, depth in zip(lines, DEPTHS, strict=False)]
    file = arguments.out or folder / "learning-curve.svg"
    try:
        atomic_file.write_text(file, drawn(f"Captions that find their photo, {GROUP}", named))
    except ValueError as problem:
        raise SystemExit(str(problem)) from None
    print(file)
    return file
