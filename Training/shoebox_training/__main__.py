# SPDX-License-Identifier: MIT
"""Runs one step: `python -m shoebox_training STEP ...`."""

import argparse
import importlib
import sys

# In the order in which the starter is made; `distil` and `shapes` stand beside it.
STEPS = (
    "sources",
    "extract",
    "manifest",
    "pictures",
    "duplicates",
    "vocabulary",
    "tokenizer",
    "features",
    "text",
    "image",
    "joint",
    "export",
    "evaluate",
    "look",
    "curve",
    "card",
    "starter",
    "shapes",
    "distil",
)
UNFINISHED = 75  # the exit status where the sitting ended before the step: EX_TEMPFAIL, try again


def main(words: list[str]) -> object:
    parser = argparse.ArgumentParser(prog="shoebox_training", description=(sys.modules["shoebox_training"].__doc__))
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    for name in STEPS:
        step = importlib.import_module(f"shoebox_training.commands.{name}")
        help_text = (step.__doc__ or "").strip()
        subparser = steps.add_parser(name, help=help_text, description=help_text)
        step.add_arguments(subparser)
        subparser.set_defaults(perform=step.run)
    arguments = parser.parse_args(words)
    return arguments.perform(arguments)


if __name__ == "__main__":
    sys.exit(UNFINISHED if main(sys.argv[1:]) is False else 0)
