"""Labelled lines read elsewhere, and how they are counted beside what is read here."""

import json
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from tools.evaluate import cores, labels, runs

TEXTS = ("TOTAL", "12.50", "CASH")


@pytest.fixture
def data(tmp_path):
    """Two pictures: one with two lines, one with one."""
    rows = []
    for name, texts in (("a.png", TEXTS[:2]), ("b.png", TEXTS[2:])):
        cv2.imwrite(str(tmp_path / name), np.full((60, 100, 3), 200, np.uint8))
        lines = [{"poly": [[5, 20 * i], [90, 20 * i], [90, 20 * i + 16], [5, 20 * i + 16]], "text": text, "ignore": False}
                 for i, text in enumerate(texts)]
        rows.append({"image": name, "lang": "en", "lines": lines})
    (tmp_path / "labels.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return labels.load(tmp_path)


def test_each_core_is_compared_with_the_first(data, tmp_path, monkeypatch, capsys):
    read = {"here": ("TOTAL", "12.50", "CASH"), "core": ("TOTAL", "12.5O", "cash")}
    monkeypatch.setattr(runs, "run_worker", lambda engine, lines, threads: {"pages": [
        {"text": text, "precision": "fp16"} for text, _ in zip(read[engine.name], lines, strict=True)]})
    first, second = cores.measure([runs.Engine("here", ""), runs.Engine("core", "")], data, tmp_path)
    assert first["as_floats"] == first["line_accuracy"] == 1
    assert second == {"core": "core", "lines": 3, "precision": "fp16", "line_accuracy": pytest.approx(2 / 3),
                      "cer": pytest.approx(1 / 14), "as_floats": pytest.approx(1 / 3)}  # labels without a small letter
    assert "reading on core" in capsys.readouterr().err


def test_an_engine_may_have_a_python_and_an_environment_of_its_own(data, tmp_path):
    """Here a stand-in for the worker that tells what it was given."""
    program = ("import json, os, sys; asked = json.load(open(sys.argv[3]));"
               "pages = [{'text': os.environ['CORE'], 'path': path} for path in asked['images']];"
               "json.dump({'pages': pages}, open(sys.argv[4], 'w'))")
    engine = runs.Engine("core", "dsocr_lines", python=(sys.executable, "-c", program), variables=(("CORE", "a76"),))
    pages = runs.run_worker(engine, cores.written_lines(data, tmp_path), threads=1)["pages"]
    assert [page["text"] for page in pages] == ["a76"] * 3
    assert [Path(page["path"]).name for page in pages] == ["00000.png", "00001.png", "00002.png"]


def test_the_emulated_python_is_told_which_core_it_is(tmp_path):
    engine = cores.emulated("cortex-a76", "fast", tmp_path, Path("root"))
    assert engine.command()[1] == "root/usr/bin/python3.11" and Path(engine.command()[0]).is_file()
    assert dict(engine.variables)["DSOCR_QEMU_CPU"] == "cortex-a76" and dict(engine.options) == {"model": "fast"}
