# SPDX-License-Identifier: MIT
"""Write the model's card from what was measured."""

import argparse
import json
from pathlib import Path
from typing import Any

from safetensors import safe_open

from shoebox_training import atomic_file
from shoebox_training.commands.step import Project, add_project_arguments
from shoebox_training.optimisation.checkpoint import Checkpoint
from shoebox_training.publishing.card import Facts, written
from shoebox_training.publishing.model_folder import CONFIGURATION, WEIGHTS

STAGES = ("text", "image", "joint")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    parser.add_argument("--run", default="starter", metavar="NAME", help="folder in DATA/runs (starter)")
    parser.add_argument("--out", type=Path, help="the file (DATA/runs/NAME/model/README.md)")


def run(arguments: argparse.Namespace) -> Path:
    project = Project.of(arguments)
    folder = project.workspace.run(arguments.run)
    model = folder / "model"
    dropped = {copy["path"] for copy in atomic_file.read_json_lines(project.workspace.duplicates)}
    checkpoints = {
        stage: Checkpoint.read(folder / f"{stage}.pt") for stage in STAGES if (folder / f"{stage}.pt").exists()
    }
    facts = Facts(
        configuration=json.loads((model / CONFIGURATION).read_text(encoding="utf-8")),
        byte_count=(model / WEIGHTS).stat().st_size,
        parameters=parameters(model / WEIGHTS),
        counts={
            records[0].set: len(records)
            for records in project.manifest().training(dropped).values()
            if records and project.sources[records[0].set].weight > 0
        },
        sources=project.sources,
        plans={stage: checkpoint.plan for stage, checkpoint in checkpoints.items()},
        hours={stage: checkpoint.seconds / 3600 for stage, checkpoint in checkpoints.items()},
        dropped=len(dropped),
        figures=json.loads((folder / "figures.json").read_text(encoding="utf-8")),
        looked_at=judged(folder / "looked-at.json"),
    )
    file = arguments.out or model / "README.md"
    atomic_file.write_text(file, written(facts))
    print(file)
    return file


def parameters(weights: Path) -> dict[str, int]:
    """How many numbers each tower has; statistics of batch normalisation are no parameters."""
    counts = {"image": 0, "text": 0}
    with safe_open(weights, "pt") as tensors:
        for name in tensors.keys():
            if "running_" not in name and "num_batches" not in name and name != "logit_scale":
                counts["image" if name.startswith("visual.") else "text"] += tensors.get_tensor(name).numel()
    return counts


def judged(file: Path) -> dict[str, Any] | None:
    """What the step `look` wrote, if all of it was judged since."""
    report = json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
    return report if report and all(entry["matches"] is not None for entry in report["queries"]) else None
