# SPDX-License-Identifier: MIT
"""One query against many vectors, all compared, beside NumPy, faiss and a plain read loop; warm."""

from statistics import median

from benchmarks import process
from benchmarks.settings import STARTER, VIT_B_32, Settings
from benchmarks.shoebox import Shoebox
from benchmarks.turns import by_turns, middle

LIMIT = 100
DIMENSION = 512
OWN = "Shoebox"
PEERS = "NumPy and faiss"


def measure(settings: Settings) -> dict:
    shoebox = Shoebox(settings)
    rows = []
    for count in settings.sizes:
        turns = by_turns(
            {
                f"{OWN}, {count:,} vectors": lambda count=count: own(shoebox, count, VIT_B_32),
                f"{PEERS}, {count:,} vectors": lambda count=count: peers(settings, count),
            },
            settings.rounds,
        )
        ours, theirs = turns.values()
        rows.append({"count": count, OWN: summary(ours), "starter": summary([own(shoebox, count, STARTER)])} | of(theirs))
    return {"limit": LIMIT, "dimension": DIMENSION, "rounds": settings.rounds, "rows": rows}


def own(shoebox: Shoebox, count: int, model: str) -> dict:
    searches = 20 if shoebox.settings.quick else 100
    return shoebox.run(
        *("bench", "search", "--json", "--count", count, "--limit", LIMIT, "--searches", searches),
        *shoebox.settings.model_option(model),
    ).report


def summary(reports: list[dict]) -> dict:
    """The median of every figure that the binary gives."""
    figures = [key for key, value in reports[0].items() if isinstance(value, int | float)]
    return {key: middle(reports, key) for key in figures}


def peers(settings: Settings, count: int) -> dict:
    return process.peer(
        "scan", "--count", count, "--dimension", DIMENSION, "--limit", LIMIT, "--cores", settings.cores
    ).report


def of(reports: list[dict]) -> dict:
    names = reports[0]["runtimes"]
    return {
        "bandwidth": median(report["bandwidth"] for report in reports),
        "peers": {
            name: {key: median(report["runtimes"][name][key] for report in reports) for key in ("milliseconds", "recall")}
            for name in names
        },
    }
