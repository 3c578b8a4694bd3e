# SPDX-License-Identifier: MIT
"""Train a small student of any CLIP: an image tower from photos without captions, and a text tower from sentences."""

import argparse
import os
import re
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from shoebox_training import lineage
from shoebox_training.commands.step import add_device_arguments, device_of
from shoebox_training.commands.training import add_sitting_arguments, sitting_of
from shoebox_training.device import Device
from shoebox_training.models import image_tower, text_tower
from shoebox_training.models.image_tower import ImageTower
from shoebox_training.models.shape import ImageShape
from shoebox_training.models.text_tower import TextTower
from shoebox_training.optimisation.checkpoint import Checkpoint
from shoebox_training.optimisation.plan import Plan
from shoebox_training.optimisation.stage import Stage
from shoebox_training.optimisation.trainer import Trainer
from shoebox_training.pictures.cache import PictureCache
from shoebox_training.publishing.model_folder import ModelFolder, tokenizer_files
from shoebox_training.stages.distillation import ImageDistillation, Lessons, TextDistillation
from shoebox_training.teachers.clip import ClipTeacher
from shoebox_training.teachers.feature_store import FeatureStore

PHOTO = re.compile(r".*\.(jpe?g|png|webp|tiff?|bmp|gif)", re.IGNORECASE)
TEXT_SHAPE = re.compile(r"d(?P<layers>\d+)-w(?P<width>\d+)")
TEXTS = 256  # that the teacher reads at once
HELD_OUT = 20  # one photo of so many is not learnt from


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--teacher", type=Path, required=True, help="folder in open_clip's or Hugging Face's layout")
    parser.add_argument("--photos", type=Path, required=True, help="folder of photos; folders in it count too")
    parser.add_argument("--sentences", type=Path, required=True, help="file with a sentence on every line")
    parser.add_argument("--work", type=Path, required=True, help="folder for pictures, features and checkpoints")
    parser.add_argument("--out", type=Path, required=True, help="folder for the student")
    parser.add_argument("--shape", default="resnet-2222-w32-128", help="of the image tower (resnet-2222-w32-128)")
    parser.add_argument("--text-shape", help="of a smaller text tower, as d4-w256; else the teacher's is kept")
    parser.add_argument("--images", type=int, default=2_000_000, help="images to see in all (2000000)")
    parser.add_argument("--texts", type=int, default=1_000_000, help="sentences to see in all, where texts are learnt")
    parser.add_argument("--batch", type=int, default=192, help="images, or sentences, of a step (192)")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest learning rate (0.002)")
    parser.add_argument("--views", type=int, default=3, help="cuts of each photo that the teacher looks at (3)")
    parser.add_argument("--seed", type=int, default=0, help="of everything that is random (0)")
    parser.add_argument("--processes", type=int, default=2, help="processes that decode (2)")
    add_sitting_arguments(parser)
    add_device_arguments(parser)


def run(arguments: argparse.Namespace) -> bool:
    device = device_of(arguments)
    # A shape that does not exist is found out before the teacher has looked at everything.
    shape = ImageShape.parsed(arguments.shape)
    smaller = text_shape(arguments.text_shape) if arguments.text_shape else None
    teacher = ClipTeacher.read(arguments.teacher).to(device.kind)
    paths, sentences = photos_in(arguments.photos), sentences_in(arguments.sentences)
    cache = PictureCache(
        arguments.work, "photos", tuple(paths), arguments.photos, teacher.side, teacher.fit, teacher.filter
    )
    store = FeatureStore(arguments.work / "features", cache, teacher, arguments.views, arguments.seed)
    made_from = {
        "teacher": teacher.digest,
        "photos and views": lineage.of_value(store.description),
        "sentences": lineage.of_value(sentences),
    }
    # What was begun otherwise is refused before its pictures and features are replaced.
    shapes = {ImageDistillation.name: arguments.shape, TextDistillation.name: arguments.text_shape}
    for name, shape_name in shapes.items():
        if (file := arguments.work / f"{name}.pt").exists() and shape_name:
            Checkpoint.read(file, made_from | {"shape": shape_name})
    cache.fill(arguments.processes)
    store.fill(device.compiled(teacher.features), device, partial(print, "views of photos:", flush=True))
    lessons = taught(teacher, store, sentences, device)
    plan = Plan(
        images=arguments.images,
        batch=arguments.batch,
        rate=arguments.rate,
        warm_up=arguments.images // 20,
        seed=arguments.seed,
    )
    torch.manual_seed(arguments.seed)
    tower = ImageTower(image_tower.built(shape.configuration(), teacher.width, teacher.quick_gelu))
    stages: list[tuple[Stage, Plan]] = [
        (ImageDistillation(lessons, tower, device, arguments.batch, arguments.seed), plan)
    ]
    text, text_configuration = teacher.text, dict(teacher.text_configuration)
    if smaller:
        text_configuration |= smaller
        text = text_tower.built(text_configuration, teacher.width, teacher.quick_gelu)
        plan = replace(plan, images=arguments.texts, warm_up=arguments.texts // 20, clip=1.0)
        stages.append((TextDistillation(lessons, text, device, arguments.batch, arguments.seed), plan))
    for stage, plan in stages:
        trainer = Trainer(stage, plan, arguments.work, made_from | {"shape": shapes[stage.name]})
        if not trainer.train(sitting_of(arguments)):
            print("The sitting is over, the training is not. The same command goes on.", flush=True)
            return False
        finished = Checkpoint.read(arguments.work / f"{stage.name}.pt").result
        for name, module in stage.modules.items():
            module.load_state_dict(finished[name])
    write(arguments.out, teacher, shape, tower, text, text_configuration, arguments.teacher)
    return True


def photos_in(folder: Path) -> list[str]:
    """The paths of the photos in a folder and in the folders in it."""
    files = (file for file in folder.rglob("*") if PHOTO.fullmatch(file.name) and file.is_file())
    paths = sorted(str(file.relative_to(folder)) for file in files)
    if not paths:
        raise SystemExit(f"{folder} holds no photos.")
    return paths


def sentences_in(file: Path) -> list[str]:
    sentences = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not sentences:
        raise SystemExit(f"{file} holds no sentences: write one on every line.")
    return sentences


def taught(teacher: ClipTeacher, store: FeatureStore, sentences: list[str], device: Device) -> Lessons:
    """What the teacher saw in the photos, and reads in the sentences."""
    cache = store.cache
    usable = np.flatnonzero(cache.usable())
    if len(usable) < 2 or len(sentences) < 2:
        raise SystemExit(f"{len(usable)} photos that can be read and {len(sentences)} sentences are too few.")
    is_held_out = held_out([cache.paths[row] for row in usable])
    tokens = teacher.tokens(sentences)
    if not teacher.text_configuration.get("no_causal_mask", False):
        tokens = tokens[:, : int((tokens != 0).any(dim=0).nonzero().max()) + 1]  # what follows the texts is not seen
    return Lessons(
        pictures=cache.pixels(),
        features=store.features(),
        boxes=store.boxes(),
        learned=usable[~is_held_out],
        held_out=usable[is_held_out],
        texts=read_by(teacher.text, tokens, device),
        tokens=tokens,
        scale=min(teacher.scale, 100.0),
    )


def held_out(paths: list[str]) -> np.ndarray:
    """Which photos are not learnt from: one of twenty by its name, and at least one."""
    numbers = np.array([zlib.crc32(os.fsencode(path)) for path in paths])
    chosen = numbers % HELD_OUT == 0
    return chosen if chosen.any() else numbers == numbers.min()


@torch.no_grad()
def read_by(text: TextTower, tokens: torch.Tensor, device: Device) -> torch.Tensor:
    """Unit vectors of the texts."""
    parts = [text(tokens[start : start + TEXTS].to(device.kind)).cpu() for start in range(0, len(tokens), TEXTS)]
    return F.normalize(torch.cat(parts), dim=-1)


def text_shape(words: str) -> dict[str, int]:
    """`d4-w256` is 4 layers, 256 wide."""
    match = TEXT_SHAPE.fullmatch(words)
    if match is None or int(match["width"]) % 64:
        raise SystemExit(f"{words} is no shape of a text tower: write d4-w256, the width a multiple of 64.")
    return {"layers": int(match["layers"]), "width": int(match["width"]), "heads": int(match["width"]) // 64}


def write(
    folder: Path,
    teacher: ClipTeacher,
    shape: ImageShape,
    tower: ImageTower,
    text: TextTower,
    text_configuration: dict[str, object],
    teacher_folder: Path,
) -> None:
    """Writes the student, with the teacher's tokenizer."""
    ModelFolder(
        configuration={
            "embed_dim": teacher.width,
            "quick_gelu": teacher.quick_gelu,
            "vision_cfg": shape.configuration(),
            "text_cfg": text_configuration,
        },
        image=tower,
        text=text,
        scale=teacher.scale,
        tokenizer=tokenizer_files(teacher_folder),
        resize_mode="squash" if teacher.fit == "squash" else "shortest",
    ).write(folder)
    print(f"The student is {folder}.")
