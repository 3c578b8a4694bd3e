# SPDX-License-Identifier: MIT
"""The tokenizer is one of CLIP's kind."""

import gzip

import pytest
from open_clip import SimpleTokenizer

from shoebox_training.tokens.byte_pairs import END, START, learned, merges_of
from shoebox_training.tokens.token_batch import TokenBatcher

TEXTS = [
    "A red circle on grey ground .",
    "There is a red square .",
    "two reds' circles, 12 of them",
    "a church at Zürich",
]


@pytest.fixture(scope="module")
def tokenizer():
    return learned(TEXTS * 3, 620)


def test_the_ids_are_those_of_open_clips_own_tokenizer(tokenizer, folder):
    merges = "\n".join(" ".join(merge) for merge in merges_of(tokenizer))
    with gzip.open(folder / "merges.txt.gz", "wt", encoding="utf-8") as file:
        file.write(f"#version\n{merges}")
    reference = SimpleTokenizer(bpe_path=str(folder / "merges.txt.gz"), context_length=40)
    for text in [*TEXTS, "unseen words: x-ray!"]:
        wanted = [int(token) for token in reference(text)[0]]
        ids = tokenizer.encode(text).ids
        assert ids == wanted[: len(ids)]
        assert not any(wanted[len(ids) :])


def test_the_end_is_the_highest_id(tokenizer):
    assert tokenizer.token_to_id(START) == tokenizer.get_vocab_size() - 2
    assert tokenizer.token_to_id(END) == tokenizer.get_vocab_size() - 1


def test_long_texts_are_cut_and_keep_their_end(tokenizer):
    batcher = TokenBatcher(tokenizer, context_length=6)
    ids = batcher(["a red circle on grey ground", "a"])
    assert ids.shape == (2, 6)
    assert int(ids[0, -1]) == batcher.end
    assert ids[1].tolist()[3:] == [0, 0, 0]
    assert batcher(["a"], length=5).shape == (1, 5)
