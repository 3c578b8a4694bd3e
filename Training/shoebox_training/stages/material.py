# SPDX-License-Identifier: MIT
"""What the stages learn from: pictures, the teacher's features, captions, labels and classes, by place.

All photos of all groups stand in one row; a photo's number in it is its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from shoebox_training.manifest.record import Record
from shoebox_training.vocabulary.vocabulary import Vocabulary

NONE = -1  # no class, no label


@dataclass(frozen=True)
class PhotoGroup:
    """The photos of one set that can be trained on, as arrays that are mapped into memory."""

    name: str  # of the set
    records: Sequence[Record]  # those that can be used
    rows: np.ndarray  # where they stand in the arrays
    pictures: np.ndarray  # (n, side, side, 3)
    features: np.ndarray  # (views, n, width)
    boxes: np.ndarray  # (views, n, 4)
    weight: float

    @property
    def views(self) -> int:
        return int(self.features.shape[0])


@dataclass(frozen=True)
class Caption:
    place: int
    text: str


class Material:
    """The groups in a row, with what the vocabulary knows of their photos."""

    def __init__(self, groups: Sequence[PhotoGroup], vocabulary: Vocabulary) -> None:
        self.groups = groups
        self.vocabulary = vocabulary
        self.starts = np.cumsum([0, *(len(group.records) for group in groups)])
        class_of_wnid = vocabulary.index_of_wnid
        records = [record for group in groups for record in group.records]
        self.classes = np.array([class_of_wnid.get(record.label or "", NONE) for record in records], np.int64)
        self.label_keys, self.labels = numbered_labels(records, vocabulary)
        self.captions = [record.captions for record in records]

    def __len__(self) -> int:
        return int(self.starts[-1])

    def places(self, group: int) -> range:
        return range(int(self.starts[group]), int(self.starts[group + 1]))

    @cached_property
    def captioned(self) -> np.ndarray:
        """The places of photos with captions."""
        return np.array([place for place, captions in enumerate(self.captions) if captions], np.int64)

    @cached_property
    def places_of_label(self) -> list[np.ndarray]:
        """For each label its photos."""
        order = np.argsort(self.labels, kind="stable")
        numbers, firsts = np.unique(self.labels[order], return_index=True)
        pieces = np.split(order, firsts[1:])
        return [piece for number, piece in zip(numbers, pieces, strict=True) if number != NONE]

    @property
    def weights(self) -> Mapping[str, float]:
        return {group.name: group.weight for group in self.groups}

    def located(self, places: np.ndarray) -> list[tuple[PhotoGroup, np.ndarray, np.ndarray]]:
        """The places by group: which of them are in it, and their rows in the group's arrays."""
        owner = np.searchsorted(self.starts, places, side="right") - 1
        found = []
        for number, group in enumerate(self.groups):
            of_group = np.flatnonzero(owner == number)
            if len(of_group):
                found.append((group, of_group, group.rows[places[of_group] - self.starts[number]]))
        return found

    def features(self, places: np.ndarray, views: np.ndarray) -> Tensor:
        """The teacher's features (B, width); a view that a group does not have is its first."""
        result = np.empty((len(places), self.groups[0].features.shape[2]), np.float32)
        for group, of_group, rows in self.located(places):
            result[of_group] = group.features[views[of_group] % group.views, rows]
        return torch.from_numpy(result)

    def boxes(self, places: np.ndarray, views: np.ndarray) -> np.ndarray:
        """What those views show, (B, 4)."""
        result = np.empty((len(places), 4), np.float32)
        for group, of_group, rows in self.located(places):
            result[of_group] = group.boxes[views[of_group] % group.views, rows]
        return result

    def views_of(self, places: np.ndarray) -> np.ndarray:
        """How many views of each photo the teacher has seen."""
        result = np.empty(len(places), np.int64)
        for group, of_group, _ in self.located(places):
            result[of_group] = group.views
        return result


def numbered_labels(
    records: Sequence[Record], vocabulary: Vocabulary
) -> tuple[list[tuple[str, str, str | None]], np.ndarray]:
    """The labels with words, as (set, label, style), and for each record the number of its label."""
    numbers: dict[tuple[str, str, str | None], int] = {}
    of_record = np.full(len(records), NONE, np.int64)
    for index, record in enumerate(records):
        if record.label and vocabulary.words_of(record):
            of_record[index] = numbers.setdefault((record.set, record.label, record.style), len(numbers))
    return list(numbers), of_record
