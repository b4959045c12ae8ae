"""A run that is cut off goes on as if it had not been; what cannot go on says why."""

import json
import random
from dataclasses import replace
from types import SimpleNamespace

import pytest
import torch

from tools.errors import ToolError
from tools.train import checkpoint, clock
from tools.train.loop import Loop, LoopConfig, history_path, schedule

CONFIG = LoopConfig(steps=6, lr=0.05, warm_up=2, save_every=3, bf16=False, report_every=100)


class Numbers:
    """A source of random points."""

    def __init__(self):
        self._rng = random.Random(0)

    def draw(self):
        return torch.tensor([[self._rng.gauss(0, 1) for _ in range(3)] for _ in range(4)])

    def state(self):
        return self._rng.getstate()

    def restore(self, state):
        self._rng.setstate((state[0], tuple(state[1]), state[2]))


def _loop(config, losses=None):
    torch.manual_seed(0)
    net = torch.nn.Linear(3, 1)
    losses = losses or (lambda batch: {"fit": (net(batch) - batch.sum(1, keepdim=True)).square().mean()})
    return Loop(net, torch.optim.Adam(net.parameters(), config.lr), config, Numbers(), losses)


def _weights(net):
    return torch.cat([p.flatten() for p in net.parameters()]).detach()


def test_an_interrupted_run_ends_like_a_whole_one(tmp_path):
    whole = _weights(_loop(CONFIG).run(tmp_path / "whole.pt"))
    first = _loop(CONFIG)
    drawn = 0

    def stop_in_the_middle(batch):
        nonlocal drawn
        drawn += 1
        if drawn == 5:
            raise KeyboardInterrupt
        return {"fit": (first.net(batch) - batch.sum(1, keepdim=True)).square().mean()}

    first.losses = stop_in_the_middle
    with pytest.raises(KeyboardInterrupt):
        first.run(tmp_path / "cut.pt")
    assert checkpoint.load(tmp_path / "cut.pt")["done"] == 3
    assert torch.equal(_weights(_loop(CONFIG).run(tmp_path / "cut.pt")), whole)


def test_the_history_goes_on_where_the_run_does(tmp_path):
    config = replace(CONFIG, report_every=2)
    for steps in (3, 6):
        loop = _loop(replace(config, steps=steps))
        loop.report = lambda net, step: {"score": step / 10}
        loop.run(tmp_path / "run.pt")
    rows = [json.loads(row) for row in history_path(tmp_path / "run.pt").read_text().splitlines()]
    assert [row["step"] for row in rows] == [2, 3, 4, 6]
    assert [row["score"] for row in rows] == [0.2, 0.3, 0.4, 0.6] and all(row["fit"] > 0 for row in rows)


def test_a_run_does_not_go_on_with_what_it_was_not_begun_with(tmp_path):
    """Of a file what is in it counts, not its name."""
    teacher, other = tmp_path / "teacher.onnx", tmp_path / "other.onnx"
    teacher.write_bytes(b"one")
    other.write_bytes(b"another")

    def loop(**options):
        loop = _loop(CONFIG)
        loop.origins = checkpoint.origins_of(SimpleNamespace(**options), ("model", "teacher"), ("store",))
        return loop

    loop(model=None, teacher=teacher, store=["lines=1"]).run(tmp_path / "run.pt")
    loop(model=None, teacher=teacher.rename(tmp_path / "moved.onnx"), store=["lines=1"]).run(tmp_path / "run.pt")
    with pytest.raises(ToolError, match="run.pt was begun with --teacher .*, now it is .*; remove the checkpoint"):
        loop(model=None, teacher=other, store=["lines=1"]).run(tmp_path / "run.pt")
    with pytest.raises(ToolError, match=r"begun with --store \['lines=1'\], now it is \['lines=1', 'words=2'\]"):
        loop(model=None, teacher=tmp_path / "moved.onnx", store=["lines=1", "words=2"]).run(tmp_path / "run.pt")
    with pytest.raises(ToolError, match="begun with --model None, now it is"):
        loop(model=other, teacher=tmp_path / "moved.onnx", store=["lines=1"]).run(tmp_path / "run.pt")


def test_it_learns(tmp_path):
    config = replace(CONFIG, steps=300, decay=0.9)
    net = _loop(config).run(tmp_path / "run.pt")
    torch.testing.assert_close(net.weight.detach(), torch.ones(1, 3), atol=0.05, rtol=0)


def test_nan_stops_with_a_sentence_and_keeps_the_checkpoint(tmp_path):
    loop = _loop(CONFIG)
    drawn = 0

    def explode(batch):
        nonlocal drawn
        drawn += 1
        return {"fit": loop.net(batch).sum() * (float("nan") if drawn == 5 else 1.0)}

    loop.losses = explode
    with pytest.raises(ToolError, match="nan at step 4.*learning rate"):
        loop.run(tmp_path / "run.pt")
    assert checkpoint.load(tmp_path / "run.pt")["done"] == 3


def test_a_gradient_that_is_no_number_stops_before_it_is_saved(tmp_path):
    """The loss is finite: the root of zero, times zero."""
    loop = _loop(CONFIG)
    drawn = 0

    def explode(batch):
        nonlocal drawn
        drawn += 1
        loss = loop.net(batch).square().mean()
        return {"fit": loss + (loss * 0).sqrt() * 0 if drawn == CONFIG.steps else loss}

    loop.losses = explode
    with pytest.raises(ToolError, match="the gradient became nan at step 5.*the last checkpoint is whole"):
        loop.run(tmp_path / "run.pt")
    state = checkpoint.load(tmp_path / "run.pt")
    assert state["done"] == 3 and all(value.isfinite().all() for value in state["net"].values())


def test_another_configuration_does_not_resume(tmp_path):
    _loop(CONFIG).run(tmp_path / "run.pt")
    with pytest.raises(ToolError, match="lr=0.05, now it is 0.1"):
        _loop(replace(CONFIG, lr=0.1)).run(tmp_path / "run.pt")
    _loop(replace(CONFIG, steps=8)).run(tmp_path / "run.pt")
    assert checkpoint.load(tmp_path / "run.pt")["done"] == 8


def test_the_checkpoint_of_another_network_does_not_resume(tmp_path):
    """Such as one that was pruned again, under the same name and by another ratio."""
    _loop(CONFIG).run(tmp_path / "run.pt")
    loop = _loop(CONFIG)
    loop.net = torch.nn.Linear(5, 1)
    with pytest.raises(ToolError, match=r"run.pt is of another network .*\(size mismatch for weight.*remove it"):
        loop.run(tmp_path / "run.pt")
    torch.save(loop.net.state_dict(), tmp_path / "run.pt")
    with pytest.raises(ToolError, match="run.pt is of another network or of no run"):
        _loop(CONFIG).run(tmp_path / "run.pt")


def test_a_broken_checkpoint_and_a_full_disk(tmp_path, monkeypatch):
    (tmp_path / "run.pt").write_bytes(b"half a file")
    with pytest.raises(ToolError, match="run.pt is not a checkpoint"):
        _loop(CONFIG).run(tmp_path / "run.pt")

    def full(path, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(checkpoint, "write_file", full)
    with pytest.raises(ToolError, match="could not be written: No space left"):
        _loop(CONFIG).run(tmp_path / "new.pt")


def test_schedule_warms_up_and_falls_to_a_tenth():
    config = replace(CONFIG, steps=100, warm_up=10)
    rates = [schedule(i, config) for i in range(100)]
    assert rates[0] == 0.1 and rates[9] == 1.0 and max(rates) == 1.0
    assert 0.1 <= rates[-1] < 0.102 and sorted(rates[10:], reverse=True) == rates[10:]


@pytest.fixture
def seconds(monkeypatch):
    """A clock that goes on by one whenever it is asked."""
    now = [0]
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=lambda: now.append(now[-1] + 1) or now[-1]))
    return now


def test_a_run_ends_with_its_minutes_and_counts_those_before_it_was_cut_off(tmp_path, seconds):
    config = replace(CONFIG, steps=10_000, minutes=1.0, save_every=5)
    _loop(config).run(tmp_path / "whole.pt")
    whole = checkpoint.load(tmp_path / "whole.pt")
    assert 5 < whole["done"] < 60 and whole["seconds"] >= 60
    loop, fit = _loop(config), None
    fit = loop.losses

    def stop(batch):
        if seconds[-1] > 1_030:
            raise KeyboardInterrupt
        return fit(batch)

    loop.losses = stop
    seconds.append(1_000)
    with pytest.raises(KeyboardInterrupt):
        loop.run(tmp_path / "cut.pt")
    before = checkpoint.load(tmp_path / "cut.pt")
    seconds.append(5_000)
    _loop(config).run(tmp_path / "cut.pt")
    assert 0 < before["seconds"] < 40 and before["done"] < checkpoint.load(tmp_path / "cut.pt")["done"] < 60


def test_the_learning_rate_follows_the_clock_where_that_is_further():
    config = LoopConfig(steps=1000, warm_up=10, minutes=1.0)
    assert schedule(100, config, 0.5) == schedule(500, config) < schedule(100, config)
    assert schedule(999, config, 1.2) == pytest.approx(0.1)
