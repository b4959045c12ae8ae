"""LiteRT, as TensorFlow Lite is called now, converted by onnx2tf. int8: 8-bit weights and activations, calibrated.

LiteRT has no Erf of its own: onnx2tf is asked for one made of simpler operations.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from protocol import Network, arrays_of, serve

# onnx2tf compares its result on pictures that it would download; a file of this name is taken instead.
_SELF_TEST = "calibration_image_sample_data_20x128x128x3_float32.npy"

_RESULTS = {"fp32": "model_float32.tflite", "int8": "model_integer_quant.tflite"}  # the latter still takes floats


def convert(source: Path, folder: Path, options: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        _fix_shape(source, work / "model.onnx", options["shape"])
        np.save(work / _SELF_TEST, np.random.default_rng(0).random((20, 128, 128, 3), np.float32))
        arrays = np.concatenate(arrays_of(Path(options["inputs"])))  # n, 3, h, w in -1..1
        np.save(work / "inputs.npy", (arrays.transpose(0, 2, 3, 1) + 1) / 2)
        calibration = ["-oiqt", "-cind", options["input"], "inputs.npy", "[[[[0.5,0.5,0.5]]]]", "[[[[0.5,0.5,0.5]]]]"]
        command = [Path(sys.executable).with_name("onnx2tf"), "-i", "model.onnx", "-o", "made", "-rtpo", "Erf",
                   *(calibration if options["kind"] == "int8" else [])]
        done = subprocess.run(list(map(str, command)), cwd=work, capture_output=True, text=True)
        made = work / "made" / _RESULTS[options["kind"]]
        if not made.exists():
            sys.exit(f"onnx2tf made no network: {(done.stdout + done.stderr).strip().splitlines()[-1]}")
        made.replace(folder / "model.tflite")


def _fix_shape(source: Path, target: Path, shape: list[int]) -> None:
    """The same graph for one input shape, with all others worked out."""
    import onnx
    import onnxruntime

    model = onnx.load(source)
    for dimension, size in zip(model.graph.input[0].type.tensor_type.shape.dim, shape, strict=True):
        dimension.Clear()
        dimension.dim_value = size
    model.graph.output[0].type.tensor_type.shape.Clear()
    del model.graph.value_info[:]
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    onnx.save(onnx.shape_inference.infer_shapes(onnx.load(target)), target)


def load(folder: Path, threads: int) -> Network:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=str(folder / "model.tflite"), num_threads=threads)
    interpreter.allocate_tensors()
    [source], [target] = interpreter.get_input_details(), interpreter.get_output_details()

    def run(array: np.ndarray) -> np.ndarray:
        interpreter.set_tensor(source["index"], np.ascontiguousarray(array.transpose(0, 2, 3, 1)))
        interpreter.invoke()
        return interpreter.get_tensor(target["index"])

    return run


if __name__ == "__main__":
    serve(convert, load)
