"""What a teacher computes for the lines of a store, kept beside it, and a student that learns from it."""

import json
import random

import numpy as np
import pytest
import torch

from tools.data import feature_store
from tools.data.feature_store import FeatureStore, fill_features
from tools.data.line_store import LineStore, NewLine, write_store
from tools.errors import ToolError
from tools.nets.build import build, export_onnx
from tools.train import keep_features, train_recognizer
from tools.train.line_batches import LineBatches, Vocabulary

WIDTHS = (24, 400, 320, 330, 24)  # of one, two and again one padded width


@pytest.fixture
def store(tmp_path):
    """The i-th line is i all over."""
    lines = (NewLine(np.full((48, width, 3), i, np.uint8), "a", "x") for i, width in enumerate(WIDTHS))
    write_store(tmp_path / "s", lines)
    return tmp_path / "s"


def of_a_line(pictures, width):
    """[N, T, 2]: the line's number and the step."""
    steps = np.arange(width // 8)
    return np.stack([np.stack([np.full(len(steps), picture[0, 0, 0]), steps], 1) for picture in pictures])


@pytest.mark.parametrize("lines", [2, 1000])
def test_each_line_has_a_row_for_every_step_of_its_padded_width(store, monkeypatch, lines):
    monkeypatch.setattr(feature_store, "LINES", lines)
    done = []
    fill_features(store, "t", of_a_line, done.append)
    assert sum(done) == len(WIDTHS)
    kept = FeatureStore.of_teacher(store, LineStore(store), "t")
    for i, steps in enumerate((40, 56, 40, 48, 40)):
        assert np.array_equal(kept[i], np.stack([np.full(steps, i), np.arange(steps)], 1))
    assert FeatureStore.of_teacher(store, LineStore(store), "another") is None
    with pytest.raises(ToolError, match="has the features of another teacher"):
        fill_features(store, "another", of_a_line)


def test_what_was_cut_off_is_named_and_goes_on(store, monkeypatch):
    monkeypatch.setattr(feature_store, "LINES", 2)
    asked = []

    def breaks(pictures, width):
        asked.append(len(pictures))
        if len(asked) == 3:
            raise KeyboardInterrupt
        return of_a_line(pictures, width)

    with pytest.raises(KeyboardInterrupt):
        fill_features(store, "t", breaks)
    with pytest.raises(ToolError, match=r"has features of 2 lines, expected 5; .*keep_features.* not come to its end"):
        FeatureStore.of_teacher(store, LineStore(store), "t")
    fill_features(store, "t", breaks)
    assert sum(asked) == 2 + 1 + 3  # the first file is not made again
    assert FeatureStore.of_teacher(store, LineStore(store), "t")[4][0, 0] == 4


def test_batches_carry_the_features_of_their_lines(store):
    fill_features(store, "t", of_a_line)
    batches = LineBatches([(store, 1.0)], Vocabulary(("a",)), seed=0, pixels=1280, disturb=0, teacher="t")
    for _ in range(10):
        batch = batches.draw()
        lines = ((batch.pictures[:, 0, 0, 0] + 1) * 127.5).round()
        assert torch.equal(batch.features[..., 0], lines[:, None].expand(batch.features.shape[:2]))
        assert batch.features.shape[1] == batch.pictures.shape[3] // 8
    for other in ({"teacher": "another"}, {"teacher": "t", "narrowest": 64}):  # made for another width
        assert LineBatches([(store, 1.0)], Vocabulary(("a",)), seed=0, **other).draw().features is None


@pytest.fixture
def lesson(tmp_path):
    """A teacher, its characters and twelve lines whose brightness is their text."""
    torch.manual_seed(0)
    export_onnx(build("vit-tiny", 5), tmp_path / "teacher.onnx")
    (tmp_path / "chars.txt").write_text("a\nb\nc\n")
    lines = [NewLine(np.full((48, 320, 3), 20 * i, np.uint8), "abc"[i % 3], "x") for i in range(12)]
    write_store(tmp_path / "lines", lines)
    return tmp_path


def run(command, monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["command", *map(str, arguments)])
    command.main()


@pytest.mark.parametrize("loss", ["features", "logits"])
def test_a_student_learns_the_same_from_kept_features(lesson, monkeypatch, capsys, loss):
    """And the teacher does not run."""
    def train(name):
        run(train_recognizer, monkeypatch, "--net", "vit-tiny", "--teacher", lesson / "teacher.onnx", "--charset",
            lesson / "chars.txt", "--store", f"{lesson / 'lines'}=1", f"--{loss}", 1, "--ctc", 0, "--steps", 20, "--warm-up", 1,
            "--pixels", 1280, "--bf16", "no", "--checkpoint", lesson / f"{name}.pt", "--output", lesson / f"{name}.onnx")
        return [json.loads(row)[loss] for row in (lesson / f"{name}.history.jsonl").read_text().splitlines()]

    monkeypatch.setattr("tools.train.line_pictures.degrade", NoChange)
    computed = train("computed")
    run(keep_features, monkeypatch, lesson / "lines", "--teacher", lesson / "teacher.onnx")
    monkeypatch.setattr(train_recognizer.ImportedNet, "features", None)
    assert train("kept") == pytest.approx(computed, rel=0.02)  # f16, and the teacher in bf16
    assert "12/12 lines" in capsys.readouterr().err


class NoChange:
    light = noise = blur = staticmethod(lambda picture, rng, chance: rng.random() and picture)


def test_the_same_seed_draws_the_same_lines_with_and_without_features(store):
    fill_features(store, "t", of_a_line)
    plain, kept = (LineBatches([(store, 1.0)], Vocabulary(("a",)), seed=3, teacher=teacher) for teacher in ("", "t"))
    for _ in range(5):
        assert torch.equal(plain.draw().pictures, kept.draw().pictures)
    assert isinstance(plain._rng, random.Random) and plain.state() == kept.state()
