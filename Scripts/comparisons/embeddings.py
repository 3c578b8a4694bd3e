# SPDX-License-Identifier: MIT
"""The command line of Scripts/compare-embeddings."""

import argparse
import json
from pathlib import Path

import numpy
from comparisons import embedding, program
from comparisons.evaluation import model_option
from reference import checkpoint, tokenizer

EXTENSIONS = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff"}  # what PIL opens by itself
SHOWN = 5


def main() -> None:
    options = arguments()
    model = checkpoint.load(options.model)
    paths = sorted(path for path in options.folder.rglob("*") if path.suffix.lower() in EXTENSIONS)
    names = [str(path) for path in paths]
    compare("photos", names, embedding.photos(model, paths), measured(options, names, []), options.at_least)
    if options.texts:
        sentences = options.texts.read_text(encoding="utf-8").splitlines()
        words = tokenizer.load(options.model, model.context_length)
        expected = embedding.sentences(model, words, sentences)
        compare("texts", sentences, expected, measured(options, sentences, ["--text"]), options.at_least)


def measured(options: argparse.Namespace, lines: list[str], flags: list[str]) -> list[dict]:
    """What `shoebox embed` answers, one object to a line of input."""
    stdin = "".join(line + "\n" for line in lines)
    text = program.output(options.shoebox, "embed", *flags, *model_option(options.model), stdin=stdin)
    answers = [json.loads(line) for line in text.splitlines()]
    if len(answers) != len(lines):
        raise SystemExit(f"shoebox embed answered {len(answers)} of {len(lines)} lines.")
    return answers


def compare(what: str, names: list[str], expected: numpy.ndarray, answers: list[dict], at_least: float) -> None:
    """Prints the smallest and the mean cosine and the worst cases; fails below `at_least`."""
    failed = [f"{name}: {answer['error']}" for name, answer in zip(names, answers) if "error" in answer]
    if failed:
        raise SystemExit("shoebox embed failed:\n" + "\n".join(failed))
    cosines = (expected * numpy.array([answer["embedding"] for answer in answers])).sum(axis=1)
    print(f"{len(names)} {what}: cosine with the reference at least {cosines.min():.6f}, mean {cosines.mean():.6f}")
    for index in numpy.argsort(cosines)[:SHOWN]:
        print(f"  {cosines[index]:.6f}  {names[index]}")
    if cosines.min() < at_least:
        raise SystemExit(f"The smallest cosine is below {at_least}.")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="compare-embeddings",
        description="Compares the embeddings of `shoebox embed` with those of the same model run by PyTorch and PIL.",
    )
    parser.add_argument("folder", type=Path, help="folder of photos that PIL opens")
    parser.add_argument("--texts", type=Path, metavar="FILE", help="also compare these sentences, one a line")
    parser.add_argument("--model", type=Path, default=program.STARTER, help="model folder (default: the starter)")
    parser.add_argument("--shoebox", type=Path, default=program.BINARY, help="default: .build/release/shoebox")
    parser.add_argument("--at-least", type=float, default=0.0, metavar="COSINE", help="fail below this cosine")
    return parser.parse_args()


if __name__ == "__main__":
    main()
