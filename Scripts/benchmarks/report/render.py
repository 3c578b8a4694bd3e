# SPDX-License-Identifier: MIT
"""Writes what was measured into the places of Documentation/Benchmarks.md."""

from benchmarks import log, results
from benchmarks.report import plot, tables
from benchmarks.report.markdown import replace
from benchmarks.settings import DOCUMENT, PLOT

PLACES = {
    "encoder": ("encoder", tables.encoder),
    "text": ("text", tables.text),
    "indexing": ("indexing", tables.indexing_table),
    "agreement": ("indexing", tables.agreement),
    "scan": ("scan", tables.scan_table),
    "bandwidth": ("scan", tables.bandwidth_table),
    "warm": ("scan", tables.warm),
    "cold": ("cold", tables.cold),
    "memory": ("memory", tables.memory),
    "web": ("web", tables.web),
}


def main() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    machines = {}
    for place, (part, write) in PLACES.items():
        found = results.load(part)
        if found is None:
            log.say(f"  {place} stays as it is: nothing was measured")
            continue
        machines[tables.machine(found)] = found
        document = replace(document, place, write(found))
    if len(machines) > 1:
        log.say("  the parts were not measured on one machine on one day; run them all again before publishing")
    if PLOT.exists():
        document = replace(document, "plot", f"![{plot.CAPTION}]({PLOT.relative_to(DOCUMENT.parent)})")
    document = replace(document, "machine", "\n\n".join(machines))
    DOCUMENT.write_text(document, encoding="utf-8")
