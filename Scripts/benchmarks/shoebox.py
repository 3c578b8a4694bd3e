# SPDX-License-Identifier: MIT
"""The door to the binary that is measured."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks import log, process
from benchmarks.settings import PRECISIONS, Settings


@dataclass(frozen=True)
class Shoebox:
    """The built command, and what of it there is: an older binary is measured as far as it goes."""

    settings: Settings

    @property
    def binary(self) -> Path:
        return self.settings.shoebox

    def run(self, *arguments: process.Argument, stdin: str = "", accepts: tuple[int, ...] = (0,)) -> process.Finished:
        return process.run([self.binary, *arguments], stdin=stdin, accepts=accepts)

    def precisions(self, *command: str) -> list[str]:
        """Those of f32, bf16 and int8 that a subcommand computes in."""
        option = re.search(r"--precision <\S+>(?!\])(.*?)(?= --\w|$)", help_of(self.binary, *command))
        if option is None:
            return ["f32"]
        return [precision for precision in PRECISIONS if re.search(rf"\b{precision}\b", option[1])]

    def has(self, precision: str, *command: str) -> bool:
        """Whether a subcommand computes at a precision; says so where it does not."""
        if precision in self.precisions(*command):
            return True
        log.say(f"  {self.binary} has no `{' '.join(command)} --precision {precision}`: left out")
        return False

    def precision_option(self, precision: str, *command: str) -> list[str]:
        """What makes a subcommand compute at a precision: nothing where it knows only one."""
        return ["--precision", precision] if "--precision" in help_of(self.binary, *command) else []


@cache
def help_of(binary: Path, *command: str) -> str:
    """What a subcommand says of itself, on one line."""
    return " ".join(process.run([binary, *command, "--help"]).output.split())
