"""The table of stages: what is lost against the teacher, what is measured again and what is not."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import SimpleNamespace

import pytest

from tools import plots
from tools.convert import recipe
from tools.evaluate import runs, stage_models, stages


def row(f1, seconds=2.0, images=4, peak=100.0):
    return {"page_f1": f1, "detection_hmean": 0.7, "line_accuracy": None, "cpu_seconds": seconds, "seconds": 2 * seconds,
            "images": images, "peak_mb": peak}


def test_points_are_lost_against_the_first_stage():
    teacher = stages.summary("teacher", 30_000_000, {"a": row(0.9), "b": row(0.8)}, {"a": 0.9, "b": 0.8})
    small = stages.summary("small", 3_000_000, {"a": row(0.88, 1.0, peak=50.0), "b": row(0.81, 3.0, 16)},
                           teacher["page_f1"])
    assert (teacher["mean_lost"], teacher["most_lost"]) == (0, 0)
    assert small["mean_lost"] == pytest.approx(0.5) and small["most_lost"] == pytest.approx(2.0)
    assert small["cpu_ms"] == pytest.approx(200.0) and small["ms"] == pytest.approx(400.0)
    assert small["peak_mb"] == 100.0
    text = stages.as_table([teacher, small], teacher)
    assert "1/10.0" in text and "| 0.880 | 0.810 |" in text and text.splitlines()[-1].endswith(" 0.5 |       2.0 |")


def test_the_limits_are_of_size_and_of_every_set():
    def stage(name, size, f1):
        return stages.summary(name, size, {"a": row(f1)}, {"a": 0.9})

    teacher = stage("teacher", 30_000_000, 0.9)
    assert stages.verdict([teacher, stage("small", 7_500_000, 0.871)])[0]
    assert not stages.verdict([teacher, stage("big", 7_600_000, 0.9)])[0]
    holds, sentence = stages.verdict([teacher, stage("bad", 1_000_000, 0.869), stage("good", 1_000_000, 0.9)])
    assert not holds and "3.1 points (bad; limit 3)" in sentence


def test_what_was_measured_is_not_measured_again(tmp_path, monkeypatch):
    monkeypatch.setenv("DSOCR_CACHE", str(tmp_path / "cache"))
    (tmp_path / "labels.jsonl").write_text(
        '{"image": "a", "lang": "en", "lines": [{"poly": null, "text": "one", "ignore": false}]}\n')
    asked = []

    def read_all(engine, data, threads):
        asked.append(threads)
        return {"load_ms": 1.0, "pages": [{"ms": 5.0, "cpu_ms": 5.0, "lines": []}], "peak_bytes": 7}

    monkeypatch.setattr(runs, "read_all", read_all)
    monkeypatch.setattr(stages, "package_state", lambda: "built once")
    engine = runs.Engine("x", "dsocr")
    first = stages.measured(engine, tmp_path, 1, None, fresh=False)
    assert stages.measured(engine, tmp_path, 1, None, fresh=False) == first and asked == [1]
    stages.measured(engine, tmp_path, 2, None, fresh=False)
    stages.measured(engine, tmp_path, 1, None, fresh=True)
    assert asked == [1, 2, 1]
    monkeypatch.setattr(stages, "package_state", lambda: "built again")
    stages.measured(engine, tmp_path, 1, None, fresh=False)
    assert asked == [1, 2, 1, 1]


def test_folders_of_one_name_are_columns_of_their_own(monkeypatch):
    folders = [Path("new/photos"), Path("old/photos"), Path("scans")]
    monkeypatch.setattr(stages, "engine_of", lambda stage: (runs.Engine(stage.name, "dsocr"), 7))
    monkeypatch.setattr(stages, "measured", lambda engine, folder, *_: row(0.5 + folders.index(folder) / 10))
    options = SimpleNamespace(data=folders, threads=1, limit=None, fresh=False)
    (teacher,) = stages.measured_rows(stage_models.STAGES[:1], options, {})
    assert teacher["page_f1"] == {"new/photos": 0.5, "old/photos": 0.6, "scans": 0.7} and teacher["pictures"] == 12


def test_every_stage_has_a_recipe_and_a_name_of_its_own():
    every = stage_models.STAGES + stage_models.FAST_STAGES
    assert len({stage.name for stage in every}) == len(every)
    assert all(recipe.load(stage.recipe) for stage in every)
    assert all(set(stage.storage) <= {"int8", "int8-symmetric"} for stage in every if stage.name.endswith("int8"))
    assert [stage.storage is None for stage in every] == [True] + [False] * (len(every) - 1)


@pytest.mark.parametrize("low,high", [(0, 2000), (0.016, 0.038), (3.0, 3.1), (-2, 7)])
def test_ticks_are_few_and_round(low, high):
    ticks = plots._ticks(low, high)
    assert 4 <= len(ticks) <= 11 and low <= ticks[0] and ticks[-1] <= high
    leading = float(f"{ticks[1] - ticks[0]:.6e}".split("e")[0])
    assert any(leading == pytest.approx(round_number) for round_number in (1, 2, 2.5, 5))


def test_plots_are_svg_with_the_points_in_place():
    tree = ElementTree.fromstring(plots.named_points([("a <b>", 1.0, 0.5), ("c", 3.0, 0.9)], "MB", "F1"))
    dots = [(float(dot.get("cx")), float(dot.get("cy"))) for dot in tree.iter() if dot.tag.endswith("circle")]
    assert dots[0][0] < dots[1][0] and dots[0][1] > dots[1][1]
    lines = ElementTree.fromstring(plots.curves({"flat": [(0, 1.0), (10, 1.0)]}, "step", "loss"))
    assert any("flat" == element.text for element in lines.iter())
