"""`dsocr bench`, and the measuring behind it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest

import dsocr_native as dsocr
from dsocr_native import benchmark, machine
from pictures import page_of

STAGES = ["decode", "detect", "classify", "recognize", "total"]


class Clockwork:
    """A reader whose nth reading takes n milliseconds."""

    info = {"model": "none", "precision": "fp32", "device": "cpu", "backend": "scalar", "threads": 1}

    def __init__(self) -> None:
        self.readings = []

    def read(self, source, **options):
        self.readings.append(source.name)
        n = len(self.readings)
        return dsocr.Page(1, 1, elapsed_ms={"detect": n, "total": n + 0.5}, source=source.name)


def test_statistics_are_those_of_the_counted_readings():
    reader, rounds = Clockwork(), []
    found = benchmark.measure(reader, ["/home/me/a.png"], repeat=10, on_round=lambda *state: rounds.append(state))
    assert len(reader.readings) == 11, "one more, which warms up"
    assert rounds[-1] == (10, 10)
    (picture,) = found["pictures"]
    assert picture["stages_ms"]["detect"] == {"min": 2, "p50": 6, "p90": 10}  # of 2 .. 11
    assert picture["stages_ms"]["total"] == {"min": 2.5, "p50": 6.5, "p90": 10.5}
    assert picture["source"] == "a.png", "no folder is told"
    assert list(picture["stages_ms"]) == STAGES


def test_pictures_take_turns():
    reader = Clockwork()
    benchmark.measure(reader, ["a", "b"], repeat=2)
    assert reader.readings == ["a", "b"] + ["a", "b"] * 2


@pytest.mark.parametrize("repeat", [0, -1, 1.5])
def test_repeat_is_checked(repeat):
    with pytest.raises(dsocr.OptionError, match="repeat: found .*, expected a whole number from 1"):
        benchmark.measure(Clockwork(), ["a"], repeat=repeat)


def test_json_to_share(dsocr_command, rows_png):
    done = dsocr_command("bench", rows_png, "--repeat", 3, "--threads", 1, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert set(found) == {"schema", "version", "model", "precision", "device", "backend", "threads", "cpu", "system",
                          "python", "repeat", "first_read_ms", "pictures", "peak_memory_bytes", "temperature_c"}
    assert (found["schema"], found["repeat"], found["threads"]) == ("dsocr-bench/1", 3, 1)
    (picture,) = found["pictures"]
    assert (picture["source"], picture["width"], picture["height"], picture["lines"]) == ("rows.png", 640, 288, 3)
    total = picture["stages_ms"]["total"]
    assert 0 < total["min"] <= total["p50"] <= total["p90"] < 60_000
    assert picture["stages_ms"]["detect"]["p50"] < total["p50"]
    assert found["peak_memory_bytes"] > 10e6
    assert set(picture["copied_bytes"]) == {"decode", "resize", "convert", "unfold", "mask", "warp"}
    assert picture["copied_bytes"]["decode"] == 640 * 288 * 3
    assert str(rows_png.parent) not in done.stdout.decode()


def test_the_table(dsocr_command, rows_png):
    shown = dsocr_command("bench", rows_png, "--repeat", 2).stdout.decode()
    assert "rows.png: 640 x 288 pixels, 3 lines, 2 readings" in shown
    assert [row.split()[0] for row in shown.splitlines() if row.startswith("  ")] == ["ms", *STAGES, "copied"]
    assert "peak memory" in shown


def test_progress_stands_on_stderr(rows_png):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dsocr_native", "bench", str(rows_png), "--repeat", "3", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as process:
        output, _ = process.communicate(timeout=120)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "2 of 3 rounds" in shown and shown.endswith("\r\033[K")
    assert json.loads(output)["repeat"] == 3


def test_a_picture_that_cannot_be_read_ends_it(dsocr_command, rows_png, tmp_path):
    done = dsocr_command("bench", rows_png, tmp_path / "none.png", "--repeat", 2)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"none.png: cannot be opened" in done.stderr


def test_what_a_system_says_about_itself(tmp_path):
    """On a board, on a phone and where nothing can be read."""
    assert machine.temperature(tmp_path) is None and machine.device_name(tmp_path) is None
    assert machine.memory(tmp_path) == {}
    for zone, value in enumerate(("48312\n", "51000\n", "-274000\n", "cold\n")):
        folder = tmp_path / f"sys/class/thermal/thermal_zone{zone}"
        folder.mkdir(parents=True)
        (folder / "temp").write_text(value)
    (tmp_path / "proc/device-tree").mkdir(parents=True)
    (tmp_path / "proc/cpuinfo").write_text("processor\t: 0\nBogoMIPS\t: 108.00\nHardware\t: BCM2835\n")
    (tmp_path / "proc/meminfo").write_text("MemTotal:        3884360 kB\nMemAvailable:    3013956 kB\n")
    assert machine.temperature(tmp_path) == 51.0
    assert machine.device_name(tmp_path) == "BCM2835"
    assert machine.memory(tmp_path) == {"total": 3884360 * 1024, "available": 3013956 * 1024}
    (tmp_path / "proc/device-tree/model").write_text("Raspberry Pi 4 Model B Rev 1.4\0")
    assert machine.device_name(tmp_path) == "Raspberry Pi 4 Model B Rev 1.4"


def test_a_folder_of_pictures(dsocr_command, tmp_path):
    for name in ("a.png", "b.png"):
        page_of(name, width=300).save(tmp_path / name)
    found = json.loads(dsocr_command("bench", tmp_path, "--repeat", 1, "--json").stdout)
    assert [picture["source"] for picture in found["pictures"]] == ["a.png", "b.png"]
