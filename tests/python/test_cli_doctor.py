"""`dsocr doctor`: well here, and each way to be broken is named with what to do."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest

import dsocr_native as dsocr
from dsocr_native import health

NAMES = ["version", "cpu", "backend", "devices", "memory", "model", "reader", "sample", "extras"]


def broken(done) -> dict[str, dict]:
    """The checks that failed, by name."""
    report = json.loads(done.stdout)
    assert report["is_well"] == (done.returncode == 0)
    return {check["name"]: check for check in report["checks"] if not check["is_well"]}


def test_all_is_well_here(dsocr_command):
    done = dsocr_command("doctor")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = done.stdout.decode().splitlines()
    assert rows[-1] == "All is well." and all(row.startswith("ok ") for row in rows[:-1])
    names = [row.split()[1] for row in rows[:-1]]
    assert names.count("model") == len(dsocr.models())
    assert [name for name in dict.fromkeys(names) if name != "temperature"] == NAMES


def test_json(dsocr_command):
    done = dsocr_command("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert broken(done) == {} and checks["version"]["found"].startswith(dsocr.__version__)
    assert "3 lines in" in checks["sample"]["found"]
    assert "5 of 5 files as published" in checks["model"]["found"]


def test_a_backend_that_is_not_there(dsocr_command):
    found = broken(dsocr_command("doctor", "--json", env={"DSOCR_BACKEND": "neon99"}))
    assert list(found) == ["backend"]
    assert "found 'neon99', expected one of" in found["backend"]["advice"] and "unset it" in found["backend"]["advice"]


def test_a_damaged_model(dsocr_command, model_folder, tmp_path):
    folder = tmp_path / "damaged"
    shutil.copytree(model_folder, folder)
    content = bytearray((folder / "rec.mnn").read_bytes())
    content[len(content) // 2] ^= 1
    (folder / "rec.mnn").write_bytes(content)
    found = broken(dsocr_command("doctor", "--json", "--model", folder))
    assert list(found) == ["model", "reader"]
    assert f"{folder}: rec.mnn is missing or was changed; type: pip install" in found["model"]["advice"]
    assert "rec.mnn" in found["reader"]["found"]


@pytest.mark.parametrize("card", ["no JSON", "[]", '{"parts": []}', '{"parts": {"detector": {"files": {"det.mnn": {}}}}}',
                                  '{"parts": {"detector": 7}}'])
def test_a_damaged_card(model_folder, tmp_path, card):
    shutil.copytree(model_folder, tmp_path / "damaged")
    (tmp_path / "damaged/card.json").write_text(card)
    (*_, check) = map(health.check_model, health.models_to_check(tmp_path / "damaged"))
    assert not check.is_well and check.found == "damaged"
    assert check.advice.startswith(f"{tmp_path}/damaged/card.json: is no model's card; type: pip install")


def test_a_model_without_a_card_is_well(model_folder, tmp_path):
    shutil.copytree(model_folder, tmp_path / "own")
    (tmp_path / "own/card.json").unlink()
    (*_, check) = map(health.check_model, health.models_to_check(tmp_path / "own"))
    assert check.is_well and check.found.endswith("without a card")


def test_an_option_that_cannot_be(dsocr_command):
    found = broken(dsocr_command("doctor", "--json", "--threads", "99"))
    assert list(found) == ["reader"] and "threads: found 99" in found["reader"]["found"]
    assert found["reader"]["advice"] == "give the option another value, or leave it out"


def test_an_extra_is_there_when_all_of_it_is(monkeypatch):
    assert health.check_extras().found == "pdf yes, pillow yes, serve yes, languages yes"
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in ("PIL", "segno") else find_spec(name))
    assert health.check_extras().found == "pdf yes, pillow no, serve no, languages yes"


def test_a_model_that_is_not_there(dsocr_command):
    done = dsocr_command("doctor", "--model", "huge")
    assert done.returncode == 1
    (row, advice) = [row for row in done.stdout.decode().splitlines() if not row.startswith("ok ")]
    assert row.startswith("BROKEN  reader") and "found 'huge'" in row
    assert "name one of accurate" in advice


def test_little_memory():
    check = health.check_memory({"total": 900_000_000, "available": 120_000_000})
    assert not check.is_well and check.found == "120 MB free of 900 MB"
    assert "expected 300 MB free" in check.advice and "--max-side 960" in check.advice
    assert health.check_memory({}).is_well, "where the system does not say"


def test_a_reader_that_reads_wrong(reader, monkeypatch, tmp_path):
    shutil.copytree(health.SAMPLE, tmp_path / "sample")
    (tmp_path / "sample/sample.txt").write_text("something else\n")
    monkeypatch.setattr(health, "SAMPLE", tmp_path / "sample")
    check = health.check_sample(reader)
    assert not check.is_well and "expected 'something else'; try --precision fp32" in check.advice
    (tmp_path / "sample/sample.png").unlink()
    check = health.check_sample(reader)
    assert not check.is_well and "sample.png: cannot be opened" in check.found and "pip install" in check.advice


def test_the_sample_is_small_and_read_by_every_backend():
    assert sum(file.stat().st_size for file in Path(health.SAMPLE).iterdir()) < 8_000
    text = (health.SAMPLE / "sample.txt").read_text("utf-8").splitlines()
    assert any(word.isascii() for word in text) and any("谢" in word for word in text)


@pytest.mark.parametrize("backend", dsocr.info()["kernels"]["available"])
def test_each_backend_reads_the_sample(dsocr_command, backend):
    assert dsocr_command("doctor", env={"DSOCR_BACKEND": backend}).returncode == 0
