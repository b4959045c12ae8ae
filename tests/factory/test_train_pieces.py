"""Detectors taught from a store of pieces: the teacher's maps lie ready, and no teacher runs."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from tools.data.piece_store import fill_store
from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import import_onnx
from tools.nets.onnx_ops import conv
from tools.train import train_detector
from tools.train.loop import history_path
from tools.train.page_batches import PieceBatches, all_of, with_maps


@pytest.fixture
def pieces(tmp_path):
    """Bright squares on dark ground, which the teacher sees."""
    made = np.full((6, 64, 64, 4), 40, np.uint8)
    made[..., 3] = 0
    for number, piece in enumerate(made):
        piece[8:40, 4 + number:36 + number] = (230, 230, 230, 255)
    for part in ("train", "held_out"):
        fill_store(tmp_path / "pieces" / part, 6, lambda number: made)
    return tmp_path / "pieces"


def test_light_changes_pictures_and_never_maps():
    pieces = np.zeros((2, 8, 8, 4), np.uint8)
    pieces[:, 2:, :, 3] = 255
    plain, lit = with_maps(pieces), with_maps(pieces, [(1.0, 0.25), (0.5, -0.7)])
    assert torch.equal(plain.maps, lit.maps) and plain.maps[0, 0, 3, 3] == 1
    assert (plain.pictures == -1).all() and (lit.pictures[0] == -0.75).all() and (lit.pictures[1] == -1).all()


def test_batches_go_on_from_their_state(pieces):
    source = PieceBatches([pieces / "train"], 0, 3)
    source.draw()
    state, expected = source.state(), source.draw()
    source.draw()
    source.restore(state)
    again = source.draw()
    assert torch.equal(again.pictures, expected.pictures) and torch.equal(again.maps, expected.maps)
    assert sum(len(batch.pictures) for batch in all_of(pieces / "held_out", 4)) == 6


def test_the_command_learns_without_a_teacher_and_goes_on(pieces, tmp_path, monkeypatch):
    torch.manual_seed(0)
    export_onnx(build("dbnet-tiny", 0), tmp_path / "start.onnx")

    def run(steps):
        monkeypatch.setattr("sys.argv", [
            "train", "--model", str(tmp_path / "start.onnx"), "--pieces", str(pieces), "--checkpoint",
            str(tmp_path / "run.pt"), "--output", str(tmp_path / "det.onnx"), "--steps", str(steps), "--batch", "3",
            "--lr", "0.02", "--bf16", "no", "--warm-up", "2", "--decay", "0.8", "--report-every", "4"])
        train_detector.main()

    run(4)
    run(30)
    rows = [json.loads(row) for row in history_path(tmp_path / "run.pt").read_text().splitlines()]
    scores = [row["dice to the teacher"] for row in rows if "dice to the teacher" in row]
    assert rows[0]["step"] == 4 and rows[-1]["step"] == 30
    assert scores[-1] > scores[0] + 0.1
    assert import_onnx(tmp_path / "det.onnx")(torch.zeros(1, 3, 64, 64)).shape == (1, 1, 64, 64)


def test_no_pieces_and_no_charset(tmp_path, monkeypatch):
    export_onnx(build("dbnet-tiny", 0), tmp_path / "start.onnx")
    common = ["train", "--model", str(tmp_path / "start.onnx"), "--checkpoint", "c.pt", "--output", "o.onnx"]
    for more, message in ((["--pieces", str(tmp_path)], "no pieces-.*make_pieces"), ([], "found 0 --pictures and no --teacher; expected --pieces, a --charset")):
        monkeypatch.setattr("sys.argv", common + more)
        with pytest.raises(ToolError, match=message):
            train_detector.main()


@pytest.mark.parametrize("teacher", [None, torch.nn.Identity()])
def test_no_picture_is_learnt_and_compared_on(tmp_path, monkeypatch, teacher):
    used = []
    monkeypatch.setattr(train_detector, "PageBatches", lambda characters, seed, side, batch, files, real:
                        used.append({path.name for path in files}) or SimpleNamespace(draw=lambda: None))
    monkeypatch.setattr(train_detector.charset, "from_file", lambda path: ["a"])
    for i in range(9):
        (tmp_path / f"{i}.jpg").touch()
    options = SimpleNamespace(charset=Path("chars.txt"), pictures=[tmp_path])
    train_detector.pages(options, train_detector.DetectorConfig(real=0.5), teacher)
    assert set().union(*used) == {f"{i}.jpg" for i in range(9)} and sum(map(len, used)) == 9
    assert [len(files) for files in used] == ([8, 1] if teacher else [9])


def test_a_large_depthwise_kernel_is_computed_in_floats_under_bf16():
    x, weight = torch.randn(1, 8, 12, 12), torch.randn(8, 1, 7, 7)
    attributes = {"group": 8, "pads": [3, 3, 3, 3]}
    expected = conv(attributes, x, weight)
    with torch.autocast("cpu", torch.bfloat16):
        assert torch.equal(conv(attributes, x, weight), expected)
        assert conv({"pads": [0, 0, 0, 0]}, x, torch.randn(4, 8, 1, 1)).dtype == torch.bfloat16
