# SPDX-License-Identifier: MIT
"""What the parts found, kept as JSON until a report is made of it."""

import json

from benchmarks import machine
from benchmarks.settings import CACHE, Settings

FOLDER = CACHE / "results"


def save(part: str, settings: Settings, findings: dict) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    content = {"machine": machine.description(settings)} | findings
    (FOLDER / f"{part}.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def load(part: str) -> dict | None:
    """Nothing where the part was not measured yet."""
    file = FOLDER / f"{part}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
