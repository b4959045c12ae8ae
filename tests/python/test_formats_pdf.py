"""Searchable PDF: other people's readers find the text, where it stands, and show the picture alone."""

from __future__ import annotations

import re
import subprocess

import numpy as np
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from dsocr_native.formats.pdf_font import Font
from conftest import ROWS
from pictures import cjk_font, page_of


@pytest.fixture(scope="module")
def saved(reader, tmp_path_factory):
    """A picture with English and Chinese, and its PDF."""
    image = page_of("Searchable text 42", "欢迎光临 谢谢惠顾", font=cjk_font, size=40)
    path = tmp_path_factory.mktemp("pdf") / "page.pdf"
    page = reader.read(image)
    page.save(path)
    return image, page, path


def test_pdftotext_finds_the_text(saved):
    _, page, path = saved
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True).stdout
    assert [row for row in text.replace("\f", "").splitlines() if row] == page.text.splitlines()
    assert "Searchable text 42" in text and "谢谢惠顾" in text


def test_pdftotext_finds_each_word_in_its_place(saved):
    _, page, path = saved
    shown = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True, text=True).stdout
    scale = 842 / max(page.width, page.height)
    found = {}
    for match in re.finditer(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', shown):
        found[match[5]] = [float(match[i]) / scale for i in range(1, 5)]
    for word in page[0].words:
        left, top, right, bottom = found[word.text]
        (x1, y1), _, (x2, y2), _ = word.quad
        assert [left, right, top, bottom] == pytest.approx([x1, x2, y1, y2], abs=3)


def test_pdfium_shows_the_picture_and_finds_the_text(saved):
    image, _, path = saved
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        text = page.get_textpage()
        assert text.search("谢谢惠顾").get_next() is not None
        shown = page.render(scale=image.width / page.get_width()).to_pil().convert("L").resize(image.size)
    difference = np.abs(np.asarray(shown, float) - np.asarray(image.convert("L"), float))
    assert difference.mean() < 3, "the text that was added cannot be seen"


def test_each_picture_is_a_page(reader, rows_png, tmp_path, dsocr_command):
    tall = tmp_path / "tall.png"
    Image.open(rows_png).crop((0, 0, 400, 120)).save(tall)
    target = tmp_path / "all.pdf"
    done = dsocr_command("read", rows_png, tmp_path / "missing.png", tall, "--format", "pdf", "--output", target)
    assert done.returncode == 1
    with pypdfium2.PdfDocument(target) as document:
        assert len(document) == 2
        assert document[0].get_textpage().get_text_range().split() == " ".join(ROWS).split()
        assert document[0].get_width() == pytest.approx(842)
        assert document[1].get_width() / document[1].get_height() == pytest.approx(400 / 120, rel=0.01)


def test_tilted_text_lies_along_its_line(reader, tmp_path):
    tilted = page_of("Inclined words", size=48).rotate(8, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    reader.read(tilted).save(tmp_path / "tilted.pdf")
    with pypdfium2.PdfDocument(tmp_path / "tilted.pdf") as document:
        text = document[0].get_textpage()
        first, last = text.get_charbox(0), text.get_charbox(text.count_chars() - 1)
    assert last[1] > first[1] + 10, "the end stands higher, as the line does"


def test_pdfs_go_through_a_pipe(dsocr_command, rows_png):
    done = dsocr_command("read", rows_png, "--format", "pdf")
    assert done.stdout.startswith(b"%PDF-1.5\n") and done.stdout.endswith(b"%%EOF\n")


def test_the_font_tells_characters_apart(tmp_path):
    font = Font()
    assert font.codes("aba") == b"000100020001"
    assert font.codes("😀") == b"0003"
    assert b"<0003> <D83DDE00>" in font.meaning_of_each_code()
    assert len(font.glyph_of_each_code()) == 8
    path = tmp_path / "invisible.ttf"
    path.write_bytes(font.file())
    with TTFont(path, checkChecksums=2) as read:
        assert read["maxp"].numGlyphs == 2 and read["head"].unitsPerEm == 1000
