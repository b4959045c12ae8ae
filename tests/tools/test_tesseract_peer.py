"""What the worker makes of Tesseract's table, by a stand-in for the command."""

import json
import subprocess
import sys
from pathlib import Path

WORKER = Path(__file__).resolve().parents[2] / "tools" / "evaluate" / "worker.py"
HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
ROWS = ("1\t1\t0\t0\t0\t0\t0\t0\t99\t99\t-1\t", "4\t1\t1\t1\t1\t0\t10\t20\t60\t12\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t20\t25\t10\t96.5\tДва", "5\t1\t1\t1\t1\t2\t40\t21\t30\t11\t50\tслова",
        "5\t1\t1\t1\t2\t1\t10\t40\t8\t10\t90\t ", "5\t1\t1\t1\t3\t1\t10\t60\t30\t10\t80\tодно")


def run(tmp_path, monkeypatch, script):
    command = tmp_path / "tesseract"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    (tmp_path / "request.json").write_text(json.dumps(
        {"images": ["a.png"], "threads": 1, "options": {"languages": "rus"}}))
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return subprocess.run([sys.executable, WORKER, "tesseract", tmp_path / "request.json", tmp_path / "result.json"],
                          capture_output=True, text=True)


def test_words_of_a_line_are_joined_and_blank_ones_left_out(tmp_path, monkeypatch):
    table = "\n".join((HEADER, *ROWS))
    done = run(tmp_path, monkeypatch, f"echo \"$@\" > {tmp_path}/asked; cat <<'END'\n{table}\nEND")
    assert done.returncode == 0, done.stderr
    lines = json.loads((tmp_path / "result.json").read_text())["pages"][0]["lines"]
    assert [line["text"] for line in lines] == ["Два слова", "одно"]
    assert lines[0]["quad"] == [[10, 20], [70, 20], [70, 32], [10, 32]] and lines[0]["confidence"] == 0.5
    assert (tmp_path / "asked").read_text() == "a.png - -l rus --psm 3 tsv\n"


def test_what_the_command_complains_of_is_passed_on(tmp_path, monkeypatch):
    done = run(tmp_path, monkeypatch, "echo 'no rus.traineddata' >&2; exit 1")
    assert done.returncode != 0 and "no rus.traineddata" in done.stderr
