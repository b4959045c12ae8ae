"""Recognisers are scored on labelled lines: a reader that is known beforehand gives a score that is."""

import json
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from tools.errors import ToolError
from tools.evaluate import labels, line_cer
from tools.evaluate.metrics import LineCounts

GREYS = {10: "TOTAL", 120: "tax", 200: "ignored"}


@pytest.fixture
def data(tmp_path):
    """Lines of one grey each, so that a reader can tell them apart."""
    picture, rows = np.full((150, 120, 3), 255, np.uint8), []
    for place, (grey, text) in enumerate(GREYS.items()):
        y = 10 + 40 * place
        picture[y:y + 20, 10:110] = grey
        rows.append({"poly": [[10, y], [110, y], [110, y + 20], [10, y + 20]], "text": text, "ignore": grey == 200})
    rows.append({"poly": None, "text": "nowhere", "ignore": False})
    rows.append({"poly": [[0, 0], [4, 0], [4, 4], [0, 4]], "text": "small", "ignore": False})
    cv2.imwrite(str(tmp_path / "a.png"), picture)
    (tmp_path / "labels.jsonl").write_text(json.dumps({"image": "a.png", "lang": "en", "lines": rows}))
    return labels.load(tmp_path)


class _Reader:
    def __init__(self, texts):
        self._texts = texts

    def read(self, pictures):
        return [SimpleNamespace(text=self._texts[int(np.median(picture))]) for picture in pictures]


def test_lines_are_cut_where_the_labels_say(data):
    assert [(int(np.median(picture)), text) for picture, text in line_cer.lines_of(data[0])] == [
        (10, "TOTAL"), (120, "tax")]


def test_edits_are_counted_a_character(data):
    assert line_cer.counts(_Reader(GREYS), data) == LineCounts(2, 2, 0, 8)
    assert line_cer.counts(_Reader({10: "TOTAl", 120: ""}), data) == LineCounts(2, 0, 4, 8)


def test_a_missing_model_is_named(tmp_path):
    with pytest.raises(ToolError, match="none.onnx, which is not a file"):
        line_cer.reader_of(str(tmp_path / "none.onnx") + "=chars.txt")


def test_a_charset_that_does_not_fit_is_told():
    root = Path(__file__).parents[2] / "models" / "recognizer-fast"
    with pytest.raises(ToolError, match="expected 6905 characters"):
        line_cer.reader_of(f"{root / 'rec-fast.onnx'}={root / 'README.md'}")


def test_models_and_data_sets_of_one_name_are_told_apart(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for folder in ("new/photos", "old/photos", "scans"):
        Path(folder).mkdir(parents=True)
        Path(folder, "labels.jsonl").write_text('{"image": "a.png", "lang": "en", "lines": []}')
    models = ["a/tiny.onnx=a.txt", "b/tiny.onnx=a.txt", "b/small.onnx"]
    monkeypatch.setattr(line_cer, "reader_of", lambda argument: argument)
    monkeypatch.setattr(line_cer, "counts", lambda reader, data: LineCounts(1, models.index(reader), 0, 1))
    monkeypatch.setattr("sys.argv", ["line_cer", "new/photos", "old/photos", "scans",
                                     *(word for model in models for word in ("--model", model))])
    line_cer.main()
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in capsys.readouterr().out.splitlines()[2:]]
    assert [(row[0], row[2], float(row[3])) for row in rows] == [
        (data, model, place) for data in ("new/photos", "old/photos", "scans")
        for place, model in enumerate(["a/tiny.onnx=a.txt", "b/tiny.onnx=a.txt", "small.onnx"])]
