"""Pages that are read from the right: columns, tables, hOCR and PDF, from lines whose places we chose."""

from __future__ import annotations

import subprocess

import pypdfium2
import pytest

import dsocr_native as dsocr
from dsocr_native import formats
from dsocr_native.formats.direction import glyphs_from_left, runs_from_right
from pictures import blank, encoded
from written_pages import ADVANCE, line_at, page_of_lines

WIDTH = 800


def from_right(text: str, right: float, top: float) -> dsocr.Line:
    """As line_at, with each word to the left of the one before."""
    line = line_at(text, WIDTH - right, top)

    def turned(quad):
        (left, y), (end, _), (_, bottom), _ = quad
        return ((WIDTH - end, y), (WIDTH - left, y), (WIDTH - left, bottom), (WIDTH - end, bottom))

    words = tuple(dsocr.Word(word.text, turned(word.quad), word.confidence) for word in line.words)
    return dsocr.Line(line.text, line.confidence, turned(line.quad), words)


RECEIPT = page_of_lines(
    from_right("פריט", 700, 100), from_right("כמות", 400, 102), from_right("מחיר", 200, 98),
    from_right("תה", 700, 130), from_right("2", 390, 131), from_right("3.50", 190, 129),
    from_right("לחם לבן", 700, 160), from_right("1", 390, 160), from_right("4.20", 190, 161),
)


def rendered(name: str, page: dsocr.Page) -> str:
    return "".join(formats.format_named(name).write([page], False))


def test_the_first_column_of_a_table_is_the_one_at_the_right():
    assert rendered("csv", RECEIPT).splitlines() == ["פריט,כמות,מחיר", "תה,2,3.50", "לחם לבן,1,4.20"]
    table, = RECEIPT.blocks
    assert table.kind == "table" and table.lines == RECEIPT.lines


def test_layout_counts_columns_from_the_right():
    rows = rendered("layout", RECEIPT).splitlines()
    assert [row.split() for row in rows] == [["פריט", "כמות", "מחיר"], ["תה", "2", "3.50"], ["לחם", "לבן", "1", "4.20"]]
    assert {row.index(cell) for row, cell in zip(rows, ("כמות", "2", "1"))} == {300 // ADVANCE, 310 // ADVANCE}


def test_a_page_of_mostly_latin_lines_is_read_from_the_left():
    page = page_of_lines(line_at("Name", 100, 100), line_at("שם", 400, 100), line_at("Tea", 100, 130),
                         line_at("Milk", 400, 130))
    assert rendered("csv", page).splitlines() == ["Name,שם", "Tea,Milk"]


def test_a_row_beside_the_one_above_is_another_paragraph():
    page = page_of_lines(from_right("שורה אחת", 700, 100), from_right("עוד שורה", 700, 125),
                         from_right("טור אחר", 300, 150))
    assert [block.text for block in page.blocks] == ["שורה אחת עוד שורה", "טור אחר"]


def test_hocr_says_which_way_a_line_runs():
    hocr = rendered("hocr", page_of_lines(from_right("שלום עולם", 700, 100), line_at("Hello", 100, 140)))
    assert hocr.count('class="ocr_line"') == 2 and hocr.count('dir="rtl"') == 1


@pytest.mark.parametrize("word, glyphs", [
    ("abc", "abc"), ("שלום", "םולש"), ("جداً", "اًدج"), ("ב12", "12ב"), ("(שם)", ")םש("),
])
def test_glyphs_from_left_to_right(word, glyphs):
    assert glyphs_from_left(word) == glyphs
    assert runs_from_right(word) == (word != "abc")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory, reader):
    path = tmp_path_factory.mktemp("pdf") / "page.pdf"
    page = page_of_lines(from_right("שלום עולם 42", 700, 100), from_right("مرحبا بالعالم", 700, 200),
                         from_right("(קטן) עוד", 700, 400), line_at("Hello world", 100, 300), picture=reader.read(encoded(blank(800, 600)))._picture)
    page.save(path)
    return path


def test_pdftotext_finds_the_text_as_it_is_written(pdf):
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True, text=True).stdout
    for line in ("שלום עולם 42", "مرحبا بالعالم", "(קטן) עוד", "Hello world"):
        assert line in "".join(character for character in text if character not in "\u202a\u202b\u202c")


def test_pdfium_finds_the_words(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        for word in ("שלום", "עולם", "مرحبا", "بالعالم", "Hello"):
            assert text.search(word).get_next() is not None, word
