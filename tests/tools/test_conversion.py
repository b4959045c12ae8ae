"""ONNX to MNN and back to numbers, with the real converter in its own environment (see tools/environments.py)."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tools.convert import engines, layers
from tools.convert.to_mnn import to_mnn
from tools.errors import ToolError

RNG = np.random.default_rng(3)
INPUTS = [RNG.uniform(-1, 1, shape).astype(np.float32) for shape in ((1, 3, 8, 8), (2, 3, 16, 24))]


@pytest.fixture(scope="module")
def model():
    """x [n, 3, h, w] -> 3x3 convolution -> ReLU -> y [n, 4, h, w]."""
    weight = numpy_helper.from_array(RNG.normal(size=(4, 3, 3, 3)).astype(np.float32), "w")
    nodes = [helper.make_node("Conv", ["x", "w"], ["a"], pads=[1, 1, 1, 1]), helper.make_node("Relu", ["a"], ["y"])]
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", channels, "h", "w"])
              for name, channels in (("x", 3), ("y", 4))]
    graph = helper.make_graph(nodes, "tiny", values[:1], values[1:], [weight])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=10)


@pytest.fixture(scope="module")
def source(model, tmp_path_factory):
    path = tmp_path_factory.mktemp("onnx") / "tiny.onnx"
    onnx.save(model, path)
    return path


@pytest.mark.parametrize("storage, tolerance", [("fp32", 1e-5), ("fp16", 5e-3), ("int8", 5e-2), ("int8-symmetric", 5e-2),
                                                ("mixed", 5e-2)])
def test_converted_models_compute_the_same(model, source, tmp_path, storage, tolerance):
    to_mnn(source, tmp_path / "tiny.mnn", storage)
    wanted = engines.run_onnx(model, INPUTS)
    found = engines.run_mnn(tmp_path / "tiny.mnn", "x", "y", INPUTS)
    for a, b in zip(wanted, found, strict=True):
        assert a.shape == b.shape and a.any()
        np.testing.assert_allclose(b, a, atol=tolerance * np.abs(a).max())


def test_equal_inputs_make_equal_files(source, tmp_path):
    for name in ("a.mnn", "b.mnn"):
        to_mnn(source, tmp_path / name, "fp16")
    assert (tmp_path / "a.mnn").read_bytes() == (tmp_path / "b.mnn").read_bytes()


def test_bad_arguments_are_named_and_leave_no_file(tmp_path):
    broken = tmp_path / "broken.onnx"
    with pytest.raises(ToolError, match="broken.onnx is not a file; expected an ONNX model"):
        to_mnn(broken, tmp_path / "out.mnn", "fp16")
    broken.write_bytes(b"no model")
    with pytest.raises(ToolError, match="storage is 'fp64', expected one of fp32, fp16, int8"):
        to_mnn(broken, tmp_path / "out.mnn", "fp64")
    with pytest.raises(ToolError, match="mnn_worker.py convert failed"):
        to_mnn(broken, tmp_path / "out.mnn", "fp16")
    assert [path.name for path in tmp_path.iterdir()] == ["broken.onnx"]


def test_a_model_file_that_is_none_is_named(tmp_path):
    (tmp_path / "none.mnn").write_bytes(b"no model")
    with pytest.raises(ToolError, match="mnn_worker.py run failed"):
        engines.run_mnn(tmp_path / "none.mnn", "x", "y", INPUTS)


def test_layers_show_where_two_files_part(model, source, tmp_path):
    """The second file's weights are negated: what ReLU lets through is another half."""
    other = onnx.ModelProto()
    other.CopyFrom(model)
    other.graph.initializer[0].CopyFrom(numpy_helper.from_array(-numpy_helper.to_array(model.graph.initializer[0]), "w"))
    onnx.save(other, tmp_path / "other.onnx")
    to_mnn(source, tmp_path / "a.mnn", "fp32")
    to_mnn(tmp_path / "other.onnx", tmp_path / "b.mnn", "fp32")
    np.savez(tmp_path / "inputs.npz", INPUTS[0])
    same = layers.compare_layers(tmp_path / "a.mnn", tmp_path / "a.mnn", "x", tmp_path / "inputs.npz")
    parted = layers.compare_layers(tmp_path / "a.mnn", tmp_path / "b.mnn", "x", tmp_path / "inputs.npz")
    assert same and all(layer.difference == 0 and layer.largest[0] == layer.largest[1] > 0 for layer in same)
    assert max(layer.difference for layer in parted) > 0.9
    with pytest.raises(ToolError, match="c.mnn is not a file; expected two MNN networks"):
        layers.compare_layers(tmp_path / "a.mnn", tmp_path / "c.mnn", "x", tmp_path / "inputs.npz")
