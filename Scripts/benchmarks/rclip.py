# SPDX-License-Identifier: MIT
"""The door to rclip, with local weights of its own architecture."""

import sys
from pathlib import Path

from benchmarks import prepare, process
from benchmarks.settings import CACHE, RCLIP_MODEL

DATA = CACHE / "rclip"
COMMAND = Path(sys.executable).with_name("rclip")


def environment(data: Path = DATA) -> dict[str, str]:
    return {"RCLIP_DATADIR": str(data), "HF_HUB_OFFLINE": "1"}


def install(data: Path = DATA) -> None:
    process.peer("rclip", data, "--install", prepare.exported(RCLIP_MODEL), environment=environment(data))


def index(folder: Path) -> process.Finished:
    return process.peer("rclip", DATA, "--index", folder, environment=environment())


def vectors() -> dict[str, list[float]]:
    """Those of the last index."""
    return process.peer("rclip", DATA, "--vectors", environment=environment()).report


def search(query: str, folder: Path, data: Path) -> process.Finished:
    """The command itself, told not to look for changed files first."""
    return process.run([COMMAND, "--no-indexing", query], folder=folder, environment=environment(data))
