# SPDX-License-Identifier: MIT
"""Draw what an exported model finds first for plain queries, for somebody to look at and judge."""

import argparse
from pathlib import Path

from shoebox_training import atomic_file
from shoebox_training.commands.project import Project
from shoebox_training.commands.step import (
    add_device_arguments,
    add_model_arguments,
    add_project_arguments,
    device_of,
    model_and_folder,
)
from shoebox_training.evaluation import contact_sheet
from shoebox_training.evaluation.exported import ExportedModel

QUERIES = Path(__file__).resolve().parent.parent / "evaluation/plain_queries.txt"
GROUPS = ("flickr8k.dev", "album.test")
FIRST = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_device_arguments(parser)
    add_model_arguments(parser)
    parser.add_argument("--queries", type=Path, default=QUERIES, help="a file with one on each line")


def run(arguments: argparse.Namespace) -> Path:
    """Writes `looked-at.jpg`, and `looked-at.json` where the number of matches of each query is to be filled in."""
    project = Project.of(arguments)
    photos = project.workspace.root / "photos"
    model_folder, folder = model_and_folder(project, arguments)
    model = ExportedModel(model_folder, device_of(arguments))
    held_out = project.manifest.held_out()
    groups = [group for group in GROUPS if group in held_out]
    files = [photos / record.path for group in groups for record in held_out[group]]
    queries = arguments.queries.read_text(encoding="utf-8").splitlines()
    best = (model.texts(queries) @ model.photos(files).t()).topk(FIRST, dim=1).indices.tolist()
    found = [(query, [files[row] for row in rows]) for query, rows in zip(queries, best, strict=True)]

    report = folder / "looked-at.json"
    judged = atomic_file.read_json(report).get("queries", [])
    known = {(entry["query"], *entry["first"]): entry["matches"] for entry in judged}
    entries = []
    for query, shown in found:
        first = [str(file.relative_to(photos)) for file in shown]
        entries.append({"query": query, "first": first, "matches": known.get((query, *first))})
    about = {"weights": model.digest, "sets": groups, "photos": len(files)}
    atomic_file.write_json(report, about | {"queries": entries})
    sheet = folder / "looked-at.jpg"
    contact_sheet.drawn(found).save(sheet, quality=85)
    print(f"Look at {sheet}, and write into {report} how many of the first {FIRST} of each query match.", flush=True)
    return sheet
