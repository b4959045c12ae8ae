"""Text that we wrote is read, where we wrote it, in whatever form the picture comes."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

import dsocr_native as dsocr
from conftest import ROWS
from dsocr_native import _core, options
from pictures import blank, cjk_font, encoded, latin_font, page_of


def test_text_in_reading_order(reader, rows_png):
    page = reader.read(rows_png)
    assert page.text.splitlines() == list(ROWS)
    assert (page.width, page.height) == (640, 288)
    assert page.source == str(rows_png)
    assert page.error is None


def test_module_level_read(rows_png):
    assert str(dsocr.read(rows_png)) == "\n".join(ROWS)
    assert len(dsocr.read(rows_png, min_confidence=1.0)) == 0


def test_chinese_and_english(reader):
    rows = ("欢迎光临 Welcome", "合计：128.50元", "谢谢惠顾")
    page = reader.read(page_of(*rows, font=cjk_font, size=40))
    assert [line.text.replace(" ", "") for line in page] == [row.replace(" ", "") for row in rows]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "1", "P", "CMYK", "YCbCr", "LA", "I;16"])
def test_every_mode_of_pil(reader, rows_image, mode):
    image = as_sixteen_bits(rows_image) if mode == "I;16" else rows_image.convert(mode)
    assert image.mode == mode
    assert reader.read(image).text.splitlines() == list(ROWS)


def as_sixteen_bits(image):
    return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)


def test_all_forms_of_one_picture_read_alike(reader, rows_image, rows_png):
    data = rows_png.read_bytes()
    forms = [str(rows_png), data, bytearray(data), memoryview(data), io.BytesIO(data), rows_image, np.array(rows_image),
             memoryview(np.array(rows_image)), np.frombuffer(data, np.uint8)]
    expected = reader.read(rows_png).to_dict()["lines"]
    for form in forms:
        assert reader.read(form).to_dict()["lines"] == expected, type(form)


def test_an_open_file_is_named_after_its_path(reader, rows_png):
    with open(rows_png, "rb") as file:
        assert reader.read(file).source == str(rows_png)
    assert reader.read(rows_png.read_bytes(), name="scan 7").source == "scan 7"


def test_quads_lie_where_the_text_was_drawn(reader):
    image = blank(800, 300)
    draw = ImageDraw.Draw(image)
    draw.text((100, 120), "Position", fill="black", font=latin_font(48))
    left, top, right, bottom = draw.textbbox((100, 120), "Position", font=latin_font(48))
    (line,) = reader.read(image)
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = line.quad
    assert [x1, x4] == pytest.approx([left, left], abs=20)
    assert [x2, x3] == pytest.approx([right, right], abs=20)
    assert [y1, y2] == pytest.approx([top, top], abs=20)
    assert [y3, y4] == pytest.approx([bottom, bottom], abs=20)


def test_words_and_characters_follow_the_line(reader, rows_png):
    line = reader.read(rows_png)[1]
    assert [word.text for word in line.words] == ["The", "quick", "brown", "fox"]
    assert "".join(character.text for character in line.characters) == "Thequickbrownfox"
    lefts = [character.quad[0][0] for character in line.characters]
    assert lefts == sorted(lefts)
    assert line.words[0].quad[1][0] <= line.words[1].quad[0][0]
    assert all(0 <= part.confidence <= 1 for part in (line, *line.words, *line.characters))


def test_exif_orientation_gives_upright_coordinates(reader, rows_image):
    turned = rows_image.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # the viewer has to turn it by 90 degrees clockwise
    page = reader.read(encoded(turned, "JPEG", exif=exif, quality=95))
    assert (page.width, page.height) == rows_image.size
    assert page.text.splitlines() == list(ROWS)


def test_a_blank_page_is_no_error(reader):
    page = reader.read(blank())
    assert len(page) == 0 and page.text == "" and page.error is None


def test_what_is_left_out_by_default_is_the_same_in_python_and_in_cpp(rows_png):
    assert _core.ReadOptions().min_confidence == pytest.approx(options.MIN_CONFIDENCE)
    assert options.read_options().min_confidence == pytest.approx(options.MIN_CONFIDENCE)
    sure = [line for line in dsocr.read(rows_png, min_confidence=0) if line.confidence >= options.MIN_CONFIDENCE]
    assert [line.text for line in dsocr.read(rows_png)] == [line.text for line in sure]


def test_how_a_place_is_found_can_be_set_for_one_call(reader, rows_png):
    """Boxes grow by the unclip ratio, and a threshold that nothing passes leaves nothing."""
    def height(found: list[dsocr.Detection]) -> float:
        return found[0].quad[3][1] - found[0].quad[0][1]

    usual = reader.detect(rows_png)
    assert height(reader.detect(rows_png, unclip_ratio=2.4)) > height(usual) + 4
    assert reader.detect(rows_png, box_threshold=0.9999) == []
    assert len(reader.read(rows_png, box_threshold=0.9999)) == 0
    assert len(reader.read(rows_png, box_threshold=0.3, unclip_ratio=2.0)) == len(ROWS)
    assert reader.detect(rows_png) == usual


def test_the_core_keeps_pictures_that_are_made_as_it_asks(reader):
    """A sequence may hold nothing but make its items, which are gone when nobody keeps them."""
    pictures = [np.asarray(page_of(f"Total{index}7", width=300).convert("RGB")) for index in range(3)]

    class Made:
        def __len__(self):
            return len(pictures)

        def __getitem__(self, index):
            return pictures[index].copy()

    lines = reader._core.recognize(Made(), _core.ReadOptions())
    assert [line[0] for line in lines] == [line.text for line in reader.recognize(pictures)]
    assert lines[0][0].startswith("Total")


def test_options_leave_no_trace(reader, rows_png):
    before = reader.read(rows_png).to_dict()["lines"]
    assert len(reader.read(rows_png, min_confidence=1.0, max_side=64)) == 0
    assert reader.read(rows_png).to_dict()["lines"] == before


def test_elapsed_times_add_up(reader, rows_png):
    times = reader.read(rows_png).elapsed_ms
    assert set(times) == {"decode", "detect", "classify", "recognize", "total"}
    parts = sum(value for name, value in times.items() if name != "total")
    assert 0 < parts <= times["total"] * 1.01 + 0.1


def test_detect_finds_the_lines(reader, rows_png):
    found = reader.detect(rows_png)
    assert len(found) == len(ROWS)
    assert {detection.quad for detection in found} == {line.quad for line in reader.read(rows_png)}
    assert all(0 < detection.confidence <= 1 for detection in found)


def test_recognize_reads_crops_without_searching(reader, rows_image):
    crops = [rows_image.crop((30, 30 + 72 * i, 620, 90 + 72 * i)) for i in range(len(ROWS))]
    assert [line.text for line in reader.recognize(crops)] == list(ROWS)
    assert reader.recognize([]) == []
    assert [line.text for line in reader.recognize([np.array(crops[0]), blank(200, 48)])] == [ROWS[0], ""]


def test_reader_says_what_it_is(reader, model_folder):
    assert reader.info["model"] == model_folder.name
    assert reader.info["threads"] == 2
    assert model_folder.name in repr(reader)


def test_copied_bytes_are_counted_where_they_are_written(reader, rows_png, rows_image):
    copied = reader.read(rows_png).copied_bytes
    assert copied["decode"] == rows_image.width * rows_image.height * 3
    assert copied["resize"] > 0 and copied["resize"] % (32 * 32 * 3 * 4) == 0, "three planes of floats, sides by 32"
    assert copied["mask"] * 3 * 4 == copied["resize"], "a byte for each pixel of the input"
    assert copied["unfold"] in (0, copied["resize"] // 3), "a float for each, where the network gives blocks"
    assert copied["warp"] > 0 and copied["warp"] % (48 * 8 * 3 * 4) == 0, "48 rows, columns by 8"
    assert reader.read(rows_image).copied_bytes == {**copied, "decode": 0}
    turned = reader.read(encoded(rows_image, "JPEG", quality=95, exif=orientation(6)))
    assert turned.copied_bytes["decode"] == 3 * copied["decode"], "decoded, transposed, mirrored"


def orientation(number):
    exif = Image.Exif()
    exif[0x0112] = number
    return exif
