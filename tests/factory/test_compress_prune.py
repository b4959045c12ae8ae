"""Pruning: the answer is built into the weights before."""

import numpy as np
import onnxruntime
import pytest
import torch

from tools.compress.channel_groups import find_groups
from tools.compress.prune_channels import prune_channels
from tools.compress.prune_weights import prune_smallest, weight_sizes
from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import import_onnx
from tools.nets.onnx_graph import read_graph


class WithDeadChannels(torch.nn.Module):
    """Eight of its 32 inner channels are zero, through a branch, a residual, a gate and a concatenation."""

    def __init__(self):
        super().__init__()
        self.first = torch.nn.Conv2d(3, 32, 3, padding=1)
        self.depthwise = torch.nn.Conv2d(32, 32, 3, padding=1, groups=32)
        self.point = torch.nn.Conv2d(32, 32, 1)
        self.gate = torch.nn.Conv2d(32, 32, 1)
        self.side = torch.nn.Conv2d(3, 16, 1)
        self.up = torch.nn.ConvTranspose2d(48, 16, 2, 2)
        self.last = torch.nn.Conv2d(16, 1, 1)
        dead = torch.arange(32) % 8 < 2
        for layer in (self.first, self.depthwise, self.point):
            layer.weight.data[dead], layer.bias.data[dead] = 0, 0

    def forward(self, x):
        inner = torch.relu(self.first(x))
        inner = inner + self.point(self.depthwise(inner))
        inner = inner * torch.sigmoid(self.gate(inner.mean((2, 3), keepdim=True)))
        joined = torch.cat([inner, self.side(x)], 1)
        return torch.sigmoid(self.last(torch.relu(self.up(joined))))

    maps = None  # exported as a detector is


@pytest.fixture
def model(tmp_path):
    torch.manual_seed(0)
    export_onnx(WithDeadChannels(), tmp_path / "net.onnx")
    return tmp_path / "net.onnx"


def test_dead_channels_go_first_and_nothing_changes(model):
    graph = read_graph(model)
    groups = find_groups(graph)
    inner = next(group for group, size in groups.prunable().items() if size == 32)
    assert sum(groups.root(g) == inner for g in groups.sizes) >= 3  # first, point and gate live together
    # The side branch and the last convolution's input have no dead channels: only the inner group is cut.
    for group in groups.prunable():
        if group != inner:
            groups.fixed.add(group)
    proto = _pruned_with(graph, groups, 0.25)
    x = np.random.default_rng(0).uniform(-1, 1, (1, 3, 16, 24)).astype(np.float32)
    before = onnxruntime.InferenceSession(str(model)).run(None, {"x": x})[0]
    after = onnxruntime.InferenceSession(proto.SerializeToString()).run(None, {"x": x})[0]
    shapes = {tuple(item.dims) for item in proto.graph.initializer}
    assert (24, 3, 3, 3) in shapes
    np.testing.assert_allclose(after, before, atol=1e-6)


def _pruned_with(graph, groups, ratio):
    from unittest import mock
    with mock.patch("tools.compress.prune_channels.find_groups", return_value=groups):
        return prune_channels(graph, ratio).proto


@pytest.mark.parametrize("name,classes,shape", [("dbnet-mobilenet", 0, (1, 3, 64, 64)), ("vit-tiny", 12, (1, 3, 48, 96)),
                                                ("dbnet-tiny", 0, (1, 3, 64, 64))])
def test_a_pruned_network_is_smaller_and_still_runs(tmp_path, name, classes, shape):
    export_onnx(build(name, classes), tmp_path / "net.onnx")
    proto = prune_channels(read_graph(tmp_path / "net.onnx"), 0.4).proto
    (tmp_path / "pruned.onnx").write_bytes(proto.SerializeToString())
    before, after = import_onnx(tmp_path / "net.onnx"), import_onnx(tmp_path / "pruned.onnx")
    x = torch.zeros(shape)
    with torch.no_grad():
        assert after(x).shape == before(x).shape
    assert _count(after) < _count(before)


def test_ratio_zero_changes_nothing(model):
    graph = read_graph(model)
    assert prune_channels(graph, 0.0).proto.graph.initializer == graph.proto.graph.initializer


def test_l1_takes_the_smallest_weights_of_each_layer(model):
    net = import_onnx(model)
    before = {name: p.detach().clone() for name, p in net.named_parameters()}
    prune_smallest(net, 0.4)
    for name, p in net.named_parameters():
        if p.dim() >= 2:
            gone = (p == 0)
            wanted = round(0.4 * p.numel())
            assert abs(int(gone.sum()) - max(wanted, int((before[name] == 0).sum()))) <= 1
            if gone.any() and (~gone).any():
                assert before[name][gone].abs().max() <= before[name][~gone].abs().min()
        else:
            assert torch.equal(p, before[name])


def test_sizes_count_what_is_left():
    net = torch.nn.Linear(10, 10)
    with torch.no_grad():
        net.weight.fill_(1.0)
        net.weight[:4] = 0
    sizes = weight_sizes(net)
    assert (sizes.dense, sizes.sparse, sizes.zeros) == (400, 60 * 8, 0.4)


@pytest.mark.parametrize("ratio", [-0.1, 1.0])
def test_impossible_ratios(model, ratio):
    with pytest.raises(ToolError, match="expected 0 to 1"):
        prune_channels(read_graph(model), ratio)
    with pytest.raises(ToolError, match="expected 0 to 1"):
        prune_smallest(torch.nn.Linear(2, 2), ratio)


def _count(net):
    return sum(p.numel() for p in net.parameters())
