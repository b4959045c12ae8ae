"""Eight bits: what is stored is what was trained, and the request's config."""

import json

import cv2
import numpy as np
import onnxruntime
import pytest
import torch

from tools.compress.calibration import CalibrationConfig, calibration_inputs, quantise_static, read_config
from tools.compress.int8_weights import QuantisedWeights, fake_quantised, int8_proto, layer_damage, layer_weights
from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import import_onnx


@pytest.fixture(params=[("dbnet-tiny", (1, 3, 64, 64)), ("vit-tiny", (1, 3, 48, 96))], ids=lambda p: p[0])
def net_and_input(request, tmp_path):
    name, shape = request.param
    torch.manual_seed(0)
    export_onnx(build(name, 12), tmp_path / "net.onnx")
    return import_onnx(tmp_path / "net.onnx"), torch.rand(shape) * 2 - 1, tmp_path / "net.onnx"


def test_rounded_weights_lie_on_the_grid_of_their_channel():
    weight = torch.randn(5, 7) * torch.tensor([1e-4, 1, 10, 1e3, 0]).unsqueeze(1)
    rounded = fake_quantised(weight, 0)
    scale = weight.abs().amax(1, keepdim=True) / 127
    codes = torch.nan_to_num(rounded / scale)
    torch.testing.assert_close(codes, codes.round(), atol=1e-3, rtol=0)
    assert ((rounded - weight).abs() <= scale / 2 * 1.001).all()


def test_gradient_passes_through_rounding():
    weight = torch.randn(3, 4, requires_grad=True)
    fake_quantised(weight, 0).sum().backward()
    assert torch.equal(weight.grad, torch.ones_like(weight))


def test_the_stored_file_computes_what_training_saw(net_and_input):
    net, x, path = net_and_input
    aware = QuantisedWeights(net)
    with torch.no_grad():
        expected = aware(x).numpy()
    proto = int8_proto(net)
    options = onnxruntime.SessionOptions()  # its optimiser would round activations too
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    found = onnxruntime.InferenceSession(proto.SerializeToString(), options).run(None, {"x": x.numpy()})[0]
    np.testing.assert_allclose(found, expected, atol=1e-6)
    (path.parent / "int8.onnx").write_bytes(proto.SerializeToString())
    with torch.no_grad():
        np.testing.assert_allclose(import_onnx(path.parent / "int8.onnx")(x).numpy(), expected, atol=1e-5)
    assert proto.ByteSize() < 0.6 * path.stat().st_size
    with torch.no_grad():
        np.testing.assert_allclose(aware.settle()(x).numpy(), expected, atol=1e-5)


def test_layers_that_stay_are_untouched_and_the_report_is_sorted(net_and_input):
    net, x, _ = net_and_input
    damage = layer_damage(net, x)
    assert [d for _, d in damage] == sorted((d for _, d in damage), reverse=True) and damage[0][1] > 0
    every = frozenset(layer.name for layer in layer_weights(net))
    with torch.no_grad():
        assert torch.equal(QuantisedWeights(net, every)(x), net(x))
    stored = {item.name for item in int8_proto(net, frozenset([damage[0][0]])).graph.initializer}
    assert damage[0][0] in stored and damage[1][0] not in stored


def _pictures(folder):
    for i in range(3):
        cv2.imwrite(str(folder / f"{i}.png"), np.random.default_rng(i).integers(0, 255, (50, 70, 3), np.uint8))


def test_static_quantisation_runs_and_stays_near(tmp_path):
    export_onnx(build("dbnet-tiny"), tmp_path / "net.onnx")
    _pictures(tmp_path)
    CalibrationConfig(str(tmp_path), 64, 64).write(tmp_path / "config.json")
    config = read_config(tmp_path / "config.json")
    quantise_static(tmp_path / "net.onnx", tmp_path / "q.onnx", config, "x", [])
    x = next(calibration_inputs(config))
    before, after = (onnxruntime.InferenceSession(str(tmp_path / name)).run(None, {"x": x})[0]
                     for name in ("net.onnx", "q.onnx"))
    assert np.abs(before - after).max() < 0.1 and np.abs(before - after).max() > 0


def test_config_has_the_requests_keys_and_normalises(tmp_path):
    _pictures(tmp_path)
    CalibrationConfig(str(tmp_path), 32, 16, "RGB", (127.5,) * 3, (1 / 127.5,) * 3).write(tmp_path / "config.json")
    assert set(json.loads((tmp_path / "config.json").read_text())) == \
        {"format", "path", "width", "height", "mean", "normal"}
    inputs = list(calibration_inputs(read_config(tmp_path / "config.json")))
    assert len(inputs) == 3 and inputs[0].shape == (1, 3, 16, 32)
    expected = cv2.resize(cv2.imread(str(tmp_path / "0.png")), (32, 16))[:, :, ::-1].transpose(2, 0, 1) / 127.5 - 1
    np.testing.assert_allclose(inputs[0][0], expected, atol=1e-5)


@pytest.mark.parametrize("change,sentence", [({"format": "HSV"}, "format is 'HSV'"), ({"width": 0}, "0 x 8"),
                                             ({"colour": 1}, "keys format, path")])
def test_wrong_configs(tmp_path, change, sentence):
    value = {"format": "BGR", "path": "p", "width": 8, "height": 8, **change}
    (tmp_path / "c.json").write_text(json.dumps(value))
    with pytest.raises(ToolError, match=sentence):
        read_config(tmp_path / "c.json")


def test_a_folder_without_pictures(tmp_path):
    with pytest.raises(ToolError, match="has no picture to calibrate with"):
        next(calibration_inputs(CalibrationConfig(str(tmp_path), 8, 8)))
