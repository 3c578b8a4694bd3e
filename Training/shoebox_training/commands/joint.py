# SPDX-License-Identifier: MIT
"""Fine-tune both towers together."""

import argparse

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_device_arguments, add_project_arguments, device_of
from shoebox_training.commands.training import SELECTED_BY, StarterRun, add_run_arguments, sitting_of
from shoebox_training.models.projection import Scales
from shoebox_training.optimisation.plan import Plan
from shoebox_training.stages.joint_stage import JointStage
from shoebox_training.stages.text_examples import Sizes, TextExampleSource

BATCH, STEPS = 384, 300
CAPTIONED, LABELLED = 0.6, 0.15  # parts of the batch


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_device_arguments(parser)
    add_run_arguments(parser, images=STEPS * BATCH, batch=BATCH, rate=5e-5, evaluation_images=50 * BATCH)


def run(arguments: argparse.Namespace) -> bool:
    starter = StarterRun.of(Project.of(arguments), arguments, device_of(arguments))
    device = starter.device
    text, scales = starter.new_text_tower(), Scales()
    projection = starter.new_projection()
    tower = starter.new_image_tower(starter.shape())
    starter.restore("text", {"text": text, "projection": projection, "scales": scales})
    starter.restore("image", {"image": tower})
    device.module(projection).eval().requires_grad_(False)
    sizes = Sizes.of(arguments.batch, CAPTIONED, LABELLED if starter.material.label_keys else 0)
    stage = JointStage(
        material=starter.material,
        source=TextExampleSource(starter.material, starter.opinion, starter.tokens, sizes, arguments.seed + 1),
        development=starter.development,
        tower=tower,
        text=text,
        projection=projection,
        scales=scales,
        device=device,
        selected_by=SELECTED_BY,
    )
    plan = Plan(
        images=arguments.images,
        batch=arguments.batch,
        rate=arguments.rate,
        warm_up=min(20 * BATCH, arguments.images // 10),
        average=0.99,
        seed=arguments.seed,
    )
    return starter.train(stage, plan, sitting_of(arguments))
