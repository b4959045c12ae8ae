"""Repair after pruning: what the channels that stay can say for those that went is known beforehand."""

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from torch import nn

from tools.compress import prune_channels as command
from tools.compress import ratios
from tools.compress.prune_channels import prune_channels
from tools.compress.repair import channel_spread, repaired
from tools.data.piece_store import fill_store
from tools.nets.build import export_onnx
from tools.nets.import_onnx import ImportedNet, import_onnx
from tools.nets.onnx_graph import read_graph

COPIES, CONSTANTS = slice(16, 20), slice(20, 24)  # of 24 inner channels: copies of the first four, and of nothing


class Repeating(nn.Module):
    """A third of its inner channels can go: the rest says the same, through each kind of layer."""

    maps = None  # exported as a detector is

    def __init__(self) -> None:
        super().__init__()
        self.first, self.depthwise = nn.Conv2d(3, 24, 3, 2, padding=1), nn.Conv2d(24, 24, 3, padding=1, groups=24)
        self.branch, self.up = nn.Conv2d(24, 24, 1), nn.ConvTranspose2d(24, 8, 2, 2)
        self.last = nn.Conv2d(8, 1, 1)
        with torch.no_grad():
            for layer in (self.first, self.depthwise, self.branch):
                for value in (layer.weight, layer.bias):
                    value[COPIES] = value[:4] * 0.5
                    value[CONSTANTS] = 0
            self.first.bias[CONSTANTS] = 3.0
            self.depthwise.weight[CONSTANTS, 0, 1, 1] = 1.0
            self.depthwise.bias[COPIES] = self.depthwise.bias[:4] * 0.25
            self.depthwise.weight[COPIES] = self.depthwise.weight[:4] * 0.5

    def forward(self, x):
        inner = self.depthwise(torch.relu(self.first(x)))
        return torch.sigmoid(self.last(self.up(inner + self.branch(inner))))


@pytest.fixture
def model(tmp_path):
    torch.manual_seed(1)
    net = Repeating()
    with torch.no_grad():  # half of the map above the threshold
        net.last.bias += torch.logit(torch.tensor(0.3)) - torch.logit(net(_pictures())).median()
    export_onnx(net, tmp_path / "net.onnx")
    return tmp_path / "net.onnx"


def _pictures(count=6):
    return torch.rand(count, 3, 32, 32, generator=torch.Generator().manual_seed(0)) * 2 - 1


def _largest_difference(path, proto):
    x = _pictures(1).numpy()
    before = onnxruntime.InferenceSession(str(path)).run(None, {"x": x})[0]
    return float(np.abs(onnxruntime.InferenceSession(proto.SerializeToString()).run(None, {"x": x})[0] - before).max())


def test_spread_is_the_deviation_of_each_input_channel(model):
    net, pictures = import_onnx(model), _pictures()
    spread = channel_spread(net, pictures)
    first = next(step.inputs[1] for step in net.graph.steps if step.op == "Conv")
    np.testing.assert_allclose(spread[first], pictures.numpy().astype(np.float64).var((0, 2, 3)), rtol=1e-5)
    assert len(spread) == 4  # the depthwise layer mixes nothing


def test_what_the_rest_can_say_is_said_again(model):
    graph, pictures = read_graph(model), _pictures()
    pruned = prune_channels(graph, 1 / 3, channel_spread(ImportedNet(graph), pictures))
    inner = next(channels for channels in pruned.kept.values() if len(channels) == 16)
    assert not set(range(20, 24)) & set(inner)  # what never changes goes first, however large it is
    before, after = (_largest_difference(model, proto) for proto in (pruned.proto, repaired(graph, pruned, pictures)))
    assert before > 0.02
    assert after < 0.2 * before


def test_the_command_prunes_and_repairs(model, tmp_path, monkeypatch, capsys):
    pieces = np.random.default_rng(0).integers(0, 255, (4, 32, 32, 4), np.uint8)
    fill_store(tmp_path / "pieces", 4, lambda number: pieces)
    monkeypatch.setattr("sys.argv", ["prune", str(model), "--ratio", "0.3333", "--pieces", str(tmp_path / "pieces"),
                                     "--shape", "1x3x32x32", "--output", str(tmp_path / "small.onnx")])
    command.main()
    assert _largest_difference(model, onnx.load(tmp_path / "small.onnx")) < 0.02
    assert capsys.readouterr().out.count("GMACs") == 2


def test_ways_to_prune_stand_side_by_side(model, tmp_path, monkeypatch, capsys):
    pieces = np.random.default_rng(0).integers(0, 255, (4, 32, 32, 4), np.uint8)
    x = (pieces[..., :3].transpose(0, 3, 1, 2) / 127.5 - 1).astype(np.float32)
    maps = onnxruntime.InferenceSession(str(model)).run(None, {"x": x})[0]
    pieces[..., 3] = np.rint(maps[:, 0] * 255)
    for part in ("train", "held_out"):
        fill_store(tmp_path / "pieces" / part, 4, lambda number: pieces)
    monkeypatch.setattr("sys.argv", ["ratios", str(model), "--pieces", str(tmp_path / "pieces"), "--ratios", "0.3333",
                                     "--shape", "1x3x32x32", "--folder", str(tmp_path / "made")])
    for _ in range(2):  # the second time finds the files
        ratios.main()
    rows = [row.split("|") for row in capsys.readouterr().out.splitlines() if row.startswith("| 0.33")]
    assert [tuple(cell.strip() for cell in row[2:4]) for row in rows[:4]] == list(ratios.WAYS) and len(rows) == 8
    assert len(list((tmp_path / "made").iterdir())) == 4
    dice = [float(row[8]) for row in rows[:4]]
    assert dice[3] > 0.9 and dice[3] > max(dice[:2])
