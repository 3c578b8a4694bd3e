# SPDX-License-Identifier: MIT
"""The learning curve as SVG."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 150, 24, 48
COLOURS = ("#4c72b0", "#dd8452", "#55a868", "#8172b3")
STYLE = "text{font:13px system-ui,sans-serif;fill:#777}.axis{stroke:#999}.grid{stroke:#999;stroke-opacity:.25}"


@dataclass(frozen=True)
class Line:
    """Figures in per cent by images seen."""

    name: str
    points: Sequence[tuple[int, float]]


def lines_of(measured: Sequence[dict[str, Any]], figures: Sequence[str]) -> list[Line]:
    """A line for each figure, from the lines of a metrics file; what was measured twice counts as it was last."""
    return [
        Line(figure, sorted({entry["seen"]: entry["figures"][figure] for entry in measured}.items()))
        for figure in figures
        if all(figure in entry["figures"] for entry in measured) and measured
    ]


def drawn(title: str, lines: Sequence[Line]) -> str:
    """The curve; figures grow upwards from 0, images seen to the right.

    Raises: ValueError if there is nothing to draw.
    """
    points = [point for line in lines for point in line.points]
    if not points:
        raise ValueError("Nothing was measured yet, so there is no curve.")
    most_seen = max(seen for seen, _ in points) or 1
    highest = 10 * math.ceil(max(value for _, value in points) / 10) or 10
    x_unit, y_unit = (WIDTH - LEFT - RIGHT) / most_seen, (HEIGHT - TOP - BOTTOM) / highest

    def place(seen: float, value: float) -> tuple[float, float]:
        return LEFT + seen * x_unit, HEIGHT - BOTTOM - value * y_unit

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(title)}"><style>{STYLE}</style>'
    ]
    for value in range(0, highest + 1, 10 if highest <= 60 else 20):
        _, y = place(0, value)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value} %</text>')
    for part in range(5):
        seen = most_seen * part / 4
        x, y = place(seen, 0)
        parts.append(f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{y:.1f}" y2="{y + 5:.1f}"/>')
        parts.append(f'<text x="{x:.1f}" y="{y + 20:.1f}" text-anchor="middle">{counted(seen)}</text>')
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 8}">images seen</text>')
    for line, colour in zip(lines, COLOURS, strict=False):
        places = [place(*point) for point in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in places]
        x, y = places[-1]
        label = f"{line.name}: {line.points[-1][1]:.1f}"
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" style="fill:{colour}">{escape(label)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def counted(images: float) -> str:
    if images >= 1e6:
        return f"{images / 1e6:.1f} million"
    return f"{images / 1e3:.0f} thousand" if images >= 1e3 else f"{images:.0f}"
