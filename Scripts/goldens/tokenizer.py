# SPDX-License-Identifier: MIT
"""Writes the token ids that the reference tokenizers give to many texts, one file for each reference.

    PYTHONPATH=Scripts python3 -m goldens.tokenizer [--official FOLDER]

FOLDER holds OpenAI's vocabulary as tokenizer.json, vocab.json and merges.txt; the folder chinese-clip beside it holds
Chinese-CLIP's vocab.txt. Only ids go into the fixtures, not the vocabularies.
"""

import argparse
import importlib.util
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import ftfy
from goldens import word_pieces
from goldens.tokenizer_texts import CHINESE, texts
from tokenizers import Tokenizer
from transformers import CLIPTokenizer

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests/CLIPModelTests/Fixtures/tokenizer"
STARTER = ROOT / "Sources/CStarterModel/Model/tokenizer.json"
OFFICIAL = ROOT.parent / "shared/models/tokenizers/clip"

SEED = 20210105
RANDOM_COUNT = 250

Encode = Callable[[str], list[int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--official", type=Path, default=OFFICIAL, help="the folder of OpenAI's vocabulary")
    official = parser.parse_args().official

    FIXTURES.mkdir(parents=True, exist_ok=True)
    write("starter", 32, f"tokenizers {version('tokenizers')}", json_file(STARTER, 32))
    write("clip-tokenizer-json", 77, f"tokenizers {version('tokenizers')}", json_file(official / "tokenizer.json", 77))
    write("clip-vocabulary-files", 77, f"transformers {version('transformers')}", vocabulary_files(official, 77))
    write("clip-open-clip", 77, f"open_clip {version('open_clip_torch')}", open_clip(77), is_repaired)
    chinese = word_pieces.read(official.parent / "chinese-clip/vocab.txt")
    write("chinese-clip", 52, f"transformers {version('transformers')}", bert(chinese, 52), written=CHINESE)
    small = word_pieces.small()
    write("chinese-small", 20, f"transformers {version('transformers')}", bert(small, 20), written=CHINESE)


def json_file(path: Path, context_length: int) -> Encode:
    """A tokenizer.json as the tokenizers library runs it."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(context_length)
    return lambda text: tokenizer.encode(text).ids


def vocabulary_files(folder: Path, context_length: int) -> Encode:
    """vocab.json and merges.txt as transformers runs them."""
    tokenizer = CLIPTokenizer(vocab=str(folder / "vocab.json"), merges=str(folder / "merges.txt"))
    return lambda text: tokenizer(text, truncation=True, max_length=context_length).input_ids


def bert(pieces: word_pieces.WordPieces, context_length: int) -> Encode:
    """A WordPiece vocabulary as transformers runs it."""
    tokenizer = pieces.tokenizer()
    return lambda text: tokenizer(text, truncation=True, max_length=context_length).input_ids


def open_clip(context_length: int) -> Encode:
    """open_clip's tokenizer, which has the vocabulary built in. Its file alone: the package needs torchvision."""
    package = importlib.util.find_spec("open_clip").submodule_search_locations[0]
    spec = importlib.util.spec_from_file_location("open_clip_tokenizer", Path(package) / "tokenizer.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tokenizer = module.SimpleTokenizer(context_length=context_length)

    def encode(text: str) -> list[int]:
        padded = tokenizer(text)[0].tolist()
        # "!" inside a word is 0 too, but nothing but padding follows the last end of text.
        return padded[: len(padded) - padded[::-1].index(tokenizer.eot_token_id)]

    return encode


def is_repaired(text: str) -> bool:
    """Whether ftfy takes the text for mojibake, which the port leaves alone."""
    return ftfy.fix_text(text) != ftfy.fix_text(text, fix_encoding=False)


def write(
    name: str,
    context_length: int,
    reference: str,
    encode: Encode,
    is_left_out: Callable[[str], bool] = lambda text: False,
    written: tuple[str, ...] = (),
) -> None:
    """Writes one fixture, a case a line."""
    cases = [
        {"text": text, "count": count, "ids": encode(text * count)}
        for text, count in texts(SEED, RANDOM_COUNT, written)
        if not is_left_out(text * count)
    ]
    head = json.dumps({"reference": reference, "contextLength": context_length})
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FIXTURES / f"{name}.json").write_text(f'{head[:-1]}, "cases": [\n{lines}\n]}}\n')
    print(f"{name}: {len(cases)} texts, {reference}")


if __name__ == "__main__":
    main()
