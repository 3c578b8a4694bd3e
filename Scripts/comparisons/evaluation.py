# SPDX-License-Identifier: MIT
"""The command line of Scripts/compare-evaluation."""

import argparse
from pathlib import Path

from comparisons import embedding, program, recall
from reference import checkpoint, tokenizer

TOLERANCE = 0.3  # percentage points
DIRECTIONS = {"text_to_image": "text -> image", "image_to_text": "image -> text"}


def main() -> None:
    options = arguments()
    captions = recall.Captions.read(options.captions)
    expected = reference_report(options, captions)
    if options.reference_only:
        print_table(expected, None)
        return
    measured = program.report(options.shoebox, "eval", options.captions, "--json", *model_option(options.model))
    print_table(expected, measured)
    counts = [(report["photos"], report["captions"]) for report in (expected, measured)]
    if counts[0] != counts[1]:
        raise SystemExit(f"The reference saw {counts[0]} photos and captions, shoebox {counts[1]}.")
    if largest_difference(expected, measured) > TOLERANCE:
        raise SystemExit(f"A figure differs by more than {TOLERANCE} points.")


def reference_report(options: argparse.Namespace, captions: recall.Captions) -> dict:
    model = checkpoint.load(options.model)
    words = tokenizer.load(options.model, model.context_length)
    photos = embedding.photos(model, captions.photos)
    sentences = embedding.sentences(model, words, captions.sentences)
    if options.embeddings:
        embedding.save(options.embeddings / "photos.jsonl", [str(path) for path in captions.photos], photos)
        embedding.save(options.embeddings / "captions.jsonl", captions.sentences, sentences)
    return recall.report(photos, sentences, captions.owners)


def model_option(model: Path) -> list[str | Path]:
    """The starter is what the program uses without being told."""
    return [] if model == program.STARTER else ["--model", model]


def largest_difference(expected: dict, measured: dict) -> float:
    return max(
        abs(value - measured[direction][depth])
        for direction in DIRECTIONS
        for depth, value in expected[direction].items()
    )


def print_table(expected: dict, measured: dict | None) -> None:
    print(f"{expected['photos']} photos, {expected['captions']} captions\n")
    print("| recall, % | at | reference | shoebox | difference |\n|---|---|---|---|---|")
    for direction, title in DIRECTIONS.items():
        for depth, value in expected[direction].items():
            own = measured[direction][depth] if measured else None
            cells = [title, depth.removeprefix("recall_at_"), f"{value:.2f}"]
            cells += ["-", "-"] if own is None else [f"{own:.2f}", f"{own - value:+.2f}"]
            print(f"| {' | '.join(cells)} |")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="compare-evaluation",
        description="Compares the recall figures of `shoebox eval` with those of the same model run by PyTorch and PIL;"
        f" fails where one differs by more than {TOLERANCE} points.",
    )
    parser.add_argument("captions", type=Path, help="lines of path<TAB>caption; paths relative to the file")
    parser.add_argument("--model", type=Path, default=program.STARTER, help="model folder (default: the starter)")
    parser.add_argument("--shoebox", type=Path, default=program.BINARY, help="default: .build/release/shoebox")
    parser.add_argument("--reference-only", action="store_true", help="print the reference's figures and stop")
    parser.add_argument(
        "--embeddings",
        type=Path,
        metavar="DIR",
        help="also write the reference's embeddings there: photos.jsonl and captions.jsonl",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
