# SPDX-License-Identifier: MIT
"""Text to token ids with the tokenizer of a checkpoint folder, cut as CLIP cuts: the end token is kept."""

from pathlib import Path

from tokenizers import Tokenizer
from transformers import BertTokenizer, CLIPTokenizer
from transformers.models.bert.tokenization_bert import load_vocab


def load(folder: Path, context_length: int) -> Tokenizer:
    """The folder's tokenizer.json, or BERT's tokenizer of its vocab.txt, or CLIP's of its vocab.json and merges.txt."""
    if (folder / "tokenizer.json").exists():
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    elif (folder / "vocab.txt").exists():
        tokenizer = BertTokenizer(vocab=load_vocab(folder / "vocab.txt")).backend_tokenizer
    else:
        files = {"vocab": str(folder / "vocab.json"), "merges": str(folder / "merges.txt")}
        tokenizer = CLIPTokenizer(**files).backend_tokenizer
    tokenizer.no_padding()
    tokenizer.enable_truncation(context_length)
    return tokenizer
