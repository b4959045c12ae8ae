"""The real OCRmyPDF with our plugin: text where it stands, pages turned and levelled."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PIL import Image

import dsocr_native as dsocr
from pictures import cjk_font, page_of


def scanned(path, *pages: Image.Image):
    """A PDF file of pictures without text."""
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)
    return path


def ocrmypdf(*arguments: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "ocrmypdf", "--plugin", "dsocr_native.compat.ocrmypdf", "--output-type", "pdf",
               "-j1", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def text_of(path) -> list[str]:
    """Rows of each page, without empty ones."""
    shown = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return [row.strip() for row in shown.splitlines() if row.strip()]


def test_a_scan_becomes_searchable(tmp_path):
    pages = (page_of("Invoice number 4711", "Total: 42.50 EUR"), page_of("谢谢惠顾 Thank you", font=cjk_font))
    done = ocrmypdf(scanned(tmp_path / "scan.pdf", *pages), tmp_path / "out.pdf")
    assert done.returncode == 0, done.stderr
    assert text_of(tmp_path / "out.pdf") == ["Invoice number 4711", "Total: 42.50 EUR", "谢谢惠顾 Thank you"]
    creator = subprocess.run(["pdfinfo", tmp_path / "out.pdf"], capture_output=True, text=True).stdout
    assert f"dsocr-native {dsocr.__version__}" in creator


def test_words_lie_over_their_picture(tmp_path):
    done = ocrmypdf(scanned(tmp_path / "scan.pdf", page_of("left", "right")), tmp_path / "out.pdf")
    assert done.returncode == 0, done.stderr
    shown = subprocess.run(["pdftotext", "-bbox", tmp_path / "out.pdf", "-"], capture_output=True, text=True).stdout
    row = next(row for row in shown.splitlines() if ">right<" in row)
    x, y = (float(row.split(f'{name}="')[1].split('"')[0]) for name in ("xMin", "yMin"))
    assert abs(x - 40 * 72 / 150) < 6 and abs(y - 108 * 72 / 150) < 8, row


@pytest.mark.parametrize("turned", [90, 180])
def test_pages_are_turned(reader, tmp_path, turned):
    upright = page_of(*[f"Reads the right way up {n}" for n in range(5)], width=700)
    scan = scanned(tmp_path / "scan.pdf", upright.rotate(-turned, expand=True))
    done = ocrmypdf("--rotate-pages", scan, tmp_path / "out.pdf")
    assert done.returncode == 0, done.stderr
    subprocess.run(["pdftoppm", "-r", "100", "-png", tmp_path / "out.pdf", tmp_path / "page"], check=True)
    (line, *_) = reader.read(tmp_path / "page-1.png")
    assert line.text == "Reads the right way up 0" and line.quad[1][0] > line.quad[0][0] + 100
    assert "Reads the right way up 0" in text_of(tmp_path / "out.pdf")


def test_deskew(reader, tmp_path):
    crooked = page_of("Invoice number 4711 of a long line", "Total: 42.50 EUR and more").rotate(-4, fillcolor="white")
    done = ocrmypdf("--deskew", scanned(tmp_path / "scan.pdf", crooked), tmp_path / "out.pdf")
    assert done.returncode == 0, done.stderr
    subprocess.run(["pdftoppm", "-r", "150", "-png", tmp_path / "out.pdf", tmp_path / "page"], check=True)
    (line, *_) = reader.read(tmp_path / "page-1.png")
    (x1, y1), (x2, y2), *_ = line.quad
    assert abs(y2 - y1) / (x2 - x1) < 0.02, "0.07 before"


def test_what_the_plugin_does_without(tmp_path):
    scan = scanned(tmp_path / "scan.pdf", page_of("x"))
    done = ocrmypdf("--pdf-renderer", "sandwich", scan, tmp_path / "out.pdf")
    assert done.returncode != 0 and "leave out --pdf-renderer sandwich" in done.stderr
