"""Verification from PyTorch on: a good export passes, one with other weights than its checkpoint is refused."""

import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper

from tools.convert import build
from tools.convert.recipe import Part
from tools.errors import ToolError
from tools.nets.import_onnx import import_onnx

SETTINGS = {"file": "cls.mnn", "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "width": 96, "height": 48}


@pytest.fixture
def source(tmp_path):
    """x [n, 3, 48, 96] -> 3x3 convolution -> ReLU -> means -> 2 probabilities."""
    random = torch.Generator().manual_seed(1)
    arrays = {name: torch.randn(shape, generator=random).numpy()
              for name, shape in (("w", (4, 3, 3, 3)), ("v", (2, 4)), ("c", (2,)))}
    nodes = [helper.make_node("Conv", ["x", "w"], ["a"], strides=[2, 2]), helper.make_node("Relu", ["a"], ["r"]),
             helper.make_node("ReduceMean", ["r"], ["f"], axes=[2, 3], keepdims=0),
             helper.make_node("Gemm", ["f", "v", "c"], ["l"], transB=1), helper.make_node("Softmax", ["l"], ["y"], axis=1)]
    ends = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 3, 48, 96]),
            helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 2])]
    weights = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    graph = helper.make_graph(nodes, "tiny", ends[:1], ends[1:], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=10), tmp_path / "net.onnx")
    return tmp_path / "net.onnx"


def test_the_first_hop_is_the_export(source):
    built = build.build_part("classifier", Part(str(source), "fp32", SETTINGS), pytorch=True)
    assert [hop.name for hop in built.hops] == ["export to ONNX", "convert", "store as fp32", "all hops together"]
    assert all(hop.largest < 1e-5 and hop.agreement == 1 for hop in built.hops)


def test_an_export_of_other_weights_is_refused(source, tmp_path):
    """The checkpoint went on after the export: its classes are the other way round."""
    weights = import_onnx(source).state_dict()
    part = Part(str(source), "fp32", SETTINGS, checkpoint=str(tmp_path / "net.pt"))
    torch.save(weights, part.checkpoint)
    assert build.build_part("classifier", part, pytorch=True).hops[0].largest < 1e-5
    turned = {name: value.flip(0) for name, value in weights.items() if value.shape[0] == 2}
    torch.save({**weights, **turned}, part.checkpoint)
    with pytest.raises(ToolError, match="classifier, export to ONNX: agreement is 0.0000, expected at least 0.999"):
        build.build_part("classifier", part, pytorch=True)
