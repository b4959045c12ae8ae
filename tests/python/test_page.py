"""A Page: a sequence of lines, plain data, and what it can be turned into."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image, ImageChops

import dsocr_native as dsocr
from dsocr_native.files import written_whole
from pictures import blank

QUAD = ((1.0, 2.0), (30.0, 2.0), (30.0, 12.5), (1.0, 12.5))
LINE = dsocr.Line("早安 world", 0.9876, QUAD, (dsocr.Word("早", QUAD, 0.9), dsocr.Word("world", QUAD, 1.0)))


@pytest.fixture
def page():
    return dsocr.Page(40, 20, [LINE, dsocr.Line("two", 0.5, QUAD)], source="a.png", elapsed_ms={"total": 1.5})


def test_a_page_that_failed_says_why_it_cannot_be_drawn(reader, tmp_path):
    (page,) = reader.read_many([tmp_path / "none.png"])
    with pytest.raises(dsocr.FileError, match="none.png: cannot be opened"):
        page.draw(tmp_path / "drawn.png")


def test_a_page_is_a_sequence_of_lines(page):
    assert len(page) == 2
    assert page[0] is LINE
    assert page[-1].text == "two"
    assert page[:1] == (LINE,)
    assert [line.text for line in page] == ["早安 world", "two"]
    assert str(page) == page.text == "早安 world\ntwo"
    assert repr(page) == "<Page 'a.png', 40 x 20, 2 lines>"
    assert not dsocr.Page(1, 1)


def test_lines_are_values():
    assert LINE == copy.deepcopy(LINE)
    assert hash(LINE) == hash(copy.deepcopy(LINE))
    with pytest.raises(AttributeError):
        LINE.text = "other"


def test_to_dict_is_json_and_complete(page):
    data = page.to_dict()
    assert json.loads(page.to_json()) == data
    assert data["source"] == "a.png" and (data["width"], data["height"]) == (40, 20)
    assert data["text"] == page.text and data["elapsed_ms"] == {"total": 1.5}
    assert data["lines"][0] == {
        "text": "早安 world",
        "confidence": 0.9876,
        "quad": [[1.0, 2.0], [30.0, 2.0], [30.0, 12.5], [1.0, 12.5]],
        "words": [
            {"text": "早", "confidence": 0.9, "quad": [list(point) for point in QUAD]},
            {"text": "world", "confidence": 1.0, "quad": [list(point) for point in QUAD]},
        ],
    }
    assert "error" not in data
    assert "早安" in page.to_json()
    assert "\n  " in page.to_json(indent=2)


def test_characters_are_given_on_request(reader, rows_png):
    page = reader.read(rows_png)
    assert "characters" not in page.to_dict()["lines"][0]
    characters = page.to_dict(characters=True)["lines"][0]["characters"]
    assert "".join(character["text"] for character in characters) == "HelloWorld2026"


def test_an_unread_page_says_why():
    page = dsocr.Page(0, 0, source="b.png", error=dsocr.ImageError("b.png: broken"))
    assert page.to_dict()["error"] == "b.png: broken"
    assert "broken" in repr(page)


def test_pages_travel_between_processes(reader, rows_png, rows_image, tmp_path):
    page = pickle.loads(pickle.dumps(reader.read(rows_png)))
    assert page.to_dict() == pickle.loads(pickle.dumps(page)).to_dict()
    page.draw(tmp_path / "from_file.png")
    assert (tmp_path / "from_file.png").is_file()
    pixels_page = pickle.loads(pickle.dumps(reader.read(rows_image)))
    with pytest.raises(dsocr.Error, match="does not know its picture"):
        pixels_page.draw(tmp_path / "no.png")


def test_draw_outlines_each_line(reader, rows_png, tmp_path):
    page = reader.read(rows_png)
    page.draw(tmp_path / "drawn.png")
    before, after = Image.open(rows_png), Image.open(tmp_path / "drawn.png")
    assert after.size == before.size and after.mode == "RGB"
    changed = ImageChops.difference(before, after).convert("L").point(lambda value: 255 if value else 0)
    for line in page:
        for corner in line.quad:
            x, y = (round(value) for value in corner)
            assert changed.crop((x - 3, y - 3, x + 3, y + 3)).getbbox(), "the corner is drawn"
        (left, top), _, (right, bottom), _ = line.quad
        assert not changed.crop((left + 5, top + 5, right - 5, bottom - 5)).getbbox(), "the text is not covered"


@pytest.mark.parametrize("name, kind", [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.JPEG", "JPEG")])
def test_draw_writes_what_the_name_says(reader, rows_image, tmp_path, name, kind):
    reader.read(rows_image).draw(tmp_path / name, numbers=False)
    with Image.open(tmp_path / name) as image:
        assert image.format == kind and image.size == rows_image.size


def test_draw_refuses_and_leaves_nothing(reader, tmp_path):
    page = reader.read(blank())
    with pytest.raises(dsocr.OptionError, match="ends in 'gif', expected .png, .jpg or .jpeg"):
        page.draw(tmp_path / "a.gif")
    with pytest.raises(dsocr.FileError, match="none/a.png"):
        page.draw(tmp_path / "none" / "a.png")
    assert list(tmp_path.iterdir()) == []


def test_threads_may_save_the_same_file(page, tmp_path):
    target, last = tmp_path / "page.txt", threading.Barrier(4, timeout=20)

    def save(number):
        with written_whole(target) as file:
            file.write(b"%d" % number * 1000)
            last.wait()  # until all are at it

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, range(4)))
    assert target.read_bytes() in [b"%d" % number * 1000 for number in range(4)]
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["x" * 251 + ".txt", "字" * 83 + ".txt"])
def test_names_may_be_as_long_as_the_disk_allows(page, tmp_path, name):
    page.save(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_that_cannot_be_written_is_named(page, tmp_path):
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(dsocr.FileError, match="folder.txt: cannot be written: Is a directory"):
        page.save(tmp_path / "folder.txt")
    with pytest.raises(dsocr.FileError, match="/dev/full: cannot be written: No space left on device"):
        page.save("/dev/full", format="text")
    with pytest.raises(dsocr.FileError, match="page.txt: cannot be written: .+"):
        with written_whole(tmp_path / "page.txt") as file:
            file.write(b"text")
            (tmp_path / "page.txt").mkdir()
            (tmp_path / "page.txt/in the way").touch()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.txt", "page.txt"]
