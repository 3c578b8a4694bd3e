# SPDX-License-Identifier: MIT
"""The third stage: both towers learn together, so that texts meet the photos as the image tower sees them."""

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
from shoebox_training.stages import losses, text_losses
from shoebox_training.stages.cut_pictures import CutPictures, cut_pictures
from shoebox_training.stages.material import Material
from shoebox_training.stages.text_examples import TextExamples, TextExampleSource

WEIGHTS = {**text_losses.WEIGHTS, "space": 4.0}


@dataclass(frozen=True)
class JointBatch:
    examples: TextExamples
    pictures: CutPictures  # of the captioned, the labelled and the classified photos
    features: Tensor


class JointStage:
    """The losses of the text stage on what the image tower sees; the projected features keep it where it is."""

    name = "joint"
    weights = WEIGHTS

    def __init__(
        self,
        material: Material,
        source: TextExampleSource,
        development: Development,
        tower: ImageTower,
        text: TextTower,
        projection: Projection,
        scales: Scales,
        device: Device,
        selected_by: str | None,
    ) -> None:
        self.material, self.source, self.development = material, source, development
        self.projection, self.device, self.selected_by = projection.eval(), device, selected_by
        self.side = tower.side
        parts = {"image": tower, "text": text, "scales": scales}
        self.modules: Mapping[str, nn.Module] = {name: device.module(module) for name, module in parts.items()}
        self.see, self.encode = device.compiled(self.modules["image"]), device.compiled(self.modules["text"])
        self.recolour = device.compiled(recoloured)

    def batch(self, moment: Moment) -> JointBatch:
        examples = self.source.batch(moment.step)
        random = random_of(self.source.seed, "joint pictures", moment.step)
        places = np.concatenate([examples.captioned, examples.labelled, examples.classified])
        views = np.zeros(len(places), np.int64)
        views[: len(examples.captioned)] = examples.captioned_views
        return JointBatch(
            examples, cut_pictures(self.material, places, views, random), self.material.features(places, views)
        )

    def losses(self, batch: JointBatch, moment: Moment) -> dict[str, Tensor]:
        kind, examples = self.device.kind, batch.examples
        with torch.no_grad():
            pictures = batch.pictures.on(self.device, self.side, self.recolour)
            wanted = self.projection(batch.features.to(kind))
        with self.device.autocast():
            embeddings, _ = self.see(pictures)
            captions = self.encode(examples.captions.to(kind))
            names = self.encode(examples.names.to(kind))
        photos = F.normalize(embeddings.float(), dim=-1)
        parts = photos.split([len(examples.captioned), len(examples.labelled), len(examples.classified)])
        between = text_losses.between(
            text_losses.Photos(*parts),
            F.normalize(captions.float(), dim=-1),
            F.normalize(names.float(), dim=-1),
            examples,
            self.modules["scales"],
        )
        return between | {"space": losses.cosine_distance(photos, wanted)}

    def figures(self, averaged: Mapping[str, nn.Module]) -> dict[str, float]:
        return self.development.of_pictures(averaged["text"], averaged["image"], self.side)
