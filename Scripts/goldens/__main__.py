# SPDX-License-Identifier: MIT
"""The command line of Scripts/make-goldens."""

import argparse
import shutil
from pathlib import Path

import numpy
from goldens import golden_file, texts, tiny
from goldens.word_pieces import WordPieces
from reference import tokenizer

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests/CLIPModelTests/Fixtures/models"
CACHE = ROOT / ".cache/models"


def main() -> None:
    options = arguments()
    if options.full:
        from goldens import full

        models, into = full.models(options.tokenizer), CACHE
    else:
        models, into = tiny.MODELS, FIXTURES
    unknown = set(options.only or []) - {model.name for model in models}
    if unknown:
        raise SystemExit(f"make-goldens: no model is called {', '.join(sorted(unknown))}.")
    for seed, model in enumerate(models, start=1):
        if not options.only or model.name in options.only:
            write(model, into / model.name, seed, options.full)


def write(model, folder: Path, seed: int, is_full: bool) -> None:
    """Writes one checkpoint folder and its goldens.json, and says how alike its embeddings are."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    model.write(folder, seed)
    for file in folder.iterdir():
        file.chmod(0o644)  # safetensors writes for the owner alone
    words = tokenizer.load(folder, model.context_length)
    written = texts.SENTENCES + (texts.LONG_SENTENCE,)
    vocabulary = model.vocabulary
    if isinstance(vocabulary, WordPieces):
        written += texts.CHINESE_SENTENCES
    sentences = texts.sentences(words, written)
    sequences = texts.sequences(vocabulary.start, vocabulary.end, model.context_length)
    rows = golden_file.write(folder, model.about, sentences + (sequences[:1] if is_full else sequences))
    size = sum(file.stat().st_size for file in folder.iterdir())
    images = len(rows) - len(sentences) - (1 if is_full else len(sequences))
    likeness = f"images alike to {alike(rows[:images])}, texts to {alike(rows[images:])}"
    print(f"{model.name}: {size / 1000:,.0f} kB, {likeness}")


def alike(rows: numpy.ndarray) -> str:
    """The highest cosine of two different embeddings: far below 1, or parity would prove little."""
    cosines = rows @ rows.T
    numpy.fill_diagonal(cosines, -1)
    return f"{cosines.max():.2f}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make-goldens",
        description="Writes random-weight checkpoints with the reference implementation's outputs beside them: the"
        " tiny ones into Tests/CLIPModelTests/Fixtures/models, the full-size ones into .cache/models.",
    )
    parser.add_argument("--full", action="store_true", help="the full-size models (gigabytes) instead of the tiny ones")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these models")
    parser.add_argument(
        "--tokenizer",
        type=Path,
        metavar="DIR",
        default=ROOT.parent / "shared/models/tokenizers/clip",
        help="folder of the official CLIP tokenizer.json for the full-size models (default: %(default)s;"
        " where it is missing, a synthetic vocabulary of the same size)",
    )
    return parser.parse_args()


main()
