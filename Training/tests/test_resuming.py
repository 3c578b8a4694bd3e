# SPDX-License-Identifier: MIT
"""A training that is cut short goes on as if it had not been."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from shoebox_training.optimisation.checkpoint import Checkpoint
from shoebox_training.optimisation.data_order import random_of
from shoebox_training.optimisation.plan import Plan
from shoebox_training.optimisation.sitting import Sitting
from shoebox_training.optimisation.trainer import Trainer

PLAN = Plan(images=640, batch=16, rate=0.01, warm_up=64, seed=3)


class Regression:
    """A little network with dropout and batch normalisation that learns sums."""

    name, weights, selected_by = "regression", {"square": 1.0}, "half"

    def __init__(self) -> None:
        torch.manual_seed(0)
        network = nn.Sequential(nn.Linear(4, 16), nn.BatchNorm1d(16), nn.Dropout(0.2), nn.ReLU(), nn.Linear(16, 1))
        self.modules = {"network": network}
        self.seen_losses: list[float] = []

    def batch(self, moment):
        return torch.from_numpy(random_of(3, "numbers", moment.step).normal(size=(16, 4))).float()

    def losses(self, batch, moment):
        loss = (self.modules["network"](batch).flatten() - batch.sum(dim=1)).square().mean()
        self.seen_losses.append(float(loss.detach()))
        return {"square": loss}

    def figures(self, averaged):
        numbers = torch.ones(2, 4)
        return {"half": -float((averaged["network"](numbers) - 4).abs().mean())}


def trained(folder: Path, *sittings: Sitting) -> tuple[list[float], Checkpoint]:
    """The losses of all sittings, each of a process of its own, and what is left at the end."""
    losses = []
    for sitting in sittings:
        stage = Regression()
        Trainer(stage, PLAN, folder, {}, report=lambda line: None).train(sitting)
        losses += stage.seen_losses
    return losses, Checkpoint.read(folder / "regression.pt")


def test_sittings_change_nothing(folder):
    whole, end = trained(folder / "whole", Sitting(evaluation_images=160))
    pieces, last = trained(
        folder / "pieces",
        Sitting(until_seen=100, evaluation_images=160),
        Sitting(max_seconds=0),
        Sitting(until_seen=400, evaluation_images=160),
        Sitting(evaluation_images=160),
    )
    assert pieces == whole
    assert last.step == end.step == 40
    assert last.best_value == end.best_value
    for name, value in end.averaged["network"].items():
        assert torch.equal(value, last.averaged["network"][name])


class Decline(Regression):
    """Figures that fall from step to step."""

    def __init__(self) -> None:
        super().__init__()
        self.measured = 0

    def figures(self, averaged):
        self.measured += 1
        return {"half": -float(self.measured)}


def test_a_stage_hands_on_nothing_worse_than_it_began_with(folder):
    stage = Decline()
    begun = {name: value.clone() for name, value in stage.modules["network"].state_dict().items()}
    Trainer(stage, PLAN, folder, {}, report=lambda line: None).train(Sitting(evaluation_images=160))
    end = Checkpoint.read(folder / "regression.pt")
    assert end.best_value == -1
    assert all(torch.equal(end.result["network"][name], value) for name, value in begun.items())
    assert not torch.equal(end.averaged["network"]["0.weight"], begun["0.weight"])


def test_another_plan_is_refused(folder):
    trained(folder, Sitting(until_seen=32))
    other = Plan(**{**PLAN.fields(), "betas": PLAN.betas, "images": 1280})
    with pytest.raises(SystemExit, match="images differ"):
        Trainer(Regression(), other, folder, {}).resume()


def test_other_data_are_refused(folder):
    def trainer(**made_from: str) -> Trainer:
        return Trainer(Regression(), PLAN, folder, made_from, report=lambda line: None)

    trainer(numbers="1", words="1").train(Sitting(until_seen=32))
    trainer(numbers="1", words="1").train(Sitting(until_seen=64))
    with pytest.raises(SystemExit, match="not learnt from this: words"):
        trainer(numbers="1", words="2").resume()
    with pytest.raises(SystemExit, match="not learnt from this: colours"):
        trainer(numbers="1", words="1", colours="1").resume()


def test_measurements_behind_the_checkpoint_are_forgotten(folder):
    trained(folder, Sitting(until_seen=320, evaluation_images=160))
    log = folder / "metrics.jsonl"
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"stage": "regression", "seen": 336, "figures": {"half": 1}}) + "\n")
        file.write(json.dumps({"stage": "other", "seen": 999, "figures": {}}) + "\n")
    trained(folder, Sitting(evaluation_images=160))
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["seen"] for line in lines if line["stage"] == "regression"] == [0, 160, 320, 480, 640]
    assert any(line["stage"] == "other" for line in lines)


def test_a_line_that_was_cut_short_does_not_count(folder):
    trained(folder, Sitting(until_seen=320, evaluation_images=160))
    log = folder / "metrics.jsonl"
    log.write_text(log.read_text(encoding="utf-8") + '{"stage": "regres', encoding="utf-8")
    trained(folder, Sitting(evaluation_images=160))
    lines = log.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["seen"] for line in lines] == [0, 160, 320, 480, 640]


def test_measurements_without_a_checkpoint_are_forgotten(folder):
    trained(folder, Sitting(until_seen=320, evaluation_images=160))
    (folder / "regression.pt").unlink()
    trained(folder, Sitting(evaluation_images=320))
    lines = (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["seen"] for line in lines] == [0, 320, 640]


class Diverging(Regression):
    def losses(self, batch, moment):
        return {"square": super().losses(batch, moment)["square"] * (torch.nan if moment.step == 7 else 1)}


def test_losses_that_are_no_numbers_end_the_training_before_they_harm(folder):
    with pytest.raises(SystemExit, match="no numbers after 112 images"):
        Trainer(Diverging(), PLAN, folder, {}, report=lambda line: None).train(Sitting(checkpoint_seconds=0))
    saved = Checkpoint.read(folder / "regression.pt")
    assert saved.step == 7
    assert all(value.isfinite().all() for value in saved.trained["network"].values())


RUN_FOREVER = """
import sys, torch; from pathlib import Path; torch.set_num_threads(1)
from test_resuming import Regression, Trainer, PLAN, Sitting
class Slow(Regression):
    def losses(self, batch, moment):
        print(moment.step, flush=True)
        if moment.step >= 10: import time; time.sleep(0.05)
        return super().losses(batch, moment)
Trainer(Slow(), PLAN, Path(sys.argv[1]), {}, report=lambda line: None).train(Sitting(checkpoint_seconds=0))
"""


@pytest.mark.parametrize("how", (signal.SIGKILL, signal.SIGTERM))
def test_a_killed_training_goes_on(folder, how):
    whole, end = trained(folder / "whole", Sitting())
    here = Path(__file__).parent
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(here), str(here.parent), *sys.path])}
    command = [sys.executable, "-c", RUN_FOREVER, str(folder / "killed")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        while process.stdout.readline().strip() != "15":
            pass
        process.send_signal(how)
        process.wait()
    assert process.returncode == (0 if how == signal.SIGTERM else -signal.SIGKILL)
    step = Checkpoint.read(folder / "killed/regression.pt").step
    rest, last = trained(folder / "killed", Sitting())
    assert rest == whole[step:]
    for name, value in end.averaged["network"].items():
        assert torch.equal(value, last.averaged["network"][name])
