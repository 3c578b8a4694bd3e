# SPDX-License-Identifier: MIT
"""Texts that exercise a text tower: sentences, and id sequences no sentence would give."""

from dataclasses import dataclass

from goldens.pictures import generated_bytes
from tokenizers import Tokenizer

SENTENCES = ("a dog in the snow", "Two red birds, 1999!")
CHINESE_SENTENCES = ("雪地里的柯基犬", "日落时海边的两只红色的Birds！")
LONG_SENTENCE = "people on the beach at night and the blue whiteboard in the snow and a cat"


@dataclass(frozen=True)
class Text:
    ids: list[int]
    sentence: str | None = None


def sentences(tokenizer: Tokenizer, texts: tuple[str, ...]) -> list[Text]:
    """Each sentence with its ids; `tokenizer` cuts."""
    return [Text(tokenizer.encode(text).ids, text) for text in texts]


def sequences(start: int, end: int, context_length: int) -> list[Text]:
    """The shortest text, a full one, and two with something behind the end token.

    The full one holds the id 2, which old configurations name as the end token by mistake.
    """
    full = [start, 2, *words(seed=11, count=context_length - 3), end]
    zeros = padded([start, *words(seed=12, count=3), end], 0, context_length)
    specials = padded([start, *words(seed=13, count=context_length // 2), end], max(start, end), context_length)
    return [Text(ids) for ids in ([start, end], full, zeros, specials)]


def words(seed: int, count: int) -> list[int]:
    """Ids of byte tokens: every vocabulary has them."""
    return list(generated_bytes(seed, count))


def padded(ids: list[int], padding: int, length: int) -> list[int]:
    return ids + [padding] * (length - len(ids))
