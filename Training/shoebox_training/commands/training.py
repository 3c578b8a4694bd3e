# SPDX-License-Identifier: MIT
"""What the steps that train have in common."""

import argparse
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np
import torch
from torch import nn

from shoebox_training import atomic_file, lineage
from shoebox_training.commands.features import stores, teacher_of
from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_run_argument
from shoebox_training.device import Device
from shoebox_training.evaluation.development import CaptionedPhotos, Development
from shoebox_training.lineage import Origins
from shoebox_training.models import text_tower
from shoebox_training.models.image_tower import ImageTower, built
from shoebox_training.models.projection import Projection
from shoebox_training.models.shape import ImageShape, TextShape
from shoebox_training.models.text_tower import TextTower
from shoebox_training.optimisation.checkpoint import Checkpoint
from shoebox_training.optimisation.plan import Plan
from shoebox_training.optimisation.sitting import Sitting
from shoebox_training.optimisation.stage import Stage
from shoebox_training.optimisation.trainer import Trainer
from shoebox_training.stages.classes import ClassOpinion
from shoebox_training.stages.material import Material, PhotoGroup
from shoebox_training.teachers.feature_store import FeatureStore
from shoebox_training.teachers.mobilenet import MobileNet
from shoebox_training.tokens.token_batch import TokenBatcher
from shoebox_training.vocabulary.vocabulary import Vocabulary

EMBEDDING = 256
TEXT = TextShape()
STAGES = ("text", "image", "joint")
DEVELOPMENT = ("flickr8k.dev",)
SELECTED_BY = "flickr8k.dev text to image 10"
EVALUATION_IMAGES = 100_000  # from figures to figures


def add_run_arguments(
    parser: argparse.ArgumentParser,
    *,
    images: int,
    batch: int,
    rate: float,
    evaluation_images: int = EVALUATION_IMAGES,
) -> None:
    add_run_argument(parser)
    parser.add_argument("--images", type=int, default=images, help=f"images to see in all ({images})")
    parser.add_argument("--batch", type=int, default=batch, help=f"images of a step ({batch})")
    parser.add_argument("--rate", type=float, default=rate, help=f"highest learning rate ({rate})")
    parser.add_argument("--seed", type=int, default=0, help="of everything that is random (0)")
    add_sitting_arguments(parser, evaluation_images)


def add_sitting_arguments(parser: argparse.ArgumentParser, evaluation_images: int | None = EVALUATION_IMAGES) -> None:
    """Takes None for `evaluation_images` where each stage has its own."""
    parser.add_argument("--until-seen", type=int, metavar="IMAGES", help="end this sitting there, with a checkpoint")
    parser.add_argument("--max-seconds", type=float, metavar="S", help="end this sitting then, with a checkpoint")
    parser.add_argument("--checkpoint-seconds", type=float, default=300, metavar="S", help="between checkpoints (300)")
    parser.add_argument(
        "--evaluation-images",
        type=int,
        default=evaluation_images,
        metavar="N",
        help=f"between figures ({evaluation_images or 'as each stage has it'})",
    )


def sitting_of(arguments: argparse.Namespace) -> Sitting:
    return Sitting(
        until_seen=arguments.until_seen,
        max_seconds=arguments.max_seconds,
        checkpoint_seconds=arguments.checkpoint_seconds,
        evaluation_images=arguments.evaluation_images,
    )


@dataclass(frozen=True)
class StarterRun:
    """One training of the starter: its data, its folder, and what earlier stages left there."""

    project: Project
    folder: Path
    device: Device
    seed: int

    @classmethod
    def of(cls, project: Project, arguments: argparse.Namespace, device: Device) -> "StarterRun":
        return cls(project, project.workspace.run(arguments.run), device, arguments.seed)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return self.project.vocabulary

    @cached_property
    def tokens(self) -> TokenBatcher:
        return TokenBatcher.read(self.project.workspace.tokenizer, TEXT.context_length)

    @cached_property
    def teacher(self) -> MobileNet:
        return teacher_of(self.project)

    @cached_property
    def stores(self) -> dict[str, FeatureStore]:
        return stores(self.project, self.teacher)

    @cached_property
    def material(self) -> Material:
        """All photos that may be trained on and can be read, without the copies of held-out ones."""
        groups = []
        for name, records in self.project.trained_on.items():
            store, source = self.stores[name], self.project.sources[records[0].set]
            usable = store.cache.usable()
            row_of = {path: row for row, path in enumerate(store.cache.paths) if usable[row]}
            readable = [record for record in records if record.path in row_of]
            groups.append(
                PhotoGroup(
                    name=source.name,
                    records=readable,
                    rows=np.array([row_of[record.path] for record in readable], np.int64),
                    pictures=store.cache.pixels(),
                    features=store.features(),
                    boxes=store.boxes(),
                    weight=source.weight,
                )
            )
        return Material(groups, self.vocabulary)

    @cached_property
    def development(self) -> Development:
        held_out, all_stores = self.project.manifest.held_out(), self.stores
        groups = [
            CaptionedPhotos.of(name, held_out[name], all_stores[name].cache.pixels(), all_stores[name].features()[0])
            for name in DEVELOPMENT
        ]
        return Development(groups, self.tokens, self.device)

    @cached_property
    def opinion(self) -> ClassOpinion:
        return ClassOpinion(*self.teacher.classifier(), self.vocabulary)

    def new_projection(self) -> Projection:
        features = self.opinion.weights.shape[1]
        torch.manual_seed(self.seed + 2)
        return Projection(features, EMBEDDING)

    def new_text_tower(self) -> TextTower:
        torch.manual_seed(self.seed)
        return text_tower.built(
            TEXT.configuration() | {"vocab_size": self.tokens.tokenizer.get_vocab_size()}, EMBEDDING
        )

    def new_image_tower(self, shape: ImageShape) -> ImageTower:
        torch.manual_seed(self.seed + 1)
        return ImageTower(built(shape.configuration(), EMBEDDING))

    def shape(self, wanted: str | None = None) -> ImageShape:
        """The image tower's shape: what is wanted, written down for the stages that follow, or what was before."""
        file = self.folder / "shape.json"
        written = json.loads(file.read_text(encoding="utf-8"))["image"] if file.exists() else None
        if written is None and wanted is None:
            raise SystemExit(f"{file} is missing: run the step `image` first.")
        if written and wanted and written != wanted:
            raise SystemExit(f"{self.folder} holds a tower of the shape {written}; name another --run for {wanted}.")
        shape = ImageShape.parsed(wanted or written)
        if written is None:
            atomic_file.write_json(file, {"image": wanted})
        return shape

    def restore(self, stage: str, modules: dict[str, nn.Module]) -> None:
        """Gives modules the weights that an earlier stage ended with.

        Raises: as `finished`.
        """
        result = self.finished(stage).result
        for name, module in modules.items():
            module.load_state_dict(result[name])

    def finished(self, stage: str, learnt: Origins = MappingProxyType({})) -> Checkpoint:
        """What an earlier stage ended with.

        Raises: SystemExit if it is not finished, or learnt from other data than `learnt`, or after other stages.
        """
        file = self.folder / f"{stage}.pt"
        if not file.exists():
            raise SystemExit(f"{file} is missing: run the step `{stage}` first.")
        checkpoint = Checkpoint.read(file, {**learnt, **self.before(stage, learnt)})
        if checkpoint.step * checkpoint.plan["batch"] < checkpoint.plan["images"]:
            raise SystemExit(f"{file} is not finished: run the step `{stage}` again, it goes on where it stopped.")
        return checkpoint

    def before(self, stage: str, learnt: Origins = MappingProxyType({})) -> dict[str, str]:
        """Digests of the tokens and of the stages before."""
        earlier = STAGES[: STAGES.index(stage)]
        tokens = {"tokenizer": lineage.of_file(self.project.workspace.tokenizer)}
        return tokens | {f"{name}.pt": self.finished(name, learnt).digest for name in earlier}

    @cached_property
    def learnt(self) -> Origins:
        """Digests of the data that all stages learn from.

        Raises: SystemExit if the tokenizer was made from other data.
        """
        self.project.product("tokenizer")
        features = {group: store.description for group, store in self.stores.items()}
        return {**self.project.learnt, "features": lineage.of_value(features)}

    def train(self, stage: Stage, plan: Plan, sitting: Sitting) -> bool:
        """Returns: Whether the plan is fulfilled; else the same command goes on."""
        made_from = {**self.learnt, **self.before(stage.name, self.learnt)}
        is_finished = Trainer(stage, plan, self.folder, made_from).train(sitting)
        if not is_finished:
            print(f"{stage.name}: the sitting is over, the stage is not. The same command goes on.", flush=True)
        return is_finished
