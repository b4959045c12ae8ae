"""A convolution after a concatenation of channels becomes a sum of convolutions, one for each part.

The runtime packs channels by 4, 8 or 16; a concatenation of 24s has to be repacked, a sum has not. Needs
`fold_biases` before it.
"""

import numpy as np
import onnx
from onnx import shape_inference

from tools.convert.network import Network
from tools.convert.rewrites.graph import Graph, attribute, attributes, editing


def split_concat(network: Network) -> None:
    channels = _channel_counts(network.model)
    with editing(network.model) as graph:
        for concat in graph.of_type("Concat"):
            convolution = graph.only_user(concat.output[0])
            known = all(value in channels for value in concat.input)
            if convolution is not None and convolution.op_type == "Conv" and known \
                    and attribute(concat, "axis") == 1 and attribute(convolution, "group", 1) == 1:
                _split(graph, list(concat.input), [channels[value] for value in concat.input], convolution)


def _split(graph: Graph, parts: list[str], sizes: list[int], convolution: onnx.NodeProto) -> None:
    weights = np.split(graph.weights[convolution.input[1]], np.cumsum(sizes)[:-1], axis=1)
    graph.remove(convolution)
    total = ""
    for index, (part, weight) in enumerate(zip(parts, weights)):
        name = graph.add_weight(f"{convolution.input[1]}/{index}", np.ascontiguousarray(weight))
        bias = list(convolution.input[2:]) if index == 0 else []
        product = f"{convolution.output[0]}/{index}"
        graph.add("Conv", [part, name, *bias], product, **attributes(convolution))
        total = graph.add("Add", [total, product], f"{product}/sum").output[0] if total else product
    graph.redirect(convolution.output[0], total)


def _channel_counts(model: onnx.ModelProto) -> dict[str, int]:
    inferred = shape_inference.infer_shapes(model).graph
    shapes = {value.name: value.type.tensor_type.shape.dim for value in inferred.value_info}
    return {name: dims[1].dim_value for name, dims in shapes.items() if len(dims) == 4 and dims[1].dim_value}
