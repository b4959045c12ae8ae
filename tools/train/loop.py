"""The loop that every training here runs in: schedule, average, checkpoints, history, progress, NaN check."""

import argparse
import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from tools.errors import ToolError
from tools.files import write_file
from tools.train import checkpoint, devices
from tools.train.averaging import MovingAverage, set_weights
from tools.train.clock import Clock
from tools.progress import Progress
from tools.train.running_losses import RunningLosses


@dataclass(frozen=True)
class LoopConfig:
    steps: int = 1000
    lr: float = 3e-4
    warm_up: int = 50
    decay: float = 0.998  # of the moving average
    clip: float = 5.0  # longest gradient
    seed: int = 0
    bf16: bool = True
    save_every: int = 50
    report_every: int = 500
    threads: int = 1  # a second one helps little, and PyTorch 2.15 can crash in the gradient of small networks with two
    device: str = "auto"
    minutes: float = 0.0  # the run ends after so many, whatever `steps` says; 0: no such end

    @property
    def place(self) -> torch.device:
        return devices.device_of(self.device)


# what may change between a run and its continuation
RESUMABLE = ("steps", "save_every", "report_every", "threads", "device", "minutes")


class Source(Protocol):
    """Endless batches, whose place can be kept and found again; a batch goes to a device by `.to(device)`."""

    def draw(self) -> Any: ...
    def state(self) -> tuple: ...
    def restore(self, state: tuple) -> None: ...


@dataclass
class Loop:
    """`losses` gives the named parts of a batch's loss; `report` scores the averaged network now and then.

    Both go into the history, a row a checkpoint, which lies beside the checkpoint as JSON lines (see plot_run.py).
    """

    net: nn.Module
    optimizer: torch.optim.Optimizer
    config: LoopConfig
    source: Source
    losses: Callable[[Any], dict[str, Tensor]]
    report: Callable[[nn.Module, int], dict[str, float]] = lambda net, step: {}
    origins: dict[str, Any] = field(default_factory=dict)  # what is learnt from, see checkpoint.origins_of

    def run(self, path: Path) -> nn.Module:
        """Goes to the last step, from the checkpoint `path` if it is there; returns the averaged network on the CPU."""
        torch.set_num_threads(self.config.threads)
        self._device = self.config.place
        self.net.to(self._device)
        self.average, self.history = MovingAverage(self.net, self.config.decay), []
        self._clock, self._losses = Clock(self.config.minutes), RunningLosses(devices.queued_steps(self._device))
        done = self._resume(path) if path.exists() else 0
        progress = Progress(self.config.steps, "steps", done, ends_in=lambda: self._clock.left)
        ended = self._ended(done)
        while not ended:
            self._step(done)
            done += 1
            progress.advance(note=str(self._losses))
            ended = self._ended(done)
            self._after(done, ended, path)
        set_weights(self.net, self.average.values)
        return self.net.cpu().eval()

    def _ended(self, done: int) -> bool:
        return done >= self.config.steps or self._clock.used >= 1

    def _step(self, number: int) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = self.config.lr * schedule(number, self.config, self._clock.used)
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self.config.bf16):
            parts = self.losses(self.source.draw().to(self._device))
        self.optimizer.zero_grad()
        sum(parts.values()).backward()
        length = nn.utils.clip_grad_norm_(self.net.parameters(), self.config.clip)
        self._losses.add(number, parts, length)
        self.optimizer.step()
        self.average.update(self.net)

    def _after(self, done: int, last: bool, path: Path) -> None:
        due = last or done % self.config.save_every == 0
        scores = self._report(done) if last or done % self.config.report_every == 0 else {}
        if not (scores or due):
            return
        self._losses.settle()  # before a checkpoint could take over what is no number
        means = {name: round(value, 5) for name, value in self._losses.means.items()}
        self.history.append({"step": done, **means, **scores})
        if due:
            self._save(done, path)

    def _save(self, done: int, path: Path) -> None:
        checkpoint.save(path, self.config, {
            "done": done, "seconds": self._clock.spent, "net": self.net.state_dict(),
            "optimizer": self.optimizer.state_dict(), "average": self.average.state(), "source": self.source.state(),
            "history": self.history, "origins": self.origins})
        write_file(history_path(path), "".join(json.dumps(row) + "\n" for row in self.history).encode())

    def _report(self, done: int) -> dict[str, float]:
        now = {name: value.detach().clone() for name, value in self.net.named_parameters()}
        training = self.net.training
        set_weights(self.net, self.average.values)
        scores = self.report(self.net.eval(), done)
        set_weights(self.net, now)
        self.net.train(training)
        return scores

    def _resume(self, path: Path) -> int:
        state = checkpoint.load(path)
        try:
            checkpoint.check_same(path, state["config"], self.config, RESUMABLE)
            checkpoint.check_origins(path, state.get("origins", self.origins), self.origins)
            self.net.load_state_dict(state["net"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.average.restore(state["average"])
            self.source.restore(state["source"])
        except (AttributeError, KeyError, RuntimeError, TypeError, ValueError) as error:
            reason = str(error).splitlines()[-1].strip()
            raise ToolError(f"{path} is of another network or of no run of this command ({reason}); "
                            "remove it or name another --checkpoint") from error
        self.history = state.get("history", [])
        self._clock = Clock(self.config.minutes, state.get("seconds", 0.0))
        return state["done"]


def history_path(checkpoint_path: Path) -> Path:
    return checkpoint_path.with_suffix(".history.jsonl")


def schedule(number: int, config: LoopConfig, time_used: float = 0.0) -> float:
    """Share of the learning rate: warm-up, then half a cosine down to a tenth, by steps or by time."""
    if number < config.warm_up:
        return (number + 1) / config.warm_up
    return 0.55 + 0.45 * math.cos(math.pi * min(1.0, max(number / config.steps, time_used)))


def add_config(parser: argparse.ArgumentParser, kind: type[LoopConfig]) -> None:
    """An option for each field, `--warm-up` for `warm_up`."""
    for each in fields(kind):
        converter = _truth if isinstance(each.default, bool) else type(each.default)
        parser.add_argument("--" + each.name.replace("_", "-"), type=converter, default=each.default)


def config_of(options: argparse.Namespace, kind: type[LoopConfig]) -> Any:
    return kind(**{each.name: getattr(options, each.name) for each in fields(kind)})


def _truth(text: str) -> bool:
    if text not in ("yes", "no"):
        raise argparse.ArgumentTypeError(f"{text!r}, expected yes or no")
    return text == "yes"
