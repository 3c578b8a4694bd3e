# SPDX-License-Identifier: MIT
"""Panels with logarithmic axes as SVG text, readable on light and on dark pages."""

from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from typing import Sequence

STYLE = """
text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #3c4148 }
.title { font-weight: 600; font-size: 13px }
.grid { stroke: #d5d9de; stroke-width: 1 }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
@media (prefers-color-scheme: dark) { text { fill: #c5cad2 } .grid { stroke: #3b4048 } }
"""
COLOURS = ("#2f81d6", "#d9702c", "#2fa06f", "#9a6bd0", "#8a9099")
DASHES = ("", "", "", "", "5 4")
LEGEND = 18  # the height of a line of it


@dataclass(frozen=True)
class Line:
    name: str
    points: Sequence[tuple[float, float]]
    colour: int


@dataclass(frozen=True)
class Panel:
    """One plot: x and y in powers of ten."""

    title: str
    lines: Sequence[Line]
    unit: str  # seconds or bytes
    x: float
    y: float
    width: float
    height: float

    def svg(self) -> str:
        xs = [x for line in self.lines for x, _ in line.points]
        ys = [y for line in self.lines for _, y in line.points]
        horizontal = Axis.around(xs, self.x, self.x + self.width)
        vertical = Axis.around(ys, self.y + self.height, self.y)
        parts = [text(self.x, self.y - 16, self.title, "title")]
        for power in vertical.powers:
            at = vertical.at(10**power)
            parts.append(f'<path class="grid" d="M{self.x:.0f} {at:.1f}h{self.width:.0f}"/>')
            parts.append(text(self.x - 8, at + 4, label(power, self.unit), anchor="end"))
        for power in horizontal.powers:
            at = horizontal.at(10**power)
            parts.append(f'<path class="grid" d="M{at:.1f} {self.y:.0f}v{self.height:.0f}"/>')
            parts.append(text(at, self.y + self.height + 18, label(power, "photos"), anchor="middle"))
        for number, line in enumerate(self.lines):
            parts += self.drawn(line, horizontal, vertical, self.y + self.height + 42 + number * LEGEND)
        return "\n".join(parts)

    def drawn(self, line: Line, horizontal: "Axis", vertical: "Axis", legend: float) -> list[str]:
        stroke = f'stroke="{COLOURS[line.colour]}"'
        if DASHES[line.colour]:
            stroke += f' stroke-dasharray="{DASHES[line.colour]}"'
        places = [(horizontal.at(x), vertical.at(y)) for x, y in sorted(line.points)]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLOURS[line.colour]}"/>' for x, y in places]
        return [
            f'<path class="line" {stroke} d="M{path}"/>',
            *dots,
            f'<path class="line" {stroke} d="M{self.x:.0f} {legend - 4:.1f}h22"/>',
            text(self.x + 30, legend, line.name),
        ]


@dataclass(frozen=True)
class Axis:
    """Powers of ten from one place to another."""

    powers: range
    start: float
    end: float

    @classmethod
    def around(cls, values: Sequence[float], start: float, end: float) -> "Axis":
        low, high = floor(log10(min(values)) + 1e-9), ceil(log10(max(values)) - 1e-9)
        return cls(range(low, max(high, low + 1) + 1), start, end)

    def at(self, value: float) -> float:
        share = (log10(value) - self.powers[0]) / (self.powers[-1] - self.powers[0])
        return self.start + share * (self.end - self.start)


def label(power: int, unit: str) -> str:
    """A power of ten as people write it: 10 ms, 1 GB, 100,000."""
    if unit == "photos":
        return f"{10**power:,}" if power < 6 else f"{10 ** (power - 6):,} million"
    steps = {"seconds": (("s", 0), ("ms", -3), ("µs", -6)), "bytes": (("GB", 9), ("MB", 6), ("kB", 3), ("B", 0))}
    name, base = next((name, base) for name, base in steps[unit] if power >= base or base == steps[unit][-1][1])
    return f"{10 ** (power - base):,} {name}"


def text(x: float, y: float, content: str, kind: str = "", anchor: str = "") -> str:
    attributes = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{x:.1f}" y="{y:.1f}"{attributes}>{escape(content)}</text>'


def document(panels: Sequence[Panel], width: float, height: float, title: str) -> str:
    drawn = "\n".join(panel.svg() for panel in panels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n{drawn}\n</svg>\n"
    )
