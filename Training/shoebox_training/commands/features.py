# SPDX-License-Identifier: MIT
"""Let the teacher look at every picture."""

import argparse
import time
from functools import partial

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import (
    add_device_arguments,
    add_only_argument,
    add_project_arguments,
    device_of,
)
from shoebox_training.pictures.groups import caches
from shoebox_training.teachers.feature_store import FeatureStore
from shoebox_training.teachers.mobilenet import MobileNet

MOBILENET_FOLDER = "mobilenet_v1_0.75_224"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    add_only_argument(parser)
    add_device_arguments(parser)


def run(arguments: argparse.Namespace) -> None:
    project = Project.of(arguments)
    device = device_of(arguments)
    teacher = device.module(teacher_of(project))
    see = device.compiled(teacher.features)
    for group, store in stores(project, teacher).items():
        start = time.monotonic()
        report = partial(print, group, flush=True)
        rows = store.fill(see, device, report)
        seconds = time.monotonic() - start
        print(f"{group}: {rows} of {store.rows} views now, {rows / max(seconds, 1e-3):.0f} a second", flush=True)


def teacher_of(project: Project) -> MobileNet:
    return MobileNet(project.workspace.photos("mobilenet") / MOBILENET_FOLDER)


def stores(project: Project, teacher: MobileNet) -> dict[str, FeatureStore]:
    """What the teacher sees in each group, looked at or not; held-out photos are seen whole only."""
    manifest = project.manifest
    return {
        group: FeatureStore(
            folder=project.workspace.features(teacher.name),
            cache=cache,
            teacher=teacher,
            views=project.sources[group.rsplit(".", 1)[0]].views if group.endswith(".train") else 1,
        )
        for group, cache in caches(manifest, project.sources, project.workspace).items()
    }
