"""The importer against ONNX Runtime on networks made here, and what training and export need of it."""

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper

from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import difference_to_onnx_runtime, export_imported, import_onnx

CASES = [("dbnet-tiny", 0, (2, 3, 64, 96)), ("dbnet-mobilenet", 0, (1, 3, 96, 64)), ("vit-tiny", 12, (2, 3, 48, 200))]


@pytest.fixture(params=CASES, ids=[case[0] for case in CASES])
def exported(request, tmp_path):
    name, classes, shape = request.param
    torch.manual_seed(0)
    path = tmp_path / "net.onnx"
    export_onnx(build(name, classes), path)
    return path, shape


def test_output_equals_onnx_runtime(exported):
    path, shape = exported
    assert difference_to_onnx_runtime(import_onnx(path), path, shape) < 1e-4


def test_every_weight_gets_a_gradient(exported):
    path, shape = exported
    net = import_onnx(path)
    net.logits(torch.randn(shape, generator=torch.Generator().manual_seed(1))).square().sum().backward()
    assert [name for name, weight in net.named_parameters() if weight.grad is None] == []


def test_export_holds_the_trained_values(exported, tmp_path):
    path, shape = exported
    net = import_onnx(path)
    with torch.no_grad():
        for weight in net.parameters():
            weight.mul_(1.01)
    export_imported(net, tmp_path / "changed.onnx")
    assert difference_to_onnx_runtime(net, tmp_path / "changed.onnx", shape) < 1e-4
    assert difference_to_onnx_runtime(net, path, shape) > 1e-4


def test_gelu_and_layer_norm_become_one_step_each(tmp_path):
    path = tmp_path / "vit.onnx"
    export_onnx(build("vit-tiny", 12), path)
    ops = [step.op for step in import_onnx(path).graph.steps]
    assert "Erf" not in ops and "Sqrt" not in ops
    assert ops.count("Gelu") == 3 + 2 and ops.count("ScaleByDeviation") == 2 * 2 + 1


def test_features_through_the_classifier_are_the_logits(tmp_path):
    path = tmp_path / "vit.onnx"
    export_onnx(build("vit-tiny", 12), path)
    net, x = import_onnx(path), torch.randn(1, 3, 48, 64)
    weight, bias = net.classifier()
    assert weight.shape == (48, 12)
    torch.testing.assert_close(net.features(x) @ weight + bias, net.logits(x))


def test_a_frozen_classifier_is_the_teachers_and_stays(tmp_path):
    path = tmp_path / "vit.onnx"
    export_onnx(build("vit-tiny", 12), path)
    net, x = import_onnx(path), torch.randn(1, 3, 48, 64)
    weight, bias = (torch.randn_like(value) for value in net.classifier())
    net.freeze_classifier(weight, bias)
    torch.testing.assert_close(net.logits(x), net.features(x) @ weight + bias)
    assert not any(value.requires_grad for value in net.classifier())
    with pytest.raises(ToolError, match="expected"):
        net.freeze_classifier(weight[:, :5], bias[:5])


@pytest.mark.parametrize("size,stride,kernel", [(7, 1, 2), (8, 2, 3), (9, 2, 3), (10, 3, 4)])
def test_same_padding(tmp_path, size, stride, kernel):
    weight = np.random.default_rng(0).normal(size=(4, 3, kernel, kernel)).astype(np.float32)
    node = helper.make_node("Conv", ["x", "w"], ["y"], auto_pad="SAME_UPPER", strides=[stride, stride],
                            kernel_shape=[kernel, kernel])
    path = _one_node(tmp_path, node, {"w": weight}, (1, 3, size, size))
    assert difference_to_onnx_runtime(import_onnx(path), path, (1, 3, size, size)) < 1e-5


def test_unknown_operation_is_named(tmp_path):
    path = _one_node(tmp_path, helper.make_node("Tan", ["x"], ["y"]), {}, (1, 3, 4, 4))
    with pytest.raises(ToolError, match="Tan"):
        import_onnx(path)


def test_not_an_onnx_file(tmp_path):
    (tmp_path / "text.onnx").write_text("no model")
    with pytest.raises(ToolError, match="text.onnx"):
        import_onnx(tmp_path / "text.onnx")
    with pytest.raises(ToolError, match="missing.onnx is not a file"):
        import_onnx(tmp_path / "missing.onnx")


def _one_node(folder, node, constants, shape):
    graph = helper.make_graph([node], "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
                              [numpy_helper.from_array(value, name) for name, value in constants.items()])
    path = folder / "one.onnx"
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), path)
    return path
