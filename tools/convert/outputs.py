"""What a network's output means: every kind that model.ini knows, brought back to the original's probabilities."""

import numpy as np

from tools.convert.network import Value
from tools.convert.rewrites.feature_output import decode
from tools.errors import ToolError


def probabilities(output: np.ndarray, settings: dict[str, Value], files: dict[str, bytes]) -> np.ndarray:
    """Detector: [1, 1, h, w]; recogniser: [n, t, classes]; classifier: [n, 2]."""
    kind = settings.get("output_kind", "probability")
    if kind == "probability":
        return output
    if kind == "block_logits":
        return _sigmoid(_unblock(output, int(settings["block"])))
    if kind == "features":
        return _softmax(_apply_head(output, settings, files))
    if kind == "logits":
        return _sigmoid(output) if output.ndim == 4 else _softmax(output)
    raise ToolError(f"output_kind is {kind!r}, expected probability, logits, block_logits or features")


def _unblock(blocks: np.ndarray, side: int) -> np.ndarray:
    """[1, side * side, h, w] -> [1, 1, h * side, w * side]; channel = dy * side + dx."""
    count, _, height, width = blocks.shape
    cells = blocks.reshape(count, side, side, height, width).transpose(0, 3, 1, 4, 2)
    return cells.reshape(count, 1, height * side, width * side)


def _apply_head(features: np.ndarray, settings: dict[str, Value], files: dict[str, bytes]) -> np.ndarray:
    """[n, t, d] -> [n, t, classes]."""
    weights, bias = decode(files[str(settings["head"])], settings)
    return features @ weights.T + bias


def _sigmoid(logits: np.ndarray) -> np.ndarray:
    return 0.5 * (1 + np.tanh(0.5 * logits))


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)
