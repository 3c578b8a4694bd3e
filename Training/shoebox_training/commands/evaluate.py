# SPDX-License-Identifier: MIT
"""Measure an exported model on the held-out photos."""

import argparse
import json

from shoebox_training import atomic_file
from shoebox_training.commands.project import Project
from shoebox_training.commands.step import (
    add_device_arguments,
    add_model_arguments,
    add_project_arguments,
    device_of,
    model_and_folder,
)
from shoebox_training.evaluation.exported import ExportedModel, captioned_figures, class_figures, score_scale

SCALE_GROUP = "flickr8k.test"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_device_arguments(parser)
    add_model_arguments(parser)


def run(arguments: argparse.Namespace) -> dict[str, object]:
    project = Project.of(arguments)
    model_folder, folder = model_and_folder(project, arguments)
    model = ExportedModel(model_folder, device_of(arguments))
    vocabulary = project.vocabulary
    manifest, photos = project.manifest, project.workspace.root / "photos"
    seen = {
        index
        for records in project.trained_on.values()
        for record in records
        if (index := vocabulary.class_of(record)) is not None
    }
    figures: dict[str, object] = {"weights": model.digest}
    for group, records in manifest.held_out().items():
        if any(record.captions for record in records):
            figures[group] = captioned_figures(model, records, photos)
        elif all(vocabulary.class_of(record) is not None for record in records):
            figures[group] = class_figures(model, records, photos, vocabulary, seen)
        if group == SCALE_GROUP:
            figures["scores"] = score_scale(model, records, photos)
        print(f"{group}: {json.dumps(figures.get(group), indent=1)}", flush=True)
    atomic_file.write_json(folder / "figures.json", figures)
    return figures
