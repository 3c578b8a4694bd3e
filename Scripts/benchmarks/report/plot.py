# SPDX-License-Identifier: MIT
"""Draws what a search, an index run and a library cost against the number of photos."""

from benchmarks import log, results
from benchmarks.parts import scan
from benchmarks.report import svg
from benchmarks.settings import PLOT, RCLIP_MODEL, STARTER

WIDTH, HEIGHT = 860, 400
LEFT, TOP = 58, 44
PANEL_WIDTH, PANEL_HEIGHT = 210, 220
STEP = 278
RCLIP = 4  # its colour
CAPTION = "Seconds of searches and index runs, and bytes on disk, against the number of photos"


def main() -> None:
    cold, warm, grown = (results.load(part) for part in ("cold", "scan", "memory"))
    if cold is None or warm is None or grown is None:
        log.say("  nothing to draw yet: measure scan, cold and memory first")
        return
    panels = [
        ("A search", searches(cold, warm), "seconds"),
        ("An index run", runs(cold, grown), "seconds"),
        ("The library on disk", disk(cold), "bytes"),
    ]
    drawn = [
        svg.Panel(title, lines, unit, LEFT + number * STEP, TOP, PANEL_WIDTH, PANEL_HEIGHT)
        for number, (title, lines, unit) in enumerate(panels)
    ]
    PLOT.write_text(svg.document(drawn, WIDTH, HEIGHT, CAPTION), encoding="utf-8")


def searches(cold: dict, warm: dict) -> list[svg.Line]:
    return [
        svg.Line("ViT-B/32, new process", column(cold, RCLIP_MODEL, "seconds"), 0),
        svg.Line("starter, new process", column(cold, STARTER, "seconds"), 1),
        svg.Line("ViT-B/32, warm", warm_column(warm, scan.OWN), 2),
        svg.Line("starter, warm", warm_column(warm, STARTER), 3),
        svg.Line("rclip, new process", column(cold, RCLIP_MODEL, "rclip_seconds"), RCLIP),
    ]


def runs(cold: dict, grown: dict) -> list[svg.Line]:
    first = [(row["count"], row["seconds"]) for row in grown["rows"]]
    return [
        svg.Line("first run, tiny photos, starter", first, 1),
        svg.Line("again, nothing changed", column(cold, STARTER, "update_seconds"), 3),
    ]


def disk(cold: dict) -> list[svg.Line]:
    return [
        svg.Line("ViT-B/32, 512 dimensions", column(cold, RCLIP_MODEL, "library_bytes"), 0),
        svg.Line("starter, 256 dimensions", column(cold, STARTER, "library_bytes"), 1),
        svg.Line("rclip, 512 dimensions", column(cold, RCLIP_MODEL, "rclip_library_bytes"), RCLIP),
    ]


def column(found: dict, model: str, key: str) -> list[tuple[float, float]]:
    return [(row["count"], row[key]) for row in found["rows"] if row["model"] == model and key in row]


def warm_column(found: dict, key: str) -> list[tuple[float, float]]:
    return [(row["count"], row[key]["p50_milliseconds"] / 1000) for row in found["rows"]]
