"""A recogniser gets another charset: the letters that stay are read as before, the new ones not yet."""

import sys

import pytest
import torch

from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import import_onnx
from tools.train import new_letters


@pytest.fixture
def folder(tmp_path):
    torch.manual_seed(0)
    export_onnx(build("vit-tiny", 5), tmp_path / "rec.onnx")  # the blank, a, b, c, the space
    (tmp_path / "before.txt").write_text("a\nb\nc\n")
    return tmp_path


def run(monkeypatch, folder, characters):
    (folder / "after.txt").write_text("\n".join(characters) + "\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["new_letters", str(folder / "rec.onnx"), "--charset", str(folder / "before.txt"),
                                      "--new-charset", str(folder / "after.txt"), "--output", str(folder / "new.onnx")])
    new_letters.main()


def test_letters_that_stay_keep_their_logits(monkeypatch, folder, capsys):
    run(monkeypatch, folder, ["я", "c", "ж", "a", "б", "ю"])
    assert "8 classes, 3 of them as before" in capsys.readouterr().out
    old, new, x = import_onnx(folder / "rec.onnx"), import_onnx(folder / "new.onnx"), torch.randn(1, 3, 48, 64)
    with torch.no_grad():
        before, after = old.logits(x), new.logits(x)
    assert after.shape[2] == 8 == new.classes
    torch.testing.assert_close(after[..., [0, 2, 4, 7]], before[..., [0, 3, 1, 4]])
    columns = new.classifier()[0]
    assert not torch.equal(columns[:, 1], columns[:, 3])  # two new letters can part


def test_new_letters_begin_near_the_average(monkeypatch, folder):
    run(monkeypatch, folder, ["я", "a"])
    old, new = (import_onnx(folder / name).classifier()[0] for name in ("rec.onnx", "new.onnx"))
    assert (new[:, 1] - old.mean(1)).abs().mean() < 0.2 * old.std(1).mean()


def test_a_character_given_twice_is_named(monkeypatch, folder):
    with pytest.raises(ToolError, match="after.txt has 'я' more than once"):
        run(monkeypatch, folder, ["я", "a", "я"])
    assert not (folder / "new.onnx").exists()
