# SPDX-License-Identifier: MIT
"""Learns a small vocabulary of CLIP's kind from captions."""

import json
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

START, END = "<|startoftext|>", "<|endoftext|>"
END_OF_WORD = "</w>"
WORDS = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def learned(texts: Iterable[str], size: int) -> Tokenizer:
    """A tokenizer with `size` tokens at most, the end token the highest.

    Ids are given as OpenAI's CLIP gives them: the bytes, the bytes at the end of a word, one token for each merge in
    the order of the merges, start, end. So open_clip's own tokenizer, which knows merges alone, gives the same ids.
    """
    learner = unlearned(models.BPE(**affixes()))
    trainer = trainers.BpeTrainer(
        vocab_size=2 * size,  # more than enough: merges that make a token again are passed over below
        initial_alphabet=byte_symbols(),
        end_of_word_suffix=END_OF_WORD,
        special_tokens=[],
        min_frequency=2,
        show_progress=False,
    )
    learner.train_from_iterator(texts, trainer)
    vocabulary, merges = numbered(merges_of(learner), size)
    tokenizer = unlearned(models.BPE(vocab=vocabulary, merges=merges, **affixes()))
    tokenizer.add_special_tokens([START, END])
    tokenizer.post_processor = processors.RobertaProcessing(
        (END, vocabulary[END]), (START, vocabulary[START]), trim_offsets=False, add_prefix_space=False
    )
    return tokenizer


def affixes() -> dict[str, str]:
    return {"continuing_subword_prefix": "", "end_of_word_suffix": END_OF_WORD, "unk_token": END}


def unlearned(model: models.Model) -> Tokenizer:
    """CLIP's cleaning and cutting around a model."""
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), "removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def merges_of(tokenizer: Tokenizer) -> list[tuple[str, str]]:
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return [tuple(merge.split(" ")) if isinstance(merge, str) else tuple(merge) for merge in merges]


def numbered(merges: list[tuple[str, str]], size: int) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """The first merges that fit, each of which makes a new token, and the ids of all tokens."""
    symbols = byte_symbols()
    tokens = dict.fromkeys([*symbols, *(symbol + END_OF_WORD for symbol in symbols)])
    kept = []
    for left, right in merges:
        if len(tokens) + 2 >= size:
            break
        if left in tokens and right in tokens and left + right not in tokens:
            tokens[left + right] = None
            kept.append((left, right))
    return {token: index for index, token in enumerate([*tokens, START, END])}, kept


def byte_symbols() -> list[str]:
    """GPT-2's printable characters for the 256 bytes, in CLIP's order: the printable ones first."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [*map(chr, printable), *(chr(256 + index) for index in range(len(others)))]
