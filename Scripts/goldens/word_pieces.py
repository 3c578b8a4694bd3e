# SPDX-License-Identifier: MIT
"""WordPiece vocabularies of BERT's kind: small, or the official one of Chinese-CLIP."""

from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase, digits, punctuation

from transformers import BertTokenizer

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CHARACTERS = "一个的在上和与只狗猫鸟雪地里海边滩日落夜晚人红蓝色花照片孩子吃西瓜山水车白板北京天安门东柯基犬跑"
PIECES = "dog snow beach red bird photo people night the two of in un ##s ##ing ##aff ##able ##字 cafe ##e naive".split()
OTHERS = "，。！？、：；（）《》“”…—·￥αβσςаяｱかひ가가①"


@dataclass(frozen=True)
class WordPieces:
    """A list of pieces, the id of each its place."""

    pieces: list[str]

    @property
    def size(self) -> int:
        return len(self.pieces)

    @property
    def start(self) -> int:
        return self.pieces.index("[CLS]")

    @property
    def end(self) -> int:
        return self.pieces.index("[SEP]")

    def tokenizer(self) -> BertTokenizer:
        return BertTokenizer(vocab={piece: identifier for identifier, piece in enumerate(self.pieces)})

    def save(self, folder: Path) -> None:
        """Writes tokenizer.json."""
        self.tokenizer().backend_tokenizer.save(str(folder / "tokenizer.json"), pretty=False)

    def save_lines(self, folder: Path) -> None:
        """Writes vocab.txt, as the official folders have it."""
        (folder / "vocab.txt").write_text("\n".join(self.pieces) + "\n", encoding="utf-8")


def read(file: Path) -> WordPieces:
    """The pieces of a vocab.txt."""
    return WordPieces(file.read_text(encoding="utf-8").removesuffix("\n").split("\n"))


def small() -> WordPieces:
    """Letters, everyday words and characters, and room to spare, so that any byte is an id."""
    symbols = [*ascii_lowercase, *digits]
    pieces = SPECIALS + symbols + [f"##{symbol}" for symbol in symbols] + [*punctuation] + PIECES
    pieces += [*CHARACTERS, *OTHERS]
    return WordPieces(list(dict.fromkeys(pieces + [f"[unused{index}]" for index in range(1, 60)])))


def synthetic() -> WordPieces:
    """As many pieces as the official vocabulary, for machines that do not have the official one."""
    ideographs = [chr(code) for code in range(0x4E00, 0xA000)]
    return WordPieces((small().pieces + [piece for piece in ideographs if piece not in CHARACTERS])[:21_128])


def full_size(folder: Path) -> WordPieces:
    """The official vocab.txt of the folder, or a synthetic one where there is none."""
    file = folder / "vocab.txt"
    return read(file) if file.exists() else synthetic()
