# SPDX-License-Identifier: MIT
"""What the teacher takes photos for."""

import torch
import torch.nn.functional as F
from torch import Tensor

from shoebox_training.stages.material import NONE
from shoebox_training.vocabulary.vocabulary import Vocabulary

TRUTH = 0.6  # how much the true class counts beside the teacher's opinion, where it is known


class ClassOpinion:
    """The teacher's classifier, corrected by the true class where a set tells it."""

    def __init__(self, weights: Tensor, biases: Tensor, vocabulary: Vocabulary) -> None:
        self.weights, self.biases = weights, biases
        self.membership = torch.zeros(len(vocabulary.groups), len(biases))
        for row, group in zip(self.membership, vocabulary.groups, strict=True):
            row[list(group.classes)] = 1

    def likely(self, features: Tensor, classes: Tensor) -> Tensor:
        """How likely each class is, (B, 1000), for features (B, width) and true classes (B), `NONE` where unknown."""
        opinion = (features @ self.weights.t() + self.biases).softmax(dim=1)
        truth = F.one_hot(classes.clamp(min=0), len(self.biases)).float()
        share = torch.where(classes != NONE, TRUTH, 0.0)[:, None]
        return opinion * (1 - share) + truth * share

    def likely_groups(self, likely: Tensor) -> Tensor:
        """How likely each group's word is, (B, groups)."""
        return likely @ self.membership.t()

    def to(self, device: str) -> "ClassOpinion":
        self.weights, self.biases = self.weights.to(device), self.biases.to(device)
        self.membership = self.membership.to(device)
        return self
