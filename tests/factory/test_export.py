"""A checkpoint becomes ONNX: which weights, and what does not fit."""

import subprocess
import sys

import onnxruntime
import pytest
import torch

from tools.convert.export_onnx import load_weights, weights_of
from tools.errors import ToolError
from tools.nets.build import build, export_onnx


def run(*arguments):
    return subprocess.run([sys.executable, "-m", "tools.convert.export_onnx", *map(str, arguments)],
                          capture_output=True, text=True)


def outputs(path, x):
    return onnxruntime.InferenceSession(str(path)).run(None, {"x": x.numpy()})[0]


def test_a_plain_state_dict_becomes_the_same_network(tmp_path):
    torch.manual_seed(0)
    net, x = build("vit-tiny", 12).eval(), torch.rand(1, 3, 48, 96)
    torch.save(net.state_dict(), tmp_path / "own.pt")
    done = run("--ckpt", tmp_path / "own.pt", "--net", "vit-tiny", "--classes", 12, "--output", tmp_path / "own.onnx")
    assert done.returncode == 0, done.stderr
    with torch.no_grad():
        torch.testing.assert_close(torch.from_numpy(outputs(tmp_path / "own.onnx", x)), net(x), atol=1e-5, rtol=0)


def test_an_imported_network_takes_its_checkpoint(tmp_path):
    torch.manual_seed(0)
    export_onnx(build("vit-tiny", 12), tmp_path / "net.onnx")
    from tools.nets.import_onnx import import_onnx

    net, x = import_onnx(tmp_path / "net.onnx"), torch.rand(1, 3, 48, 96)
    changed = {name: value * 1.01 for name, value in net.state_dict().items()}
    torch.save({"net": net.state_dict(), "average": {"values": changed}}, tmp_path / "run.pt")
    for extra in ([], ["--last"]):
        name = f"out{len(extra)}.onnx"
        done = run("--ckpt", tmp_path / "run.pt", "--model", tmp_path / "net.onnx", "--output", tmp_path / name, *extra)
        assert done.returncode == 0, done.stderr
    same, taught = outputs(tmp_path / "out1.onnx", x), outputs(tmp_path / "out0.onnx", x)
    assert abs(same - outputs(tmp_path / "net.onnx", x)).max() < 1e-5 < abs(taught - same).max()


def test_the_average_is_the_default():
    state = {"net": {"a": torch.zeros(1), "b": torch.zeros(1)}, "average": {"values": {"a": torch.ones(1)}}}
    assert weights_of(state, last=False)["a"] == 1 and weights_of(state, last=False)["b"] == 0
    assert weights_of(state, last=True)["a"] == 0
    assert weights_of({"a": torch.ones(1)}, last=False)["a"] == 1


def test_weights_of_another_network_are_refused(tmp_path):
    with pytest.raises(ToolError, match="own.pt does not fit the network: "):
        load_weights(build("vit-tiny", 12), build("vit-tiny", 13).state_dict(), tmp_path / "own.pt")
