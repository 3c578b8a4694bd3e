# SPDX-License-Identifier: MIT
"""Measures by turns, so that what drifts on the machine hits all alike."""

from statistics import median
from typing import Callable, Mapping, TypeVar

from benchmarks import log

Result = TypeVar("Result")


def by_turns(contestants: Mapping[str, Callable[[], Result]], rounds: int) -> dict[str, list[Result]]:
    """Every contestant once a round; every other round backwards, so that nobody always runs after the same one."""
    results: dict[str, list[Result]] = {name: [] for name in contestants}
    for number in range(rounds):
        order = list(contestants)
        for name in order if number % 2 == 0 else reversed(order):
            log.say(f"  round {number + 1} of {rounds}: {name}")
            results[name].append(contestants[name]())
    return results


def middle(reports: list[dict], key: str) -> float:
    """The median of one figure over the rounds."""
    return median(report[key] for report in reports)
