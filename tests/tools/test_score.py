"""From a worker's result to a row of the table, and the errors on the way."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools.errors import ToolError
from tools.evaluate import detection, labels, peers, runs
from tools.tables import table

QUAD = [[0, 0], [10, 0], [10, 4], [0, 4]]


def write_labels(folder, *rows):
    (folder / "labels.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")


def label(text, **more):
    lines = [{"poly": QUAD, "text": text, "ignore": False}]
    return {"image": "a.png", "lang": "en", "lines": lines, **more}


def result(*texts, ms=250.0, peak=5_000_000):
    pages = [{"ms": ms, "cpu_ms": 2 * ms, "lines": [{"text": text, "quad": QUAD, "confidence": 1.0}]} for text in texts]
    return {"load_ms": 10.0, "pages": pages, "peak_bytes": peak}


def test_row_of_a_complete_set(tmp_path):
    write_labels(tmp_path, label("TWO WORDS"), label("ONE"))
    row = runs.score(labels.load(tmp_path), result("two words", "ine")).row()
    assert row["images"] == 2
    assert row["page_f1"] == pytest.approx(2 * 2 / (3 + 3))
    assert row["detection_hmean"] == 1
    assert row["line_accuracy"] == 0.5       # labels without a small letter: case does not count
    assert row["cer"] == pytest.approx(1 / 12)
    assert (row["seconds"], row["cpu_seconds"], row["peak_mb"]) == (0.5, 1.0, 5.0)


def test_case_counts_where_labels_have_small_letters(tmp_path):
    write_labels(tmp_path, label("Word"))
    assert runs.score(labels.load(tmp_path), result("word")).row()["line_accuracy"] == 0


def test_an_incomplete_set_scores_recall(tmp_path):
    write_labels(tmp_path, label("one", complete=False))
    row = runs.score(labels.load(tmp_path), result("one two three")).row()
    assert (row["page_f1"], row["recall_only"]) == (1, True)


def test_a_set_without_boxes_has_a_page_score_alone(tmp_path):
    write_labels(tmp_path, {"image": "a", "lang": "en", "lines": [{"poly": None, "text": "one", "ignore": False}]})
    row = runs.score(labels.load(tmp_path), result("one")).row()
    assert row["page_f1"] == 1
    assert row["detection_hmean"] is row["line_accuracy"] is row["cer"] is None


def test_limit_takes_the_first_pictures(tmp_path):
    write_labels(tmp_path, label("one"), label("two"))
    assert [item.lines[0].text for item in labels.load(tmp_path, 1)] == ["one"]


def test_folders_of_one_name_are_told_apart():
    folders = [Path("new/photos"), Path("scans"), Path("old/photos"), Path("scans")]
    assert labels.by_name(folders) == {"new/photos": folders[0], "scans": folders[1], "old/photos": folders[2]}


def test_a_folder_without_labels_is_named(tmp_path):
    with pytest.raises(ToolError, match=f"{tmp_path} has no labels.jsonl"):
        labels.load(tmp_path)


def test_a_broken_label_is_named_by_file_and_line(tmp_path):
    write_labels(tmp_path, label("one"), {"image": "b.png"})
    with pytest.raises(ToolError, match="labels.jsonl, line 2, is not a label"):
        labels.load(tmp_path)


@pytest.mark.parametrize("poly", [[[0, 0, 1]], [["left", 0]], [[0], [1]]])
def test_a_broken_corner_is_named_by_file_and_line(tmp_path, poly):
    write_labels(tmp_path, label("one"), {**label("two"), "lines": [{"poly": poly, "text": "two", "ignore": False}]})
    with pytest.raises(ToolError, match="labels.jsonl, line 2, is not a label"):
        labels.load(tmp_path)


def test_a_label_may_hold_line_ends_of_unicode(tmp_path):
    """A JSON string holds them as they are; a file that is not UTF-8 is named."""
    text = "one\u2028two\x85"
    (tmp_path / "labels.jsonl").write_text(json.dumps(label(text), ensure_ascii=False) + "\n", encoding="utf-8")
    assert [item.lines[0].text for item in labels.load(tmp_path)] == [text]
    (tmp_path / "labels.jsonl").write_bytes(b"\xff")
    with pytest.raises(ToolError, match="labels.jsonl is not UTF-8"):
        labels.load(tmp_path)


def test_a_failing_engine_is_named(tmp_path):
    write_labels(tmp_path, label("one"))
    engine = runs.Engine("Nobody's engine", "nobody")
    with pytest.raises(ToolError, match=f"Nobody's engine failed on {tmp_path.name}: KeyError: 'nobody'"):
        runs.read_all(engine, labels.load(tmp_path), threads=1)


def test_engines_take_turns_and_ratios_are_those_of_a_round(monkeypatch, tmp_path):
    write_labels(tmp_path, label("one"))
    order = []

    def read_all(engine, data, threads):
        order.append(engine.name)
        slowness = 4 if engine.name == "peer" else 1
        return result("one", ms=100.0 * slowness * len(order), peak=1000 * slowness)

    monkeypatch.setattr(runs, "read_all", read_all)
    engines = [runs.Engine("ours", "dsocr"), runs.Engine("peer", "rapidocr")]
    scores = peers.measure(engines, labels.load(tmp_path), threads=1, rounds=2)
    assert order == ["ours", "peer", "peer", "ours"]
    row = peers.summary(scores["peer"], scores["ours"])
    assert row["time_ratios"] == pytest.approx([100 / 800, 400 / 1200])
    assert row["memory_ratios"] == [0.25, 0.25]
    assert row["seconds"] == pytest.approx(1.0)  # median of 0.8 and 1.2


def test_table_is_aligned_markdown():
    text = table(("name", "F1"), [("店铺", 0.5), ("b", None)])
    assert text == "| name |  F1 |\n|------|----:|\n| 店铺 | 0.5 |\n| b    |   - |"


class _Finder:
    """Finds the first `count` of two places."""

    def __init__(self, count):
        self._count = count

    def detect(self, path):
        below = [[x, y + 10] for x, y in QUAD]
        return [SimpleNamespace(quad=quad) for quad in (QUAD, below)[:self._count]]


def test_detectors_are_scored_side_by_side(tmp_path):
    write_labels(tmp_path, label("one"), label("two"))
    rows = detection.rows(detection.with_boxes(tmp_path, None), "set", {"right": _Finder(1), "too much": _Finder(2),
                                                                        "blind": _Finder(0)})
    assert [row[:6] for row in rows] == [["set", 2, "right", "1.000", "1.000", "1.000"],
                                         ["set", 2, "too much", "0.667", "0.500", "1.000"],
                                         ["set", 2, "blind", "0.000", "1.000", "0.000"]]


def test_pages_without_boxes_cannot_score_a_detector(tmp_path):
    write_labels(tmp_path, {"image": "a", "lang": "en", "lines": [{"poly": None, "text": "one", "ignore": False}]})
    with pytest.raises(ToolError, match="no boxes to compare with"):
        detection.with_boxes(tmp_path, None)


def test_detectors_are_scored_on_each_of_two_folders_of_one_name(tmp_path, monkeypatch, capsys):
    for name in ("new", "old"):
        (tmp_path / name / "photos").mkdir(parents=True)
        write_labels(tmp_path / name / "photos", *[label("one")] * (1 if name == "new" else 3))
    monkeypatch.setattr(detection.dsocr_native, "Reader", lambda model, threads: _Finder(1))
    monkeypatch.setattr("sys.argv", ["detection", str(tmp_path / "new/photos"), str(tmp_path / "old/photos"), "--model", "x"])
    detection.main()
    rows = [[cell.strip() for cell in row.split("|")[1:3]] for row in capsys.readouterr().out.splitlines()[2:]]
    assert rows == [[f"{tmp_path}/new/photos", "1"], [f"{tmp_path}/old/photos", "3"]]
