# SPDX-License-Identifier: MIT
"""Train the image tower into the space of the text tower and the teacher."""

import argparse

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_device_arguments, add_project_arguments, device_of
from shoebox_training.commands.training import StarterRun, add_run_arguments, sitting_of
from shoebox_training.models.projection import Scales
from shoebox_training.optimisation.plan import Plan
from shoebox_training.stages.image_stage import ImageStage
from shoebox_training.stages.mixture import Mixture
from shoebox_training.stages.text_bank import TextBank

SHAPE = "resnet-2222-w32-160"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_device_arguments(parser)
    add_run_arguments(parser, images=6_000_000, batch=192, rate=2e-3)
    parser.add_argument("--shape", help=f"of the image tower, as resnet-2222-w32-128 or vit-d8-w256-p16-128 ({SHAPE})")


def run(arguments: argparse.Namespace) -> bool:
    starter = StarterRun.of(Project.of(arguments), arguments, device_of(arguments))
    device = starter.device
    text, scales = starter.new_text_tower(), Scales()
    projection = starter.new_projection()
    starter.restore("text", {"text": text, "projection": projection, "scales": scales})
    for frozen in (text, projection, scales):
        device.module(frozen).eval().requires_grad_(False)
    shape = starter.shape(arguments.shape or (None if (starter.folder / "shape.json").exists() else SHAPE))
    stage = ImageStage(
        material=starter.material,
        mixture=Mixture(starter.material, arguments.batch, arguments.seed),
        opinion=starter.opinion.to(device.kind),
        development=starter.development,
        tower=starter.new_image_tower(shape),
        text=text,
        projection=projection,
        scales=scales,
        bank=TextBank.built(text, starter.tokens, starter.material, device),
        device=device,
        seed=arguments.seed,
    )
    plan = Plan(
        images=arguments.images,
        batch=arguments.batch,
        rate=arguments.rate,
        warm_up=min(30_000, arguments.images // 20),
        seed=arguments.seed,
    )
    return starter.train(stage, plan, sitting_of(arguments))
