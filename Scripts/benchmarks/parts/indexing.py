# SPDX-License-Identifier: MIT
"""Photos a second from files to an index, beside rclip on the same files with the same weights."""

import shutil
from functools import partial
from pathlib import Path
from typing import Callable

from benchmarks import prepare, process, rclip
from benchmarks.accuracy import cosine, embedded, summary
from benchmarks.settings import CACHE, PRECISIONS, RCLIP_MODEL, STARTER, Settings
from benchmarks.shoebox import Shoebox
from benchmarks.turns import by_turns, middle

LIBRARY = CACHE / "library"
RCLIP = "rclip"
DECODING = "libvips, decoding alone"
SIDE = 256  # of the pictures that rclip's model takes


def measure(settings: Settings) -> dict:
    shoebox = Shoebox(settings)
    prepare.model(RCLIP_MODEL)
    rclip.install()
    precisions = [precision for precision in PRECISIONS if shoebox.has(precision, "index")]
    albums = {"12-megapixel JPEG": prepare.large_photos(settings), "small JPEG": settings.photos}
    tables = []
    for title, folder in albums.items():
        programs = everybody(shoebox, folder, precisions)
        for program in programs.values():
            program()  # reads the files once, and keeps what is prepared per model
        rows = [row(name, runs) for name, runs in by_turns(programs, settings.rounds).items()]
        tables.append({"photos": title, "rows": rows} | agreement(shoebox))
    return {"model": RCLIP_MODEL, "rounds": settings.rounds, "albums": tables}


def everybody(shoebox: Shoebox, folder: Path, precisions: list[str]) -> dict[str, Callable[[], process.Finished]]:
    """Programs that each do the whole album."""
    programs: dict[str, Callable[[], process.Finished]] = {RCLIP: partial(rclip.index, folder)}
    for model in (RCLIP_MODEL, STARTER):
        for precision in precisions:
            programs[f"Shoebox, {model}, {precision}"] = partial(index, shoebox, folder, model, precision)
    cores = shoebox.settings.cores
    programs[DECODING] = partial(process.peer, "thumbnails", folder, "--side", SIDE, "--cores", cores)
    return programs


def index(shoebox: Shoebox, folder: Path, model: str, precision: str | None) -> process.Finished:
    """A run into an empty library, at a precision or as the program does it by itself."""
    shutil.rmtree(LIBRARY, ignore_errors=True)
    return shoebox.run(
        *("index", folder, "--library", LIBRARY, "--json", "--quiet"),
        *shoebox.settings.model_option(model),
        *(shoebox.precision_option(precision, "index") if precision else ()),
    )


def figures(run: process.Finished) -> dict:
    """The seconds are those that the program itself counts from its first photo on; the process took longer."""
    report = run.report
    photos = report["photos"] if "photos" in report else report["added"] + report["failed"]
    return {
        "photos": photos,
        "photos_per_second": photos / report["seconds"],
        "process_seconds": run.seconds,
        "peak_bytes": run.peak_bytes,
    }


def row(name: str, runs: list[process.Finished]) -> dict:
    reports = [figures(run) for run in runs]
    return {"name": name} | {key: middle(reports, key) for key in reports[0]}


def agreement(shoebox: Shoebox) -> dict[str, float]:
    """How alike the vectors of rclip's last run are to ours in f32: both must have done the same work."""
    theirs = rclip.vectors()
    paths = sorted(theirs)
    answers = shoebox.run(
        "embed",
        *shoebox.settings.model_option(RCLIP_MODEL),
        *shoebox.precision_option("f32", "embed"),
        stdin="".join(f"{path}\n" for path in paths),
    ).output
    return summary([cosine(own, theirs[path]) for path, own in zip(paths, embedded(answers), strict=True)])
