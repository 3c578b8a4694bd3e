# SPDX-License-Identifier: MIT
"""How alike embeddings are."""

import json
from math import sqrt
from typing import Sequence

Vector = Sequence[float]


def cosine(one: Vector, other: Vector) -> float:
    product = sum(a * b for a, b in zip(one, other, strict=True))
    return product / sqrt(sum(a * a for a in one) * sum(b * b for b in other))


def embedded(lines: str) -> list[Vector]:
    """The vectors of what `shoebox embed` wrote; fails where one is missing."""
    answers = [json.loads(line) for line in lines.splitlines()]
    for answer in answers:
        if "error" in answer:
            raise SystemExit(f"shoebox embed: {answer['id']}: {answer['error']}")
    return [answer["embedding"] for answer in answers]


def summary(cosines: Sequence[float]) -> dict[str, float]:
    return {"least_cosine": min(cosines), "mean_cosine": sum(cosines) / len(cosines)}
