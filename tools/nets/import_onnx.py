"""A published ONNX model as a PyTorch module with every weight trainable, and back.

    python -m tools.nets.import_onnx model.onnx [--shape 1x3x48x320]

prints the largest difference between the module's output and ONNX Runtime's.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from tools.errors import ToolError, run_command
from tools.files import write_file
from tools.nets.onnx_graph import Graph, Step, read_graph
from tools.nets.onnx_ops import OPS

FINAL_ACTIVATIONS = ("Softmax", "Sigmoid")
# Which inputs of which operations are weights; other constants are shapes, factors and the like.
_WEIGHTS = {"Conv": (1, 2), "ConvTranspose": (1, 2), "Gemm": (1, 2), "MatMul": (0, 1), "BatchNormalization": (1, 2),
            "ScaleByDeviation": (1, 2), "Add": (0, 1), "Mul": (0, 1)}


class ImportedNet(nn.Module):
    """Runs the steps of an ONNX graph. `weights` holds the trainable constants, under safe names.

    Batch norm runs with the statistics of the file: a fine-tuning batch is too small to replace them.
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        if unknown := {step.op for step in graph.steps} - OPS.keys():
            raise ToolError(f"the importer does not know the ONNX operations {', '.join(sorted(unknown))}")
        self.graph = graph
        self.weights = nn.ParameterDict()
        self.constants: dict[str, Tensor] = {}
        self._safe_names: dict[str, str] = {}
        weights = {step.inputs[place] for step in graph.steps for place in _WEIGHTS.get(step.op, ())
                   if place < len(step.inputs)}
        # Of equal constants a file may keep one: where that is also a batch norm's statistics, it does not learn.
        weights -= {name for step in graph.steps if step.op == "BatchNormalization" for name in step.inputs[3:]}
        for name, value in graph.constants.items():
            self._register(name, value, trainable=name in weights)
        self._last_use = {name: i for i, step in enumerate(graph.steps) for name in step.inputs}
        self._on_host = _shapes(graph)
        self.ends_in_activation = graph.steps[-1].op in FINAL_ACTIVATIONS

    def _register(self, name: str, value: np.ndarray, trainable: bool) -> None:
        tensor = torch.from_numpy(value.copy())
        if trainable and tensor.is_floating_point() and (value.size > 1 or value.ndim == 4):
            self._safe_names[name] = name.replace(".", "_").replace("/", "_")
            self.weights[self._safe_names[name]] = nn.Parameter(tensor)
        else:
            self.constants[name] = tensor

    def forward(self, x: Tensor) -> Tensor:
        """What the ONNX file computes."""
        return self._run(x, self.graph.steps)

    def logits(self, x: Tensor) -> Tensor:
        """The same without the final softmax or sigmoid."""
        return self._run(x, self.graph.steps[:-1] if self.ends_in_activation else self.graph.steps)

    def features(self, x: Tensor) -> Tensor:
        """What enters the classifier, the last matrix product: N x T x C."""
        last = max(i for i, step in enumerate(self.graph.steps) if step.op == "MatMul")
        return self._run(x, self.graph.steps[:last], output=self.graph.steps[last].inputs[0])

    def classifier(self) -> tuple[Tensor, Tensor]:
        """Weight C x K and bias K of the last matrix product."""
        weight, bias = self._classifier_names()
        return self.value(weight), self.value(bias)

    def freeze_classifier(self, weight: Tensor, bias: Tensor) -> None:
        """Takes over another network's classifier, which then no longer learns."""
        for name, value in zip(self._classifier_names(), (weight, bias)):
            own = self.value(name)
            if own.shape != value.shape:
                raise ToolError(f"the classifier to take over has the shape {tuple(value.shape)}, "
                                f"expected {tuple(own.shape)}")
            own.data.copy_(value)
            own.requires_grad_(False)

    def replace_classifier(self, weight: Tensor, bias: Tensor) -> None:
        """By one of C x K weights and K biases for another number of classes."""
        for name, value in zip(self._classifier_names(), (weight, bias)):
            self.value(name).data = value.clone()
        graph = self.graph.proto.graph
        graph.output[0].type.tensor_type.shape.dim[-1].dim_value = len(bias)
        del graph.value_info[:]  # the shapes between, which the file need not name

    def _classifier_names(self) -> tuple[str, str]:
        last = max(i for i, step in enumerate(self.graph.steps) if step.op == "MatMul")
        product, add = self.graph.steps[last:last + 2]
        return product.inputs[1], next(name for name in add.inputs if name in self.graph.constants)

    @property
    def classes(self) -> int:
        """A recogniser's, the blank included."""
        return self.graph.proto.graph.output[0].type.tensor_type.shape.dim[-1].dim_value

    def value(self, name: str) -> Tensor:
        """A constant of the file by its name there, trainable or not."""
        return self.weights[self._safe_names[name]] if name in self._safe_names else self.constants[name]

    def parameter_name(self, name: str) -> str:
        """The name among `named_parameters` of a constant of the file."""
        return "weights." + self._safe_names[name]

    def _run(self, x: Tensor, steps: list[Step], output: str = "") -> Tensor:
        output = output or steps[-1].outputs[0]
        values = {self.graph.input_name: x}
        for i, step in enumerate(steps):
            inputs = [self._input(values, name) for name in step.inputs]
            values[step.outputs[0]] = OPS[step.op](step.attributes, *inputs)
            for name in step.inputs:
                if self._last_use[name] == i and name != output:
                    values.pop(name, None)
        return values[output]

    def _input(self, values: dict[str, Tensor], name: str) -> Tensor | None:
        if not name:
            return None
        return values[name] if name in values else self.value(name)

    def _apply(self, fn, recurse=True):
        self.constants = {name: value if name in self._on_host else fn(value) for name, value in self.constants.items()}
        return super()._apply(fn, recurse)

    def to_proto(self) -> onnx.ModelProto:
        """The canonical file with the values, and where channels were cut the shapes, that the module has now."""
        proto = onnx.ModelProto()
        proto.CopyFrom(self.graph.proto)
        for item in proto.graph.initializer:
            array = self.value(item.name).detach().cpu().numpy().astype(numpy_helper.to_array(item).dtype)
            item.CopyFrom(numpy_helper.from_array(np.array(array, order="C"), item.name))
        return proto


def _shapes(graph: Graph) -> set[str]:
    """Constants that say where to cut and how far to go: they stay on the CPU, where they are asked for."""
    codes = {name for step in graph.steps if step.op == "DequantizeLinear" for name in step.inputs}
    factors = {name for step in graph.steps if step.op == "Resize" for name in step.inputs[1:]}
    return factors | {name for name, value in graph.constants.items() if value.dtype.kind == "i" and name not in codes}


def import_onnx(path: Path) -> ImportedNet:
    return ImportedNet(read_graph(Path(path))).eval()


def export_imported(net: ImportedNet, path: Path) -> None:
    """Writes ONNX whose graph is that of the imported file."""
    proto = net.to_proto()
    onnx.checker.check_model(proto)
    write_file(Path(path), proto.SerializeToString())


def difference_to_onnx_runtime(net: ImportedNet, path: Path, shape: tuple[int, ...]) -> float:
    """Largest absolute difference of the outputs on one random input in -1..1."""
    x = np.random.default_rng(0).uniform(-1, 1, shape).astype(np.float32)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    expected = session.run(None, {net.graph.input_name: x})[0]
    with torch.no_grad():
        found = net(torch.from_numpy(x)).numpy()
    return float(np.abs(found - expected).max())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--shape", default="2x3x48x320")
    options = parser.parse_args()
    net = import_onnx(options.model)
    shape = tuple(int(side) for side in options.shape.split("x"))
    count = sum(weight.numel() for weight in net.parameters())
    print(f"{options.model.name}: {len(net.graph.steps)} steps, {count:,} trainable weights, "
          f"largest difference {difference_to_onnx_runtime(net, options.model, shape):.2e}")


if __name__ == "__main__":
    run_command(main)
