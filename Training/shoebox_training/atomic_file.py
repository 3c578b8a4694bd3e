# SPDX-License-Identifier: MIT
"""Files that are there as a whole or not at all."""

import glob
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO


def write(path: Path, fill: Callable[[BinaryIO], Any]) -> None:
    """Replaces the file at `path` by what `fill` writes, in one step that survives a kill and a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    remove_abandoned_parts(path)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with part.open("wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def remove_abandoned_parts(path: Path) -> None:
    """Removes what processes that were killed left of this file."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.*"):
        process = part.name.rpartition(".")[2]
        if process.isdecimal() and not is_running(int(process)):
            part.unlink(missing_ok=True)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):  # somebody else's, or no process at all
        return True
    return True


def write_text(path: Path, text: str) -> None:
    """UTF-8, but for names of files that are not."""
    write(path, lambda file: file.write(text.encode("utf-8", errors="surrogateescape")))


def write_json(path: Path, value: object) -> None:
    write_text(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """The value of a file; an empty object where there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_json_lines(path: Path, values: Iterable[object]) -> None:
    write_text(path, "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values))


def read_json_lines(path: Path, is_appended: bool = False) -> list[Any]:
    """The values of a file's lines.

    Args:
        is_appended: Whether the file grows line by line: then a last line that was cut short does not count.
    """
    lines = [line for line in path.read_text(encoding="utf-8", errors="surrogateescape").split("\n") if line.strip()]
    if is_appended and lines and not is_json(lines[-1]):
        lines.pop()
    return [json.loads(line) for line in lines]


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
