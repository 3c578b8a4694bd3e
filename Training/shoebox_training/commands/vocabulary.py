# SPDX-License-Identifier: MIT
"""Collect the words for classes and labels."""

import argparse

from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_project_arguments
from shoebox_training.vocabulary.vocabulary import build
from shoebox_training.vocabulary.wordnet import names_of_samples, synonyms_in

NAMES_FROM = "imagenet-samples"
SYNONYMS_FROM = ("tiny-imagenet", "tiny-imagenet-200/words.txt")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)


def run(arguments: argparse.Namespace) -> None:
    project = Project.of(arguments)
    origins = project.origins("vocabulary")
    source, words = SYNONYMS_FROM
    vocabulary = build(
        names_of_samples(project.workspace.photos(NAMES_FROM)),
        synonyms_in(project.workspace.photos(source) / words),
        project.manifest.records,
    )
    vocabulary.write(project.workspace.vocabulary)
    project.note("vocabulary", origins)
    labels = sum(len(labels) for labels in vocabulary.labels.values())
    print(f"{len(vocabulary.classes)} classes, {len(vocabulary.groups)} words for groups of them, {labels} labels")
