# SPDX-License-Identifier: MIT
"""Train the text tower, and the projection of the teacher's features."""

import argparse

import torch

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_device_arguments, add_project_arguments, device_of
from shoebox_training.commands.training import StarterRun, add_run_arguments, sitting_of
from shoebox_training.optimisation.plan import Plan
from shoebox_training.stages.material import Material
from shoebox_training.stages.text_examples import Sizes, TextExampleSource
from shoebox_training.stages.text_stage import TextStage

BATCH, STEPS = 1152, 600
CAPTIONED, LABELLED = 4 / 9, 1 / 9  # parts of the batch


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_device_arguments(parser)
    add_run_arguments(parser, images=STEPS * BATCH, batch=BATCH, rate=1.5e-3)


def run(arguments: argparse.Namespace) -> bool:
    starter = StarterRun.of(Project.of(arguments), arguments, device_of(arguments))
    projection = starter.new_projection()
    projection.fit(captioned_features(starter.material))
    sizes = Sizes.of(arguments.batch, CAPTIONED, LABELLED if starter.material.label_keys else 0)
    stage = TextStage(
        starter.material,
        TextExampleSource(starter.material, starter.opinion, starter.tokens, sizes, arguments.seed),
        starter.development,
        starter.new_text_tower(),
        projection,
        starter.device,
    )
    plan = Plan(
        images=arguments.images,
        batch=arguments.batch,
        rate=arguments.rate,
        warm_up=min(60 * BATCH, arguments.images // 10),
        floor=0.02,
        weight_decay=0.1,
        clip=1.0,
        average=0.995,
        seed=arguments.seed,
    )
    return starter.train(stage, plan, sitting_of(arguments))


def captioned_features(material: Material) -> torch.Tensor:
    places = material.captioned
    return material.features(places, places * 0)
