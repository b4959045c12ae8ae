"""Every code block of the Python and command-line guides runs, and the tables name what there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dsocr_native as dsocr
from dsocr_native import drawing, formats
from dsocr_native.cli.parser import build_parser
from conftest import ROWS
from pictures import page_of

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text("utf-8"), re.S)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files that the guides speak of."""
    (tmp_path / "scans").mkdir()
    page_of(*ROWS).save(tmp_path / "receipt.jpg", quality=95)
    for name in ("a.png", "b.png"):
        page_of(name, width=300).save(tmp_path / "scans" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_python_guide_runs_from_top_to_bottom(desk, capsys):
    names: dict[str, object] = {}
    for code in blocks("python.md", "python"):
        exec(compile(code, "python.md", "exec"), names)
    shown = capsys.readouterr().out
    assert shown.startswith("\n".join(ROWS))
    assert "missing.jpg: cannot be opened: No such file or directory" in shown
    assert {path.name for path in desk.iterdir()} >= {"annotated.png", "receipt.pdf", "receipt.csv"}


def test_the_command_line_guide_runs(desk):
    bin_folder = desk / "bin"
    bin_folder.mkdir()
    command = bin_folder / "dsocr"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dsocr_native "$@"\n')
    command.chmod(0o755)
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    for script in blocks("cli.md", "sh"):
        for line in script.splitlines():
            done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=environment)
            assert (done.returncode, done.stderr) == (0, ""), line
    assert (desk / "scans.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(path.name for path in (desk / "texts").iterdir()) == ["a.txt", "b.txt"]


def test_the_tables_are_complete():
    python, shell = (DOCS / "python.md").read_text("utf-8"), (DOCS / "cli.md").read_text("utf-8")
    for name in formats.FORMATS:
        assert f"| `{name}` |" in shell
    for ending in {format.suffix for format in formats.FORMATS.values()} | set(drawing.SUFFIXES) - {".jpeg"}:
        assert f"`{ending}`" in python
    for error in ("Error", "ImageError", "FileError", "ModelError", "OptionError"):
        assert f"| `{error}` |" in python and issubclass(getattr(dsocr, error), dsocr.Error)
    reading = build_parser().parse_args(["read", "x.png"])
    for option in vars(reading).keys() - {"inputs", "run", "classify", "format", "output", "draw"}:
        assert f"`--{option.replace('_', '-')}" in shell
