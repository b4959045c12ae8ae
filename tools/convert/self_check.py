"""What a network has to answer when a device asks whether its fast arithmetic is right.

The reader runs a known pattern through each network that computes in half precision or in bytes, and compares with
these values of the original (cpp/pipeline/self_check.h).
"""

import numpy as np

from tools.convert import engines
from tools.convert.network import Network

VALUES = 64
_SIDE = 64


def expected_values(role: str, network: Network) -> list[float]:
    """Output values at evenly spaced places, for the pattern as input."""
    height = int(network.settings["height"]) if role == "recognizer" else _SIDE
    shape = (1, 3, height, _SIDE)
    pattern = (np.arange(np.prod(shape), dtype=np.int64) * 7919 % 255).astype(np.float32) / np.float32(127.5) - 1
    [output] = engines.run_onnx(network.model, [pattern.reshape(shape)])
    values = output.ravel()
    return [float(f"{value:.4g}") for value in values[::values.size // VALUES][:VALUES]]
