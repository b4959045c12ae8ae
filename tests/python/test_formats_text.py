"""Formats that are text: layout, JSON Lines, TSV, CSV and Markdown, from pages whose geometry we chose."""

from __future__ import annotations

import csv
import io
import json

import pytest

import dsocr_native as dsocr
from dsocr_native import formats
from dsocr_native.formats import geometry
from dsocr_native.formats.tables import regions_of
from written_pages import line_at, page_of_lines


def rendered(name: str, *pages: dsocr.Page) -> str:
    return "".join(formats.format_named(name).write(pages, len(pages) > 1))


RECEIPT = page_of_lines(
    line_at("SHOP", 300, 20),
    line_at("Item", 100, 100), line_at("Qty", 400, 102), line_at("Price", 600, 98),
    line_at("Tea", 100, 130), line_at("2", 410, 131), line_at("3.50", 610, 129),
    line_at("Bread", 100, 160), line_at("4.20", 610, 161),
    line_at("Thank you", 260, 300),
)


def test_layout_keeps_columns_indents_and_blank_lines():
    assert rendered("layout", RECEIPT).split("\n") == [
        "                    SHOP",
        "",
        "",
        "Item                          Qty                 Price",
        "Tea                            2                   3.50",
        "Bread                                              4.20",
        "",
        "",
        "                Thank you",
        "",
    ]


def test_layout_counts_wide_characters_twice_and_never_joins_texts():
    page = page_of_lines(line_at("中文字符", 0, 0), line_at("next", 41, 0), line_at("abcd", 0, 40))
    first, second = rendered("layout", page).splitlines()
    assert first.startswith("中文字符 ") and first.endswith("next")
    assert second == "abcd"
    assert rendered("layout", page_of_lines()) == ""


def test_json_lines():
    rows = [json.loads(row) for row in rendered("jsonl", RECEIPT).splitlines()]
    assert [row["line"] for row in rows] == list(range(1, 10 + 1))
    assert rows[4] == {"source": "page.png", "line": 5, "text": "Tea", "confidence": 0.95,
                       "quad": [[100, 130], [130, 130], [130, 150], [100, 150]]}


def test_tsv_keeps_its_columns_whatever_the_text():
    page = page_of_lines(dsocr.Line("a\tb\nc\r", 1.0, line_at("x", 1, 2).quad), source="odd\tname.png")
    header, row = rendered("tsv", page).splitlines()
    assert header.split("\t")[-1] == "text" and len(header.split("\t")) == len(row.split("\t"))
    assert row.startswith("odd name.png\t1\t1.0\t1\t2\t11\t2\t11\t22\t1\t22\t")


def test_csv_puts_cells_under_their_columns():
    rows = list(csv.reader(io.StringIO(rendered("csv", RECEIPT))))
    assert rows == [["SHOP"], [], ["Item", "Qty", "Price"], ["Tea", "2", "3.50"], ["Bread", "", "4.20"], [],
                    ["Thank you"]]


def test_blocks_are_data():
    heading, table, last = RECEIPT.blocks[0], RECEIPT.blocks[1], RECEIPT.blocks[2]
    assert table.rows == (("Item", "Qty", "Price"), ("Tea", "2", "3.50"), ("Bread", "", "4.20"))
    assert (table.kind, table.text.splitlines()[1]) == ("table", "Tea\t2\t3.50")
    assert [line for block in RECEIPT.blocks for line in block.lines] == list(RECEIPT)
    assert (heading.text, last.text, last.kind, last.rows) == ("SHOP", "Thank you", "paragraph", ())
    assert page_of_lines().blocks == []


def test_a_paragraph_is_one_text():
    page = page_of_lines(line_at("Readers join words that were cut-", 0, 0), line_at("off, and rows.", 0, 25),
                         line_at("Another one.", 0, 200))
    assert [(block.kind, block.text) for block in page.blocks] == [
        ("paragraph", "Readers join words that were cutoff, and rows."), ("paragraph", "Another one.")]


def test_csv_cuts_a_line_where_its_words_stand_far_apart():
    page = page_of_lines(line_at("Milk tea        3.50", 0, 0), line_at("Rye bread      14.20", 0, 30))
    assert [region.is_table for region in regions_of(page)] == [True]
    assert list(csv.reader(io.StringIO(rendered("csv", page)))) == [["Milk tea", "3.50"], ["Rye bread", "14.20"]]


def test_a_word_that_stands_in_two_cells_of_a_line_is_in_each_once():
    page = page_of_lines(line_at("Tea 1       Tea 3.50", 0, 0), line_at("Bread 2     Bread 4.20", 0, 30))
    assert rendered("csv", page) == "Tea 1,Tea 3.50\nBread 2,Bread 4.20\n"


def test_a_long_page_takes_a_time_that_grows_with_its_length(monkeypatch):
    """Counted, not timed: the lines' heights are looked at once a page, not once a line."""
    counted = []
    monkeypatch.setattr("dsocr_native.formats.geometry.median", lambda values: counted.append(1) or 20.0)
    page = page_of_lines(*(line_at(f"row {i}", 0, 30 * i) for i in range(200)))
    for name in ("markdown", "layout"):
        rendered(name, page)
        assert len(counted) <= 2, name
        counted.clear()


def test_the_lines_of_a_row_are_looked_at_a_few_times_each(monkeypatch):
    looked = []
    monkeypatch.setattr(geometry, "box_of", lambda quad, box_of=geometry.box_of: looked.append(1) or box_of(quad))
    assert len(geometry.rows_of([line_at("x", 20 * i, 0) for i in range(200)])) == 1 and len(looked) < 1000


def test_a_text_far_away_takes_little_space():
    page = page_of_lines(line_at("near", 0, 0), line_at("far", 1e6, 0))
    assert len(rendered("layout", page)) < 1100


def test_flat_lines_are_laid_out():
    page = page_of_lines(line_at("one", 0, 0, height=0), line_at("two", 0, 50, height=0))
    assert rendered("layout", page).split() == ["one", "two"]


def test_csv_of_several_pages_and_of_text_that_needs_quotes():
    page = page_of_lines(line_at('He said "no, never"', 0, 0))
    rows = list(csv.reader(io.StringIO(rendered("csv", page, page))))
    assert rows == [["page.png"], ['He said "no, never"'], [], ["page.png"], ['He said "no, never"']]


def test_prose_in_two_columns_is_no_table():
    long = "this is a line of prose in a column"
    page = page_of_lines(line_at(long, 0, 0), line_at(long, 420, 0), line_at(long, 0, 30), line_at(long, 420, 30))
    assert [region.is_table for region in regions_of(page)] == [False]


def test_no_text_is_lost_in_tables():
    texts = [cell.text for region in regions_of(RECEIPT) for row in region.rows for cell in row]
    assert sorted(texts) == sorted(line.text for line in RECEIPT)


def test_markdown():
    page = page_of_lines(
        line_at("Annual Report", 100, 20, height=50),
        line_at("The first para-", 100, 100), line_at("graph goes on.", 100, 125),
        line_at("The second one", 100, 200),
        line_at("Item", 100, 300), line_at("Price", 400, 300),
        line_at("Tea|pot", 100, 330), line_at("3_50", 400, 330),
    )
    assert rendered("markdown", page) == (
        "## Annual Report\n\nThe first paragraph goes on.\n\nThe second one\n\n"
        "| Item | Price |\n| --- | --- |\n| Tea\\|pot | 3\\_50 |\n"
    )


@pytest.mark.parametrize(
    "text, shown",
    [("# no head", r"\# no head"), ("1. no list", r"1\. no list"), ("- 5", r"\- 5"), ("a*b*", r"a\*b\*"),
     ("<b>", r"\<b>"), ("3.50 EUR", "3.50 EUR"), ("A-1", "A-1"),
     ("&lt; &amp; AT&T; Q & A", r"\&lt; \&amp; AT\&T; Q & A"), ("9~10, 5~6", r"9\~10, 5\~6"), ("12.", r"12\.")],
)
def test_markdown_shows_text_as_it_is(text, shown):
    assert rendered("markdown", page_of_lines(line_at(text, 0, 0))) == shown + "\n"


def test_the_end_of_a_heading_is_shown():
    page = page_of_lines(line_at("Room #", 0, 0, height=60), *(line_at("as it is", 0, top) for top in (100, 125, 150)))
    assert rendered("markdown", page).startswith("## Room \\#\n")


def test_markdown_joins_chinese_without_spaces():
    page = page_of_lines(line_at("人人生而自由", 0, 0), line_at("在尊严和权利上", 0, 25))
    assert rendered("markdown", page) == "人人生而自由在尊严和权利上\n"


@pytest.mark.parametrize("name", ["text", "layout", "tsv", "csv", "markdown", "jsonl", "hocr", "alto"])
def test_a_picture_that_failed_leaves_no_trace_in_documents(name):
    broken = dsocr.Page(0, 0, source="broken.png", error=dsocr.ImageError("broken.png: is empty"))
    assert rendered(name, RECEIPT, RECEIPT) == rendered(name, RECEIPT, broken, RECEIPT)
    assert "broken" not in rendered(name, broken)


def test_formats_have_names_endings_and_summaries():
    assert list(formats.FORMATS) == ["text", "layout", "json", "jsonl", "tsv", "csv", "markdown", "hocr", "alto", "pdf"]
    assert all(format.suffix.startswith(".") and format.summary for format in formats.FORMATS.values())
    with pytest.raises(dsocr.OptionError, match="format: found 'docx', expected one of text, layout, json"):
        formats.format_named("docx")


@pytest.mark.parametrize("ending", [".txt", ".json", ".jsonl", ".tsv", ".csv", ".md", ".hocr", ".xml", ".pdf", ".png"])
def test_save_goes_by_the_ending(reader, rows_png, tmp_path, ending):
    page = reader.read(rows_png)
    page.save(tmp_path / f"page{ending}")
    assert [path.name for path in tmp_path.iterdir()] == [f"page{ending}"]
    assert (tmp_path / f"page{ending}").stat().st_size > 20
    page.save(tmp_path / "page.other", format="text")
    assert (tmp_path / "page.other").read_text() == page.text + "\n"
    with pytest.raises(dsocr.OptionError, match="path: found the ending '.docx', expected one of .txt"):
        page.save(tmp_path / "page.docx")
