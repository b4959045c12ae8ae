"""POST /api/read: a picture in, a document out."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from conftest import ROWS
from dsocr_native import formats
from pictures import encoded, page_of

PNG = {"Content-Type": "image/png"}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP"])
def test_each_kind_of_picture(server, kind):
    answer = server.post("/api/read?format=text", encoded(page_of(*ROWS), kind))
    assert answer.status == 200, answer.text
    assert answer.text.splitlines() == list(ROWS)


def test_json_is_what_python_gives(page):
    assert [line["text"] for line in page["lines"]] == list(ROWS)
    assert page["text"] == "\n".join(ROWS)
    assert (page["width"], page["height"]) == page_of(*ROWS).size
    assert [word["text"] for word in page["lines"][0]["words"]] == ROWS[0].split()
    assert page["elapsed_ms"]["total"] > 0


def test_a_form_with_a_file(server, rows_png):
    answer = server.post_form("/api/read", [("note", None, b"ignored"), ("file", "scans/../my page.png", rows_png)])
    assert answer.json()["source"] == "my page.png"
    assert answer.json()["text"] == "\n".join(ROWS)
    named = server.post_form("/api/read?name=receipt+17", [("file", "my page.png", rows_png)])
    assert named.json()["source"] == "receipt 17"


def test_characters_are_there_on_request(server, rows_png):
    line = server.post("/api/read?characters=true&name=a.png", rows_png, PNG).json()["lines"][0]
    assert "".join(character["text"] for character in line["characters"]).replace(" ", "") == "HelloWorld2026"


@pytest.mark.parametrize("accept, media_type", [
    ("*/*", "application/json"),
    ("text/plain", "text/plain; charset=utf-8"),
    ("text/html, application/pdf;q=0.9, text/plain;q=0.5", "application/pdf"),
    ("text/*;q=0.1, text/csv", "text/csv; charset=utf-8"),
    ("image/jpeg", "image/jpeg"),
    ("application/json;q=0, image/*", "image/png"),
    ("text/csv;q=\xb2, text/plain;q=0.1", "text/plain; charset=utf-8"),
])
def test_the_accept_header_chooses(server, rows_png, accept, media_type):
    answer = server.post("/api/read", rows_png, {**PNG, "Accept": accept})
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)


def test_the_outlined_picture(server, rows_png):
    drawn = Image.open(io.BytesIO(server.post("/api/read?format=png", rows_png, PNG).body)).convert("RGB")
    plain = page_of(*ROWS).convert("RGB")
    assert drawn.size == plain.size
    assert drawn.tobytes() != plain.tobytes()


def test_a_blank_picture_is_no_error(server):
    answer = server.post("/api/read", encoded(Image.new("RGB", (320, 200), "white")), PNG)
    assert (answer.status, answer.json()["lines"], answer.json()["text"]) == (200, [], "")


@pytest.mark.parametrize("query, found", [
    ("format=docx", "format: found 'docx', expected one of text, "),
    ("min_confidence=2", "min_confidence: found 2.0, expected a number from 0 to 1"),
    ("min_confidence=nan", "min_confidence: found nan"),
    ("max_side=-1", "max_side: found '-1', expected a whole number"),
    ("box_threshold=1.5", "box_threshold: found 1.5, expected a number from 0 to 1"),
    ("unclip_ratio=wide", "unclip_ratio: found 'wide', expected a number"),
    ("classify=maybe", "classify: found 'maybe', expected true or false"),
    ("fromat=text", "the query has 'fromat', expected one of format, "),
])
def test_a_bad_option_is_named(server, rows_png, query, found):
    answer = server.post(f"/api/read?{query}", rows_png, PNG)
    assert answer.status == 422 and answer.detail.startswith(found), answer.text


def test_nothing_can_be_accepted(server, rows_png):
    answer = server.post("/api/read", rows_png, {**PNG, "Accept": "audio/mpeg"})
    assert answer.status == 406 and "application/pdf" in answer.detail


def test_info_and_health(server):
    about = server.get("/api/info").json()
    assert {entry["name"] for entry in about["formats"]} == {*formats.FORMATS, "png", "jpeg"}
    assert about["limits"]["body_bytes"] == 25_000_000
    assert server.get("/healthz").json() == {"status": "ok"}
    assert json.loads(server.get("/api/openapi.json").body)["openapi"].startswith("3.1")
