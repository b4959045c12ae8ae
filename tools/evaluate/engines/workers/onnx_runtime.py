"""ONNX Runtime. Subnormal weights count as zeros, as its own option has it; int8 is its static quantisation."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from protocol import Network, arrays_of, serve


def convert(source: Path, folder: Path, options: dict[str, Any]) -> None:
    target = folder / "model.onnx"
    if options["kind"] == "fp32":
        shutil.copy(source, target)
        return
    import onnx
    from onnxruntime import quantization
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Inputs(quantization.CalibrationDataReader):
        def __init__(self) -> None:
            self._left = iter(arrays_of(Path(options["inputs"])))

        def get_next(self) -> dict[str, np.ndarray] | None:
            array = next(self._left, None)
            return None if array is None else {options["input"]: array}

    prepared = folder / "prepared.onnx"
    onnx.save(onnx.version_converter.convert_version(onnx.load(source), 13), prepared)  # which has scales a channel
    quant_pre_process(str(prepared), str(prepared), skip_symbolic_shape=True)
    quantization.quantize_static(str(prepared), str(target), Inputs(), quant_format=quantization.QuantFormat.QDQ,
                                 per_channel=True, weight_type=quantization.QuantType.QInt8,
                                 activation_type=quantization.QuantType.QUInt8)
    prepared.unlink()


def load(folder: Path, threads: int) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda array: session.run(None, {name: array})[0]


if __name__ == "__main__":
    serve(convert, load)
