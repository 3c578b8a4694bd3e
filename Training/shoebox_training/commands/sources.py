# SPDX-License-Identifier: MIT
"""List the public sets, and the commands that get those repositories that are missing."""

import argparse
import shlex

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_project_arguments
from shoebox_training.sources.extraction import clone_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    parser.add_argument("--missing", action="store_true", help="print shell commands for what is missing, nothing else")


def run(arguments: argparse.Namespace) -> None:
    project = Project.of(arguments)
    wanted: dict[str, list[str]] = {}
    for source in project.sources.values():
        if not project.workspace.repository(source.repository).exists():
            wanted[source.repository] = clone_command(source, project.workspace)
        if not arguments.missing:
            role = "held out" if source.held_out else "training" if source.has_photos else "texts"
            print(
                f"{source.name:18} {role:9} {source.repository}@{source.commit[:12]}  {source.gives}. {source.terms}."
            )
    for command in wanted.values():
        print(shlex.join(command))
