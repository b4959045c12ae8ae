"""Rounding of weights to 16 bits."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tools.convert.half_weights import round_to_half
from tools.convert.rewrites.graph import Graph
from tools.errors import ToolError


def scaled(values):
    """x * w / sqrt(2) -> y."""
    nodes = [helper.make_node("Mul", ["x", "w"], ["m"]), helper.make_node("Div", ["m", "root"], ["y"])]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [3]) for name in ("x", "y")]
    weights = [numpy_helper.from_array(np.float32(value), name) for name, value in (("w", values), ("root", 2 ** 0.5))]
    return helper.make_model(helper.make_graph(nodes, "test", ends[:1], ends[1:], weights))


def test_weights_are_rounded_to_the_nearest_and_single_numbers_stay():
    """Halves near 1 are 2 ** -10 apart: 1 + 0.7 of a step goes up, which truncation would not do."""
    model = scaled([1 + 0.7 * 2 ** -10, 0.1, 2 ** -30])
    round_to_half(model)
    weights = Graph(model).weights
    assert weights["w"].tolist() == [1 + 2 ** -10, float(np.float16(0.1)), 0]
    assert weights["root"] == np.float32(2 ** 0.5)
    onnx.checker.check_model(model)


def test_weights_that_16_bits_cannot_hold_are_named():
    with pytest.raises(ToolError, match="the weights w reach 7e.04; 16 bits hold at most 65504"):
        round_to_half(scaled([7e4, 1, 1]))
