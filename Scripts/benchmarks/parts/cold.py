# SPDX-License-Identifier: MIT
"""A search from the start of the process to its end, beside rclip over the same vectors, and what a library costs.

The files are in the system's memory; every search asks for something else.
"""

import json
from statistics import median
from typing import Iterator

from benchmarks import process, rclip, sentences
from benchmarks.accuracy import embedded
from benchmarks.libraries import SyntheticLibrary
from benchmarks.settings import RCLIP_MODEL, STARTER, Settings
from benchmarks.shoebox import Shoebox

LIMIT = 20
RECALL_LIMIT = 100
RECALL_QUERIES = 5
PATIENCE = 20.0  # seconds for the searches of one program in one library


def measure(settings: Settings) -> dict:
    shoebox = Shoebox(settings)
    libraries = [SyntheticLibrary(model, count) for model in (STARTER, RCLIP_MODEL) for count in settings.sizes]
    rows = []
    for library in libraries:
        if not library.fits:
            continue
        library.make(shoebox)
        rows.append(one(shoebox, library))
        library.remove()
    return {"limit": LIMIT, "recall_limit": RECALL_LIMIT, "rows": rows}


def one(shoebox: Shoebox, library: SyntheticLibrary) -> dict:
    with_rclip = library.model == RCLIP_MODEL
    words = sentences.different()
    search(shoebox, library, words)  # so that files are in memory, and what is kept beside the model is there
    if with_rclip:
        rclip.search(next(words), library.photos, library.rclip)
    own: list[process.Finished] = []
    theirs: list[process.Finished] = []
    most = 5 if shoebox.settings.quick else 21
    while len(own) < most and total(own) + total(theirs) < PATIENCE or len(own) < 3:
        own.append(search(shoebox, library, words))
        if with_rclip:
            theirs.append(rclip.search(next(words), library.photos, library.rclip))
    update = shoebox.run(*("index", "--json", "--quiet"), *options(shoebox, library)).report
    if update["unchanged"] != library.count:
        raise SystemExit(f"bench: the library was not taken as it is: {update}")
    status = shoebox.run(*("status", "--json"), *options(shoebox, library)).report
    row = {
        "model": library.model,
        "count": library.count,
        "seconds": median(run.seconds for run in own),
        "searches": len(own),
        "peak_bytes": median(run.peak_bytes for run in own),
        "update_seconds": update["seconds"],
        "library_bytes": status["byte_count"],
        "recall": recall(shoebox, library, words),
    }
    if with_rclip:
        row["rclip_seconds"] = median(run.seconds for run in theirs)
        row["rclip_peak_bytes"] = median(run.peak_bytes for run in theirs)
        row["rclip_library_bytes"] = (library.rclip / "db.sqlite3").stat().st_size
    return row


def total(runs: list[process.Finished]) -> float:
    return sum(run.seconds for run in runs)


def options(shoebox: Shoebox, library: SyntheticLibrary) -> list[process.Argument]:
    return ["--library", library.library, *shoebox.settings.model_option(library.model)]


def search(shoebox: Shoebox, library: SyntheticLibrary, words: Iterator[str]) -> process.Finished:
    return shoebox.run("search", next(words), "--paths", "--limit", LIMIT, *options(shoebox, library))


def recall(shoebox: Shoebox, library: SyntheticLibrary, words: Iterator[str]) -> float:
    """The least share of the true best that a search gives: the truth is NumPy's, in f32, over the catalogue."""
    asked = [next(words) for _ in range(RECALL_QUERIES)]
    model = shoebox.settings.model_option(library.model)
    queries = embedded(shoebox.run("embed", "--text", *model, stdin="".join(f"{one}\n" for one in asked)).output)
    ranking = process.peer("ranking", library.library, "--limit", RECALL_LIMIT, stdin=json.dumps(queries)).report
    shares = []
    for sentence, expected in zip(asked, ranking, strict=True):
        found = shoebox.run("search", sentence, "--json", "--limit", RECALL_LIMIT, *options(shoebox, library)).output
        shares.append(len({json.loads(line)["photo"] for line in found.splitlines()} & set(expected)) / len(expected))
    return min(shares)
