"""A constant added after a convolution becomes its bias, and Identity nodes go: the form other rewrites expect."""

import numpy as np
import onnx

from tools.convert.network import Network
from tools.convert.rewrites.graph import Graph, attribute, editing

_CONVOLUTIONS = ("Conv", "ConvTranspose")


def fold_biases(network: Network) -> None:
    with editing(network.model) as graph:
        for node in graph.of_type("Identity"):
            graph.remove(node)
            graph.redirect(node.output[0], node.input[0])
        for node in graph.of_type(*_CONVOLUTIONS):
            _fold(graph, node)


def _fold(graph: Graph, convolution: onnx.NodeProto) -> None:
    add = graph.only_user(convolution.output[0])
    if add is None or add.op_type != "Add":
        return
    constant = graph.weights.get(next(value for value in add.input if value != convolution.output[0]))
    channels = _output_channels(graph, convolution)
    if constant is None or constant.shape != (1, channels, 1, 1):
        return
    bias = constant.reshape(channels)
    if len(convolution.input) > 2:
        bias = bias + graph.weights[convolution.input[2]]
    name = graph.add_weight(f"{convolution.input[1]}/bias", np.ascontiguousarray(bias))
    convolution.input[:] = [*convolution.input[:2], name]
    graph.remove(add)
    graph.redirect(add.output[0], convolution.output[0])


def _output_channels(graph: Graph, convolution: onnx.NodeProto) -> int:
    shape = graph.weights[convolution.input[1]].shape
    return shape[0] if convolution.op_type == "Conv" else shape[1] * attribute(convolution, "group", 1)
