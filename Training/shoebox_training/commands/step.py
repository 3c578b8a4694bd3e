# SPDX-License-Identifier: MIT
"""What the steps of the command line have in common."""

import argparse
from pathlib import Path
from typing import Protocol

from shoebox_training.commands.project import Project
from shoebox_training.device import Device, usable_cores
from shoebox_training.sources.source import CATALOGUE


class Step(Protocol):
    """A module with a step: its name is the subcommand, its docstring the help."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, arguments: argparse.Namespace) -> None: ...


def add_project_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data, outside the repository")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="sources of photos (TOML)")


def add_run_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", default="starter", metavar="NAME", help="folder in DATA/runs (starter)")


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """For steps that look at a model from outside: that of a run, or any other."""
    add_run_argument(parser)
    parser.add_argument("--model", type=Path, help="folder of the model (DATA/runs/NAME/model)")
    parser.add_argument("--out", type=Path, help="folder for what is found out (DATA/runs/NAME); needed with --model")


def model_and_folder(project: Project, arguments: argparse.Namespace) -> tuple[Path, Path]:
    """The folder of the model, and the folder for what is found out about it.

    Raises: SystemExit if what is said of another model would be taken for the run's.
    """
    if arguments.model and not arguments.out:
        raise SystemExit("--model needs --out: DATA/runs/NAME is for what is found out about the run's own model.")
    run = project.workspace.run(arguments.run)
    return arguments.model or run / "model", arguments.out or run


def add_only_argument(parser: argparse.ArgumentParser) -> None:
    """For steps that look at each photo by itself: what may be trained on follows from all sources together."""
    parser.add_argument("--only", nargs="+", default=[], metavar="SOURCE", help="these sources and no others")


def add_device_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", choices=("cpu", "cuda"), help="what computes (CUDA where there is some)")
    parser.add_argument("--threads", type=int, default=usable_cores(), help="threads of the CPU (all its cores)")
    parser.add_argument("--exact", action="store_true", help="float32, no compilation: slower, and the same each time")


def device_of(arguments: argparse.Namespace) -> Device:
    return Device.chosen(arguments.device, threads=arguments.threads, exact=arguments.exact)
