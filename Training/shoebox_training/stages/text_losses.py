# SPDX-License-Identifier: MIT
"""The losses between photos and sentences, which the text stage and the joint stage share."""

from dataclasses import dataclass

import torch
from torch import Tensor

from shoebox_training.models.projection import Scales
from shoebox_training.stages import losses
from shoebox_training.stages.text_examples import TextExamples

WEIGHTS = {"captions": 1.0, "labels": 0.4, "classes": 0.5, "names": 0.3, "groups": 0.3}
SMOOTHING = 0.02
TEMPERATURE = 1.5  # by which the teacher's opinion is softened
LIKELY_NAME, LIKELY_GROUP = 0.5, 0.4  # from when on a word fits


@dataclass(frozen=True)
class Photos:
    """Unit vectors of a batch's photos."""

    captioned: Tensor
    labelled: Tensor
    classified: Tensor


def between(
    photos: Photos, captions: Tensor, names: Tensor, examples: TextExamples, scales: Scales
) -> dict[str, Tensor]:
    """The losses by name.

    Args:
        captions: Unit vectors of the captions.
        names: Unit vectors of the names: of labels, classes, groups.
    """
    device = names.device
    likely_classes, likely_groups = examples.likely_classes.to(device), examples.likely_groups.to(device)
    label_names, class_names, group_names = names.split(
        [len(examples.labelled), likely_classes.shape[1], likely_groups.shape[1]]
    )
    return {
        "captions": losses.contrastive(photos.captioned, captions, scales.captions, SMOOTHING),
        "labels": losses.shared_label_contrastive(
            photos.labelled, label_names, examples.is_same.to(device), examples.is_unclear.to(device), scales.names
        ),
        "classes": losses.distilled_classes(
            photos.classified, class_names, likely_classes.clamp(min=1e-9).log() / TEMPERATURE, scales.names
        ),
        "names": losses.words_find_photos(
            photos.classified,
            torch.cat([class_names, group_names]),
            torch.cat([likely_classes, likely_groups], dim=1),
            scales.names,
            LIKELY_NAME,
        ),
        "groups": losses.photos_find_words(photos.classified, group_names, likely_groups, scales.names, LIKELY_GROUP),
    }
