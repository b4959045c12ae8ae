"""Text that is tilted, on its side, upside down or set in columns: read right, in order, with the corners where they are."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from conftest import ROWS, letters
from pictures import blank, cjk_font, latin_font, page_of

SIZE = 36
EXAMPLES = Path(__file__).parents[2] / "examples"


def turned(image, degrees):
    """Counter-clockwise, on a canvas that grows with it."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def where(point, image, degrees):
    """The point of `image` in turned(image, degrees)."""
    angle, grown = math.radians(degrees), turned(image, degrees).size
    x, y = point[0] - image.width / 2, point[1] - image.height / 2
    return (grown[0] / 2 + x * math.cos(angle) + y * math.sin(angle),
            grown[1] / 2 - x * math.sin(angle) + y * math.cos(angle))


def corners_of(row, text=ROWS):
    """Of the ink of a row of page_of(*ROWS), clockwise from the text's top-left."""
    left, top, right, bottom = ImageDraw.Draw(blank()).textbbox((40, SIZE + row * SIZE * 2), text[row], latin_font(SIZE))
    return (left, top), (right, top), (right, bottom), (left, bottom)


@pytest.mark.parametrize("degrees", [5, -15, 30, 45, -60, 90, 180, 270])
def test_a_turned_page(reader, rows_image, degrees):
    page = reader.read(turned(rows_image, degrees))
    assert [line.text for line in page] == list(ROWS)
    for row, line in enumerate(page):
        for corner, expected in zip(line.quad, corners_of(row), strict=True):
            assert math.dist(corner, where(expected, rows_image, degrees)) < SIZE / 2, (degrees, row)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_short_lines_follow_the_page(reader, degrees):
    """A lone digit looks like any other box, and an upside-down 6 like a 9: the page says how they stand."""
    rows = ("Invoice of the month", "69", "Number of the parcel", "9", "Sum of all positions", "6")
    page = reader.read(turned(page_of(*rows), degrees))
    assert [line.text for line in page] == list(rows)


def test_lines_that_read_well_on_their_heads_too(reader):
    """Some with a confidence of .85 and more, though nothing of it is right."""
    rows = ("This is a lot of small text to test", "a reader and see if it works on all", "the quick brown dog jumped over the",
            "lazy fox. The quick brown dog jumped", "over the lazy fox. The quick brown dog", "brown dog jumped over the lazy fox.")
    page = turned(page_of(*rows, size=28), 180)
    assert max(line.confidence for line in reader.read(page, classify=False)) > 0.85
    assert [line.text for line in reader.read(page)] == list(rows)


def test_a_photo_on_its_side(reader):
    with Image.open(EXAMPLES / "receipt.jpg") as photo:
        upright = letters(reader.read(photo))
        for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270):
            read = letters(reader.read(photo.transpose(turn)))
            assert (read & upright).total() >= 0.98 * max(read.total(), upright.total()), (turn, upright - read)


def columns(*texts, size=40):
    """Chinese set from top to bottom, the first column on the right."""
    image = blank(2 * size * (len(texts) + 1), int(size * 1.1 * (max(map(len, texts)) + 2)))
    draw, font = ImageDraw.Draw(image), cjk_font(size)
    for i, text in enumerate(texts):
        for j, character in enumerate(text):
            draw.text((image.width - 2 * size * (i + 1), size + int(size * 1.1 * j)), character, "black", font)
    return image


def test_columns_of_chinese_run_from_right_to_left(reader):
    poem = ("白日依山尽黄河", "欲穷千里目更上", "春眠不觉晓处处")
    page = reader.read(columns(*poem))
    assert [line.text for line in page] == list(poem)
    for i, line in enumerate(page):
        left, right = 2 * 40 * (3 - i), 2 * 40 * (3 - i) + 40
        top_right, bottom_right, bottom_left, top_left = line.quad  # it reads downwards
        assert [top_right[0], bottom_right[0]] == pytest.approx([right, right], abs=16)
        assert [top_left[0], bottom_left[0]] == pytest.approx([left, left], abs=16)
        assert top_right[1] == pytest.approx(44, abs=20)
        assert bottom_right[1] == pytest.approx(40 + 44 * 7, abs=20)


def test_paragraphs_in_columns_are_read_one_after_the_other(reader):
    left = ("Words of the first column", "go on down the page until", "the column comes to its end")
    right = ("where the second one begins", "at the top and goes on down", "to the end of the whole text")
    image = blank(1100, 340)
    draw = ImageDraw.Draw(image)
    for x, rows in ((40, left), (600, right)):
        for i, row in enumerate(rows):
            draw.text((x, 60 + 60 * i), row, "black", latin_font(SIZE))
    assert [line.text for line in reader.read(image)] == [*left, *right]


def test_characters_lie_where_they_were_drawn(reader):
    text, font = "Positions 1234", latin_font(48)
    image = blank(700, 160)
    ImageDraw.Draw(image).text((60, 50), text, "black", font)
    (line,) = reader.read(image)
    assert "".join(character.text for character in line.characters) == text.replace(" ", "")
    drawn = [i for i, character in enumerate(text) if character != " "]
    for character, i in zip(line.characters, drawn, strict=True):
        left, right = 60 + font.getlength(text[:i]), 60 + font.getlength(text[:i + 1])
        found = [corner[0] for corner in character.quad]
        assert (min(found) + max(found)) / 2 == pytest.approx((left + right) / 2, abs=14), character.text


def test_characters_of_a_tilted_line_lie_on_it(reader):
    image = page_of("Positions")
    font = latin_font(SIZE)
    (line,) = reader.read(turned(image, 20))
    assert line.text == "Positions"
    for i, character in enumerate(line.characters):
        x = 40 + (font.getlength("Positions"[:i]) + font.getlength("Positions"[:i + 1])) / 2
        center = [sum(corner[axis] for corner in character.quad) / 4 for axis in (0, 1)]
        assert math.dist(center, where((x, SIZE * 1.65), image, 20)) < 14, character.text


def test_spaces_between_chinese_and_english(reader):
    rows = ("打开 Settings 菜单", "Open the door 开门", "版本 2026 Beta 发布")
    page = reader.read(page_of(*rows, font=cjk_font, size=40))
    assert [line.text for line in page] == list(rows)


@pytest.mark.parametrize("photo", ["receipt.jpg", "sign.jpg"])
def test_characters_of_a_photo_stand_in_their_lines(reader, photo):
    page = reader.read(EXAMPLES / photo)
    assert len(page) >= 2
    for line in page:
        assert "".join(character.text for character in line.characters) == "".join(line.text.split())
        assert "".join(word.text for word in line.words) == "".join(line.text.split())
        start, end = line.quad[0], line.quad[1]
        length = math.dist(start, end)
        along = [((end[0] - start[0]) / length), ((end[1] - start[1]) / length)]
        before = -1.0
        for character in line.characters:
            center = [sum(corner[axis] for corner in character.quad) / 4 for axis in (0, 1)]
            position = sum((center[axis] - start[axis]) * along[axis] for axis in (0, 1))
            assert before < position < length, (line.text, character.text)
            before = position
