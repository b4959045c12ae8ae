"""The detector's head, `2x2 transposed convolution -> ReLU -> 2x2 transposed convolution -> sigmoid`, as two 1x1
convolutions that give 16 logits for each 4x4 block. Whoever thresholds the map can threshold the logits.

Transposed convolutions of stride 2 write blocks that do not overlap, so each is a 1x1 convolution whose channels are
the places in the block. Needs `fold_biases` before it.
"""

import numpy as np
import onnx

from tools.convert.network import Network
from tools.convert.rewrites.graph import Graph, attribute, editing
from tools.errors import ToolError

_BLOCK = 4


def head_as_blocks(network: Network) -> None:
    with editing(network.model) as graph:
        first, second = _find_head(graph)
        _as_pointwise(graph, first, _spread(graph.weights[first.input[1]]), _repeat_bias(graph, first))
        _as_pointwise(graph, second, _spread_twice(graph.weights[second.input[1]]), _repeat_bias(graph, second, _BLOCK))
        sigmoid = graph.maker(graph.outputs[0])
        graph.remove(sigmoid)
        graph.outputs = [second.output[0]]
    _declare_output(network.model, second.output[0])
    network.settings.update(output=second.output[0], output_kind="block_logits", block=_BLOCK)


def _find_head(graph: Graph) -> tuple[onnx.NodeProto, onnx.NodeProto]:
    nodes, value = [], graph.outputs[0]
    for kind in ("Sigmoid", "ConvTranspose", "Relu", "ConvTranspose"):
        node = graph.maker(value)
        if node is None or node.op_type != kind or (kind == "ConvTranspose" and not _writes_blocks(graph, node)):
            raise ToolError(f"head_as_blocks expects {kind} in the detector's head, found "
                            f"{'nothing' if node is None else f'{node.op_type} {node.name}'}")
        if nodes and graph.only_user(value) is None:
            raise ToolError(f"head_as_blocks expects one user of {value} in the detector's head, found several")
        nodes.append(node)
        value = node.input[0]
    return nodes[3], nodes[1]


def _writes_blocks(graph: Graph, node: onnx.NodeProto) -> bool:
    return (graph.weights[node.input[1]].shape[2:] == (2, 2) and list(attribute(node, "strides")) == [2, 2]
            and not any(attribute(node, "pads", [0])) and attribute(node, "group", 1) == 1 and len(node.input) == 3)


def _spread(weight: np.ndarray) -> np.ndarray:
    """[in, out, 2, 2] -> [4 * out, in]: row (2 * dy + dx) * out + o."""
    return weight.transpose(2, 3, 1, 0).reshape(-1, weight.shape[0])


def _spread_twice(weight: np.ndarray) -> np.ndarray:
    """[in, 1, 2, 2] -> [16, 4 * in], applied to what `_spread` made: row 4 * y + x of the 4x4 block."""
    inputs = weight.shape[0]
    spread = np.zeros((_BLOCK, _BLOCK, 4, inputs), np.float32)
    for dy, dx in np.ndindex(2, 2):  # the place that the first transposed convolution wrote
        spread[2 * dy:2 * dy + 2, 2 * dx:2 * dx + 2, 2 * dy + dx] = weight[:, 0].transpose(1, 2, 0)
    return spread.reshape(_BLOCK * _BLOCK, 4 * inputs)


def _repeat_bias(graph: Graph, node: onnx.NodeProto, times: int = 1) -> np.ndarray:
    return np.tile(graph.weights[node.input[2]], 4 * times)


def _as_pointwise(graph: Graph, node: onnx.NodeProto, weight: np.ndarray, bias: np.ndarray) -> None:
    names = [graph.add_weight(f"{node.input[1]}/{part}", np.ascontiguousarray(array, np.float32))
             for part, array in (("spread", weight[:, :, None, None]), ("spread_bias", bias))]
    graph.remove(node)
    graph.add("Conv", [node.input[0], *names], node.output[0], kernel_shape=[1, 1])


def _declare_output(model: onnx.ModelProto, name: str) -> None:
    del model.graph.output[:]
    shape = [1, _BLOCK * _BLOCK, "height/4", "width/4"]
    model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape))
