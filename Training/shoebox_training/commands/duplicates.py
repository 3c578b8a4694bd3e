# SPDX-License-Identifier: MIT
"""Find training photos that look like held-out ones, to leave them out."""

import argparse
from pathlib import Path

import numpy as np

from shoebox_training import atomic_file
from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_project_arguments
from shoebox_training.pictures.decoding import decoded
from shoebox_training.pictures.duplicates import FINE, Thumbnails, copies
from shoebox_training.pictures.groups import caches

THUMBNAIL_SOURCE = 4 * FINE  # side from which thumbnails of held-out photos are made


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)


def run(arguments: argparse.Namespace) -> None:
    project = Project.of(arguments)
    origins, manifest = project.origins("duplicates"), project.manifest
    paths, held_out = held_out_thumbnails(
        [record.path for records in manifest.held_out().values() for record in records],
        project.workspace.root / "photos",
    )
    found = []
    for group, cache in caches(manifest, project.sources, project.workspace).items():
        if not group.endswith(".train"):
            continue
        here = list(copies(list(cache.paths), cache.pixels(), paths, held_out))
        print(
            f"{group}: {len(here)} of {len(cache.paths)} look like one of {len(set(paths))} held-out photos", flush=True
        )
        found += here
    atomic_file.write_json_lines(project.workspace.duplicates, (copy.fields() for copy in found))
    project.note("duplicates", origins)


def held_out_thumbnails(paths: list[str], photos: Path) -> tuple[list[str], Thumbnails]:
    """Every held-out photo squashed and cropped, since sets were made in both ways."""
    pictures, names = [], []
    for fit in ("squash", "crop"):
        for path in paths:
            picture = decoded(photos / path, THUMBNAIL_SOURCE, fit)
            if picture is not None:
                pictures.append(picture)
                names.append(path)
    if not pictures:
        raise SystemExit("No photo is held out, so none can be compared with.")
    return names, Thumbnails.of(np.stack(pictures))
