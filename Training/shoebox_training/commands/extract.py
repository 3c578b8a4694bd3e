# SPDX-License-Identifier: MIT
"""Take the photos out of the clones."""

import argparse

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_only_argument, add_project_arguments
from shoebox_training.sources.extraction import MissingRepository, extract


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_only_argument(parser)


def run(arguments: argparse.Namespace) -> None:
    project = Project.of(arguments)
    missing = []
    for source in project.sources.values():
        try:
            is_new = extract(source, project.workspace)
        except MissingRepository as problem:
            missing.append(str(problem))
            continue
        print(f"{source.name}: {'extracted' if is_new else 'is there'}", flush=True)
    if missing:
        raise SystemExit("\n".join(missing))
