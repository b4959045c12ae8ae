"""Weights in 8 bits with a scale for each output channel: rounding, the file, and training that knows of it."""

from dataclasses import dataclass

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn
from torch.func import functional_call

from tools.nets.import_onnx import ImportedNet

LEVELS = 127  # symmetric: -127 to 127
_LAYERS = {"Conv": 0, "ConvTranspose": 1, "MatMul": -1}  # operation -> axis of its weight's output channels


@dataclass(frozen=True)
class LayerWeight:
    name: str  # in the ONNX file
    axis: int


def layer_weights(net: ImportedNet) -> list[LayerWeight]:
    """The weights that 8 bits are worth: those of convolutions and matrix products."""
    found = {}
    for step in net.graph.steps:
        if step.op in _LAYERS and step.inputs[1] in net.graph.constants:
            array = net.graph.constants[step.inputs[1]]
            found[step.inputs[1]] = LayerWeight(step.inputs[1], _LAYERS[step.op] % array.ndim)
    return list(found.values())


def channel_scales(weight: Tensor, axis: int) -> Tensor:
    """Scale of each channel along `axis`, shaped to broadcast over `weight`."""
    others = tuple(i for i in range(weight.dim()) if i != axis)
    return (weight.detach().abs().amax(others, keepdim=True) / LEVELS).clamp(min=1e-12)


def fake_quantised(weight: Tensor, axis: int) -> Tensor:
    """Values that 8 bits can hold; the gradient passes as if nothing had been rounded."""
    scale = channel_scales(weight, axis)
    rounded = (weight / scale).round().clamp(-LEVELS, LEVELS) * scale
    return weight + (rounded - weight).detach()


class QuantisedWeights(nn.Module):
    """The network as it will be with 8-bit weights, trainable: what quantisation-aware fine-tuning runs.

    `float_layers` keep their precision.
    """

    def __init__(self, net: ImportedNet, float_layers: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.net, self._layers = net, [w for w in layer_weights(net) if w.name not in float_layers]
        self._logits = _Method(net, "logits")

    def logits(self, x: Tensor) -> Tensor:
        values = {"net." + self.net.parameter_name(layer.name): fake_quantised(self.net.value(layer.name), layer.axis)
                  for layer in self._layers}
        return functional_call(self._logits, values, (x,))

    def forward(self, x: Tensor) -> Tensor:
        logits = self.logits(x)
        last = self.net.graph.steps[-1].op
        return logits.softmax(-1) if last == "Softmax" else logits.sigmoid() if last == "Sigmoid" else logits

    @torch.no_grad()
    def settle(self) -> ImportedNet:
        """The network with its weights rounded for good."""
        for layer in self._layers:
            weight = self.net.value(layer.name)
            weight.copy_(fake_quantised(weight, layer.axis))
        return self.net


class _Method(nn.Module):
    """A module whose forward is another method of `net`."""

    def __init__(self, net: nn.Module, method: str) -> None:
        super().__init__()
        self.net, self._method = net, method

    def forward(self, x: Tensor) -> Tensor:
        return getattr(self.net, self._method)(x)


def layer_damage(net: ImportedNet, x: Tensor) -> list[tuple[str, float]]:
    """What rounding each layer alone does to the output: mean squared difference of the logits, worst first."""
    with torch.no_grad():
        exact = net.logits(x)
        damage = []
        for layer in layer_weights(net):
            others = frozenset(w.name for w in layer_weights(net)) - {layer.name}
            damage.append((layer.name, float((QuantisedWeights(net, others).logits(x) - exact).square().mean())))
    return sorted(damage, key=lambda row: -row[1])


def with_channel_scales(proto: onnx.ModelProto) -> onnx.ModelProto:
    """ONNX has scales per channel since version 13 of its operations."""
    version = next(item.version for item in proto.opset_import if item.domain in ("", "ai.onnx"))
    return proto if version >= 13 else onnx.version_converter.convert_version(proto, 13)


def int8_proto(net: ImportedNet, float_layers: frozenset[str] = frozenset()) -> onnx.ModelProto:
    """ONNX that stores 8-bit weights, each followed by DequantizeLinear: a quarter of the size, float arithmetic."""
    proto = with_channel_scales(net.to_proto())
    layers = {w.name: w for w in layer_weights(net) if w.name not in float_layers}
    items = {item.name: item for item in proto.graph.initializer}
    nodes = []
    for name, layer in layers.items():
        weight = torch.from_numpy(np.array(numpy_helper.to_array(items[name])))
        scale = channel_scales(weight, layer.axis)
        codes = (weight / scale).round().clamp(-LEVELS, LEVELS).to(torch.int8).numpy()
        proto.graph.initializer.remove(items[name])
        proto.graph.initializer.extend([numpy_helper.from_array(codes, name + ".codes"),
                                        numpy_helper.from_array(scale.flatten().numpy(), name + ".scale"),
                                        numpy_helper.from_array(np.zeros(scale.numel(), np.int8), name + ".zero")])
        nodes.append(helper.make_node("DequantizeLinear", [name + ".codes", name + ".scale", name + ".zero"], [name],
                                      axis=layer.axis))
    proto.graph.node.extend(nodes)
    nodes_first = sorted(proto.graph.node, key=lambda node: node.op_type != "DequantizeLinear")
    del proto.graph.node[:]
    proto.graph.node.extend(nodes_first)
    onnx.checker.check_model(proto)
    return proto
