"""How many channels each group keeps: what can be spared is built into the weights before."""

import pytest
import torch
from test_compress_prune import WithDeadChannels

from tools.compress import prune_channels as command
from tools.compress.allocation import SHARES, allocate, damages, layer_costs
from tools.compress.channel_groups import find_groups
from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.nets.cost import cost_of
from tools.nets.import_onnx import ImportedNet, import_onnx
from tools.nets.onnx_graph import graph_of, read_graph

PICTURES = torch.rand((4, 3, 32, 32), generator=torch.Generator().manual_seed(0)) * 2 - 1


@pytest.fixture
def model(tmp_path):
    torch.manual_seed(0)
    export_onnx(WithDeadChannels(), tmp_path / "net.onnx")
    return tmp_path / "net.onnx"


@pytest.mark.parametrize("name, side", [("dbnet-mobilenet", 64), ("dbnet-tiny", 64)])
def test_the_cost_is_what_a_run_counts(tmp_path, name, side):
    export_onnx(build(name, 0), tmp_path / "net.onnx")
    graph, picture = read_graph(tmp_path / "net.onnx"), torch.zeros(1, 3, side, side)
    groups = find_groups(graph)
    costs = layer_costs(graph, groups, picture)
    assert sum(layer.of(groups, {}) for layer in costs) == cost_of(ImportedNet(graph), tuple(picture.shape))[1]
    pruned = command.prune_channels(graph, 0.5)
    counts = {group: len(channels) for group, channels in pruned.kept.items()}
    after = cost_of(ImportedNet(graph_of(pruned.proto)), tuple(picture.shape))[1]
    assert sum(layer.of(groups, counts) for layer in costs) == after


def test_what_is_dead_does_no_damage(model):
    graph = read_graph(model)
    groups = find_groups(graph)
    order = command._order(graph, groups, None)
    inner = next(group for group, size in groups.prunable().items() if size == 32)
    dead = {channel for channel in range(32) if channel % 8 < 2}
    assert set(order[inner][:8]) == dead  # a quarter of the group
    found = damages(graph, groups, order, PICTURES)
    assert found[inner][SHARES.index(0.2)] < 1e-9 < found[inner][SHARES.index(0.5)]
    assert all(later >= earlier for row in found.values() for earlier, later in zip(row, row[1:]))


def test_the_group_that_can_spare_channels_loses_them(model):
    graph = read_graph(model)
    before = cost_of(import_onnx(model), (1, 3, 32, 32))[1]
    pruned = command.prune_to(graph, 0.6, PICTURES)
    assert cost_of(ImportedNet(graph_of(pruned.proto)), (1, 3, 32, 32))[1] <= 0.6 * before
    assert len(next(channels for group, channels in pruned.kept.items() if pruned.groups.sizes[group] == 32)) <= 24


def test_the_cheapest_damage_is_chosen(model):
    graph = read_graph(model)
    groups = find_groups(graph)
    costs = layer_costs(graph, groups, PICTURES)
    first, *others = groups.prunable()
    steep = {group: [float(place) for place in range(len(SHARES))] for group in (first, *others)}
    steep[first] = [0.0] * len(SHARES)
    counts = allocate(groups, costs, steep, 0.9, lambda channels: max(1, round(channels)))
    assert counts[first] < groups.sizes[first]
    assert all(counts[group] == groups.sizes[group] for group in others)


@pytest.mark.parametrize("share, sentence", [(0.0, "expected more than 0"), (1.5, "at most 1"), (1e-6, "can be brought")])
def test_shares_that_cannot_be_had(model, share, sentence):
    with pytest.raises(ToolError, match=sentence):
        command.prune_to(read_graph(model), share, PICTURES)
