# SPDX-License-Identifier: MIT
"""Runs programs, and says how long they took and how much memory they had."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

Argument = str | int | float | Path


class ProgramFailed(Exception):
    """A program ended with another exit code than 0."""


@dataclass(frozen=True)
class Finished:
    """A process that has ended well."""

    seconds: float  # from its start to its end
    peak_bytes: int  # the largest resident size
    output: str

    @property
    def report(self) -> Any:
        """The one JSON value it wrote."""
        return json.loads(self.output)


def run(
    command: Sequence[Argument],
    stdin: str = "",
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
    accepts: Sequence[int] = (0,),
) -> Finished:
    """Runs a program to its end; its messages are kept for the error."""
    arguments = [str(argument) for argument in command]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        given.write(stdin.encode())
        given.seek(0)
        start = time.perf_counter()
        process = subprocess.Popen(
            arguments,
            stdin=given,
            stdout=output,
            stderr=messages,
            cwd=folder,
            env=os.environ | (environment or {}),
        )
        _, status, usage = os.wait4(process.pid, 0)  # the only call that tells the memory of one child
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        messages.seek(0)
        if process.returncode not in accepts:
            said = messages.read().decode(errors="replace").strip()
            raise ProgramFailed(f"{' '.join(arguments)} ended with exit code {process.returncode}:\n{said}")
        unit = 1 if sys.platform == "darwin" else 1024
        return Finished(seconds, usage.ru_maxrss * unit, output.read().decode())


def peer(module: str, *arguments: Argument, stdin: str = "", environment: dict[str, str] | None = None) -> Finished:
    """Runs a module of `benchmarks.peers` in a process of its own."""
    return run([sys.executable, "-m", f"benchmarks.peers.{module}", *arguments], stdin, environment=environment)
