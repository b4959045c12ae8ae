"""Pictures that the core does not decode are read by way of Pillow: TIFF with its pages, GIF, PNM and the like."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest
from PIL import Image

import dsocr_native as dsocr
from conftest import ROWS
from dsocr_native import pillow
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
def test_other_kinds_by_their_ending_and_by_their_bytes(dsocr_command, tmp_path, ending, mode):
    path = tmp_path / f"rows.{ending}"
    picture = page_of(*ROWS)
    if mode == "I;16":
        picture = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    else:
        picture = picture.convert(mode)
    picture.save(path, **({"quality_mode": "rates", "quality_layers": [4]} if ending == "jp2" else {}))
    assert texts(dsocr_command("read", path)) == list(ROWS)
    assert texts(dsocr_command("read", "-", input=path.read_bytes())) == list(ROWS)


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
    for wrong in ("0", "3-2", "a", "1,,2", ""):
        done = dsocr_command("read", fax, "--pages", wrong)
        assert done.returncode == 2 and b"expected page numbers like 1,3-5,8-" in done.stderr


def test_a_folder_of_them(dsocr_command, tmp_path, fax):
    (tmp_path / "fax.TIF").write_bytes(fax.read_bytes())
    done = dsocr_command("read", tmp_path, "--output", f"{tmp_path}/texts/")
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(list((tmp_path / "texts").iterdir())) == 3


@pytest.mark.parametrize("content", [b"II*\0nonsense", b"GIF89a", b"P5 notanumber"], ids=["tiff", "gif", "pnm"])
def test_broken_files_are_named(dsocr_command, tmp_path, content):
    (tmp_path / "broken.tif").write_bytes(content)
    done = dsocr_command("read", "broken.tif", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith(b"dsocr: broken.tif: found no picture that Pillow can read") and done.stderr.count(b"\n") == 1


def test_missing_files_and_too_many_pixels(reader, fax):
    with pytest.raises(dsocr.FileError, match="none.tif: cannot be opened: No such file"):
        pillow.pages("none.tif")
    with pytest.raises(dsocr.ImageError, match=r"fax.tif#1: 400 x \d+ is \d+ pixels; expected at most 10"):
        reader.read(pillow.pages(fax)[0], max_pixels=10)


def test_without_pillow_one_sentence_says_what_to_type(monkeypatch, fax):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(dsocr.Error, match=r"type: pip install 'dsocr-native\[pillow\]'$"):
        pillow.pages(fax)
