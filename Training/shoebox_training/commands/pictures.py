# SPDX-License-Identifier: MIT
"""Decode every photo once into arrays of bytes."""

import argparse

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_only_argument, add_project_arguments
from shoebox_training.pictures.groups import caches


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_only_argument(parser)
    parser.add_argument("--processes", type=int, default=2, help="processes that decode (2)")


def run(arguments: argparse.Namespace) -> None:
    project = Project.of(arguments)
    for group, cache in caches(project.manifest, project.sources, project.workspace).items():
        new = cache.fill(arguments.processes)
        unreadable = int((~cache.usable()).sum())
        print(f"{group}: {new} decoded now, {len(cache.paths)} in all, {unreadable} unreadable", flush=True)
