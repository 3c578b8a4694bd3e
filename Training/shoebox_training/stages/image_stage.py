# SPDX-License-Identifier: MIT
"""The second stage: the image tower learns to put pictures where the teacher's features were projected to."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from shoebox_training.device import Device
from shoebox_training.evaluation.development import Development
from shoebox_training.models.image_tower import ImageTower
from shoebox_training.models.projection import Projection, Scales
from shoebox_training.models.text_tower import TextTower
from shoebox_training.optimisation.data_order import random_of
from shoebox_training.optimisation.stage import Moment
from shoebox_training.pictures.sampling import recoloured
from shoebox_training.stages import losses
from shoebox_training.stages.classes import ClassOpinion
from shoebox_training.stages.cut_pictures import CutPictures, cut_pictures
from shoebox_training.stages.material import NONE, Material
from shoebox_training.stages.mixture import Mixture
from shoebox_training.stages.text_bank import TextBank

# "space": where the teacher's features are; "texts": drawn to the same texts; "captions": the own caption among others;
# "classes", "labels": names; "features": the teacher's features themselves, through a head that is thrown away.
WEIGHTS = {"space": 4.0, "texts": 0.5, "captions": 0.4, "classes": 0.4, "labels": 0.25, "features": 2.0}
HIGHEST_SCALE = 50.0
BANK_CAPTIONS, BANK_CLASSES = 1600, 300  # texts that a batch is compared with, drawn anew for each
# Which part of the tower's side pictures have until how much of the training is done: what is learnt first is coarse,
# and a picture of 64 pixels costs a sixth of one of 160.
SIDES = ((0.45, 0.4), (0.75, 0.6), (0.93, 0.8), (1.0, 1.0))
TRUSTED_SIDE = 128  # pixels; of smaller pictures the teacher's features are less certain


@dataclass(frozen=True)
class ImageBatch:
    """Pictures with what is known of their photos."""

    places: np.ndarray
    pictures: CutPictures
    features: Tensor  # (B, width)
    captioned: Tensor  # which of the batch have captions
    own_captions: Tensor  # a caption of each of those, in the bank
    bank_captions: Tensor  # captions of the bank to compare with
    bank_classes: Tensor


class ImageStage:
    """Texts are embedded once, so a step costs what the image tower costs."""

    name = "image"
    weights = WEIGHTS
    selected_by: str | None = None

    def __init__(
        self,
        material: Material,
        mixture: Mixture,
        opinion: ClassOpinion,
        development: Development,
        tower: ImageTower,
        text: TextTower,
        projection: Projection,
        scales: Scales,
        bank: TextBank,
        device: Device,
        seed: int,
    ) -> None:
        self.material, self.mixture, self.opinion, self.development = material, mixture, opinion, development
        self.text, self.projection, self.bank, self.device, self.seed = text, projection.eval(), bank, device, seed
        self.own_side = tower.side
        head = nn.Linear(tower.pooled_width, projection.mean.numel())
        self.modules: Mapping[str, nn.Module] = {"image": device.module(tower), "features": device.module(head)}
        self.see, self.recolour = device.compiled(self.modules["image"]), device.compiled(recoloured)
        self.caption_scale = min(float(scales.captions.detach()), HIGHEST_SCALE)
        self.name_scale = min(float(scales.names.detach()), HIGHEST_SCALE)
        self.labels = torch.from_numpy(material.labels)
        self.trust = torch.from_numpy(trust(material))

    def side_at(self, progress: float) -> int:
        """The size of the pictures: small at first (`SIDES`); a multiple of 32 that is never above the tower's own."""
        part = next((part for until, part in SIDES if progress < until), 1.0)
        return min(self.own_side, -(-int(self.own_side * part) // 32) * 32)

    def batch(self, moment: Moment) -> ImageBatch:
        random = random_of(self.seed, "pictures", moment.step)
        places = self.mixture.places(moment.step)
        views = random.integers(self.material.views_of(places))
        counts = self.bank.caption_counts[places]
        captioned = np.flatnonzero(counts)
        own = self.bank.first_caption[places[captioned]] + random.integers(counts[captioned])
        return ImageBatch(
            places=places,
            pictures=cut_pictures(self.material, places, views, random),
            features=self.material.features(places, views),
            captioned=torch.from_numpy(captioned),
            own_captions=torch.from_numpy(own),
            bank_captions=torch.from_numpy(random.integers(len(self.bank.captions), size=BANK_CAPTIONS)),
            bank_classes=torch.from_numpy(random.permutation(len(self.bank.classes))[:BANK_CLASSES]),
        )

    def losses(self, batch: ImageBatch, moment: Moment) -> dict[str, Tensor]:
        kind = self.device.kind
        with torch.no_grad():
            features = batch.features.to(kind)
            wanted = self.projection(features)
            likely = self.opinion.likely(features, torch.from_numpy(self.material.classes[batch.places]).to(kind))
            pictures = batch.pictures.on(self.device, self.side_at(moment.progress), self.recolour)
            captions = self.bank.captions[batch.bank_captions.to(kind)]
            texts = torch.cat([captions, self.bank.groups, self.bank.classes[batch.bank_classes.to(kind)]])
            trust = self.trust[batch.places].to(kind)
            plain_features = self.projection.standardised(features)
        with self.device.autocast():
            embeddings, pooled = self.see(pictures)
        photos = F.normalize(embeddings.float(), dim=-1)
        captioned = batch.captioned.to(kind)
        return {
            "space": losses.cosine_distance(photos, wanted, trust),
            "texts": losses.distilled_similarities(photos, wanted, texts, self.caption_scale, trust),
            "captions": losses.banked_contrastive(
                photos[captioned],
                self.bank.captions[batch.own_captions.to(kind)],
                captions,
                self.is_own(batch),
                self.caption_scale,
            ),
            "classes": losses.soft_cross_entropy(photos, self.bank.classes, likely, self.name_scale),
            "labels": self.label_loss(photos, batch),
            "features": losses.cosine_distance(self.modules["features"](pooled.float()), plain_features, trust),
        }

    def is_own(self, batch: ImageBatch) -> Tensor:
        """Which captions of the bank are the photo's own, (captioned, bank)."""
        owners = self.bank.owners[batch.bank_captions.to(self.device.kind)]
        places = torch.from_numpy(batch.places)[batch.captioned].to(self.device.kind)
        return places[:, None] == owners[None, :]

    def label_loss(self, photos: Tensor, batch: ImageBatch) -> Tensor:
        labels = self.labels[batch.places].to(self.device.kind)
        labelled = (labels != NONE).nonzero().flatten()
        own, sets = labels[labelled], self.bank.label_sets
        is_of_set = sets[own][:, None] == sets[None, :]
        return losses.label_cross_entropy(photos[labelled], self.bank.labels, own, is_of_set, self.name_scale)

    def figures(self, averaged: Mapping[str, nn.Module]) -> dict[str, float]:
        return self.development.of_pictures(self.text, averaged["image"], self.own_side)


def trust(material: Material) -> np.ndarray:
    """How much the teacher's opinion of each photo counts: less for pictures that are small."""
    return np.concatenate(
        [
            np.full(len(group.records), min(1.0, group.pictures.shape[1] / TRUSTED_SIDE) ** 2, np.float32)
            for group in material.groups
        ]
    )
