# SPDX-License-Identifier: MIT
"""Time, peak memory and disk while libraries of growing size are indexed: tiny photos, with the starter."""

from benchmarks import prepare
from benchmarks.parts.indexing import LIBRARY, index
from benchmarks.settings import STARTER, Settings
from benchmarks.shoebox import Shoebox


def measure(settings: Settings) -> dict:
    shoebox = Shoebox(settings)
    rows = []
    for count in settings.indexed_sizes:
        run = index(shoebox, prepare.tiny_photos(count), STARTER, precision=None)
        again = shoebox.run("index", "--library", LIBRARY, "--json", "--quiet")
        status = shoebox.run("status", "--library", LIBRARY, "--json").report
        rows.append(
            {
                "count": count,
                "seconds": run.report["seconds"],
                "peak_bytes": run.peak_bytes,
                "library_bytes": status["byte_count"],
                "update_seconds": again.report["seconds"],
                "update_peak_bytes": again.peak_bytes,
            }
        )
    return {"model": STARTER, "rows": rows}
