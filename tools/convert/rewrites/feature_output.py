"""The recogniser ends before its final layer; the layer's weights become a file of their own, `head.bin`.

The reader then finds the best class and its probability in one pass over the classes, and no [t, 18710] array is
ever made. `head.bin`: f16 [classes, d], then f32 [classes]; in bytes i8 [classes, d], then a scale and a bias, f16
[classes] each.
"""

from typing import NamedTuple

import numpy as np
import onnx

from tools.convert.network import Network, Value
from tools.convert.rewrites.graph import Graph, attribute, editing
from tools.errors import ToolError

_FILE = "head.bin"
_LEVELS = 127


class FinalLayer(NamedTuple):
    """Names of weights [d, classes] and [classes], of the value before it, and its nodes."""

    weight: str
    bias: str
    features: str
    nodes: tuple[onnx.NodeProto, ...]


def final_layer(graph: Graph) -> FinalLayer:
    """Of a recogniser that ends in the softmax over its classes."""
    softmax = _expect(graph, graph.outputs[0], "Softmax")
    add = _expect(graph, softmax.input[0], "Add")
    product, bias = _constant_last(graph, add)
    matmul = _expect(graph, product, "MatMul")
    if attribute(softmax, "axis", 1) not in (2, -1):
        raise ToolError("a recogniser's softmax is expected over the classes, found another axis")
    return FinalLayer(matmul.input[1], bias, matmul.input[0], (softmax, add, matmul))


def cut_head(network: Network) -> None:
    with editing(network.model) as graph:
        layer = final_layer(graph)
        graph.remove(*layer.nodes)
        graph.outputs = [layer.features]
    weight, bias = graph.weights[layer.weight], graph.weights[layer.bias]
    width, classes = weight.shape
    _declare_output(network.model, layer.features, width)
    network.files[_FILE] = encode(weight.T, bias)
    network.settings.update(output=layer.features, output_kind="features", head=_FILE,
                            head_dims=[classes, width], head_type="f16")


def head_in_bytes(network: Network) -> None:
    """Half the size of what `cut_head` made: a byte a weight, a scale a class."""
    if network.settings.get("head_type") != "f16":
        raise ToolError("head_in_bytes expects a head in 16 bits, as cut_head makes it")
    weight, bias = decode(network.files[_FILE], network.settings)
    scales = _upward(np.maximum(np.abs(weight).max(1) / _LEVELS, np.finfo(np.float16).tiny))
    codes = np.rint(weight / scales[:, None]).astype(np.int8)
    network.files[_FILE] = codes.tobytes() + scales.tobytes() + _halves(bias)
    network.settings["head_type"] = "i8"


def decode(data: bytes, settings: dict[str, Value]) -> tuple[np.ndarray, np.ndarray]:
    """Weights f32 [classes, d] and bias f32 [classes] of a head's file."""
    classes, width = (int(v) for v in settings["head_dims"])
    weights = classes * width
    if settings["head_type"] == "f16":
        halves = np.frombuffer(data, "<f2", weights).reshape(classes, width)
        return halves.astype(np.float32), np.frombuffer(data, "<f4", classes, offset=2 * weights)
    codes = np.frombuffer(data, np.int8, weights).reshape(classes, width)
    scales, bias = np.frombuffer(data, "<f2", 2 * classes, offset=weights).astype(np.float32).reshape(2, classes)
    return codes * scales[:, None], bias


def _upward(scales: np.ndarray) -> np.ndarray:
    """To half precision, never smaller, so that the largest code stays within a byte."""
    rounded = scales.astype("<f2")
    return np.where(rounded < scales, np.nextafter(rounded, np.float16(np.inf)), rounded).astype("<f2")


def encode(weight: np.ndarray, bias: np.ndarray) -> bytes:
    """`weight` [classes, d], `bias` [classes], little endian."""
    return _halves(weight) + np.ascontiguousarray(bias, "<f4").tobytes()


def _halves(values: np.ndarray) -> bytes:
    if np.abs(values).max() > np.finfo(np.float16).max:
        raise ToolError("the final layer's weights do not fit into 16 bits")
    return np.ascontiguousarray(values, "<f2").tobytes()


def _expect(graph: Graph, value: str, kind: str) -> onnx.NodeProto:
    node = graph.maker(value)
    if node is None or node.op_type != kind:
        raise ToolError(f"{kind} is expected at the recogniser's end, found {node.op_type if node else 'nothing'}")
    return node


def _constant_last(graph: Graph, add: onnx.NodeProto) -> tuple[str, str]:
    left, right = add.input
    return (left, right) if right in graph.weights else (right, left)


def _declare_output(model: onnx.ModelProto, name: str, width: int) -> None:
    del model.graph.output[:]
    model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["n", "t", width]))
