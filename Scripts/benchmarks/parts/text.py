# SPDX-License-Identifier: MIT
"""Milliseconds for one sentence through a text tower, beside the runtimes."""

from statistics import median

from benchmarks.accuracy import summary
from benchmarks.parts import runtimes
from benchmarks.parts.runtimes import Contestant
from benchmarks.sentences import SENTENCES
from benchmarks.settings import VIT_B_32, Settings
from benchmarks.shoebox import Shoebox

COMMAND = ("bench", "search")


def measure(settings: Settings) -> dict:
    shoebox = Shoebox(settings)

    def turn(contestant: Contestant) -> dict:
        if contestant.is_own:
            return own(shoebox, contestant.precision)
        return runtimes.peer(settings, contestant, "--tower", "text", "--accuracy")

    rows = []
    for contestant, reports in runtimes.compete(shoebox, COMMAND, turn).items():
        row: dict = {"runtime": contestant.runtime, "precision": contestant.precision}
        if contestant.is_own:
            row["trimmed_milliseconds"] = median(report["encode_milliseconds"] for report in reports)
            row |= runtimes.own_accuracy(shoebox, contestant.precision, "text", list(SENTENCES), "--text")
        else:
            row |= {f"{length}_milliseconds": best(reports, length) for length in ("padded", "trimmed")}
            row |= summary(reports[0]["cosines"])
        rows.append(row)
    return {"model": VIT_B_32, "rounds": settings.rounds, "rows": rows}


def own(shoebox: Shoebox, precision: str) -> dict:
    """On one core; the searches of that benchmark are over so few photos here that they do not matter."""
    return shoebox.run(
        *(*COMMAND, "--json", "--count", 1_000, "--searches", 20 if shoebox.settings.quick else 200),
        *shoebox.settings.model_option(VIT_B_32),
        *shoebox.precision_option(precision, *COMMAND),
    ).report


def best(reports: list[dict], length: str) -> float:
    """On one thread or on all, whichever is faster by the medians over the rounds."""
    counts = reports[0]["milliseconds"][length]
    return min(median(report["milliseconds"][length][count] for report in reports) for count in counts)
