"""Runs a model over prepared inputs: in ONNX Runtime, or in MNN by the converter's Python."""

import re
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from tools.convert.converter import run_worker


def run_onnx(model: onnx.ModelProto, inputs: list[np.ndarray]) -> list[np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return [session.run(None, {name: array})[0] for array in inputs]


def run_mnn(model: Path, input_name: str, output_name: str, inputs: list[np.ndarray]) -> list[np.ndarray]:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "inputs.npz", Path(folder) / "outputs.npz"
        np.savez(source, **{str(index): array for index, array in enumerate(inputs)})
        run_worker("run", model.resolve(), input_name, output_name, source, target)
        with np.load(target) as outputs:
            return [outputs[str(index)] for index in range(len(inputs))]


def time_mnn(model: Path, input_name: str, output_name: str, shape: tuple[int, ...], repeat: int = 5) -> float:
    """Least seconds of CPU time of one pass on one thread, input random."""
    text = run_worker("time", model.resolve(), input_name, output_name, str(repeat), "x".join(map(str, shape)))
    [seconds] = re.findall(r"^seconds (\S+)$", text, re.MULTILINE)  # MNN may print lines of its own
    return float(seconds)
