# SPDX-License-Identifier: MIT
"""The training loop."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch import Tensor, nn

from shoebox_training.lineage import Origins
from shoebox_training.optimisation.checkpoint import Checkpoint, State, load, states
from shoebox_training.optimisation.metrics import MetricsLog
from shoebox_training.optimisation.moving_average import MovingAverage
from shoebox_training.optimisation.plan import Plan
from shoebox_training.optimisation.sitting import Sitting
from shoebox_training.optimisation.stage import Moment, Stage

REPORT_EVERY = 50  # steps
LOSS_DECAY = 0.95  # of the reported losses


class Trainer:
    """Trains one stage, in as many sittings as it takes.

    Every step is seeded by its number, so a stage that was cut short gives the same weights as one that was not,
    on the same machine and with as many threads.
    """

    def __init__(
        self,
        stage: Stage,
        plan: Plan,
        folder: Path,
        made_from: Origins,
        report: Callable[[str], None] = lambda line: print(line, flush=True),
    ) -> None:
        self.stage, self.plan, self.made_from, self.report = stage, plan, made_from, report
        self.checkpoint_file = folder / f"{stage.name}.pt"
        self.log = MetricsLog(folder / "metrics.jsonl", stage.name)
        self.optimiser = optimiser(stage, plan)
        self.average = MovingAverage(stage.modules, plan.average)
        self.step, self.seconds = 0, 0.0
        self.best: State | None = None
        self.best_value: float | None = None
        self.reported: dict[str, float] = {}
        self.last_report = (0, 0.0)  # images and seconds then

    @property
    def seen(self) -> int:
        return self.step * self.plan.batch

    @property
    def is_finished(self) -> bool:
        return self.step >= self.plan.steps

    def resume(self) -> None:
        """Goes on from the checkpoint, if there is one.

        Raises: SystemExit if it was made under another plan, or from something else.
        """
        if not self.checkpoint_file.exists():
            self.log.forget_after(-1)
            return
        saved = Checkpoint.read(self.checkpoint_file, self.made_from)
        if saved.plan != self.plan.fields():
            changed = [key for key, value in self.plan.fields().items() if saved.plan.get(key) != value]
            raise SystemExit(
                f"{self.checkpoint_file} was begun under another plan ({', '.join(changed)} differ)."
                " Give the same options again, or name another --run."
            )
        load(self.stage.modules, saved.trained)
        load(self.average.modules, saved.averaged)
        self.optimiser.load_state_dict(saved.optimiser)
        self.step, self.seconds = saved.step, saved.seconds
        self.best, self.best_value = saved.best, saved.best_value
        self.last_report = (self.seen, self.seconds)
        self.log.forget_after(self.seen)
        self.report(f"{self.stage.name}: goes on at {self.seen} of {self.plan.images} images")

    def save(self) -> None:
        Checkpoint(
            plan=self.plan.fields(),
            step=self.step,
            seconds=self.seconds,
            trained=states(self.stage.modules),
            averaged=states(self.average.modules),
            optimiser=self.optimiser.state_dict(),
            best=self.best,
            best_value=self.best_value,
            made_from=dict(self.made_from),
        ).write(self.checkpoint_file)

    def train(self, sitting: Sitting) -> bool:
        """Trains until the sitting or the plan ends.

        Returns: Whether the plan is fulfilled.
        """
        self.resume()
        if self.is_finished:
            return True
        if self.step == 0 and self.stage.selected_by:
            self.evaluate()  # nothing worse than what the stage begins with is handed on
        last_save = time.monotonic()
        with sitting.listening(), ThreadPoolExecutor(1) as pool:
            coming = pool.submit(self.stage.batch, self.moment(self.step))
            while not self.is_finished and not sitting.is_over(self.seen):
                begun = time.monotonic()
                batch = coming.result()
                coming = pool.submit(self.stage.batch, self.moment(self.step + 1))
                self.advance(batch)
                self.seconds += time.monotonic() - begun
                if self.step % REPORT_EVERY == 0:
                    self.report_losses()
                evaluated = self.seen // sitting.evaluation_images
                if evaluated > (self.seen - self.plan.batch) // sitting.evaluation_images and not self.is_finished:
                    self.evaluate()
                if time.monotonic() - last_save > sitting.checkpoint_seconds:
                    self.save()
                    last_save = time.monotonic()
            if self.is_finished:
                self.evaluate()
            self.save()
        return self.is_finished

    def moment(self, step: int) -> Moment:
        return Moment(step, step * self.plan.batch, self.plan.progress_at(step))

    def advance(self, batch: object) -> dict[str, float]:
        """One step of the optimiser.

        Returns: The losses.
        Raises: SystemExit if they are no numbers; the checkpoint before stays.
        """
        rate = self.plan.rate_at(self.step)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        torch.manual_seed(self.plan.seed * 1_000_003 + self.step)
        for module in self.stage.modules.values():
            module.train()
        losses = self.stage.losses(batch, self.moment(self.step))
        total: Tensor = sum(self.stage.weights[name] * loss for name, loss in losses.items())
        self.optimiser.zero_grad(set_to_none=True)
        if not total.isfinite():
            raise SystemExit(f"{self.stage.name}: the losses are no numbers after {self.seen} images: {losses}.")
        total.backward()
        nn.utils.clip_grad_norm_(parameters(self.stage), self.plan.clip)
        self.optimiser.step()
        self.step += 1
        self.average.follow(self.step)
        values = {name: float(loss.detach()) for name, loss in losses.items()}
        for name, value in values.items():
            self.reported[name] = LOSS_DECAY * self.reported.get(name, value) + (1 - LOSS_DECAY) * value
        return values

    def report_losses(self) -> None:
        seen, seconds = self.last_report
        speed = (self.seen - seen) / max(self.seconds - seconds, 1e-9)
        self.last_report = (self.seen, self.seconds)
        losses = {name: round(value, 4) for name, value in self.reported.items()}
        self.log.add(
            seen=self.seen,
            seconds=round(self.seconds, 1),
            losses=losses,
            rate=self.plan.rate_at(self.step),
            speed=round(speed, 1),
        )
        shown = " ".join(f"{name} {value:.3f}" for name, value in losses.items())
        self.report(f"{self.stage.name}: {self.seen} of {self.plan.images} images, {speed:.0f} a second | {shown}")

    def evaluate(self) -> None:
        figures = self.stage.figures(self.average.modules)
        self.log.add(seen=self.seen, seconds=round(self.seconds, 1), figures=figures)
        shown = " ".join(f"{name} {value:.1f}" for name, value in figures.items())
        self.report(f"{self.stage.name}: after {self.seen} images | {shown}")
        value = figures.get(self.stage.selected_by or "")
        if value is not None and (self.best_value is None or value > self.best_value):
            self.best, self.best_value = states(self.average.modules), value


def parameters(stage: Stage) -> list[nn.Parameter]:
    return [
        parameter for module in stage.modules.values() for parameter in module.parameters() if parameter.requires_grad
    ]


def optimiser(stage: Stage, plan: Plan) -> torch.optim.Optimizer:
    """AdamW; biases, gains and scales do not decay."""
    matrices = [parameter for parameter in parameters(stage) if parameter.ndim > 1]
    others = [parameter for parameter in parameters(stage) if parameter.ndim <= 1]
    groups = [
        {"params": matrices, "weight_decay": plan.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW([group for group in groups if group["params"]], plan.rate, betas=plan.betas, fused=True)
