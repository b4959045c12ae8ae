"""Weights too small to matter become zero: subnormal numbers stall a CPU's floating-point unit."""

import numpy as np
import onnx
from onnx import numpy_helper

from tools.convert.network import Network

_TOO_SMALL = 1e-15


def flush_small_weights(network: Network) -> None:
    flush(network.model)


def flush(model: onnx.ModelProto) -> int:
    """Zeroes f32 weights under 1e-15 in size and returns how many were not zero before."""
    flushed = 0
    for weight in model.graph.initializer:
        array = numpy_helper.to_array(weight)
        small = (array != 0) & (np.abs(array) < _TOO_SMALL) if array.dtype == np.float32 else np.zeros(1, bool)
        if small.any():
            flushed += int(small.sum())
            weight.CopyFrom(numpy_helper.from_array(np.where(small, np.float32(0), array), weight.name))
    return flushed
