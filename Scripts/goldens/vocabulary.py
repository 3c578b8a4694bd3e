# SPDX-License-Identifier: MIT
"""CLIP byte-pair tokenizers in the official file's form, small or of the official size."""

import json
import shutil
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from string import ascii_lowercase

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

START, END = "<|startoftext|>", "<|endoftext|>"
WORDS = "a the in on of and two dog cat red blue snow beach bird birds photo people night whiteboard".split()
OFFICIAL_SIZE = 49_408
PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def byte_symbols() -> list[str]:
    """The 256 printable stand-ins of the bytes, in the official vocabulary's order."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + index) for index in range(len(others))]


@dataclass(frozen=True)
class Vocabulary:
    """Bytes, bytes at a word's end, merges, and the two special tokens last."""

    merges: list[tuple[str, str]]
    specials: tuple[str, str] = (START, END)  # in the order of their ids

    @property
    def ids(self) -> dict[str, int]:
        symbols = byte_symbols()
        merged = [left + right for left, right in self.merges]
        tokens = symbols + [symbol + "</w>" for symbol in symbols] + merged + list(self.specials)
        return {token: identifier for identifier, token in enumerate(tokens)}

    @property
    def size(self) -> int:
        return len(self.ids)

    @property
    def start(self) -> int:
        return self.ids[START]

    @property
    def end(self) -> int:
        return self.ids[END]

    def tokenizer(self) -> Tokenizer:
        """The same pipeline as the official tokenizer.json."""
        model = models.BPE(
            self.ids, self.merges, unk_token=END, continuing_subword_prefix="", end_of_word_suffix="</w>"
        )
        tokenizer = Tokenizer(model)
        spaces = normalizers.Replace(Regex(r"\s+"), " ")
        tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), spaces, normalizers.Lowercase()])
        words = pre_tokenizers.Split(Regex(PATTERN), "removed", invert=True)
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([words, pre_tokenizers.ByteLevel(add_prefix_space=False)])
        tokenizer.post_processor = processors.RobertaProcessing(
            (END, self.end), (START, self.start), trim_offsets=False, add_prefix_space=False
        )
        tokenizer.decoder = decoders.ByteLevel()
        tokenizer.add_special_tokens(
            [AddedToken(START, normalized=True, special=True), AddedToken(END, normalized=False, special=True)]
        )
        return tokenizer

    def save(self, folder: Path) -> None:
        """Writes tokenizer.json."""
        self.tokenizer().save(str(folder / "tokenizer.json"), pretty=False)

    def save_in_two_files(self, folder: Path) -> None:
        """Writes vocab.json and merges.txt, as the oldest official folders have them."""
        (folder / "vocab.json").write_text(json.dumps(self.ids, ensure_ascii=False), encoding="utf-8")
        lines = ["#version: 0.2", *(f"{left} {right}" for left, right in self.merges)]
        (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class OfficialVocabulary:
    """The official tokenizer.json, taken as it is."""

    file: Path
    size: int = OFFICIAL_SIZE
    start: int = OFFICIAL_SIZE - 2
    end: int = OFFICIAL_SIZE - 1

    def save(self, folder: Path) -> None:
        shutil.copyfile(self.file, folder / "tokenizer.json")


def merges_of(words: list[str]) -> list[tuple[str, str]]:
    """The merges that build each word from its letters, from left to right."""
    merges: dict[str, tuple[str, str]] = {}
    for word in words:
        symbols = [*word[:-1], word[-1] + "</w>"]
        built = symbols[0]
        for symbol in symbols[1:]:
            merges.setdefault(built + symbol, (built, symbol))
            built += symbol
    return list(merges.values())


def small(specials: tuple[str, str] = (START, END)) -> Vocabulary:
    """A few everyday words over the bytes."""
    return Vocabulary(merges_of(WORDS), specials)


def synthetic() -> Vocabulary:
    """As many entries as the official vocabulary, for machines that do not have the official one."""
    four_letters = ("".join(letters) for letters in product(ascii_lowercase, repeat=4))
    words = [word for word, _ in zip(four_letters, range(60_000))]
    return Vocabulary(merges_of(WORDS + words)[: OFFICIAL_SIZE - 2 * 256 - 2])


def full_size(folder: Path) -> Vocabulary | OfficialVocabulary:
    """The official tokenizer of the folder, or a synthetic one where there is none."""
    file = folder / "tokenizer.json"
    return OfficialVocabulary(file) if file.exists() else synthetic()
