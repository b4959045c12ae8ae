"""Teaching with the last layer left as it is: CTC among the classes that can be meant, the rest held by features."""

import json

import numpy as np
import pytest
import torch

from tools.data.line_store import NewLine, write_store
from tools.nets.build import build, export_onnx
from tools.nets.import_onnx import import_onnx
from tools.train import keep_features, losses, teach_recognizer
from tools.train.line_batches import LineBatch
from tools.train.teach_recognizer import among_candidates, ascii_classes, ctc_of_known


def test_classes_become_places_among_the_candidates():
    batch = LineBatch(torch.zeros(3, 3, 48, 16), [[7, 5], None, []], torch.tensor([[[9, 5], [0, -1]]] * 3),
                      torch.ones(3, 2, 2))
    candidates, few = among_candidates(batch, {5, 11})
    assert candidates == [losses.BLANK, 5, 7, 9, 11]
    assert few.texts == [[2, 1], None, []] and few.classes[0].tolist() == [[3, 1], [0, -1]]
    assert batch.classes[0].tolist() == [[9, 5], [0, -1]]


def test_ctc_among_candidates_is_ctc_where_the_others_cannot_be():
    torch.manual_seed(0)
    logits = torch.randn(1, 6, 12)
    batch = LineBatch(torch.zeros(1), [[7, 5]], torch.full((1, 1, 1), -1), torch.zeros(1, 1, 1))
    candidates, few = among_candidates(batch, {2})
    impossible = torch.full_like(logits, -1e9)
    impossible[..., candidates] = logits[..., candidates]
    torch.testing.assert_close(losses.ctc(logits[..., candidates], few.texts), losses.ctc(impossible, batch.texts))


def test_common_classes_are_those_of_ascii():
    assert ascii_classes(["汉", "a", "é", " "]) == {2, 4}


@pytest.fixture
def run(tmp_path):
    torch.manual_seed(0)
    export_onnx(build("vit-tiny", 5), tmp_path / "model.onnx")
    (tmp_path / "chars.txt").write_text("a\nb\nc\n")
    for store in ("texts", "held"):
        write_store(tmp_path / store, [NewLine(np.full((48, 320, 3), 60 * i, np.uint8), "abc"[i % 3], store)
                                       for i in range(4)])
    return tmp_path


def command(monkeypatch, module, *arguments):
    monkeypatch.setattr("sys.argv", ["command", *map(str, arguments)])
    module.main()


def test_the_last_layer_stays_and_the_rest_learns(run, monkeypatch, capsys):
    command(monkeypatch, keep_features, run / "held", "--teacher", run / "model.onnx")
    command(monkeypatch, teach_recognizer, "--model", run / "model.onnx", "--charset", run / "chars.txt", "--frozen", "yes",
            "--store", f"{run / 'texts'}=1", "--store", f"{run / 'held'}=1", "--held-out", run / "texts", "--steps", 60,
            "--lr", 1e-2, "--warm-up", 1, "--decay", 0.5, "--pixels", 1280, "--bf16", "no", "--hold", 0.01,
            "--checkpoint", run / "taught.pt", "--output", run / "taught.onnx")
    before, after = import_onnx(run / "model.onnx"), import_onnx(run / "taught.onnx")
    for old, new in zip(before.classifier(), after.classifier()):
        assert torch.equal(old, new)
    x = torch.zeros(1, 3, 48, 64)
    assert not torch.allclose(before.features(x), after.features(x), atol=1e-3)
    printed = capsys.readouterr().err
    assert "ctc" in printed and "hold" in printed and "accuracy" in printed


def test_lines_that_hold_are_spelt_too(run, monkeypatch):
    """Nothing else says what these lines are: they are learnt by `--spell` alone."""
    command(monkeypatch, keep_features, run / "held", "--teacher", run / "model.onnx")
    command(monkeypatch, teach_recognizer, "--model", run / "model.onnx", "--charset", run / "chars.txt", "--frozen", "yes",
            "--store", f"{run / 'held'}=1", "--steps", 60, "--lr", 1e-2, "--warm-up", 1, "--pixels", 1280, "--bf16", "no",
            "--hold", 0, "--spell", 1, "--save-every", 10, "--checkpoint", run / "spelt.pt", "--output", run / "spelt.onnx")
    losses_of_run = [json.loads(row)["spell"] for row in (run / "spelt.history.jsonl").read_text().splitlines()]
    assert losses_of_run[-1] < 0.7 * losses_of_run[0]


def test_lines_without_a_text_count_in_the_share():
    torch.manual_seed(0)
    logits = torch.randn(2, 6, 12)
    torch.testing.assert_close(ctc_of_known(logits, [[7, 5], None]), losses.ctc(logits[:1], [[7, 5]])[0] / 2)
