"""The scripts in examples/python do what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from conftest import ROWS
from pictures import page_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "python"


def run_example(name: str, *arguments: object, folder: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, EXAMPLES / name, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)


def test_each_script_is_tested_and_explained():
    scripts = {path.name for path in EXAMPLES.glob("*.py")}
    assert scripts == {"read_one.py", "find_text.py", "redact.py", "arrays.py"}
    overview = (EXAMPLES / "README.md").read_text("utf-8")
    assert all(f"[{name}]({name})" in overview for name in scripts)


def test_read_one(rows_png, tmp_path):
    head, *lines = run_example("read_one.py", rows_png, folder=tmp_path).stdout.splitlines()
    assert head.startswith(f"{rows_png}: 640 x 288 pixels, ")
    assert [line.split("  ")[-1] for line in lines] == list(ROWS)


def test_find_text(tmp_path):
    for word in ("Apple pie", "Banana split", "apple juice"):
        page_of(word, width=400).save(tmp_path / f"{word}.png")
    (tmp_path / "broken.jpg").write_text("no picture")
    done = run_example("find_text.py", "APPLE", ".", folder=tmp_path)
    assert done.stdout == "Apple pie.png: Apple pie\napple juice.png: apple juice\n"
    assert done.stderr.startswith("broken.jpg: ")


def test_redact(reader, tmp_path):
    page_of("Call 0171 5558823 now", "or come on 24 May").save(tmp_path / "letter.png")
    run_example("redact.py", "letter.png", "out.png", folder=tmp_path)
    text = reader.read(tmp_path / "out.png").text
    assert "5558823" not in text and "or come on 24 May" in text
    assert Image.open(tmp_path / "out.png").size == Image.open(tmp_path / "letter.png").size


def test_redact_finds_numbers_written_in_groups(reader, tmp_path):
    page_of("Call 0171 555 88 23 now", "pay 4111 1111 1111 1111", "or come on 24 May").save(tmp_path / "letter.png")
    run_example("redact.py", "letter.png", "out.png", folder=tmp_path)
    text = reader.read(tmp_path / "out.png").text
    assert all(digits not in text for digits in ("0171", "555", "88", "23", "1111"))
    assert "now" in text and "or come on 24 May" in text


@pytest.mark.parametrize("rows", [ROWS, ()])
def test_arrays(tmp_path, rows):
    page_of(*rows).save(tmp_path / "page.png")
    shown = run_example("arrays.py", "page.png", folder=tmp_path).stdout.split("\n")
    assert shown == [*rows, f"first line again: {rows[0]}", ""] if rows else ["", ""]
