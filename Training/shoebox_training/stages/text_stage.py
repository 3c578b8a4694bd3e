# SPDX-License-Identifier: MIT
"""The first stage: a text tower, and a projection of the teacher's features into the space of its texts."""

from collections.abc import Mapping

import numpy as np
import torch.nn.functional as F
from torch import Tensor, nn

from shoebox_training.device import Device
from shoebox_training.evaluation.development import Development
from shoebox_training.models.projection import Projection, Scales
from shoebox_training.models.text_tower import TextTower
from shoebox_training.optimisation.stage import Moment
from shoebox_training.stages import text_losses
from shoebox_training.stages.material import Material
from shoebox_training.stages.text_examples import TextExamples, TextExampleSource


class TextStage:
    """Photos are the teacher's features, which never change, so that a step costs little more than its texts."""

    name = "text"
    weights = text_losses.WEIGHTS
    selected_by: str | None = None

    def __init__(
        self,
        material: Material,
        source: TextExampleSource,
        development: Development,
        text: TextTower,
        projection: Projection,
        device: Device,
    ) -> None:
        self.material, self.source, self.development, self.device = material, source, development, device
        self.modules: Mapping[str, nn.Module] = {
            name: device.module(module)
            for name, module in {"text": text, "projection": projection, "scales": Scales()}.items()
        }
        self.encode = device.compiled(self.modules["text"])

    def batch(self, moment: Moment) -> tuple[TextExamples, tuple[Tensor, Tensor, Tensor]]:
        examples = self.source.batch(moment.step)
        first = np.zeros(len(examples.labelled) + len(examples.classified), np.int64)
        whole = self.material.features(np.concatenate([examples.labelled, examples.classified]), first)
        return examples, (
            self.material.features(examples.captioned, examples.captioned_views),
            *whole.split([len(examples.labelled), len(examples.classified)]),
        )

    def losses(self, batch: tuple[TextExamples, tuple[Tensor, Tensor, Tensor]], moment: Moment) -> dict[str, Tensor]:
        examples, features = batch
        with self.device.autocast():
            captions = self.encode(examples.captions.to(self.device.kind))
            names = self.encode(examples.names.to(self.device.kind))
        projection = self.modules["projection"]
        photos = text_losses.Photos(*(projection(part.to(self.device.kind)) for part in features))
        return text_losses.between(
            photos,
            F.normalize(captions.float(), dim=-1),
            F.normalize(names.float(), dim=-1),
            examples,
            self.modules["scales"],
        )

    def figures(self, averaged: Mapping[str, nn.Module]) -> dict[str, float]:
        return self.development.of_features(averaged["text"], averaged["projection"])
