# SPDX-License-Identifier: MIT
"""Pictures a second through a vision tower that lie in memory, at each precision, beside the runtimes."""

from statistics import median

from benchmarks import prepare
from benchmarks.accuracy import summary
from benchmarks.parts import runtimes
from benchmarks.parts.runtimes import Contestant
from benchmarks.settings import BATCHES, VIT_B_32, Settings
from benchmarks.shoebox import Shoebox

COMMAND = ("bench", "encode")


def measure(settings: Settings) -> dict:
    shoebox = Shoebox(settings)

    def turn(contestant: Contestant) -> dict:
        if contestant.is_own:
            return own(shoebox, contestant.precision)
        return runtimes.peer(settings, contestant, "--batch", *BATCHES, "--accuracy")

    rows = []
    for contestant, reports in runtimes.compete(shoebox, COMMAND, turn).items():
        if contestant.is_own:
            pictures = sorted(map(str, prepare.samples(VIT_B_32, settings).glob("*.png")))
            quality = runtimes.own_accuracy(shoebox, contestant.precision, "vision", pictures)
        else:
            quality = summary(reports[0]["cosines"])
        rates = {"rates": best_of_ways(reports)}
        rows.append({"runtime": contestant.runtime, "precision": contestant.precision} | rates | quality)
    return {"model": VIT_B_32, "rounds": settings.rounds, "rows": rows}


def own(shoebox: Shoebox, precision: str) -> dict:
    """One turn at every batch: a team inside one worker, and a worker per core."""
    cores = shoebox.settings.cores
    ways = {"team": (1, cores), "workers": (cores, 1)}
    rates = {
        str(batch): {way: rate(shoebox, precision, batch, *counts) for way, counts in ways.items()} for batch in BATCHES
    }
    return {"rates": rates}


def rate(shoebox: Shoebox, precision: str, batch: int, workers: int, threads: int) -> float:
    return shoebox.run(
        *(*COMMAND, "--json"),
        *shoebox.settings.model_option(VIT_B_32),
        *shoebox.precision_option(precision, *COMMAND),
        *("--batch", batch, "--workers", workers, "--threads", threads),
        *("--seconds", shoebox.settings.seconds),
    ).report["images_per_second"]


def best_of_ways(reports: list[dict]) -> dict[str, dict]:
    """For each batch the better of the two ways to use the cores, by their medians over the rounds."""
    rates = {}
    for batch in map(str, BATCHES):
        ways = {way: median(report["rates"][batch][way] for report in reports) for way in ("team", "workers")}
        way = max(ways, key=lambda way: ways[way])
        rates[batch] = {"images_per_second": ways[way], "way": way}
    return rates
