# SPDX-License-Identifier: MIT
"""Make the starter: all steps in their order, each of which goes on where it stopped."""

import argparse
import importlib
import time

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import Step, add_device_arguments, add_project_arguments, add_run_argument
from shoebox_training.commands.training import add_sitting_arguments

PREPARING = ("extract", "manifest", "pictures", "duplicates", "vocabulary", "tokenizer", "features")
TRAINING = ("text", "image", "joint")
PUBLISHING = ("export", "evaluate", "look", "curve", "card")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_device_arguments(parser)
    add_sitting_arguments(parser, None)
    add_run_argument(parser)
    parser.add_argument("--shape", help="of the image tower")
    parser.add_argument("--images", type=int, help="images that the image tower sees in all")


def run(arguments: argparse.Namespace) -> bool:
    """Returns: Whether the model is finished; else the same command goes on."""
    began = time.monotonic()
    for name in (*PREPARING, *TRAINING, *PUBLISHING):
        project = Project.of(arguments)  # anew, since each step may change what the next is made from
        if name in project.files and project.is_current(name):
            print(f"== {name}: {project.product(name)} is there", flush=True)
            continue
        print(f"== {name}", flush=True)
        step = importlib.import_module(f"shoebox_training.commands.{name}")
        options = options_of(name, step, arguments)
        if arguments.max_seconds is not None:
            options.max_seconds = max(0.0, arguments.max_seconds - (time.monotonic() - began))
        if step.run(options) is False:
            return False
    return True


def options_of(name: str, step: Step, arguments: argparse.Namespace) -> argparse.Namespace:
    """A step's own options, with what was given here; how many images are seen is the image stage's."""
    parser = argparse.ArgumentParser()
    step.add_arguments(parser)
    options = parser.parse_args(["--data", str(arguments.data)])
    for key, value in vars(arguments).items():
        is_meant = name == "image" or key not in ("images", "until_seen")
        if key in options and value is not None and is_meant:
            setattr(options, key, value)
    return options
