"""POST /api/export: pages that were read before, edited or not, as documents."""

from __future__ import annotations

import copy
import json
import xml.etree.ElementTree as xml

import pypdfium2
import pytest

from dsocr_native import formats
from dsocr_native.page import Word
from dsocr_native.server import pages

JSON = {"Content-Type": "application/json"}


def sent(page: dict) -> bytes:
    return json.dumps(page).encode()


@pytest.mark.parametrize("name", [name for name in formats.FORMATS if name != "pdf"])
def test_an_unedited_page_gives_the_same_document(server, rows_png, page, name):
    read = server.post(f"/api/read?format={name}", rows_png, {"Content-Type": "image/png"})
    exported = server.post(f"/api/export?format={name}", sent(page), JSON)
    for answer in (read, exported):
        assert answer.status == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="text{formats.FORMATS[name].suffix}"'
        assert "quick" in answer.text
    if name == "json":
        assert exported.json()["lines"] == read.json()["lines"]
    else:
        assert exported.text == read.text


def test_a_long_text_is_cut_into_words_in_one_go(monkeypatch):
    """Counted, not timed: a line of ten thousand letters took the reading thread seconds."""
    counted = []
    monkeypatch.setattr(pages, "columns_in", lambda text: counted.append(len(text)) or len(text))
    words = pages.split(Word("ab " * 3000, ((0, 0), (9000, 0), (9000, 10), (0, 10)), 1.0))
    assert [word.quad[0] for word in words[:3]] == [(0, 0), (3, 0), (6, 0)] and len(words) == 3000
    assert sum(counted) <= 3 * len("ab " * 3000)


def test_an_edited_line_gets_words_where_it_stands(server, page):
    edited = copy.deepcopy(page)
    line = edited["lines"][0]
    line["text"] = "Good morning"
    del line["words"]
    exported = server.post("/api/export?format=json", sent(edited), JSON).json()["lines"][0]
    assert [word["text"] for word in exported["words"]] == ["Good", "morning"]
    (left, _), (right, _) = line["quad"][0], line["quad"][1]
    first, second = (word["quad"] for word in exported["words"])
    assert first[0][0] == left and second[1][0] == right
    assert first[1][0] == pytest.approx(left + (right - left) * 4 / 12)


def test_several_pages_in_one_pdf(server, rows_png, page):
    parts = [("picture", "a.png", rows_png), ("page", None, sent({**page, "source": "a.png"}))] * 2
    answer = server.post_form("/api/export?format=pdf", parts)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.body)
    assert len(document) == 2
    assert "quick brown fox" in document[1].get_textpage().get_text_bounded()


def test_several_pages_in_one_text(server, page):
    parts = [("page", None, sent({**page, "source": name})) for name in ("a.png", "/etc/passwd")]
    answer = server.post_form("/api/export?format=text", parts)
    assert "==> a.png <==" in answer.text and "==> passwd <==" in answer.text
    assert server.post_form("/api/export?format=json", parts).headers["content-type"] == "application/x-ndjson"


def test_an_outlined_picture_holds_one_page(server, rows_png, page):
    parts = [("picture", "a.png", rows_png), ("page", None, sent(page))]
    assert server.post_form("/api/export?format=png", parts).body.startswith(b"\x89PNG")
    answer = server.post_form("/api/export?format=png", parts * 2)
    assert answer.status == 422 and answer.detail == "format: a picture holds one page, found 2"


def test_a_pdf_needs_its_picture(server, page):
    answer = server.post("/api/export?format=pdf", sent(page), JSON)
    assert answer.status == 422 and answer.detail.startswith("page: found no picture, expected a form")


def test_a_picture_that_is_larger_than_its_page(server, rows_png):
    parts = [("picture", "a.png", rows_png), ("page", None, sent(changed()))]
    answer = server.post_form("/api/export?format=pdf", parts)
    assert answer.status == 422 and answer.detail.startswith("a.png: has 640 x 288 pixels, expected at most 10000")


def changed(**values: object) -> dict:
    line = {"text": "a", "confidence": 1, "quad": [[0, 0], [9, 0], [9, 9], [0, 9]]}
    return {"width": 100, "height": 100, "lines": [{**line, **values.pop("line", {})}], **values}


@pytest.mark.parametrize("page, found", [
    ([], "page: found [], expected an object"),
    (changed(width="1"), "page.width: found '1', expected a number from 1 to 1e+06"),
    (changed(width=0), "page.width: found 0"),
    (changed(lines="x"), "page.lines: found 'x', expected an array of at most 20000"),
    (changed(lines=[7]), "page.lines[0]: found 7, expected an object"),
    (changed(line={"text": 5}), "page.lines[0].text: found 5, expected a text"),
    (changed(line={"confidence": True}), "page.lines[0].confidence: found True"),
    (changed(line={"confidence": float("nan")}), "page.lines[0].confidence: found nan"),
    (changed(line={"quad": [[0, 0]]}), "page.lines[0].quad: found [[0, 0]], expected four corners"),
    (changed(line={"quad": [[0], [0], [0], [0]]}), "page.lines[0].quad: found [0], expected x and y"),
    (changed(line={"quad": [[10**400, 0]] * 4}), "page.lines[0].quad: found 1000"),
    (changed(line={"words": [{}]}), "page.lines[0].words[0].text: found None"),
])
def test_a_wrong_page_is_named(server, page, found):
    answer = server.post("/api/export?format=text", sent(page), JSON)
    assert answer.status == 422 and answer.detail.startswith(found), answer.text


def test_nesting_and_huge_pages_are_refused(server):
    assert server.post("/api/export", b"[" * 100_000, JSON).status == 422
    answer = server.post("/api/export", sent(changed(width=1e6, height=1e6)), JSON)
    assert answer.status == 413 and "expected at most 60000000 in all" in answer.detail
    answer = server.post("/api/export", b'{"lines": [' + b"{}," * 2_000_000 + b"{}]}", JSON)
    assert answer.status == 413 and "found 6000015 bytes, expected at most 4000000" in answer.detail


def test_what_was_found_is_shown_in_short(server):
    """Not after a text of all of it was made."""
    answer = server.post("/api/export", sent({"width": 1, "height": 1, "lines": [[{}] * 300_000]}), JSON)
    assert answer.status == 422 and "lines[0]: found [{}, {}, {}" in answer.detail and len(answer.detail) < 150


@pytest.mark.parametrize("name", formats.FORMATS)
def test_odd_characters_break_no_format(server, rows_png, name):
    page = changed(line={"text": "a\x00\x1b<b>&\"'\ud800\u202e\t=1+1 😀"}, width=640, height=288,
                   source="\x00../../x\n<y>.png")
    parts = [("picture", "a.png", rows_png), ("page", None, sent(page))]
    answer = server.post_form(f"/api/export?format={name}", parts)
    assert answer.status == 200, answer.text
    if name in ("hocr", "alto"):
        xml.fromstring(answer.body)
