# SPDX-License-Identifier: MIT
"""Write the model's card from what was measured."""

import argparse
import json
from pathlib import Path
from typing import Any

from safetensors import safe_open

from shoebox_training import atomic_file, lineage
from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_project_arguments, add_run_argument
from shoebox_training.optimisation.checkpoint import Checkpoint
from shoebox_training.publishing.card import Facts, written
from shoebox_training.publishing.model_folder import CONFIGURATION, ORIGINS, WEIGHTS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_run_argument(parser)
    parser.add_argument("--out", type=Path, help="the file (DATA/runs/NAME/model/README.md)")


def run(arguments: argparse.Namespace) -> Path:
    project = Project.of(arguments)
    folder = project.workspace.run(arguments.run)
    model = folder / "model"
    weights, checkpoints = exported(model, folder)
    facts = Facts(
        configuration=json.loads((model / CONFIGURATION).read_text(encoding="utf-8")),
        byte_count=(model / WEIGHTS).stat().st_size,
        parameters=parameters(model / WEIGHTS),
        counts={records[0].set: len(records) for records in project.trained_on.values()},
        sources=project.sources,
        plans={stage: checkpoint.plan for stage, checkpoint in checkpoints.items()},
        hours={stage: checkpoint.seconds / 3600 for stage, checkpoint in checkpoints.items()},
        dropped=len(project.copies),
        figures=figures_of(weights, folder / "figures.json"),
        looked_at=judged(weights, folder / "looked-at.json"),
    )
    file = arguments.out or model / "README.md"
    atomic_file.write_text(file, written(facts))
    print(file)
    return file


def exported(model: Path, run: Path) -> tuple[str, dict[str, Checkpoint]]:
    """The digest of the model's weights, and the checkpoints that they come from.

    Raises: SystemExit if the run has other checkpoints since.
    """
    origins = atomic_file.read_json(model / ORIGINS)
    weights = lineage.of_file(model / WEIGHTS)
    checkpoints = {stage: Checkpoint.read(run / f"{stage}.pt") for stage in origins if stage != "weights"}
    now = {"weights": weights} | {stage: checkpoint.digest for stage, checkpoint in checkpoints.items()}
    if lineage.changed(origins, now):
        raise SystemExit(f"{model} is not what {run} would export: run the step `export` first.")
    return weights, checkpoints


def parameters(weights: Path) -> dict[str, int]:
    """How many numbers each tower has; statistics of batch normalisation are no parameters."""
    counts = {"image": 0, "text": 0}
    with safe_open(weights, "pt") as tensors:
        for name in tensors.keys():
            if "running_" not in name and "num_batches" not in name and name != "logit_scale":
                counts["image" if name.startswith("visual.") else "text"] += tensors.get_tensor(name).numel()
    return counts


def figures_of(weights: str, file: Path) -> dict[str, Any]:
    """What the step `evaluate` wrote.

    Raises: SystemExit if it measured other weights.
    """
    figures = atomic_file.read_json(file)
    if figures.get("weights") != weights:
        raise SystemExit(f"{file} does not tell of this model: run the step `evaluate` first.")
    return figures


def judged(weights: str, file: Path) -> dict[str, Any] | None:
    """What the step `look` wrote of these weights, if all of it was judged since."""
    report = atomic_file.read_json(file)
    if report.get("weights") != weights or any(entry["matches"] is None for entry in report["queries"]):
        return None
    return report
