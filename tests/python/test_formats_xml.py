"""hOCR and ALTO, checked by other people's tools."""

from __future__ import annotations

import io
import sys
import xml.etree.ElementTree as ElementTree

from alto_tools import alto_tools
import pytest
from hocr_spec import HocrValidator

import dsocr_native as dsocr
from dsocr_native import formats
from written_pages import line_at, page_of_lines

ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def page():
    lines = [line_at("Tom & Jerry <say> \"hi\"", 10, 20), line_at("价格 12", 10, 50), line_at("bell\x07", 10, 80)]
    return page_of_lines(*lines, source='odd "name" & more.png')


def document(name: str, *pages: dsocr.Page) -> str:
    return "".join(formats.format_named(name).write(pages, len(pages) > 1))


def test_hocr_passes_the_validator_of_its_specification(page, reader, rows_png, tmp_path):
    for number, pages in enumerate([(page,), (page, reader.read(rows_png)), (page_of_lines(),)]):
        path = tmp_path / f"{number}.hocr"
        path.write_text(document("hocr", *pages), "utf-8")
        report = HocrValidator("standard").validate(str(path), parse_strict=True)
        assert report.is_valid(), report.format("text")


def test_hocr_says_what_the_page_says(page):
    root = ElementTree.fromstring(document("hocr", page))
    (whole,) = root.iter(f"{XHTML}div")
    assert whole.get("title") == 'image "odd \\"name\\" & more.png"; bbox 0 0 800 600; ppageno 0'
    lines = [element for element in root.iter(f"{XHTML}span") if element.get("class") == "ocr_line"]
    assert ["".join(line.itertext()) for line in lines] == ['Tom & Jerry <say> "hi"', "价格 12", "bell\ufffd"]
    assert lines[1].get("title") == "bbox 10 50 60 70; poly 10 50 60 50 60 70 10 70"
    assert lines[1][0].get("title") == "bbox 10 50 30 70; x_wconf 90"
    identities = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(identities) == len(set(identities))


def test_alto_is_read_by_alto_tools(page, reader, rows_png, monkeypatch):
    text = document("alto", page, reader.read(rows_png))
    _, tree, namespace = alto_tools.alto_parse(io.StringIO(text))
    printed = io.StringIO()
    monkeypatch.setattr(sys, "stdout", printed)
    alto_tools.alto_text(tree, namespace)
    rows = [row.strip() for row in printed.getvalue().splitlines() if row.strip()]
    assert rows == ['Tom & Jerry <say> "hi"', "价格 12", "bell\ufffd", *reader.read(rows_png).text.splitlines()]


def test_alto_has_the_shape_of_its_schema(page):
    """The order and the obligations of alto-4-4.xsd, for the elements that we write."""
    root = ElementTree.fromstring(document("alto", page, page_of_lines()))
    assert [child.tag for child in root] == [f"{ALTO}Description", f"{ALTO}Layout"]
    described = [child.tag.removeprefix(ALTO) for child in root[0]]
    assert described == ["MeasurementUnit", "sourceImageInformation", "Processing"]
    assert root.findtext(f".//{ALTO}MeasurementUnit") == "pixel"
    assert root.findtext(f".//{ALTO}fileName") == 'odd "name" & more.png'
    for element in root.iter(f"{ALTO}Page"):
        assert element.get("ID") and float(element.get("PHYSICAL_IMG_NR")) >= 1
        assert [child.tag for child in element] == [f"{ALTO}PrintSpace"]
    for line in root.iter(f"{ALTO}TextLine"):
        kinds = [child.tag.removeprefix(ALTO) for child in line]
        assert kinds[0] == "Shape" and kinds[1] == kinds[-1] == "String"
        assert all(pair != ("SP", "SP") for pair in zip(kinds, kinds[1:]))
    for string in root.iter(f"{ALTO}String"):
        assert string.get("CONTENT") and 0 <= float(string.get("WC")) <= 1
    identities = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(identities) == len(set(identities))
    blank = root.findall(f".//{ALTO}Page")[1]
    assert list(blank[0]) == [] and blank.get("WIDTH") == "800"
