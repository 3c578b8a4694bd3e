# SPDX-License-Identifier: MIT
"""Sentences as batches of token ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from shoebox_training.tokens.byte_pairs import END


@dataclass(frozen=True)
class TokenBatcher:
    """Makes ids as `shoebox` makes them: what is too long is cut, and its last token is the end token."""

    tokenizer: Tokenizer
    context_length: int
    end_token: str = END

    @classmethod
    def read(cls, file: Path, context_length: int) -> "TokenBatcher":
        return cls(Tokenizer.from_file(str(file)), context_length)

    @property
    def end(self) -> int:
        return int(self.tokenizer.token_to_id(self.end_token))

    def __call__(self, sentences: Sequence[str], length: int | None = None) -> torch.Tensor:
        """Ids of shape (B, length), filled up with 0; `length` is that of the longest sentence unless it is given."""
        rows = [self.cut(encoding.ids, length) for encoding in self.tokenizer.encode_batch(list(sentences))]
        ids = torch.zeros(len(rows), length or max(map(len, rows), default=1), dtype=torch.long)
        for row, tokens in zip(ids, rows, strict=True):
            row[: len(tokens)] = torch.tensor(tokens)
        return ids

    def cut(self, tokens: list[int], length: int | None) -> list[int]:
        longest = min(length or self.context_length, self.context_length)
        return tokens if len(tokens) <= longest else [*tokens[: longest - 1], self.end]
