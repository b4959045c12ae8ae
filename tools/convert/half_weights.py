"""Weights are rounded to the nearest 16-bit float before a file stores them so.

The converter truncates instead: every weight then shrinks a little, and over fifty layers the detector's map moves
ten times as far as it does with rounding. Single numbers stay: the converter knows GELU by the exact root of two.
"""

import numpy as np
import onnx

from tools.convert.rewrites.graph import editing
from tools.errors import ToolError


def round_to_half(model: onnx.ModelProto) -> None:
    with editing(model) as graph:
        for name, array in graph.weights.items():
            if array.dtype == np.float32 and array.size > 1:
                graph.weights[name] = _rounded(name, array)


def _rounded(name: str, array: np.ndarray) -> np.ndarray:
    if np.abs(array).max(initial=0) > np.finfo(np.float16).max:
        raise ToolError(f"the weights {name} reach {np.abs(array).max():.3g}; 16 bits hold at most 65504")
    return array.astype(np.float16).astype(np.float32)
