# SPDX-License-Identifier: MIT
"""What is measured while a stage trains, as JSON lines."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shoebox_training import atomic_file


@dataclass(frozen=True)
class MetricsLog:
    """A file of lines: `stage`, `seen`, `seconds`, and either `losses` with `rate` and `speed`, or `figures`."""

    file: Path
    stage: str

    def add(self, **measured: Any) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"stage": self.stage, **measured}) + "\n")

    def forget_after(self, seen: int) -> None:
        """Drops what the stage measured after the checkpoint from which it goes on."""
        if self.file.exists():
            lines = atomic_file.read_json_lines(self.file, is_appended=True)
            kept = [line for line in lines if line["stage"] != self.stage or line["seen"] <= seen]
            atomic_file.write_json_lines(self.file, kept)

    def figures(self) -> list[dict[str, Any]]:
        """The lines with results on held-out photos."""
        if not self.file.exists():
            return []
        lines = atomic_file.read_json_lines(self.file, is_appended=True)
        return [line for line in lines if line["stage"] == self.stage and "figures" in line]
