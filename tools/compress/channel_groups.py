"""Which channels of an ONNX graph live and die together.

A tensor's channel axis is a row of pieces, each all of one group's channels; a concatenation has several pieces.
Convolutions separate groups; sums, products, depthwise convolutions and everything that works channel by channel
join them. A group that meets an operation which mixes axes (reshape, matrix product) or the graph's input or output
is fixed.
"""

from dataclasses import dataclass, field

import numpy as np

from tools.nets.onnx_graph import Graph, Step

_PER_CHANNEL = {"AveragePool", "BatchNormalization", "Clip", "Gelu", "GlobalAveragePool", "HardSigmoid", "MaxPool",
                "Relu", "Resize", "Sigmoid"}


@dataclass
class Use:
    """A constant whose axis `axis` runs over `pieces`, in their order."""

    constant: str
    axis: int
    pieces: list[int]
    makes: bool = False  # True: the weights that compute these channels


@dataclass
class ChannelGroups:
    sizes: dict[int, int] = field(default_factory=dict)  # group -> channels
    uses: list[Use] = field(default_factory=list)
    depthwise: list[tuple[Step, int]] = field(default_factory=list)  # its `group` attribute follows the channels
    fixed: set[int] = field(default_factory=set)
    tensors: dict[str, list[int]] = field(default_factory=dict)  # name -> the pieces of its channel axis
    _joined: dict[int, int] = field(default_factory=dict)

    def root(self, group: int) -> int:
        while group in self._joined:
            group = self._joined[group]
        return group

    def new(self, size: int) -> int:
        group = len(self.sizes)
        self.sizes[group] = size
        return group

    def join(self, a: list[int], b: list[int]) -> None:
        if [self.sizes[g] for g in a] != [self.sizes[g] for g in b]:
            self.fixed.update(a + b)  # pieces that do not line up, such as a sum of a concatenation and a convolution
            return
        for first, second in zip(map(self.root, a), map(self.root, b)):
            if first != second:
                self._joined[second] = first

    def is_fixed(self, group: int) -> bool:
        return any(self.root(g) == self.root(group) for g in self.fixed)

    def prunable(self) -> dict[int, int]:
        """Roots that may lose channels, with how many they have."""
        roots = {self.root(group) for group in self.sizes}
        return {group: self.sizes[group] for group in sorted(roots) if not self.is_fixed(group)}


def kept_channels(groups: ChannelGroups, pieces: list[int], kept: dict[int, np.ndarray]) -> np.ndarray:
    """Channels that stay of an axis made of several groups, where `kept` names those of each root that loses some."""
    parts, offset = [], 0
    for piece in pieces:
        size, group = groups.sizes[piece], groups.root(piece)
        parts.append(kept[group] + offset if group in kept else np.arange(offset, offset + size))
        offset += size
    return np.concatenate(parts)


def find_groups(graph: Graph) -> ChannelGroups:
    groups = ChannelGroups()
    pieces = groups.tensors
    pieces[graph.input_name] = [groups.new(3)]
    groups.fixed.update(pieces[graph.input_name])
    for step in graph.steps:
        pieces[step.outputs[0]] = _through(groups, graph, step, pieces)
    groups.fixed.update(pieces[graph.output_name])
    return groups


def _through(groups: ChannelGroups, graph: Graph, step: Step, pieces: dict[str, list[int]]) -> list[int]:
    inputs = [pieces[name] for name in step.inputs if name in pieces]
    if step.op == "Conv":
        return _convolution(groups, graph, step, inputs[0])
    if step.op == "ConvTranspose":
        return _transposed(groups, graph, step, inputs[0])
    if step.op in ("Add", "Mul", "Sub", "Div"):
        return _elementwise(groups, graph, step, inputs)
    if step.op == "Concat" and step.attributes["axis"] == 1:
        return [piece for part in inputs for piece in part]
    if step.op in _PER_CHANNEL or _keeps_channels(step):
        for name in step.inputs[1:]:
            if name in graph.constants and graph.constants[name].ndim == 1 and step.op == "BatchNormalization":
                groups.uses.append(Use(name, 0, inputs[0]))
        return inputs[0]
    for part in inputs:  # anything else may mix the axes
        groups.fixed.update(part)
    end = groups.new(0)
    groups.fixed.add(end)
    return [end]


def _keeps_channels(step: Step) -> bool:
    return step.op == "ReduceMean" and sorted(step.attributes["axes"]) == [2, 3]


def _convolution(groups: ChannelGroups, graph: Graph, step: Step, inputs: list[int]) -> list[int]:
    weight, bias = step.inputs[1], step.inputs[2:3]
    outputs, count = graph.constants[weight].shape[0], step.attributes.get("group", 1)
    if count == 1:
        made = [groups.new(outputs)]
        groups.uses += [Use(weight, 1, inputs), Use(weight, 0, made, makes=True)]
    elif count == outputs and len(inputs) == 1:
        made = inputs
        groups.uses.append(Use(weight, 0, made))
        groups.depthwise.append((step, made[0]))
    else:
        groups.fixed.update(inputs)
        made = [groups.new(outputs)]
        groups.fixed.update(made)
    groups.uses += [Use(name, 0, made) for name in bias if name]
    return made


def _transposed(groups: ChannelGroups, graph: Graph, step: Step, inputs: list[int]) -> list[int]:
    weight, bias = step.inputs[1], step.inputs[2:3]
    made = [groups.new(graph.constants[weight].shape[1])]
    groups.uses += [Use(weight, 0, inputs), Use(weight, 1, made, makes=True)]
    groups.uses += [Use(name, 0, made) for name in bias if name]
    return made


def _elementwise(groups: ChannelGroups, graph: Graph, step: Step, inputs: list[list[int]]) -> list[int]:
    if len(inputs) == 2:
        groups.join(inputs[0], inputs[1])
        return inputs[0]
    constant = next(name for name in step.inputs if name in graph.constants)
    value = graph.constants[constant]
    if value.ndim >= 3 and value.shape[-3] > 1:  # a value for each channel, broadcast over both sides
        groups.uses.append(Use(constant, value.ndim - 3, inputs[0]))
    return inputs[0]
