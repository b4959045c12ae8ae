"""Everything that imports MNN. Run by the converter's Python, see `converter.py`; nothing else imports it.

    mnn_worker.py convert SOURCE.onnx TARGET.mnn {fp32,fp16,int8,int8-symmetric,mixed}
    mnn_worker.py run MODEL.mnn INPUT OUTPUT INPUTS.npz OUTPUTS.npz
    mnn_worker.py time MODEL.mnn INPUT OUTPUT REPEAT 1x3x736x736
    mnn_worker.py layers A.mnn B.mnn INPUT INPUTS.npz
"""

import json
import os
import sys
import tempfile
import time
from typing import Any

import numpy as np

PLAIN = {"fp32": [], "fp16": ["--fp16"], "int8": ["--weightQuantBits", "8"]}  # int8: a scale and an offset a channel
# A 1x1 convolution with fewer channels is not faster in bytes; one with a larger kernel is several times slower.
FEWEST_CHANNELS = 96


def convert(source: str, target: str, storage: str) -> None:
    if storage in PLAIN:
        run_converter(source, target, PLAIN[storage])
    else:
        convert_in_bytes(source, target, every_layer=storage == "int8-symmetric")


def convert_in_bytes(source: str, target: str, every_layer: bool) -> None:
    """Weights in bytes with a scale an output channel: of every layer, or of large 1x1 convolutions alone."""
    with tempfile.TemporaryDirectory() as folder:
        layers = os.path.join(folder, "layers.json")
        # The converter lists the layers that it quantised in a file that is not there yet, and obeys one that is.
        run_converter(source, target, [*PLAIN["int8"], "--compressionParamsFile", layers])
        choose_layers(layers, every_layer)
        run_converter(source, target, ["--compressionParamsFile", layers])


def choose_layers(path: str, every_layer: bool) -> None:
    with open(path, encoding="utf-8") as file:
        parameters = json.load(file)
    quantised = parameters["algo"][0]["quantParams"]
    quantised["layer"] = [layer for layer in quantised["layer"] if every_layer or is_large_pointwise(layer["conv"])]
    for layer in quantised["layer"]:
        for weight in layer["weight"]:
            weight["asymmetric"] = False  # an offset costs half as much time again
    with open(path, "w", encoding="utf-8") as file:
        json.dump(parameters, file)


def is_large_pointwise(convolution: dict[str, Any]) -> bool:
    fewest = min(convolution["inputChannel"], convolution["outputChannel"])
    return convolution["kernelSize"] == [1, 1] and fewest >= FEWEST_CHANNELS


def run_converter(source: str, target: str, options: list[str]) -> None:
    import _tools  # not the `mnnconvert` command: that one installs and calls a usage reporter

    arguments = ["mnnconvert", "-f", "ONNX", "--modelFile", source, "--MNNModel", target, "--bizCode", "dsocr"]
    converted = _tools.mnnconvert(arguments + options)
    if not converted or not os.path.exists(target):
        sys.exit(f"MNN could not convert {source}")


class Network:
    """One session, fp32; shapes may change between calls."""

    def __init__(self, path: str, input_name: str, output_name: str, threads: int = 1) -> None:
        import MNN

        self._mnn = MNN
        self._interpreter = MNN.Interpreter(path)
        options = {"numThread": threads, "backend": "CPU", "precision": "high"}
        self._session = self._interpreter.createSession(options)
        self._input_name, self._output_name = input_name, output_name

    def feed(self, array: np.ndarray) -> None:
        tensor = self._interpreter.getSessionInput(self._session, self._input_name)
        self._interpreter.resizeTensor(tensor, array.shape)
        self._interpreter.resizeSession(self._session)
        tensor.copyFrom(self._host_tensor(array))

    def compute(self) -> None:
        self._interpreter.runSession(self._session)

    def layers(self) -> dict[str, tuple[str, np.ndarray]]:
        """Operation and first output of every layer, computed once more."""
        found: dict[str, tuple[str, np.ndarray]] = {}

        def keep(tensors: list[Any], layer: Any) -> bool:
            if tensors and all(tensors[0].getShape()):
                found.setdefault(layer.getName(), (layer.getType(), self._values(tensors[0])))
            return True

        self._interpreter.runSessionWithCallBackInfo(self._session, lambda tensors, layer: True, keep)
        return found

    def output(self) -> np.ndarray:
        return self._values(self._interpreter.getSessionOutput(self._session, self._output_name))

    def _values(self, tensor: Any) -> np.ndarray:
        shape = tensor.getShape()
        host = self._host_tensor(np.zeros(shape, np.float32))
        tensor.copyToHostTensor(host)
        return np.array(host.getNumpyData()).reshape(shape)

    def _host_tensor(self, array: np.ndarray) -> Any:
        mnn = self._mnn
        array = np.ascontiguousarray(array, np.float32)
        return mnn.Tensor(array.shape, mnn.Halide_Type_Float, array, mnn.Tensor_DimensionType_Caffe)


def run(model: str, input_name: str, output_name: str, inputs_path: str, outputs_path: str) -> None:
    network = Network(model, input_name, output_name)
    outputs = {}
    with np.load(inputs_path) as inputs:
        for key in inputs:
            network.feed(inputs[key])
            network.compute()
            outputs[key] = network.output()
    np.savez(outputs_path, **outputs)


def time_model(model: str, input_name: str, output_name: str, repeat: str, shape: str) -> None:
    network = Network(model, input_name, output_name)
    size = [int(side) for side in shape.split("x")]
    network.feed(np.random.default_rng(0).uniform(-1, 1, size).astype(np.float32))
    network.compute()
    seconds = []
    for _ in range(int(repeat)):
        start = time.process_time()
        network.compute()
        network.output()
        seconds.append(time.process_time() - start)
    print("seconds", min(seconds))


def compare_layers(a: str, b: str, input_name: str, inputs_path: str) -> None:
    with np.load(inputs_path) as inputs:
        array = inputs[inputs.files[0]]
    exact, other = (layers_of(path, input_name, array) for path in (a, b))
    rows = []
    for name, (operation, values) in exact.items():
        found = other.get(name, ("", np.zeros(0)))[1]
        if found.shape == values.shape:
            gap = np.linalg.norm(found - values) / max(np.linalg.norm(values), 1e-12)
            rows.append([name, operation, float(gap), [float(np.abs(values).max()), float(np.abs(found).max())]])
    print("\n" + json.dumps(rows))


def layers_of(path: str, input_name: str, array: np.ndarray) -> dict[str, tuple[str, np.ndarray]]:
    network = Network(path, input_name, "")
    network.feed(array)
    return network.layers()


if __name__ == "__main__":
    {"convert": convert, "run": run, "time": time_model, "layers": compare_layers}[sys.argv[1]](*sys.argv[2:])
