# SPDX-License-Identifier: MIT
"""The texts that photos are compared with while the image tower learns, embedded once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from shoebox_training.device import Device
from shoebox_training.evaluation.development import embedded_texts
from shoebox_training.stages.material import Material
from shoebox_training.tokens.token_batch import TokenBatcher
from shoebox_training.vocabulary import templates
from shoebox_training.vocabulary.vocabulary import Vocabulary


@dataclass(frozen=True)
class TextBank:
    """Unit vectors of all captions, classes, groups and labels; they do not change, since the text tower is frozen."""

    captions: Tensor  # (n, E)
    owners: Tensor  # the place of each caption's photo (n)
    first_caption: np.ndarray  # for each place where its captions begin
    caption_counts: np.ndarray  # for each place how many it has
    classes: Tensor  # (1000, E)
    groups: Tensor  # (groups, E)
    labels: Tensor  # (labels, E)
    label_sets: Tensor  # for each label the number of its set

    @classmethod
    def built(cls, text: nn.Module, tokens: TokenBatcher, material: Material, device: Device) -> "TextBank":
        vocabulary = material.vocabulary

        def embedded(texts: Sequence[str]) -> Tensor:
            if not texts:
                return torch.zeros(0, text.text_projection.shape[1], device=device.kind)
            return embedded_texts(text, tokens, texts, device)

        counts = np.array([len(captions) for captions in material.captions], np.int64)
        prompts = []
        for number, template in enumerate(templates.BANK):
            words = [(known.name, *known.synonyms) for known in vocabulary.classes]
            prompts.append(embedded([template.format(names[number % len(names)]) for names in words]))
        said = [
            [sentence(style, vocabulary).format(word) for word in vocabulary.labels[name][label]]
            for name, label, style in material.label_keys
        ]
        sets = list(dict.fromkeys(name for name, _, _ in material.label_keys))
        return cls(
            captions=embedded([caption for captions in material.captions for caption in captions]),
            owners=torch.from_numpy(np.repeat(np.arange(len(counts)), counts)).to(device.kind),
            first_caption=np.cumsum(counts) - counts,
            caption_counts=counts,
            classes=F.normalize(torch.stack(prompts).mean(dim=0), dim=-1),
            groups=embedded([f"a photo of a {group.word}" for group in vocabulary.groups]),
            labels=mean_of_each(embedded([text for texts in said for text in texts]), [len(texts) for texts in said]),
            label_sets=torch.tensor(
                [sets.index(name) for name, _, _ in material.label_keys], dtype=torch.long, device=device.kind
            ),
        )


def mean_of_each(vectors: Tensor, counts: Sequence[int]) -> Tensor:
    """Unit vectors (len(counts), E) in the middle of the first so many vectors (n, E), of the next, and so on.

    Added up on the CPU: CUDA adds in an order that is not always the same.
    """
    owners = torch.arange(len(counts)).repeat_interleave(torch.tensor(counts, dtype=torch.long))
    sums = torch.zeros(len(counts), vectors.shape[1]).index_add(0, owners, vectors.cpu())
    return F.normalize(sums, dim=-1).to(vectors.device)


def sentence(style: str | None, vocabulary: Vocabulary) -> str:
    return vocabulary.styles.get(style or "", templates.ONE_PROMPT)[0]
