# SPDX-License-Identifier: MIT
"""Write the trained model as a folder that `shoebox` reads."""

import argparse
from pathlib import Path

from shoebox_training import atomic_file, lineage
from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_project_arguments, add_run_argument
from shoebox_training.commands.training import EMBEDDING, STAGES, TEXT, StarterRun
from shoebox_training.device import Device
from shoebox_training.models.projection import Scales
from shoebox_training.models.shape import model_configuration
from shoebox_training.publishing.model_folder import ORIGINS, WEIGHTS, ModelFolder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_run_argument(parser)
    parser.add_argument("--out", type=Path, help="folder for the model (DATA/runs/NAME/model)")
    parser.add_argument("--without-joint", action="store_true", help="the model as it was before the joint stage")
    parser.set_defaults(seed=0)


def run(arguments: argparse.Namespace) -> Path:
    starter = StarterRun.of(Project.of(arguments), arguments, Device("cpu"))
    shape = starter.shape()
    tower, text, scales = starter.new_image_tower(shape), starter.new_text_tower(), Scales()
    stages = STAGES[:2] if arguments.without_joint else STAGES
    if arguments.without_joint:
        starter.restore("image", {"image": tower})
        starter.restore("text", {"text": text, "scales": scales})
    else:
        starter.restore("joint", {"image": tower, "text": text, "scales": scales})
    configuration = model_configuration(shape, TEXT, EMBEDDING)
    configuration["text_cfg"]["vocab_size"] = starter.tokens.tokenizer.get_vocab_size()
    folder = arguments.out or starter.folder / "model"
    ModelFolder(
        configuration=configuration,
        image=tower,
        text=text,
        scale=float(scales.captions.detach()),
        tokenizer={"tokenizer.json": starter.project.workspace.tokenizer.read_bytes()},
    ).write(folder)
    origins = {"weights": lineage.of_file(folder / WEIGHTS)} | {
        stage: starter.finished(stage).digest for stage in stages
    }
    atomic_file.write_json(folder / ORIGINS, origins)
    if arguments.out is None:
        (folder / "README.md").unlink(missing_ok=True)  # the card of what was exported before
    for file in sorted(folder.iterdir()):
        print(f"{file.stat().st_size:10} {file}")
    return folder
