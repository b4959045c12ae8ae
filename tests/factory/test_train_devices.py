"""What a GPU needs and a CPU shows as well: where things lie, numbers that are looked at late, sources on the device."""

import json
import random
from dataclasses import replace

import cv2
import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper

from tools.data.line_store import LineStore, NewLine, write_store
from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import import_onnx
from tools.train import train_detector
from tools.train.devices import device_of
from tools.train.line_pictures import DeviceLines, HostLines, disturbed
from tools.train.loop import history_path
from tools.train.picture_cuts import PictureCuts
from tools.train.running_losses import RunningLosses

CPU = torch.device("cpu")


@pytest.mark.parametrize("name", ["abacus", "cuda:77"])
def test_a_device_that_is_not_there_is_named(name):
    with pytest.raises(ToolError, match=f"--device is '{name}', which PyTorch cannot use here.*auto, cpu or cuda"):
        device_of(name)


@pytest.mark.parametrize("name,shape", [("dbnet-tiny", (2, 3, 64, 96)), ("vit-tiny", (2, 3, 48, 200))])
def test_an_imported_network_asks_its_device_for_no_shape(tmp_path, name, shape):
    """A meta device has shapes and no values, and takes no value of another device."""
    export_onnx(build(name, 12), tmp_path / "net.onnx")
    net = import_onnx(tmp_path / "net.onnx")
    expected = net(torch.zeros(shape)).shape
    assert net.to("meta")(torch.zeros(shape, device="meta")).shape == expected


def test_a_constant_that_is_also_a_statistic_does_not_learn(tmp_path):
    """Converters keep one of equal constants: here that of the shift and the mean."""
    constants = {"one": np.ones(3, np.float32), "zero": np.zeros(3, np.float32)}
    node = helper.make_node("BatchNormalization", ["x", "one", "zero", "zero", "one"], ["n"])
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 3, 8, 8]) for name in "xy"]
    graph = helper.make_graph([node, helper.make_node("Sigmoid", ["n"], ["y"])], "g", values[:1], values[1:],
                              [numpy_helper.from_array(value, name) for name, value in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, tmp_path / "bn.onnx")
    x = torch.randn(2, 3, 8, 8, requires_grad=True)
    import_onnx(tmp_path / "bn.onnx").logits(x).square().sum().backward()
    assert x.grad.abs().sum() > 0


def test_losses_are_looked_at_once_in_a_while():
    late, soon = RunningLosses(3), RunningLosses(1)
    for step, value in enumerate((1.0, 2.0, 4.0, 8.0)):
        for losses in (late, soon):
            losses.add(step, {"fit": torch.tensor(value)}, torch.tensor(1.0))
        assert (late.means == soon.means) == (step == 2)
    late.settle()
    assert late.means == soon.means and str(late) == f"fit {soon.means['fit']:.4f}"


@pytest.mark.parametrize("loss,gradient,message", [(float("nan"), 1, "the loss became nan at step 1"),
                                                   (1, float("inf"), "the gradient became inf at step 1")])
def test_what_is_no_number_is_found_late_with_its_step(loss, gradient, message):
    losses = RunningLosses(20)
    losses.add(0, {"a": torch.tensor(1.0), "b": torch.tensor(2.0)}, torch.tensor(1.0))
    losses.add(1, {"a": torch.tensor(1.0), "b": torch.tensor(float(loss))}, torch.tensor(float(gradient)))
    losses.add(2, {"a": torch.tensor(float("nan"))}, torch.tensor(1.0))
    with pytest.raises(ToolError, match=f"{message}; lower the learning rate, the last checkpoint is whole"):
        losses.settle()


@pytest.fixture
def photos(tmp_path):
    """Three pictures, each of one grey."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for grey in (40, 120, 200):
        cv2.imwrite(str(folder / f"{grey}.png"), np.full((90 + grey, 130, 3), grey, np.uint8))
    return folder


def test_cuts_have_one_size_and_go_on_from_their_state(photos):
    source = PictureCuts(sorted(photos.iterdir()), 0, 96, 5, CPU)
    first = source.draw()
    assert first.pictures.shape == (5, 3, 96, 96) and first.pictures.abs().max() <= 1
    assert (first.pictures.amax((1, 2, 3)) - first.pictures.amin((1, 2, 3))).max() < 1e-5  # each out of one picture
    state, expected = source.state(), source.draw()
    assert not torch.equal(first.pictures, expected.pictures)
    source.restore(state)
    assert torch.equal(source.draw().pictures, expected.pictures)


def test_a_detector_learns_from_pictures_and_its_teacher_alone(photos, tmp_path, monkeypatch):
    torch.manual_seed(0)
    for name in ("start", "teacher"):
        export_onnx(build("dbnet-tiny", 0), tmp_path / f"{name}.onnx")
    common = ["train", "--model", str(tmp_path / "start.onnx"), "--checkpoint", str(tmp_path / "run.pt"), "--output",
              str(tmp_path / "det.onnx"), "--side", "64", "--batch", "2", "--bf16", "no", "--steps", "3"]
    teacher = ["--teacher", str(tmp_path / "teacher.onnx")]
    monkeypatch.setattr("sys.argv", [*common, *teacher, "--pictures", str(photos)])
    train_detector.main()
    rows = [json.loads(row) for row in history_path(tmp_path / "run.pt").read_text().splitlines()]
    assert 0 <= rows[-1]["dice to the teacher"] <= 1 and (tmp_path / "det.onnx").is_file()
    for more, found in (([*teacher], "0 --pictures and a --teacher"), (["--pictures", str(photos)], "3 .* no --teacher")):
        monkeypatch.setattr("sys.argv", common + more)
        with pytest.raises(ToolError, match=f"nothing to learn from: found {found}; expected --pieces"):
            train_detector.main()


@pytest.fixture
def lines(tmp_path):
    rng = np.random.default_rng(0)
    write_store(tmp_path / "lines", [NewLine(rng.integers(0, 255, (48, width, 3), np.uint8), "a", "x")
                                     for width in (24, 320, 77)])
    return LineStore(tmp_path / "lines")


def test_lines_are_the_same_out_of_a_devices_memory(lines):
    on_host = HostLines(lines, 0.0).batch([2, 0, 1], 320, random.Random(0))
    on_device = DeviceLines(lines, 0.0, CPU).batch([2, 0, 1], 320, random.Random(0))
    assert torch.allclose(on_host, on_device, atol=1e-6)


def test_a_device_disturbs_some_lines_and_no_padding(lines):
    source = DeviceLines(lines, 0.5, CPU)
    plain = DeviceLines(lines, 0.0, CPU).batch([0, 2] * 100, 128, random.Random(1))
    batch, again = (source.batch([0, 2] * 100, 128, random.Random(1)) for _ in range(2))
    assert torch.equal(batch, again) and batch.abs().max() <= 1
    assert (batch[0::2, :, :, 24:] == 0).all() and (batch[1::2, :, :, 77:] == 0).all()
    changed = (batch - plain).abs().amax((1, 2, 3)) > 1e-5
    assert 70 <= int(changed.sum()) <= 130


def test_each_disturbance_changes_what_it_should():
    board = (torch.arange(32) % 2 * 2 - 1).float().expand(300, 3, 8, 32) * 0.5
    result = disturbed(board, torch.Generator().manual_seed(0), 1.0)
    contrast = result[..., 1::2].mean((1, 2, 3)) - result[..., 0::2].mean((1, 2, 3))
    within = result[..., 1::2].std((1, 2, 3))
    blurred, noisy = contrast < 0.75, (contrast > 0.9) & (within > 0.005)
    assert 60 <= int(blurred.sum()) <= 140 and 60 <= int(noisy.sum())
