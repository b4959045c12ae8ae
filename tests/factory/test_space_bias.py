"""A recogniser writes spaces more readily, and everything else as before."""

import pytest
import torch

from tools.data.line_store import write_store
from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import import_onnx
from tools.train import space_bias
from tools.train.smoke_data import DIGITS, digit_lines


@pytest.fixture
def folder(tmp_path):
    torch.manual_seed(0)
    export_onnx(build("vit-tiny", len(DIGITS) + 2), tmp_path / "rec.onnx")
    (tmp_path / "chars.txt").write_text("\n".join(DIGITS) + "\n")
    write_store(tmp_path / "lines", digit_lines(20, seed=1))
    return tmp_path


def run(monkeypatch, folder, *options):
    monkeypatch.setattr("sys.argv", ["space_bias", str(folder / "rec.onnx"), *map(str, options)])
    space_bias.main()


def test_the_space_alone_gets_likelier(monkeypatch, folder):
    run(monkeypatch, folder, "--add", 1.5, "--output", folder / "readier.onnx")
    old, new, x = import_onnx(folder / "rec.onnx"), import_onnx(folder / "readier.onnx"), torch.randn(1, 3, 48, 64)
    with torch.no_grad():
        change = new.logits(x) - old.logits(x)
    torch.testing.assert_close(change[..., -1], torch.full_like(change[..., -1], 1.5))
    torch.testing.assert_close(change[..., :-1], torch.zeros_like(change[..., :-1]))


def test_numbers_are_tried_on_held_out_lines(monkeypatch, folder, capsys):
    run(monkeypatch, folder, "--try", -9, 99, "--charset", folder / "chars.txt", "--held-out", folder / "lines")
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(":")[0] for row in rows] == [f"-9.00 {folder}/lines", f"99.00 {folder}/lines"]
    assert rows[1].split(": ")[1].startswith("accuracy 0.000 CER 1.000")  # nothing but spaces, which are no digits


@pytest.mark.parametrize("options, sentence", [(("--try", 1), "--try needs --charset and --held-out"),
                                               (("--output", "x.onnx"), "--output needs --add")])
def test_what_is_lacking_is_named(monkeypatch, folder, options, sentence):
    with pytest.raises(ToolError, match=sentence):
        run(monkeypatch, folder, *options)
