# SPDX-License-Identifier: MIT
"""One query against many vectors, all compared, beside NumPy, faiss and a plain read loop; warm."""

from functools import partial
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
                f"{OWN}, {count:,} vectors": partial(own, shoebox, count, VIT_B_32),
                f"{PEERS}, {count:,} vectors": partial(peers, settings, count),
            },
            settings.rounds,
        )
        ours, theirs = turns.values()
        own_rows = {OWN: summary(ours), STARTER: summary([own(shoebox, count, STARTER)])}
        rows.append({"count": count} | own_rows | of(theirs))
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
    return {
        "bandwidth": median(report["bandwidth"] for report in reports),
        "peers": {
            name: {key: median(report["runtimes"][name][key] for report in reports) for key in figures}
            for name, figures in reports[0]["runtimes"].items()
        },
    }


def bytes_scanned(own: dict) -> int:
    """What one scan reads: a byte a dimension; binaries that cannot read alone yet scanned f32."""
    return own["count"] * own["dimension"] * (1 if "read_milliseconds" in own else 4)


def read_rate(row: dict) -> float:
    """Bytes a second of the binary's loop that only reads what its scan reads; NumPy's where it has none."""
    own = row[OWN]
    return bytes_scanned(own) / own["read_milliseconds"] * 1000 if "read_milliseconds" in own else row["bandwidth"]
