"""An ONNX graph that is easy to change: nodes by what they make and use, weights as arrays."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import onnx
from onnx import helper, numpy_helper


class Graph:
    def __init__(self, model: onnx.ModelProto) -> None:
        graph = model.graph
        self.nodes: list[onnx.NodeProto] = list(graph.node)
        self.weights: dict[str, np.ndarray] = {w.name: numpy_helper.to_array(w) for w in graph.initializer}
        self.outputs: list[str] = [output.name for output in graph.output]
        for node in [node for node in self.nodes if node.op_type == "Constant"]:
            self._adopt_constant(node)

    def maker(self, value: str) -> onnx.NodeProto | None:
        return next((node for node in self.nodes if value in node.output), None)

    def users(self, value: str) -> list[onnx.NodeProto]:
        return [node for node in self.nodes if value in node.input]

    def only_user(self, value: str) -> onnx.NodeProto | None:
        """The one node that uses `value`, or None where there are several or it is an output of the graph."""
        users = self.users(value)
        return users[0] if len(users) == 1 and value not in self.outputs else None

    def of_type(self, *kinds: str) -> list[onnx.NodeProto]:
        return [node for node in self.nodes if node.op_type in kinds]

    def add(self, kind: str, inputs: list[str], output: str, **attributes: object) -> onnx.NodeProto:
        node = helper.make_node(kind, inputs, [output], name=f"{kind}/{output}", **attributes)
        self.nodes.append(node)
        return node

    def add_weight(self, name: str, array: np.ndarray) -> str:
        """Keeps `array` under `name`, or one like it that is free, and returns that."""
        while name in self.weights:
            name += "_"
        self.weights[name] = array
        return name

    def remove(self, *nodes: onnx.NodeProto) -> None:
        self.nodes = [node for node in self.nodes if not any(node is gone for gone in nodes)]

    def redirect(self, old: str, new: str) -> None:
        """Whoever used `old` uses `new`; an output of the graph keeps its name."""
        if old in self.outputs:
            self.maker(new).output[:] = [old]
            old, new = new, old
        for node in self.nodes:
            node.input[:] = [new if value == old else value for value in node.input]

    def write_to(self, model: onnx.ModelProto) -> None:
        """Nodes in an order that runs; what no output needs is left out."""
        nodes = self._needed_in_order()
        used = {value for node in nodes for value in node.input}
        del model.graph.node[:], model.graph.initializer[:], model.graph.value_info[:]
        model.graph.node.extend(nodes)
        model.graph.initializer.extend(numpy_helper.from_array(array, name)
                                       for name, array in self.weights.items() if name in used)

    def _needed_in_order(self) -> list[onnx.NodeProto]:
        makers = {value: node for node in self.nodes for value in node.output}
        ordered: list[onnx.NodeProto] = []
        done: set[str] = set()
        pending = [(makers[value], False) for value in reversed(self.outputs)]
        while pending:
            node, inputs_done = pending.pop()
            if node.output[0] in done:
                continue
            if inputs_done:
                ordered.append(node)
                done.add(node.output[0])
            else:
                pending.append((node, True))
                pending += [(makers[value], False) for value in node.input if value in makers]
        return ordered

    def _adopt_constant(self, node: onnx.NodeProto) -> None:
        value = attribute(node, "value")
        if value is not None:
            self.weights[node.output[0]] = numpy_helper.to_array(value)
            self.remove(node)


@contextmanager
def editing(model: onnx.ModelProto) -> Iterator[Graph]:
    graph = Graph(model)
    yield graph
    graph.write_to(model)


def attribute(node: onnx.NodeProto, name: str, default: object = None) -> object:
    for entry in node.attribute:
        if entry.name == name:
            return helper.get_attribute_value(entry)
    return default


def attributes(node: onnx.NodeProto) -> dict[str, object]:
    return {entry.name: helper.get_attribute_value(entry) for entry in node.attribute}


def is_pointwise(node: onnx.NodeProto, weights: dict[str, np.ndarray]) -> bool:
    """A 1x1 convolution, stride 1, no padding, one group."""
    return (node.op_type == "Conv" and node.input[1] in weights and weights[node.input[1]].shape[2:] == (1, 1)
            and list(attribute(node, "strides", [1, 1])) == [1, 1] and not any(attribute(node, "pads", [0]))
            and attribute(node, "group", 1) == 1)
