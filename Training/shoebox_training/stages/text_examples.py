# SPDX-License-Identifier: MIT
"""Photos with sentences: what texts are learnt from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from shoebox_training.optimisation.data_order import EndlessOrder, random_of
from shoebox_training.stages import sentences
from shoebox_training.stages.classes import ClassOpinion
from shoebox_training.stages.material import Material
from shoebox_training.stages.mixture import Mixture
from shoebox_training.tokens.token_batch import TokenBatcher

CAPTION_TOKENS, NAME_TOKENS = 24, 14  # what texts are cut to in training; few are longer


@dataclass(frozen=True)
class Sizes:
    """How many photos and names make a batch."""

    captioned: int
    labelled: int
    classified: int
    classes: int = 320
    groups: int = 64

    @classmethod
    def of(cls, batch: int, captioned: float, labelled: float) -> "Sizes":
        """Parts of a batch; what is neither captioned nor labelled is classified."""
        counts = (round(batch * captioned), round(batch * labelled))
        return cls(*counts, batch - sum(counts))


@dataclass(frozen=True)
class TextExamples:
    """One batch: places of photos with the view to look at, and texts as ids."""

    captioned: np.ndarray
    captioned_views: np.ndarray
    captions: Tensor
    labelled: np.ndarray
    is_same: Tensor  # (labelled, labelled)
    is_unclear: Tensor
    classified: np.ndarray
    likely_classes: Tensor  # how likely each named class is (classified, classes)
    likely_groups: Tensor  # how likely each named group is (classified, groups)
    names: Tensor  # ids of labels, classes, groups


class TextExampleSource:
    """Makes batches; what a batch holds follows from the seed and the step."""

    def __init__(
        self, material: Material, opinion: ClassOpinion, tokens: TokenBatcher, sizes: Sizes, seed: int
    ) -> None:
        self.material, self.opinion, self.tokens, self.sizes, self.seed = material, opinion, tokens, sizes, seed
        self.captioned = EndlessOrder("captions", len(material.captioned), seed)
        self.mixture = Mixture(material, sizes.classified, seed)
        self.has_word = incidence([material.vocabulary.labels[name][label] for name, label, _ in material.label_keys])

    def batch(self, step: int) -> TextExamples:
        material, sizes = self.material, self.sizes
        random = random_of(self.seed, "texts", step)
        captioned = material.captioned[self.captioned.taken(step * sizes.captioned, sizes.captioned)]
        captions = [
            sentences.said_differently(sentences.chosen(material.captions[place], random), random)
            for place in captioned
        ]
        labels = random.integers(max(len(material.label_keys), 1), size=sizes.labelled)
        labelled = np.array([random.choice(material.places_of_label[label]) for label in labels], np.int64)
        classified = self.mixture.places(step)
        likely = self.opinion.likely(
            material.features(classified, np.zeros(len(classified), np.int64)),
            torch.from_numpy(material.classes[classified]),
        )
        classes = self.named_classes(likely.numpy(), random)
        groups = random.permutation(len(material.vocabulary.groups))[: sizes.groups]
        names = [
            *(sentences.of_label(material.label_keys[label], material.vocabulary, random) for label in labels),
            *(sentences.of_class(index, material.vocabulary, random) for index in classes),
            *(sentences.of_group(index, material.vocabulary, random) for index in groups),
        ]
        is_same, is_unclear = relations(self.has_word, labels)
        return TextExamples(
            captioned=captioned,
            captioned_views=random.integers(material.views_of(captioned)),
            captions=self.tokens(captions, CAPTION_TOKENS),
            labelled=labelled,
            is_same=is_same,
            is_unclear=is_unclear,
            classified=classified,
            likely_classes=likely[:, classes],
            likely_groups=self.opinion.likely_groups(likely)[:, groups],
            names=self.tokens(names, NAME_TOKENS),
        )

    def named_classes(self, likely: np.ndarray, random: np.random.Generator) -> np.ndarray:
        """Classes that the photos may show, drawn as likely as they are, and a quarter drawn from all."""
        cumulative = likely.cumsum(axis=1)
        drawn = (cumulative < random.random((len(likely), 1)) * cumulative[:, -1:]).sum(axis=1)
        shown = random.permutation(np.unique(drawn.clip(max=likely.shape[1] - 1)))[: self.sizes.classes * 3 // 4]
        others = np.setdiff1d(random.permutation(likely.shape[1]), shown, assume_unique=True)
        return np.concatenate([shown, random.permutation(others)])[: self.sizes.classes]


def incidence(words: Sequence[Sequence[str]]) -> np.ndarray:
    """Which label has which word, 1 or 0 (labels, words)."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys(word for of in words for word in of))}
    result = np.zeros((len(words), len(numbers)), np.float32)
    for row, of in enumerate(words):
        result[row, [numbers[word] for word in of]] = 1
    return result


def relations(has_word: np.ndarray, labels: np.ndarray) -> tuple[Tensor, Tensor]:
    """Of labels (B), which pairs are the same, and of which that cannot be said: they share a word (B, B)."""
    is_same = labels[:, None] == labels[None, :]
    words = has_word[labels]
    return torch.from_numpy(is_same), torch.from_numpy((words @ words.T > 0) & ~is_same)
