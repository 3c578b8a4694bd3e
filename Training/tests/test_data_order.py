# SPDX-License-Identifier: MIT
"""The order of the data follows from seed and place alone."""

import numpy as np
import pytest

from shoebox_training.optimisation.data_order import EndlessOrder, random_of, shares
from shoebox_training.optimisation.plan import Plan


def test_every_epoch_has_everything_once():
    order = EndlessOrder("photos", 7, seed=1)
    taken = order.taken(0, 21).reshape(3, 7)
    assert (np.sort(taken, axis=1) == np.arange(7)).all()
    assert not (taken[0] == taken[1]).all()


def test_any_place_can_be_the_first():
    whole = EndlessOrder("photos", 10, seed=1).taken(0, 60)
    fresh = EndlessOrder("photos", 10, seed=1)
    assert (fresh.taken(37, 12) == whole[37:49]).all()
    assert (fresh.taken(3, 4) == whole[3:7]).all()


def test_purposes_have_their_own_numbers():
    assert random_of(1, "a", 2).random() == random_of(1, "a", 2).random()
    assert len({random_of(seed, name, step).random() for seed in (1, 2) for name in "ab" for step in (1, 2)}) == 8


def test_shares_fill_the_batch():
    counts = shares({"big": 50, "middle": 10, "small": 0.001, "none": 0}, 32)
    assert sum(counts.values()) == 32
    assert counts["small"] == 1 and "none" not in counts
    assert counts["big"] > 4 * counts["middle"]
    with pytest.raises(ValueError, match="no room"):
        shares({"a": 1, "b": 1}, 1)


def test_rate_rises_and_falls():
    plan = Plan(images=1000, batch=10, rate=1.0, warm_up=100, floor=0.01)
    rates = [plan.rate_at(step) for step in range(plan.steps + 1)]
    assert rates[0] == pytest.approx(0.1, rel=1e-3)
    assert max(rates) == pytest.approx(1, abs=0.03)
    assert rates[-1] == pytest.approx(0.01)
