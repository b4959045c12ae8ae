"""`x + x * scale`, with a scale a channel, becomes `x * (1 + scale)`: one pass over the picture instead of two."""

import numpy as np
import onnx

from tools.convert.network import Network
from tools.convert.rewrites.graph import Graph, editing


def merge_scaled_residual(network: Network) -> None:
    with editing(network.model) as graph:
        for product in graph.of_type("Mul"):
            add = graph.only_user(product.output[0])
            scale = _scale_of(graph, product, add) if add is not None and add.op_type == "Add" else None
            if scale is not None:
                _merge(graph, product, add, scale)


def _scale_of(graph: Graph, product: onnx.NodeProto, add: onnx.NodeProto) -> str | None:
    """The factor that comes from pooled values, where the other one is what `add` adds."""
    added = next(value for value in add.input if value != product.output[0])
    factors = [value for value in product.input if value != added]
    maker = graph.maker(factors[0]) if len(factors) == 1 and added in product.input else None
    return factors[0] if maker is not None and maker.op_type == "HardSigmoid" else None


def _merge(graph: Graph, product: onnx.NodeProto, add: onnx.NodeProto, scale: str) -> None:
    one = graph.add_weight("one", np.ones(1, np.float32))
    raised = graph.add("Add", [scale, one], f"{scale}/raised").output[0]
    product.input[:] = [raised if value == scale else value for value in product.input]
    graph.remove(add)
    graph.redirect(add.output[0], product.output[0])
