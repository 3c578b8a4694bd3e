# SPDX-License-Identifier: MIT
"""Runs the shoebox binary."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = ROOT / ".build/release/shoebox"
STARTER = ROOT / "Sources/CStarterModel/Model"


def output(binary: Path, *arguments: str | Path, stdin: str = "") -> str:
    """What the command writes on stdout; its messages go to the terminal."""
    if not binary.exists():
        raise SystemExit(f"{binary} is missing; build it with: swift build -c release")
    command = [str(binary), *map(str, arguments)]
    run = subprocess.run(command, input=stdin.encode(), stdout=subprocess.PIPE, check=False)
    if run.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with exit code {run.returncode}.")
    return run.stdout.decode()


def report(binary: Path, *arguments: str | Path) -> dict:
    """The one JSON object that the command writes."""
    return json.loads(output(binary, *arguments))
