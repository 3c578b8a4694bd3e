# SPDX-License-Identifier: MIT
"""Shoebox and the runtimes beside each other at each precision: what the two towers have in common."""

from dataclasses import dataclass
from functools import partial
from typing import Callable

from benchmarks import prepare, process
from benchmarks.accuracy import cosine, embedded, summary
from benchmarks.settings import PRECISIONS, VIT_B_32, Settings
from benchmarks.shoebox import Shoebox
from benchmarks.turns import by_turns

OWN = "Shoebox"
PEERS = {"f32": ("ONNX Runtime", "OpenVINO", "PyTorch"), "bf16": ("OpenVINO", "PyTorch"), "int8": ("ONNX Runtime",)}


@dataclass(frozen=True)
class Contestant:
    runtime: str
    precision: str

    @property
    def is_own(self) -> bool:
        return self.runtime == OWN


def compete(
    shoebox: Shoebox, command: tuple[str, str], turn: Callable[[Contestant], dict]
) -> dict[Contestant, list[dict]]:
    """The turns of every runtime at every precision that the subcommand of the binary has, or a peer has."""
    own = [Contestant(OWN, precision) for precision in PRECISIONS if shoebox.has(precision, *command)]
    peers = [Contestant(runtime, precision) for precision in PRECISIONS for runtime in PEERS[precision]]
    contestants = sorted(own + peers, key=lambda contestant: PRECISIONS.index(contestant.precision))
    names = {f"{contestant.runtime} {contestant.precision}": contestant for contestant in contestants}
    prepare.exported(VIT_B_32)
    prepare.samples(VIT_B_32, shoebox.settings)
    turns = {name: partial(turn, contestant) for name, contestant in names.items()}
    return {names[name]: reports for name, reports in by_turns(turns, shoebox.settings.rounds).items()}


def peer(settings: Settings, contestant: Contestant, *options: process.Argument) -> dict:
    return process.peer(
        "encoder",
        contestant.runtime,
        *("--precision", contestant.precision),
        *("--model", prepare.model(VIT_B_32)),
        *("--exported", prepare.exported(VIT_B_32)),
        *("--samples", prepare.samples(VIT_B_32, settings)),
        *("--cores", settings.cores),
        *("--seconds", settings.seconds),
        *options,
    ).report


def own_accuracy(shoebox: Shoebox, precision: str, tower: str, lines: list[str], *options: str) -> dict[str, float]:
    """Beside PyTorch in f32, on the same pixels or sentences."""
    expected = process.peer("expected", prepare.samples(VIT_B_32, shoebox.settings) / f"{tower}.npz").report
    answers = shoebox.run(
        *("embed", *options),
        *shoebox.settings.model_option(VIT_B_32),
        *shoebox.precision_option(precision, "embed"),
        stdin="".join(f"{line}\n" for line in lines),
    ).output
    return summary([cosine(one, other) for one, other in zip(embedded(answers), expected, strict=True)])
