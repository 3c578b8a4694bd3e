# SPDX-License-Identifier: MIT
"""What is measured, with what, and for how long."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache/bench"
MODELS = ROOT / ".cache/models"
DOCUMENT = ROOT / "Documentation/Benchmarks.md"
PLOT = ROOT / "Documentation/Images/cost-by-library-size.svg"

BATCHES = (1, 8, 32)
PRECISIONS = ("f32", "bf16", "int8")
STARTER = "starter"
VIT_B_32 = "openai-vit-b-32"  # 224 pixels, 50 tokens: the architecture that runtimes are compared on
RCLIP_MODEL = "datacomp-vit-b-32-256"  # 256 pixels, 65 tokens: the one that rclip uses


@dataclass(frozen=True)
class Settings:
    """One run of the benchmarks."""

    shoebox: Path
    album: Path | None
    quick: bool

    @property
    def photos(self) -> Path:
        """A folder of real photos; some parts do without."""
        if self.album is None:
            raise SystemExit("bench: name a folder of photos: Scripts/bench --photos <folder>")
        return self.album

    @property
    def cores(self) -> int:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    @property
    def rounds(self) -> int:
        """Turns of each contestant; the median counts."""
        return 1 if self.quick else 3

    @property
    def seconds(self) -> float:
        """How long one figure of a turn is measured at least."""
        return 0.3 if self.quick else 1.0

    @property
    def sizes(self) -> tuple[int, ...]:
        """Photos in the libraries that are searched."""
        return (1_000, 10_000) if self.quick else (1_000, 10_000, 100_000, 1_000_000)

    @property
    def indexed_sizes(self) -> tuple[int, ...]:
        """Photos in the libraries that are indexed from nothing."""
        return (1_000,) if self.quick else (1_000, 10_000, 100_000)

    @property
    def large_photos(self) -> int:
        return 16 if self.quick else 80

    def model_option(self, model: str) -> list[str]:
        """The starter is what the program uses without being told."""
        return [] if model == STARTER else ["--model", str(MODELS / model)]
