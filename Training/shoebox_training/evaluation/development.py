# SPDX-License-Identifier: MIT
"""What a model reaches on captioned photos while it is trained."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from shoebox_training.device import Device
from shoebox_training.evaluation.recall import retrieval
from shoebox_training.manifest.record import Record
from shoebox_training.pictures.sampling import planes, resized
from shoebox_training.tokens.token_batch import TokenBatcher

PICTURES, TEXTS = 100, 500  # that are encoded at once


@dataclass(frozen=True)
class CaptionedPhotos:
    """Photos of one group that have captions."""

    name: str
    pictures: np.ndarray  # (n, side, side, 3)
    features: np.ndarray | None  # the teacher's, (n, width)
    captions: Sequence[str]
    owners: Tensor  # for each caption the row of its photo

    @classmethod
    def of(
        cls, name: str, records: Sequence[Record], pictures: np.ndarray, features: np.ndarray | None
    ) -> "CaptionedPhotos":
        captions = [(row, caption) for row, record in enumerate(records) for caption in record.captions]
        return cls(
            name,
            pictures,
            features,
            [caption for _, caption in captions],
            torch.tensor([row for row, _ in captions], dtype=torch.long),
        )


class Development:
    """The groups on which stages are compared and chosen: never those that figures are reported for."""

    def __init__(self, groups: Sequence[CaptionedPhotos], tokens: TokenBatcher, device: Device) -> None:
        self.groups, self.tokens, self.device = groups, tokens, device

    def of_features(self, text: nn.Module, projection: nn.Module) -> dict[str, float]:
        """Recall where the teacher's features stand for the photos: what the image tower could reach at most."""
        return self.recalls(text, lambda group: projection(torch.tensor(group.features).float().to(self.device.kind)))

    def of_pictures(self, text: nn.Module, tower: nn.Module, side: int) -> dict[str, float]:
        """Recall with pictures of this size."""
        return self.recalls(text, lambda group: embedded_pictures(tower, group.pictures, side, self.device))

    @torch.no_grad()
    def recalls(self, text: nn.Module, photos_of: Callable[[CaptionedPhotos], Tensor]) -> dict[str, float]:
        figures = {}
        for group in self.groups:
            texts = embedded_texts(text, self.tokens, group.captions, self.device)
            photos = F.normalize(photos_of(group), dim=-1)
            recall = retrieval(photos, texts, group.owners.to(photos.device))
            figures |= {f"{group.name} {name}": round(value, 2) for name, value in recall.items()}
        return figures


@torch.no_grad()
def embedded_pictures(tower: nn.Module, pictures: np.ndarray, side: int, device: Device) -> Tensor:
    """Embeddings (n, E) of whole pictures, not normalised."""
    results = []
    for start in range(0, len(pictures), PICTURES):
        batch = device.images(resized(planes(pictures[start : start + PICTURES]), side))
        with device.autocast():
            results.append(tower(batch)[0].float())
    return torch.cat(results)


@torch.no_grad()
def embedded_texts(text: nn.Module, tokens: TokenBatcher, texts: Sequence[str], device: Device) -> Tensor:
    """Unit vectors (n, E)."""
    results = []
    for start in range(0, len(texts), TEXTS):
        ids = tokens(texts[start : start + TEXTS]).to(device.kind)
        with device.autocast():
            results.append(F.normalize(text(ids).float(), dim=-1))
    return torch.cat(results)
