"""Repairs a network that lost channels, without learning: each layer is fitted to what the original computes there.

Layer by layer, in the order they run: the inputs are those of the repaired network so far, the answer is the
original's output at the channels that stay, and the weights are the least squares between them, held to the old ones
where the pieces say little. So the mean of a lost channel goes into the bias, and what others can say for it into them.
A layer whose output is added to another branch also makes up for what that branch lost.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from torch import Tensor

from tools.data.piece_store import PieceStore
from tools.nets.import_onnx import ImportedNet
from tools.nets.onnx_graph import Graph, Step, graph_of
from tools.nets.onnx_ops import OPS, padded
from tools.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from tools.compress.prune_channels import Pruned

POSITIONS = 600  # of each piece, at most, that a layer is fitted to
HOLD, HOLD_FEW = 1e-3, 5e-2  # pull to the old weights; the second where there are few samples for each of them
LAYERS = ("Conv", "ConvTranspose")

Samples = list[tuple[Tensor, Tensor]]


def pictures_of_store(folder: "Path", count: int) -> Tensor:
    """f32 [N, 3, S, S] in -1..1."""
    store = PieceStore(folder)
    places = np.linspace(0, len(store) - 1, min(count, len(store))).astype(int)
    pieces = np.stack([store[i][..., :3] for i in places])
    return torch.from_numpy(pieces).permute(0, 3, 1, 2).float() / 127.5 - 1


class Walk:
    """Runs a network step by step; `values` holds what later steps need."""

    def __init__(self, net: ImportedNet, x: Tensor) -> None:
        self.net, self.values = net, {net.graph.input_name: x}
        self._last_use = {name: i for i, step in enumerate(net.graph.steps) for name in step.inputs}

    def value(self, name: str) -> Tensor | None:
        return self.values[name] if name in self.values else self.net.value(name) if name else None

    def run(self, number: int) -> None:
        step = self.net.graph.steps[number]
        self.values[step.outputs[0]] = OPS[step.op](step.attributes, *map(self.value, step.inputs))
        for name in step.inputs:
            if self._last_use[name] == number:
                self.values.pop(name, None)


@torch.no_grad()
def channel_spread(net: ImportedNet, pictures: Tensor) -> dict[str, np.ndarray]:
    """Weight of each layer that mixes channels -> mean square deviation of each of its input channels."""
    walk, spread = Walk(net, pictures), {}
    for number, step in enumerate(net.graph.steps):
        if step.op in LAYERS and step.attributes.get("group", 1) == 1:
            x = walk.value(step.inputs[0])
            spread[step.inputs[1]] = x.var((0, 2, 3), unbiased=False).double().numpy()
        walk.run(number)
    return spread


@torch.no_grad()
def repaired(graph: Graph, pruned: "Pruned", pictures: Tensor) -> onnx.ModelProto:
    original, net = ImportedNet(graph), ImportedNet(graph_of(pruned.proto))
    theirs, ours = Walk(original, pictures), Walk(net, pictures)
    progress = Progress(len(graph.steps), "steps repaired")
    for number, step in enumerate(graph.steps):
        theirs.run(number)
        if step.op in LAYERS and len(step.inputs) > 2:
            _fit(ours, net.graph.steps[number], _wanted(theirs, ours, graph, step, pruned))
        ours.run(number)
        progress.advance()
    return net.to_proto()


def _wanted(theirs: Walk, ours: Walk, graph: Graph, step: Step, pruned: "Pruned") -> Tensor:
    """What the layer should put out: [N, C, H, W]."""
    name = step.outputs[0]
    channels = torch.from_numpy(pruned.channels(name))
    wanted = theirs.values[name][:, channels]
    users = [other for other in graph.steps if name in other.inputs]
    if len(users) == 1 and users[0].op == "Add":
        branch = next((other for other in users[0].inputs if other != name), name)
        if branch in ours.values and ours.values[branch].shape == wanted.shape:
            wanted = wanted + theirs.values[branch][:, channels] - ours.values[branch]
    return wanted


def _fit(walk: Walk, step: Step, wanted: Tensor) -> None:
    weight, bias = (walk.net.value(name) for name in step.inputs[1:3])
    x = walk.value(step.inputs[0])
    if step.op == "ConvTranspose":
        if step.attributes["strides"] == list(weight.shape[2:]) == [weight.shape[2]] * 2:  # square blocks, side by side
            _fit_transposed(x, weight, bias, wanted)
    elif step.attributes.get("group", 1) == 1:
        _fit_dense(step, x, weight, bias, wanted)
    else:
        _fit_depthwise(step, x, weight, bias, wanted)


def _fit_dense(step: Step, x: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor) -> None:
    old = torch.cat([weight.flatten(1), bias[:, None]], 1).T[None]  # 1 x (C k k + 1) x O
    samples = [(_with_one(patches.T)[None], answers.T[None]) for patches, answers in _samples(step, x, weight, wanted)]
    new = _least_squares(samples, old)[0].T
    weight.copy_(new[:, :-1].reshape(weight.shape))
    bias.copy_(new[:, -1])


def _fit_depthwise(step: Step, x: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor) -> None:
    count = len(weight)
    old = torch.cat([weight.flatten(1), bias[:, None]], 1)[:, :, None]  # C x (k k + 1) x 1
    samples = [(_with_one(patches.reshape(count, -1, patches.shape[-1]).transpose(1, 2)), answers[:, :, None])
               for patches, answers in _samples(step, x, weight, wanted)]
    new = _least_squares(samples, old)[:, :, 0]
    weight.copy_(new[:, :-1].reshape(weight.shape))
    bias.copy_(new[:, -1])


def _fit_transposed(x: Tensor, weight: Tensor, bias: Tensor, wanted: Tensor) -> None:
    """As a dense layer with an output for each place of a block; the biases of a block are one."""
    side = weight.shape[2]
    repeated = bias.repeat_interleave(side * side)
    flat = weight.flatten(1).T[:, :, None, None].contiguous()  # (O k k) x C x 1 x 1
    _fit_dense(Step("Conv", [], []), x, flat, repeated, F.pixel_unshuffle(wanted, side))
    weight.copy_(flat[:, :, 0, 0].T.reshape(weight.shape))
    bias.copy_(repeated.reshape(len(bias), -1).mean(1))


def _samples(step: Step, x: Tensor, weight: Tensor, wanted: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    """Of each piece, at some positions: what the kernel sees [C k k, P] and what it should answer [O, P]."""
    (height, width), (down, right) = weight.shape[2:], step.attributes.get("strides", (1, 1))
    x, (above, before) = padded(step.attributes, x, (height, width))
    windows = F.pad(x, (before, before, above, above)).unfold(2, height, down).unfold(3, width, right)
    chance = torch.Generator().manual_seed(0)
    for seen, answer in zip(windows, wanted):  # C x H x W x k x k, O x H x W
        chosen = torch.randperm(answer[0].numel(), generator=chance)[:POSITIONS]
        y, x = chosen // answer.shape[2], chosen % answer.shape[2]
        yield seen[:, y, x].permute(0, 2, 3, 1).flatten(0, 2), answer[:, y, x]


def _with_one(x: Tensor) -> Tensor:
    return F.pad(x, (0, 1), value=1.0)


def _least_squares(samples: Samples, old: Tensor) -> Tensor:
    """[G, n, O] of samples [G, P, n] and [G, P, O]; the last of the n is the bias, which is held hardly."""
    square, product, count = 0, 0, 0
    for x, y in samples:
        x, y = x.double(), y.double()
        square, product, count = square + x.transpose(1, 2) @ x, product + x.transpose(1, 2) @ y, count + x.shape[1]
    hold = HOLD if count > 4 * old.shape[1] else HOLD_FEW
    pull = square.diagonal(dim1=1, dim2=2) * hold + 1e-9 * count
    pull[:, -1] *= 1e-3
    pulled = product + pull[:, :, None] * old.double()
    return torch.linalg.solve(square + torch.diag_embed(pull), pulled).float()
