"""Every code block of the guides runs, and the tables name what there is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

import dsocr_native as dsocr
import markdown_files
from dsocr_native import drawing, formats
from dsocr_native.cli.parser import build_parser
from conftest import ROWS
from markdown_files import PYTHON_GUIDES, SHELL_GUIDES
from pictures import blank, latin_font, page_of

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page: str, language: str) -> list[str]:
    return [block.text for block in markdown_files.blocks(DOCS / page, language)]


def menu() -> Image.Image:
    """Three rows of two columns."""
    image = blank(640, 260)
    for i, cells in enumerate((("Item", "Price"), ("Coffee", "2.50"), ("Cake", "3.00"))):
        for x, cell in zip((40, 400), cells):
            ImageDraw.Draw(image).text((x, 30 + i * 70), cell, fill="black", font=latin_font(30))
    return image


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the files that the guides speak of."""
    (tmp_path / "scans").mkdir()
    receipt = page_of(*ROWS)
    receipt.save(tmp_path / "receipt.jpg", quality=95)
    receipt.save(tmp_path / "contract.pdf", save_all=True, append_images=[page_of("page two")], resolution=100)
    menu().save(tmp_path / "menu.png")
    receipt.save(tmp_path / "fax.tif", save_all=True, append_images=[page_of("page two")])
    for name in ("a.png", "b.png"):
        page_of(name, width=300).save(tmp_path / "scans" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_start_in_both_languages_shows_the_same():
    """The same code, the same pictures and guides, as many sections."""
    english, chinese = DOCS / "start.md", DOCS / "start.zh.md"
    assert markdown_files.blocks(english) == markdown_files.blocks(chinese)
    assert set(markdown_files.links(english)) - {("start.zh.md", "", "")} == (
        set(markdown_files.links(chinese)) - {("start.md", "", "")})
    assert [text.count("\n## ") for text in (english.read_text("utf-8"), chinese.read_text("utf-8"))] == [6, 6]


@pytest.mark.parametrize("guide", PYTHON_GUIDES)
def test_a_python_guide_runs_from_top_to_bottom(desk, guide):
    """In a process of its own, as a reader of the guide would paste it."""
    program = "\n".join(blocks(guide, "python"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    if guide == "python.md":
        assert done.stdout.startswith("\n".join(ROWS))
        assert "missing.jpg: cannot be opened: No such file or directory" in done.stdout
        assert "contract.pdf#2 page two" in done.stdout
        assert {path.name for path in desk.iterdir()} >= {"annotated.png", "receipt.pdf", "receipt.csv"}


@pytest.mark.parametrize("guide", SHELL_GUIDES)
def test_a_guide_to_the_command_line_runs(desk, guide):
    bin_folder = desk / "bin"
    bin_folder.mkdir()
    command = bin_folder / "dsocr"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dsocr_native "$@"\n')
    command.chmod(0o755)
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{bin_folder}:{os.environ['PATH']}"}
    for script in blocks(guide, "sh"):
        for line in script.splitlines():
            done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=environment)
            assert (done.returncode, done.stderr) == (0, ""), line
    if guide == "cli.md":
        assert (desk / "scans.pdf").read_bytes().startswith(b"%PDF")
        assert sorted(path.name for path in (desk / "texts").iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("name", ["text", "layout", "csv", "markdown"])
def test_the_formats_look_as_shown(desk, reader, name):
    (shown,) = blocks("formats.md", "text" if name == "text" else f"text {name}")
    assert formats.render(reader.read("menu.png"), name) == shown


def test_the_fields_of_a_page_are_described():
    limited = dsocr.Page(1, 1, left_out=dsocr.LeftOut(), error=dsocr.Error("no"))
    guide = (DOCS / "formats.md").read_text("utf-8")
    for field in limited.to_dict():
        assert f"| `{field}`" in guide or f", `{field}` |" in guide, field
    assert all(f"`{field}`" in guide for field in limited.to_dict()["left_out"])


def test_the_bench_schema_is_described_field_by_field(reader, desk):
    from dsocr_native.benchmark import SCHEMA, measure

    guide = (DOCS / "cli.md").read_text("utf-8")
    found = measure(reader, ["menu.png"], repeat=1)
    for name in [*found, *found["cpu"], *found["pictures"][0], *found["temperature_c"], SCHEMA]:
        assert f"`{name}`" in guide, name


def test_the_size_of_the_model_is_told():
    (size,) = [model.bytes for model in dsocr.models() if model.is_default]
    assert f"the bundled model, about {size / 1e6:.0f} MB;" in (DOCS / "python.md").read_text("utf-8")


def test_the_tables_are_complete():
    python, shell = (DOCS / "python.md").read_text("utf-8"), (DOCS / "cli.md").read_text("utf-8")
    for name in formats.FORMATS:
        assert f"| `{name}` |" in shell and f"| `{name}` |" in (DOCS / "formats.md").read_text("utf-8")
    for ending in {format.suffix for format in formats.FORMATS.values()} | set(drawing.SUFFIXES) - {".jpeg"}:
        assert f"`{ending}`" in python
    for error in ("Error", "ImageError", "FileError", "ModelError", "OptionError"):
        assert f"| `{error}` |" in python and issubclass(getattr(dsocr, error), dsocr.Error)
    reading = build_parser().parse_args(["read", "x.png"])
    for option in vars(reading).keys() - {"inputs", "run", "fail", "classify", "recursive", "format", "output", "draw"}:
        assert f"`--{option.replace('_', '-')}" in shell
