# SPDX-License-Identifier: MIT
"""What lies between a teacher's features and the space that photos and texts share."""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Projection(nn.Module):
    """Maps a teacher's features into the shared space: a linear map and a small network beside it.

    Trained with the text tower, then frozen: its results are what the image tower learns to give.
    """

    HIDDEN, DROPOUT, LEAST_DEVIATION = 640, 0.25, 0.05

    def __init__(self, width: int, embedding: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("deviation", torch.ones(width))
        self.linear = nn.Linear(width, embedding)
        self.inner = nn.Linear(width, self.HIDDEN)
        self.outer = nn.Linear(self.HIDDEN, embedding)
        nn.init.zeros_(self.outer.weight)

    def fit(self, features: Tensor) -> None:
        """Takes mean and deviation from features (n, width)."""
        self.mean.copy_(features.mean(dim=0))
        self.deviation.copy_(features.std(dim=0).clamp(min=self.LEAST_DEVIATION))

    def standardised(self, features: Tensor) -> Tensor:
        return (features - self.mean) / self.deviation

    def forward(self, features: Tensor) -> Tensor:
        """Unit vectors (B, E) of features (B, width)."""
        x = F.dropout(self.standardised(features), self.DROPOUT, self.training)
        hidden = F.dropout(F.gelu(self.inner(x)), self.DROPOUT, self.training)
        return F.normalize(self.linear(x) + self.outer(hidden), dim=-1)


class Scales(nn.Module):
    """How steeply similarities become probabilities: among captions, and among names of classes and labels."""

    HIGHEST = 60.0

    def __init__(self, captions: float = 20.0, names: float = 20.0) -> None:
        super().__init__()
        self.log_captions = nn.Parameter(torch.tensor(math.log(captions)))
        self.log_names = nn.Parameter(torch.tensor(math.log(names)))

    @property
    def captions(self) -> Tensor:
        return self.log_captions.exp().clamp(max=self.HIGHEST)

    @property
    def names(self) -> Tensor:
        return self.log_names.exp().clamp(max=self.HIGHEST)
