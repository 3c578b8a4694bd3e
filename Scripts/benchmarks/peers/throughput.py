# SPDX-License-Identifier: MIT
"""How many inputs a second a tower takes, on all cores, in both ways to use them."""

import time
from abc import ABC, abstractmethod
from statistics import median
from threading import Barrier, Thread
from typing import Callable

import numpy

Encode = Callable[[numpy.ndarray], numpy.ndarray]
WARM_UPS = 1
FEWEST_RUNS = 3


class Runtime(ABC):
    """A tower in a runtime: arrays (B, ...) -> features (B, E), not normalised."""

    @abstractmethod
    def team(self, threads: int) -> Encode:
        """One call at a time, `threads` threads inside."""

    @abstractmethod
    def workers(self, count: int) -> list[Encode]:
        """So many calls at a time, each on one thread; each is called from a thread of its own."""


def times(encode: Encode, inputs: numpy.ndarray, seconds: float) -> list[float]:
    """Runs for so long, at least `FEWEST_RUNS` times, after the warm-ups."""
    for _ in range(WARM_UPS):
        encode(inputs)
    measured: list[float] = []
    while len(measured) < FEWEST_RUNS or sum(measured) < seconds:
        start = time.perf_counter()
        encode(inputs)
        measured.append(time.perf_counter() - start)
    return measured


def of_team(encode: Encode, inputs: numpy.ndarray, seconds: float) -> float:
    return len(inputs) / median(times(encode, inputs, seconds))


def of_workers(encoders: list[Encode], inputs: numpy.ndarray, seconds: float) -> float:
    """The rates of all workers together, each the median of its runs."""
    rates: list[float] = []
    together = Barrier(len(encoders))

    def work(encode: Encode) -> None:
        together.wait()
        rates.append(of_team(encode, inputs, seconds))

    threads = [Thread(target=work, args=(encode,)) for encode in encoders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(rates)


def measure(runtime: Runtime, side: int, batches: list[int], cores: int, seconds: float) -> dict[str, dict[str, float]]:
    """Pictures a second: batch -> way -> rate. Random pictures cost what others cost."""
    pictures = {
        batch: numpy.random.default_rng(1).standard_normal((batch, 3, side, side), dtype=numpy.float32)
        for batch in batches
    }
    rates: dict[str, dict[str, float]] = {str(batch): {} for batch in batches}
    team = runtime.team(cores)
    for batch, inputs in pictures.items():
        rates[str(batch)]["team"] = of_team(team, inputs, seconds)
    del team
    workers = runtime.workers(cores)
    for batch, inputs in pictures.items():
        rates[str(batch)]["workers"] = of_workers(workers, inputs, seconds)
    return rates


def latency(runtime: Runtime, inputs: list[numpy.ndarray], cores: int, seconds: float) -> dict[str, float]:
    """Milliseconds for one input of several: on one thread, and on all."""
    milliseconds = {}
    for threads in sorted({1, cores}):
        encode = runtime.team(threads)
        measured = [median(times(encode, one, seconds / len(inputs))) for one in inputs]
        milliseconds[str(threads)] = 1000 * median(measured)
    return milliseconds


def cosines(encode: Encode, inputs: numpy.ndarray, expected: numpy.ndarray, batch: int = 8) -> list[float]:
    """How alike each output is to the expected unit vector."""
    parts = [encode(inputs[start : start + batch]) for start in range(0, len(inputs), batch)]
    rows = numpy.concatenate(parts).astype(numpy.float64)
    rows /= numpy.linalg.norm(rows, axis=1, keepdims=True)
    return (rows * expected).sum(axis=1).tolist()
