"""An ONNX file as a short list of steps: constants folded, GELU and layer normalisation as one step each."""

import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper

from tools.errors import ToolError


@dataclass
class Step:
    """One operation; `inputs` name tensors made by earlier steps, constants or the graph's input."""

    op: str
    inputs: list[str]
    outputs: list[str]
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass
class Graph:
    steps: list[Step]
    constants: dict[str, np.ndarray]
    input_name: str
    output_name: str
    proto: onnx.ModelProto  # the canonical file; export writes trained values into a copy of it


def read_graph(path: Path) -> Graph:
    """Reads an ONNX file with one input and one output."""
    return graph_of(canonical_proto(path), str(path))


def graph_of(proto: onnx.ModelProto, path: str = "the model") -> Graph:
    """Of a canonical file."""
    if len(proto.graph.input) != 1 or len(proto.graph.output) != 1:
        raise ToolError(f"{path} has {len(proto.graph.input)} inputs and {len(proto.graph.output)} outputs, "
                        "expected one of each")
    constants = {item.name: np.array(numpy_helper.to_array(item)) for item in proto.graph.initializer}
    steps = [_step_of(node) for node in proto.graph.node]
    graph = Graph(steps, constants, proto.graph.input[0].name, proto.graph.output[0].name, proto)
    _fuse_gelu(graph)
    _fuse_layer_norm(graph)
    return graph


def canonical_proto(path: Path) -> onnx.ModelProto:
    """ONNX Runtime's basic optimisation: constants folded, batch norm and bias taken into convolutions."""
    if not path.is_file():
        raise ToolError(f"{path} is not a file; expected an ONNX model")
    with tempfile.TemporaryDirectory() as folder:
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(Path(folder) / "canonical.onnx")
        try:
            onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime's own classes share no public base
            raise ToolError(f"{path} cannot be read as an ONNX model: {error}") from error
        return onnx.load(options.optimized_model_filepath)


def _step_of(node: onnx.NodeProto) -> Step:
    attributes = {item.name: onnx.helper.get_attribute_value(item) for item in node.attribute}
    return Step(node.op_type, list(node.input), list(node.output), attributes)


class _Index:
    """Who makes and who uses each tensor."""

    def __init__(self, graph: Graph) -> None:
        self.maker = {name: step for step in graph.steps for name in step.outputs}
        self.uses = Counter(name for step in graph.steps for name in step.inputs)
        self.users: dict[str, list[Step]] = {}
        for step in graph.steps:
            for name in step.inputs:
                self.users.setdefault(name, []).append(step)

    def sole_user(self, step: Step, op: str) -> Step | None:
        users = self.users.get(step.outputs[0], [])
        return users[0] if len(users) == 1 and users[0].op == op else None


def _fuse_gelu(graph: Graph) -> None:
    """x * (erf(x / sqrt 2) + 1) * 0.5, in the order that the exporter writes it."""
    index = _Index(graph)
    for erf in [step for step in graph.steps if step.op == "Erf"]:
        divide = index.maker[erf.inputs[0]]
        plus_one = index.sole_user(erf, "Add")
        times_x = plus_one and index.sole_user(plus_one, "Mul")
        half = times_x and index.sole_user(times_x, "Mul")
        if half and divide.op == "Div" and divide.inputs[0] in times_x.inputs:
            _replace(graph, [divide, erf, plus_one, times_x, half], Step("Gelu", [divide.inputs[0]], half.outputs))


def _fuse_layer_norm(graph: Graph) -> None:
    """(x - mean) / sqrt(mean((x - mean)^2) + eps) * scale + shift over the last axis."""
    index = _Index(graph)
    for root in [step for step in graph.steps if step.op == "Sqrt"]:
        add_eps = index.maker[root.inputs[0]]
        divide = index.sole_user(root, "Div")
        scale = divide and index.sole_user(divide, "Mul")
        shift = scale and index.sole_user(scale, "Add")
        if not shift or add_eps.op != "Add":
            continue
        variance = index.maker[add_eps.inputs[0]]
        power = index.maker[variance.inputs[0]]
        if variance.op != "ReduceMean" or power.op != "Pow" or power.inputs[0] != divide.inputs[0]:
            continue
        # The subtraction of the mean stays as it is: some exporters put a transpose between the two.
        epsilon = float(graph.constants[add_eps.inputs[1]])
        inputs = [divide.inputs[0], scale.inputs[1], shift.inputs[1]]
        fused = Step("ScaleByDeviation", inputs, shift.outputs, {"epsilon": epsilon})
        _replace(graph, [power, variance, add_eps, root, divide, scale, shift], fused)


def _replace(graph: Graph, old: list[Step], new: Step) -> None:
    place = next(i for i, step in enumerate(graph.steps) if step is old[-1])
    graph.steps[place] = new
    gone = {id(step) for step in old}
    graph.steps = [step for step in graph.steps if id(step) not in gone]
