# SPDX-License-Identifier: MIT
"""Write down what is known of every photo, and what it may be used for."""

import argparse

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_project_arguments
from shoebox_training.manifest.manifest import Manifest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)


def run(arguments: argparse.Namespace) -> None:
    project = Project.of(arguments)
    origins = project.origins("manifest")
    manifest = Manifest.build(project.sources, project.workspace)
    manifest.write(project.workspace.manifest)
    project.note("manifest", origins)
    for group, records in manifest.groups().items():
        captions = sum(len(record.captions) for record in records)
        labels = len({record.label for record in records if record.label})
        print(f"{group:28} {len(records):7} photos {captions:7} captions {labels:5} labels")
