"""Hidden channels that say nothing are removed from `1x1 convolution -> activation -> 1x1 convolution`.

A channel is dead where the first convolution gives it no weight (it is then a constant, which moves into the second
one's bias) or the second gives it none. Needs `flush_small_weights` and `fold_biases` before it.
"""

import numpy as np
import onnx
from onnx import helper
from onnx.reference import ReferenceEvaluator

from tools.convert.network import Network
from tools.convert.rewrites.graph import Graph, editing, is_pointwise

_ELEMENTWISE = ("Add", "Mul", "Div", "Erf", "Relu")


def remove_dead_channels(network: Network) -> None:
    with editing(network.model) as graph:
        for first in graph.of_type("Conv"):
            if is_pointwise(first, graph.weights) and len(first.input) > 2:
                activation, second = _follow(graph, first)
                if second is not None:
                    _shrink(graph, first, activation, second)


def _follow(graph: Graph, first: onnx.NodeProto) -> tuple[list[onnx.NodeProto], onnx.NodeProto | None]:
    """The elementwise nodes after `first`, and the 1x1 convolution that alone uses their result, if that is all."""
    chain: list[onnx.NodeProto] = []
    values = {first.output[0]}
    ends: list[onnx.NodeProto] = []
    for node in graph.nodes:
        if not values & set(node.input):
            continue
        if node.op_type in _ELEMENTWISE and _others_are_scalars(graph, node, values):
            chain.append(node)
            values.add(node.output[0])
        else:
            ends.append(node)
    if len(ends) != 1 or not chain or values & set(graph.outputs):
        return [], None
    second = ends[0]
    wanted = second.input[0] == chain[-1].output[0] and is_pointwise(second, graph.weights) and len(second.input) > 2
    return (chain, second) if wanted else ([], None)


def _others_are_scalars(graph: Graph, node: onnx.NodeProto, values: set[str]) -> bool:
    return all(value in values or (value in graph.weights and graph.weights[value].size == 1) for value in node.input)


def _shrink(graph: Graph, first: onnx.NodeProto, activation: list[onnx.NodeProto], second: onnx.NodeProto) -> None:
    w1, b1 = (graph.weights[name] for name in first.input[1:])
    w2, b2 = (graph.weights[name] for name in second.input[1:])
    constant, unused = ~w1.any((1, 2, 3)), ~w2.any((0, 2, 3))
    keep = ~(constant | unused)
    if keep.all() or not keep.any():
        return
    levels = _activate(graph, first.output[0], activation, b1[constant])
    moved = w2[:, constant, 0, 0].astype(np.float64) @ levels.astype(np.float64)
    _set_weights(graph, first, w1[keep], b1[keep])
    _set_weights(graph, second, w2[:, keep], (b2 + moved).astype(np.float32))


def _activate(graph: Graph, start: str, activation: list[onnx.NodeProto], levels: np.ndarray) -> np.ndarray:
    """What the activation makes of the constants `levels`."""
    scalars = {value: graph.weights[value] for node in activation for value in node.input if value in graph.weights}
    kind = onnx.TensorProto.FLOAT
    inputs = [helper.make_tensor_value_info(start, kind, levels.shape)]
    inputs += [helper.make_tensor_value_info(name, kind, array.shape) for name, array in scalars.items()]
    end = activation[-1].output[0]
    part = helper.make_graph(activation, "activation", inputs, [helper.make_tensor_value_info(end, kind, None)])
    model = helper.make_model(part, opset_imports=[helper.make_opsetid("", 11)])
    return ReferenceEvaluator(model).run(None, {start: levels, **scalars})[0].reshape(levels.shape)


def _set_weights(graph: Graph, convolution: onnx.NodeProto, weight: np.ndarray, bias: np.ndarray) -> None:
    convolution.input[1] = graph.add_weight(f"{convolution.input[1]}/alive", np.ascontiguousarray(weight))
    convolution.input[2] = graph.add_weight(f"{convolution.input[2]}/alive", np.ascontiguousarray(bias))
