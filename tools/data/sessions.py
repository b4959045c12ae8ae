"""Networks run by ONNX Runtime: the one home of its options here."""

from pathlib import Path

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as states

from tools.errors import ToolError

BROKEN = (states.NoSuchFile, states.InvalidProtobuf, states.InvalidGraph, states.Fail, states.InvalidArgument)


def session_of(model: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.set_denormal_as_zero", "1")  # some published weights are subnormal
    try:
        return onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
    except BROKEN as error:
        raise ToolError(f"{model} is not a network that ONNX Runtime can open: {error}") from error
