"""Pictures that the core does not decode are read by way of Pillow: TIFF with its pages, GIF, PNM and the like."""

from __future__ import annotations

import importlib.util
import struct
from argparse import ArgumentTypeError

import numpy as np
import pytest
from PIL import Image

import dsocr_native as dsocr
from conftest import ROWS
from dsocr_native import pillow
from dsocr_native.cli.inputs import expand, sources_in
from dsocr_native.cli.page_numbers import PageNumbers
from pictures import page_of


@pytest.fixture(scope="module")
def fax(tmp_path_factory):
    """Three pages in black and white, compressed as faxes are."""
    path = tmp_path_factory.mktemp("fax") / "fax.tif"
    first, *others = [page_of(f"page {word}", width=400).convert("1") for word in ("one", "two", "three")]
    first.save(path, save_all=True, append_images=others, compression="group4")
    return path


def texts(done) -> list[str]:
    assert done.stderr == b""
    return [row for row in done.stdout.decode().splitlines() if row and not row.startswith("==>")]


def test_every_page_of_a_tiff_file(reader, fax):
    pages = list(reader.read_many(pillow.pages(fax)))
    assert [page.text for page in pages] == ["page one", "page two", "page three"]
    assert [page.source for page in pages] == [f"{fax}#{number}" for number in (1, 2, 3)]
    assert reader.read_many([pillow.pages(fax.read_bytes(), name="upload")[2]]).__next__().text == "page three"


@pytest.mark.parametrize("ending, mode", [("gif", "P"), ("ppm", "RGB"), ("pgm", "L"), ("pbm", "1"), ("jp2", "RGB"),
                                          ("tif", "CMYK"), ("tif", "I;16")])
def test_other_kinds_by_their_ending_and_by_their_bytes(reader, tmp_path, ending, mode):
    path = tmp_path / f"rows.{ending}"
    picture = page_of(*ROWS)
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    else:
        picture = picture.convert(mode)
    picture.save(path, **({"quality_mode": "rates", "quality_layers": [4]} if ending == "jp2" else {}))
    for content, name in ((str(path), str(path)), (path.read_bytes(), "stdin")):
        (source,) = sources_in(content, name)
        page = reader.read(source)
        assert (page.text, page.source) == ("\n".join(ROWS), name)


def test_orientation_is_applied(reader, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter to see it upright
    page_of(*ROWS).rotate(90, expand=True).save(tmp_path / "turned.tif", exif=exif)
    (page,) = pillow.pages(tmp_path / "turned.tif")
    assert reader.read(page).text == "\n".join(ROWS)


def test_some_pages(dsocr_command, fax):
    assert texts(dsocr_command("read", fax, "--pages", "1,3-")) == ["page one", "page three"]
    failed = dsocr_command("read", fax, "--pages", "7")
    assert failed.returncode == 1 and b"found 3 pages, none of which --pages names" in failed.stderr
    wrong = dsocr_command("read", fax, "--pages", "3-2")
    assert wrong.returncode == 2 and b"--pages: found '3-2', expected page numbers like 1,3-5,8-" in wrong.stderr


def test_page_numbers():
    assert [number for number in range(1, 12) if number in PageNumbers("1, 3-5,9-")] == [1, 3, 4, 5, 9, 10, 11]
    for wrong in ("0", "3-2", "a", "1,,2", "", "-3"):
        with pytest.raises(ArgumentTypeError, match="expected page numbers like 1,3-5,8-"):
            PageNumbers(wrong)


def test_a_folder_of_them(dsocr_command, tmp_path, fax):
    (tmp_path / "fax.TIF").write_bytes(fax.read_bytes())
    done = dsocr_command("read", tmp_path, "--output", f"{tmp_path}/texts/")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(list((tmp_path / "texts").iterdir())) == 3


@pytest.mark.parametrize("content", [b"II*\0nonsense", b"GIF89a", b"P5 notanumber"], ids=["tiff", "gif", "pnm"])
def test_broken_files_are_named(reader, tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.tif").write_bytes(content)
    for source in sources_in("broken.tif", "broken.tif"):
        with pytest.raises(dsocr.ImageError, match="^broken.tif: found no picture that Pillow can read: [^\n]+$"):
            reader.read(source)


def first_page_without_a_width(content: bytes) -> bytes:
    """A TIFF file whose first page lacks the tag ImageWidth."""
    (place,) = struct.unpack_from("<I", content, 4)
    return content[:place + 2] + content[place + 2:].replace(struct.pack("<H", 256), struct.pack("<H", 255), 1)


def test_damage_of_any_kind_is_a_failure_of_that_picture(reader, tmp_path, fax):
    """Pillow raises a TypeError for the first and a RuntimeError for the second."""
    (tmp_path / "fax.tif").write_bytes(first_page_without_a_width(fax.read_bytes()))
    page_of(*ROWS).save(tmp_path / "rows.avif")
    content = (tmp_path / "rows.avif").read_bytes()
    (tmp_path / "rows.avif").write_bytes(content[:len(content) // 2] + bytes(len(content) - len(content) // 2))
    sources = expand([str(tmp_path / "fax.tif"), str(tmp_path / "rows.avif"), str(fax)])
    pages = list(reader.read_many(sources))
    assert [page.text for page in pages[2:]] == ["page one", "page two", "page three"]
    for page in pages[:2]:
        assert isinstance(page.error, dsocr.ImageError)
        assert "found no picture that Pillow can read: " in str(page.error)


def test_a_file_whose_pages_cannot_be_counted(tmp_path, fax):
    content = fax.read_bytes()
    (place,) = struct.unpack_from("<I", content, 4)
    (entries,) = struct.unpack_from("<H", content, place)
    (second,) = struct.unpack_from("<I", content, place + 2 + 12 * entries)
    (tmp_path / "fax.tif").write_bytes(content[:second + 2] + content[second + 2:].replace(
        struct.pack("<H", 256), struct.pack("<H", 255), 1))
    with pytest.raises(dsocr.ImageError, match="fax.tif: found no picture that Pillow can read: .+"):
        pillow.pages(tmp_path / "fax.tif")


def test_missing_files_and_too_many_pixels(reader, fax):
    with pytest.raises(dsocr.FileError, match="none.tif: cannot be opened: No such file"):
        pillow.pages("none.tif")
    with pytest.raises(dsocr.ImageError, match=r"fax.tif#1: 400 x \d+ is \d+ pixels; expected at most 10"):
        reader.read(pillow.pages(fax)[0], max_pixels=10)


def test_files_that_the_system_does_not_open(tmp_path):
    (tmp_path / "folder.tif").mkdir()
    with pytest.raises(dsocr.FileError, match="folder.tif: cannot be opened: Is a directory$"):
        pillow.pages(tmp_path / "folder.tif")


def test_without_pillow_one_sentence_says_what_to_type(monkeypatch, fax):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(dsocr.Error, match=r'type: pip install "dsocr-native\[pillow\]"$'):
        pillow.pages(fax)
