# SPDX-License-Identifier: MIT
"""Captions and words as they are said differently each time."""

from collections.abc import Sequence

import numpy as np

from shoebox_training.vocabulary import templates
from shoebox_training.vocabulary.vocabulary import Vocabulary

WORD_LOSS = 0.12  # chance of a word to be left out of a caption that loses words
STYLED = 0.8  # how often the style of a drawing is said


def said_differently(caption: str, random: np.random.Generator) -> str:
    """Lower case; half the time without the full stop; often with words left out."""
    caption = caption.lower()
    if random.random() < 0.5:
        caption = caption.rstrip(" .")
    if random.random() < 0.4:
        words = caption.split()
        kept = [word for word, chance in zip(words, random.random(len(words)), strict=True) if chance > WORD_LOSS]
        caption = " ".join(kept) or caption
    return caption


def chosen(texts: Sequence[str], random: np.random.Generator) -> str:
    return texts[int(random.integers(len(texts)))]


def of_label(key: tuple[str, str, str | None], vocabulary: Vocabulary, random: np.random.Generator) -> str:
    """A sentence with one of the label's words."""
    name, label, style = key
    styled = vocabulary.styles.get(style or "")
    sentences = styled if styled and random.random() < STYLED else templates.TRAINING
    return chosen(sentences, random).format(chosen(vocabulary.labels[name][label], random))


def of_class(index: int, vocabulary: Vocabulary, random: np.random.Generator) -> str:
    """A sentence with the name of a class, or with another of its words."""
    known = vocabulary.classes[index]
    words = (known.name, known.name, *known.synonyms)
    return chosen(templates.TRAINING, random).format(chosen(words, random))


def of_group(index: int, vocabulary: Vocabulary, random: np.random.Generator) -> str:
    return chosen(templates.TRAINING, random).format(vocabulary.groups[index].word)
