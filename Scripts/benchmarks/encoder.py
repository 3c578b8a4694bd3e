# SPDX-License-Identifier: MIT
"""The command line of Scripts/bench-encoder."""

import argparse
import tempfile
from pathlib import Path
from statistics import median

import onnxruntime
from benchmarks import onnx_runtime
from comparisons import program
from reference import checkpoint

THREADS = (1, 2)
SHOEBOX = "shoebox"


def main() -> None:
    options = arguments()
    model = checkpoint.load(options.model)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vision.onnx"
        onnx_runtime.export(model, file)
        sessions = {threads: onnx_runtime.session(file, threads) for threads in THREADS}
    rates: dict[tuple[int, str], list[float]] = {}
    memory: dict[int, int] = {}
    for _ in range(options.rounds):
        for batch in options.batch:
            for threads, tower in sessions.items():
                rate = onnx_runtime.images_per_second(tower, model.side, batch, options.runs)
                rates.setdefault((batch, title(threads)), []).append(rate)
            if not options.reference_only:
                report = program.report(options.shoebox, *bench(options.model, batch))
                rates.setdefault((batch, SHOEBOX), []).append(report["images_per_second"])
                memory[batch] = max(memory.get(batch, 0), report["peak_memory_bytes"])
    print_table(options, {key: median(values) for key, values in rates.items()}, memory)


def title(threads: int) -> str:
    return f"ONNX Runtime, {threads} thread{'s' if threads > 1 else ''}"


def bench(model: Path, batch: int) -> list[str | Path]:
    return ["bench", "encode", "--model", model, "--precision", "f32", "--batch", str(batch), "--json"]


def print_table(options: argparse.Namespace, rates: dict[tuple[int, str], float], memory: dict[int, int]) -> None:
    """Images per second, and how many times the better of the peer's two figures shoebox reaches."""
    peers = [title(threads) for threads in THREADS]
    print(f"{options.model.name}, f32, ONNX Runtime {onnxruntime.__version__}, medians of {options.rounds} rounds\n")
    print(f"| batch | {' | '.join(peers)} | shoebox | ratio | peak memory of shoebox |")
    print("|---|---|---|---|---|---|")
    for batch in options.batch:
        theirs = [rates[batch, peer] for peer in peers]
        cells = [str(batch), *(f"{rate:.1f}" for rate in theirs)]
        if options.reference_only:
            cells += ["-", "-", "-"]
        else:
            own = rates[batch, SHOEBOX]
            cells += [f"{own:.1f}", f"{own / max(theirs):.2f}", f"{memory[batch] / 1e6:.0f} MB"]
        print(f"| {' | '.join(cells)} |")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench-encoder",
        description="Times the vision tower of a checkpoint folder in ONNX Runtime and in shoebox, by turns, in f32;"
        " prints images per second as a Markdown table.",
    )
    parser.add_argument("model", type=Path, help="checkpoint folder in Hugging Face's or open_clip's layout")
    parser.add_argument("--batch", type=int, nargs="+", default=[1, 8, 32], metavar="N", help="default: 1 8 32")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each runtime at each batch (default: 3)")
    parser.add_argument("--runs", type=int, default=10, help="timed runs of ONNX Runtime in a turn (default: 10)")
    parser.add_argument("--shoebox", type=Path, default=program.BINARY, help="default: .build/release/shoebox")
    parser.add_argument("--reference-only", action="store_true", help="time ONNX Runtime alone")
    return parser.parse_args()


if __name__ == "__main__":
    main()
