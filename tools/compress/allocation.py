"""How many channels each group keeps, so that the network computes a share of what it did and errs least.

Some groups say things twice, others nothing that can be spared. So each group alone loses a growing share of its least
important channels, which stay at their means over the pieces, as a repair would leave them; the mean square change of
the output is the damage. Then channels go where a multiplication saved does the least damage, as in the sensitivity
analysis of Li et al., "Pruning filters for efficient ConvNets", 2017, section 3.2, but with a budget for the whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from tools.compress.channel_groups import ChannelGroups
from tools.compress.repair import LAYERS, Walk
from tools.errors import ToolError
from tools.nets.import_onnx import ImportedNet
from tools.nets.onnx_graph import Graph, Step
from tools.progress import Progress

SHARES = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8)  # of a group that is lost

Counts = dict[int, int]  # root of a group -> channels


@dataclass(frozen=True)
class LayerCost:
    """One convolution: what each pair of an input and an output channel costs."""

    each: int
    inputs: list[int]  # pieces; empty where a channel meets only itself
    outputs: list[int]

    def of(self, groups: ChannelGroups, counts: Counts) -> int:
        inputs = sum(_size(groups, counts, piece) for piece in self.inputs) if self.inputs else 1
        return self.each * inputs * sum(_size(groups, counts, piece) for piece in self.outputs)


def _size(groups: ChannelGroups, counts: Counts, piece: int) -> int:
    return counts.get(groups.root(piece), groups.sizes[piece])


@torch.no_grad()
def layer_costs(graph: Graph, groups: ChannelGroups, picture: Tensor) -> list[LayerCost]:
    """Multiply-accumulates of the convolutions for one picture of that size."""
    walk, costs = Walk(ImportedNet(graph), picture[:1]), []
    for number, step in enumerate(graph.steps):
        inputs = walk.values.get(step.inputs[0])
        walk.run(number)
        if step.op not in LAYERS:
            continue
        places = inputs if step.op == "ConvTranspose" else walk.values[step.outputs[0]]
        each = int(np.prod(graph.constants[step.inputs[1]].shape[2:])) * places.shape[2] * places.shape[3]
        mixes = step.attributes.get("group", 1) == 1
        costs.append(LayerCost(each, groups.tensors[step.inputs[0]] if mixes else [], groups.tensors[step.outputs[0]]))
    return costs


@torch.no_grad()
def damages(graph: Graph, groups: ChannelGroups, order: dict[int, np.ndarray], pictures: Tensor,
            ) -> dict[int, list[float]]:
    """Of each group in `order`, whose channels stand there by importance, the least first: at each of SHARES."""
    net = ImportedNet(graph)
    means = _channel_means(net, groups, pictures)
    progress = Progress(len(order) * (len(SHARES) - 1), "shares of groups")
    with torch.autocast("cpu", torch.bfloat16):
        original = [_output(net, picture, lambda step, value: value) for picture in pictures.split(1)]
        found = {}
        for group, channels in order.items():
            found[group] = [0.0]
            for share in SHARES[1:]:
                hold = _holding(groups, group, channels[:round(share * len(channels))], means)
                errors = [(_output(net, picture, hold) - before).square().mean().item()
                          for picture, before in zip(pictures.split(1), original)]
                found[group].append(max(found[group][-1], float(np.mean(errors))))
                progress.advance()
    return found


def _output(net: ImportedNet, picture: Tensor, change: Callable[[Step, Tensor], Tensor]) -> Tensor:
    walk = Walk(net, picture)
    for number, step in enumerate(net.graph.steps):
        walk.run(number)
        walk.values[step.outputs[0]] = change(step, walk.values[step.outputs[0]])
    return walk.values[net.graph.output_name].float()


def _made(groups: ChannelGroups, step: Step) -> int | None:
    """The group whose channels a step computes from others."""
    if step.op not in LAYERS or step.attributes.get("group", 1) != 1:
        return None
    return groups.root(groups.tensors[step.outputs[0]][0])


def _channel_means(net: ImportedNet, groups: ChannelGroups, pictures: Tensor) -> dict[str, Tensor]:
    sums: dict[str, Tensor] = {}

    def add(step: Step, value: Tensor) -> Tensor:
        if _made(groups, step) is not None:
            name = step.outputs[0]
            sums[name] = sums.get(name, 0) + value.float().mean((0, 2, 3)) / len(pictures)
        return value

    for picture in pictures.split(1):
        _output(net, picture, add)
    return sums


def _holding(groups: ChannelGroups, group: int, lost: np.ndarray,
             means: dict[str, Tensor]) -> Callable[[Step, Tensor], Tensor]:
    """Puts the lost channels of what makes the group at their means."""
    index = torch.from_numpy(lost.copy())

    def change(step: Step, value: Tensor) -> Tensor:
        if _made(groups, step) == group:
            value = value.clone()
            value[:, index] = means[step.outputs[0]][index, None, None].to(value.dtype)
        return value

    return change


def allocate(groups: ChannelGroups, costs: list[LayerCost], damage: dict[int, list[float]], share: float,
             whole: Callable[[float], int]) -> Counts:
    """Channels that stay, so that at most `share` of the cost does; `whole` rounds their number."""
    if not 0 < share <= 1:
        raise ToolError(f"the share of the multiplications to keep is {share}, expected more than 0, at most 1")
    places = {group: 0 for group in damage}

    def counts_at(at: dict[int, int]) -> Counts:
        return {group: min(groups.sizes[group], whole(groups.sizes[group] * (1 - SHARES[place])))
                for group, place in at.items()}

    def cost_at(at: dict[int, int]) -> int:
        counts = counts_at(at)
        return sum(layer.of(groups, counts) for layer in costs)

    cost, limit = cost_at(places), share * cost_at(places)
    while cost > limit:
        steps = [(_slope(damage[group], places[group], further, cost - cost_at({**places, group: further})), group, further)
                 for group, further in _further(places)]
        slope, group, further = min(steps, default=(np.inf, 0, 0))
        if not np.isfinite(slope):
            raise ToolError(f"{share} of the multiplications is less than these groups of channels can be brought to")
        places[group] = further
        cost = cost_at(places)
    return counts_at(places)


def _further(places: dict[int, int]) -> Iterator[tuple[int, int]]:
    for group, place in places.items():
        yield from ((group, further) for further in range(place + 1, len(SHARES)))


def _slope(damage: list[float], place: int, further: int, saved: int) -> float:
    return (damage[further] - damage[place]) / saved if saved > 0 else np.inf
