"""Every rewrite on a small graph made here: the same output before and after, and the change that was meant."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from tools.convert import build, engines
from tools.convert.letters import keep_classes, kept_of
from tools.convert.network import Network
from tools.convert.outputs import probabilities
from tools.convert.rewrites.feature_output import decode, encode
from tools.convert.rewrites.graph import Graph
from tools.convert.rewrites.names import shorten_names
from tools.errors import ToolError

RNG = np.random.default_rng(7)


def weights(*shape):
    return RNG.normal(size=shape).astype(np.float32)


def network(nodes, constants, input_shape, output_shape):
    """A graph from `x` to `y`; nodes are (type, inputs, output, attributes)."""
    made = [helper.make_node(kind, inputs, [output], **attributes) for kind, inputs, output, attributes in nodes]
    graph = helper.make_graph(
        made, "test", [helper.make_tensor_value_info("x", TensorProto.FLOAT, input_shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, output_shape)],
        [numpy_helper.from_array(np.asarray(value, np.float32), name) for name, value in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=10)
    onnx.checker.check_model(model)
    return Network(model, {"input": "x", "output": "y"})


def run(net, x):
    output = ReferenceEvaluator(net.model).run(None, {"x": x})[0]
    return probabilities(output, net.settings, net.files)


def check_same(net, names, x, tolerance=1e-6):
    """Applies the rewrites and compares; returns the graph that they left."""
    before = run(net, x)
    build.rewrite(net, names)
    np.testing.assert_allclose(run(net, x), before, atol=tolerance, rtol=1e-5)
    return Graph(net.model)


def pointwise(name, source, target):
    return ("Conv", [source, f"{name}_w", f"{name}_b"], target, {"kernel_shape": [1, 1]})


def test_flush_zeroes_what_is_under_the_limit_and_nothing_else():
    net = network([("Mul", ["x", "w"], "y", {})], {"w": [1e-40, -1e-16, 1e-14, 2.0, 0.0]}, [5], [5])
    build.rewrite(net, ["flush_small_weights"])
    assert Graph(net.model).weights["w"].tolist() == np.float32([0, 0, 1e-14, 2.0, 0]).tolist()


def test_fold_biases_leaves_convolutions_with_biases():
    net = network(
        [("Conv", ["x", "w1"], "a", {}), ("Add", ["a", "b1"], "b", {}), ("Identity", ["b"], "c", {}),
         ("ConvTranspose", ["c", "w2"], "d", {"strides": [2, 2]}), ("Add", ["b2", "d"], "e", {}),
         ("Identity", ["e"], "y", {})],
        {"w1": weights(3, 2, 3, 3), "b1": weights(1, 3, 1, 1), "w2": weights(3, 4, 2, 2), "b2": weights(1, 4, 1, 1)},
        [1, 2, 6, 5], [1, 4, 8, 6])
    graph = check_same(net, ["fold_biases"], weights(1, 2, 6, 5))
    assert [(node.op_type, len(node.input)) for node in graph.nodes] == [("Conv", 3), ("ConvTranspose", 3)]


def test_fold_biases_keeps_an_addition_that_is_no_bias():
    net = network([("Conv", ["x", "w"], "a", {}), ("Add", ["a", "map"], "y", {})],
                  {"w": weights(3, 2, 1, 1), "map": weights(1, 3, 4, 4)}, [1, 2, 4, 4], [1, 3, 4, 4])
    graph = check_same(net, ["fold_biases"], weights(1, 2, 4, 4))
    assert [node.op_type for node in graph.nodes] == ["Conv", "Add"]


def gelu_block():
    """x -> 1x1 -> GELU by Erf -> 1x1 -> y, 6 hidden channels, of which 0 and 3 are constant and 4 is unused."""
    w1, w2 = weights(6, 2, 1, 1), weights(3, 6, 1, 1)
    w1[[0, 3]] = 0
    w2[:, 4] = 0
    return network(
        [pointwise("first", "x", "h"), ("Div", ["h", "root"], "h1", {}), ("Erf", ["h1"], "h2", {}),
         ("Add", ["h2", "one"], "h3", {}), ("Mul", ["h", "h3"], "h4", {}), ("Mul", ["h4", "half"], "g", {}),
         pointwise("second", "g", "y")],
        {"first_w": w1, "first_b": weights(6), "second_w": w2, "second_b": weights(3), "root": 2 ** 0.5,
         "one": 1.0, "half": 0.5}, [1, 2, 4, 5], [1, 3, 4, 5])


def test_dead_channels_leave_their_constant_behind():
    graph = check_same(gelu_block(), ["remove_dead_channels"], weights(1, 2, 4, 5))
    shapes = [graph.weights[node.input[1]].shape for node in graph.of_type("Conv")]
    assert shapes == [(3, 2, 1, 1), (3, 3, 1, 1)]


def test_dead_channels_stay_where_somebody_else_looks_at_them():
    w1 = weights(4, 2, 1, 1)
    w1[1] = 0
    net = network([pointwise("first", "x", "h"), ("Relu", ["h"], "r", {}), pointwise("second", "r", "s"),
                   ("Concat", ["r", "s"], "y", {"axis": 1})],
                  {"first_w": w1, "first_b": weights(4), "second_w": weights(3, 4, 1, 1), "second_b": weights(3)},
                  [1, 2, 4, 5], [1, 7, 4, 5])
    graph = check_same(net, ["remove_dead_channels"], weights(1, 2, 4, 5))
    assert graph.weights[graph.of_type("Conv")[0].input[1]].shape == (4, 2, 1, 1)


def squeeze(*end):
    """x -> pooled -> HardSigmoid -> x * scale, then the nodes of `end`."""
    return network([("GlobalAveragePool", ["x"], "p", {}), ("HardSigmoid", ["p"], "s", {"alpha": 0.2, "beta": 0.5}),
                    ("Mul", ["x", "s"], "m", {}), *end], {}, [1, 3, 4, 5], [1, 3, 4, 5])


def test_a_scaled_residual_becomes_one_product():
    graph = check_same(squeeze(("Add", ["x", "m"], "y", {})), ["merge_scaled_residual"], weights(1, 3, 4, 5))
    assert [node.op_type for node in graph.nodes] == ["GlobalAveragePool", "HardSigmoid", "Add", "Mul"]


def test_a_scaled_map_that_is_added_to_another_stays():
    net = squeeze(("Relu", ["x"], "r", {}), ("Add", ["r", "m"], "y", {}))
    graph = check_same(net, ["merge_scaled_residual"], weights(1, 3, 4, 5))
    assert [node.op_type for node in graph.nodes].count("Add") == 1
    assert graph.maker("y").op_type == "Add"


def detector_head(channels=5, stride=2):
    up = {"kernel_shape": [2, 2], "strides": [stride, stride]}
    return network(
        [("ConvTranspose", ["x", "w1", "b1"], "a", up), ("Relu", ["a"], "b", {}),
         ("ConvTranspose", ["b", "w2", "b2"], "c", up), ("Sigmoid", ["c"], "y", {})],
        {"w1": weights(channels, 3, 2, 2), "b1": weights(3), "w2": weights(3, 1, 2, 2), "b2": weights(1)},
        [1, channels, "h", "w"], [1, 1, "H", "W"])


def test_head_as_blocks_gives_logits_a_block():
    net = detector_head()
    graph = check_same(net, ["head_as_blocks"], weights(1, 5, 3, 4))
    assert [node.op_type for node in graph.nodes] == ["Conv", "Relu", "Conv"]
    assert (net.settings["output_kind"], net.settings["block"]) == ("block_logits", 4)
    assert ReferenceEvaluator(net.model).run(None, {"x": weights(1, 5, 3, 4)})[0].shape == (1, 16, 3, 4)


def test_head_as_blocks_refuses_another_head():
    with pytest.raises(ToolError, match="expects ConvTranspose in the detector's head, found ConvTranspose"):
        build.rewrite(detector_head(stride=1), ["head_as_blocks"])
    with pytest.raises(ToolError, match="expects Sigmoid in the detector's head, found Conv"):
        build.rewrite(gelu_block(), ["head_as_blocks"])


def test_split_concat_sums_convolutions():
    net = network(
        [("Relu", ["x"], "a", {}), ("Conv", ["x", "w0"], "b", {}), ("Concat", ["a", "b", "a"], "c", {"axis": 1}),
         ("Conv", ["c", "w", "bias"], "y", {"pads": [1, 1, 1, 1], "strides": [2, 2]})],
        {"w0": weights(3, 2, 1, 1), "w": weights(4, 7, 3, 3), "bias": weights(4)}, [1, 2, 6, 6], [1, 4, 3, 3])
    graph = check_same(net, ["split_concat"], weights(1, 2, 6, 6), tolerance=1e-5)
    assert not graph.of_type("Concat")
    shapes = sorted(graph.weights[node.input[1]].shape for node in graph.of_type("Conv"))
    assert shapes == [(3, 2, 1, 1), (4, 2, 3, 3), (4, 2, 3, 3), (4, 3, 3, 3)]


def recognizer_end(width=4, classes=7):
    return network([("MatMul", ["x", "w"], "a", {}), ("Add", ["a", "b"], "c", {}),
                    ("Softmax", ["c"], "y", {"axis": 2})],
                   {"w": weights(width, classes), "b": weights(classes)}, ["n", "t", width], ["n", "t", classes])


def test_cut_head_moves_the_final_layer_into_a_file():
    net = recognizer_end()
    net.model.graph.node.insert(0, helper.make_node("Relu", ["x"], ["features"]))
    net.model.graph.node[1].input[0] = "features"
    check_same(net, ["cut_head"], weights(2, 3, 4), tolerance=2e-3)  # the file's weights are f16
    assert net.settings["output"] == "features"
    assert (net.settings["output_kind"], net.settings["head_dims"]) == ("features", [7, 4])
    assert len(net.files["head.bin"]) == 7 * 4 * 2 + 7 * 4


def test_letters_that_are_left_out_leave_the_last_layer_alone():
    """The others keep their logits, so their probabilities grow by one factor a step."""
    net, characters = recognizer_end(), [*"abcde", " "]
    net.model.graph.node.insert(0, helper.make_node("Relu", ["x"], ["features"]))
    net.model.graph.node[1].input[0] = "features"
    x = weights(2, 3, 4)
    before = run(net, x)
    keep_classes(net.model, characters, kept_of(characters, ["d", "b"]))
    after = run(net, x)
    kept = before[..., [0, 2, 4, 6]]
    np.testing.assert_allclose(after, kept / kept.sum(-1, keepdims=True), rtol=1e-5)
    assert net.model.graph.output[0].type.tensor_type.shape.dim[2].dim_value == 4
    build.rewrite(net, ["cut_head"])
    assert net.settings["head_dims"] == [4, 4] and run(net, x) == pytest.approx(after, abs=2e-3)


def test_letters_of_another_charset_are_refused():
    with pytest.raises(ToolError, match="the letters have 'x', which the recogniser's charset does not have"):
        kept_of(list("abc "), ["a", "x"])


def test_head_file_has_a_row_a_class_then_the_biases():
    data = encode(np.float32([[1, 2, 3], [4, 5, 6]]), np.float32([0.5, -0.5]))
    assert np.frombuffer(data, "<f2", 6).tolist() == [1, 2, 3, 4, 5, 6]
    assert np.frombuffer(data, "<f4", 2, offset=12).tolist() == [0.5, -0.5]


def test_head_in_bytes_keeps_every_weight_within_half_a_step():
    net = recognizer_end(width=16)
    net.model.graph.node.insert(0, helper.make_node("Relu", ["x"], ["features"]))
    net.model.graph.node[1].input[0] = "features"
    build.rewrite(net, ["cut_head"])
    wanted, bias = decode(net.files["head.bin"], net.settings)
    build.rewrite(net, ["head_in_bytes"])
    found, near_bias = decode(net.files["head.bin"], net.settings)
    steps = np.abs(wanted).max(1, keepdims=True) / 127
    assert np.all(np.abs(found - wanted) <= 0.501 * steps) and np.allclose(bias, near_bias, rtol=2**-11)
    assert net.settings["head_type"] == "i8" and len(net.files["head.bin"]) == 7 * 16 + 2 * 7 * 2
    with pytest.raises(ToolError, match="expects a head in 16 bits"):
        build.rewrite(net, ["head_in_bytes"])


def test_head_weights_that_do_not_fit_are_refused():
    with pytest.raises(ToolError, match="do not fit into 16 bits"):
        encode(np.float32([[1e6]]), np.float32([0]))


def test_an_unknown_rewrite_is_named():
    with pytest.raises(ToolError, match="there is no rewrite 'make_faster'; known are flush_small_weights"):
        build.rewrite(gelu_block(), ["make_faster"])


def test_short_names_compute_the_same_and_leave_input_and_output():
    """An input that has a short name already keeps it for itself."""
    net = network([("MatMul", ["x", "w"], "a_very_long_name", {}), ("Add", ["a_very_long_name", "b"], "y", {})],
                  {"w": weights(4, 3), "b": weights(3)}, ["n", "t", 4], ["n", "t", 3])
    net.model.graph.input[0].name = net.model.graph.node[0].input[0] = "v0"
    x = weights(2, 5, 4)
    before = engines.run_onnx(net.model, [x])[0]
    shorten_names(net.model)
    assert [list(node.input) for node in net.model.graph.node] == [["v0", "v1"], ["v2", "v3"]]
    assert net.model.graph.output[0].name == "y" and np.array_equal(engines.run_onnx(net.model, [x])[0], before)
