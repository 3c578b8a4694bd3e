# SPDX-License-Identifier: MIT
"""Students of any CLIP: an image tower that sees as the teacher does, a text tower that reads as it does."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from shoebox_training.device import Device
from shoebox_training.evaluation.agreement import agreement
from shoebox_training.evaluation.development import embedded_pictures
from shoebox_training.models.image_tower import ImageTower
from shoebox_training.models.text_tower import TextTower
from shoebox_training.optimisation.data_order import EndlessOrder, random_of
from shoebox_training.optimisation.stage import Moment
from shoebox_training.pictures import boxes
from shoebox_training.pictures.sampling import colour_changes, planes, recoloured
from shoebox_training.stages import losses
from shoebox_training.stages.cut_pictures import CUT_OF_VIEW, STRETCH, CutPictures, gathered

BANK = 2048  # texts, or photos, that a batch is compared with
WEIGHTS = {"space": 4.0, "ranks": 1.0}


@dataclass(frozen=True)
class Lessons:
    """What the teacher says of photos and sentences; the photos that are held out are only looked at by `figures`."""

    pictures: np.ndarray  # (n, side, side, 3)
    features: np.ndarray  # unit vectors (views, n, E)
    boxes: np.ndarray  # (views, n, 4)
    learned: np.ndarray  # rows of the photos that are learnt from
    held_out: np.ndarray
    texts: Tensor  # unit vectors of the sentences (m, E)
    tokens: Tensor  # ids of the sentences (m, T)
    scale: float


class ImageDistillation:
    """Each picture goes where the teacher puts the cut that it is part of, and is as near to the sentences as there."""

    name = "distil-image"
    weights = WEIGHTS
    selected_by: str | None = None

    def __init__(self, lessons: Lessons, tower: ImageTower, device: Device, batch: int, seed: int) -> None:
        self.lessons, self.device, self.size, self.seed = lessons, device, batch, seed
        self.side = tower.side
        self.order = EndlessOrder("distilled photos", len(lessons.learned), seed)
        self.texts = lessons.texts.to(device.kind)
        self.modules: Mapping[str, nn.Module] = {"image": device.module(tower)}
        self.see, self.recolour = device.compiled(self.modules["image"]), device.compiled(recoloured)

    def batch(self, moment: Moment) -> tuple[CutPictures, Tensor, Tensor]:
        """Pictures, the teacher's embeddings of them, and sentences to compare with."""
        random = random_of(self.seed, "distilled pictures", moment.step)
        rows = self.lessons.learned[self.order.taken(moment.seen, self.size)]
        views = random.integers(len(self.lessons.features), size=self.size)
        cuts = boxes.within(self.lessons.boxes[views, rows], boxes.cuts(self.size, CUT_OF_VIEW, STRETCH, random))
        pictures = planes(gathered(self.lessons.pictures, rows))
        piece = (pictures, torch.from_numpy(boxes.mirrored(cuts, random)), torch.arange(self.size))
        return (
            CutPictures([piece], colour_changes(self.size, random)),
            torch.from_numpy(self.lessons.features[views, rows].astype(np.float32)),
            torch.from_numpy(random.permutation(len(self.texts))[:BANK]),
        )

    def losses(self, batch: tuple[CutPictures, Tensor, Tensor], moment: Moment) -> dict[str, Tensor]:
        pictures, features, sentences = batch
        seen = pictures.on(self.device, self.side, self.recolour)
        with self.device.autocast():
            embeddings, _ = self.see(seen)
        photos = F.normalize(embeddings.float(), dim=-1)
        wanted, texts = F.normalize(features.to(self.device.kind), dim=-1), self.texts[sentences.to(self.device.kind)]
        return {
            "space": losses.cosine_distance(photos, wanted),
            "ranks": losses.distilled_similarities(photos, wanted, texts, self.lessons.scale),
        }

    def figures(self, averaged: Mapping[str, nn.Module]) -> dict[str, float]:
        rows = self.lessons.held_out
        pictures = gathered(self.lessons.pictures, rows)
        photos = F.normalize(embedded_pictures(averaged["image"], pictures, self.side, self.device), dim=-1).cpu()
        teacher = torch.from_numpy(self.lessons.features[0, rows].astype(np.float32))
        return agreement(photos, teacher, queries=self.lessons.texts)


class TextDistillation:
    """Each sentence goes where the teacher puts it, and is as near to the photos as there."""

    name = "distil-text"
    weights = WEIGHTS
    selected_by: str | None = None

    def __init__(self, lessons: Lessons, tower: TextTower, device: Device, batch: int, seed: int) -> None:
        self.lessons, self.device, self.seed = lessons, device, seed
        learned = len(lessons.texts) - max(1, len(lessons.texts) // 20)
        order = random_of(seed, "held-out sentences").permutation(len(lessons.texts))
        self.learned, self.held_out = order[:learned], order[learned:]
        self.size = batch
        self.order = EndlessOrder("distilled sentences", learned, seed)
        self.modules: Mapping[str, nn.Module] = {"text": device.module(tower)}
        self.encode = device.compiled(self.modules["text"])

    def batch(self, moment: Moment) -> tuple[Tensor, Tensor, Tensor]:
        """Ids, the teacher's embeddings, and photos to compare with."""
        random = random_of(self.seed, "distilled texts", moment.step)
        rows = self.learned[self.order.taken(moment.seen, self.size)]
        photos = self.lessons.learned[random.permutation(len(self.lessons.learned))[:BANK]]
        bank = torch.from_numpy(gathered(self.lessons.features[0], photos).astype(np.float32))
        return self.lessons.tokens[rows], self.lessons.texts[rows], bank

    def losses(self, batch: tuple[Tensor, Tensor, Tensor], moment: Moment) -> dict[str, Tensor]:
        tokens, wanted, bank = (part.to(self.device.kind) for part in batch)
        with self.device.autocast():
            embeddings = self.encode(tokens)
        texts = F.normalize(embeddings.float(), dim=-1)
        return {
            "space": losses.cosine_distance(texts, wanted),
            "ranks": losses.distilled_similarities(texts, wanted, F.normalize(bank, dim=-1), self.lessons.scale),
        }

    @torch.no_grad()
    def figures(self, averaged: Mapping[str, nn.Module]) -> dict[str, float]:
        texts = F.normalize(averaged["text"](self.lessons.tokens[self.held_out].to(self.device.kind)), dim=-1).cpu()
        photos = torch.from_numpy(gathered(self.lessons.features[0], self.lessons.held_out).astype(np.float32))
        return agreement(texts, self.lessons.texts[self.held_out], queries=photos)
