"""Each kind of bad input gives one clear error, and the reader goes on working."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib

import numpy as np
import pytest
from PIL import Image

import dsocr_native as dsocr
from conftest import ROWS
from dsocr_native import _core
from pictures import blank, encoded, page_of


def test_names_that_are_no_paths_and_no_text(reader, tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"\xff.png")
    with open(os.fsdecode(path), "wb") as file:
        file.write(PNG)
    with open(os.fsdecode(path), "rb") as file:
        assert reader.read(file).source == f"{tmp_path}/\\udcff.png"
    assert reader.read(PNG, name="\udc80").source == "\\udc80"


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few KB with a header of that size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")


def with_broken_crc(data: bytes) -> bytes:
    place = data.index(b"IDAT") + 40
    return data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]


PICTURE = page_of(*ROWS)
PNG, JPEG, WEBP, BMP = (encoded(PICTURE, kind) for kind in ("PNG", "JPEG", "WEBP", "BMP"))

BROKEN = {
    "empty": (b"", "is empty"),
    "a text": (b"Dear Sir or Madam, " * 50, "expected a JPEG, PNG, WebP or BMP"),
    "random bytes": (bytes(range(7, 256)) * 9, "expected a JPEG, PNG, WebP or BMP"),
    "only a PNG signature": (PNG[:8], "PNG"),
    "truncated PNG header": (PNG[:20], "PNG"),
    "PNG with a broken CRC": (with_broken_crc(PNG), "PNG"),
    "JPEG's first bytes": (JPEG[:4], "JPEG"),
    "truncated WebP": (WEBP[:60], "WebP"),
    "truncated BMP": (BMP[:30], "BMP"),
    "PNG of 0 x 0": (png_that_says(0, 0), "PNG|0 x 0"),
    "PNG that says 60000 x 60000": (png_that_says(60_000, 60_000), "60000 x 60000.*expected at most 200000000"),
    "GIF": (encoded(blank(30, 30), "GIF"), "expected a JPEG, PNG, WebP or BMP"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_bytes(reader, kind):
    data, sentence = BROKEN[kind]
    with pytest.raises(dsocr.ImageError, match=sentence) as error:
        reader.read(data, name="scan.png")
    assert str(error.value).startswith("scan.png: ") and "\n" not in str(error.value)


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_files_are_named(reader, tmp_path, kind):
    path = tmp_path / "scan.jpg"
    path.write_bytes(BROKEN[kind][0])
    with pytest.raises(dsocr.ImageError) as error:
        reader.read(path)
    assert str(error.value).startswith(f"{path}: ")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_truncated_pictures_never_pass_silently_as_whole(reader, share):
    for kind, data in (("PNG", PNG), ("JPEG", JPEG)):
        with pytest.raises(dsocr.ImageError, match=kind):
            reader.read(data[: int(len(data) * share)])


@pytest.mark.parametrize("size", [(1, 1), (1, 100), (100, 1), (100_000, 1), (3, 2)])
def test_tiny_and_extreme_sizes_are_blank_pages(reader, size):
    page = reader.read(encoded(Image.new("RGB", size, "white")))
    assert len(page) == 0 and (page.width, page.height) == size


def test_a_bomb_is_refused_before_memory_is_taken(model_folder):
    program = (
        "import resource, sys, dsocr_native as dsocr\n"
        "reader = dsocr.Reader(sys.argv[1], threads=1)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: reader.read(sys.stdin.buffer)\n"
        "except dsocr.ImageError: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, model_folder], input=png_that_says(60_000, 60_000),
                          capture_output=True, check=True)
    assert int(done.stdout) < 20_000, "kilobytes"


def test_files_that_cannot_be_opened(reader, tmp_path):
    with pytest.raises(dsocr.FileError, match="missing.png: cannot be opened"):
        reader.read(tmp_path / "missing.png")
    with pytest.raises(dsocr.FileError, match="is a folder"):
        reader.read(tmp_path)
    with pytest.raises(dsocr.FileError, match="null byte"):
        reader.read("a\0b.png")
    with pytest.raises(dsocr.FileError):
        reader.read("")


def test_pixels_and_files_that_give_nothing_end_no_batch(reader, rows_png, tmp_path):
    (tmp_path / "half.jpg").write_bytes(JPEG[:len(JPEG) // 2])
    closed = open(rows_png, "rb")
    closed.close()
    pages = list(reader.read_many([Image.open(tmp_path / "half.jpg"), closed, rows_png]))
    assert [page.error is None for page in pages] == [False, False, True]
    with pytest.raises(dsocr.ImageError, match="^photo: found a PIL image whose pixels cannot be decoded: [^\n]*truncated"):
        reader.read(Image.open(tmp_path / "half.jpg"), name="photo")
    with pytest.raises(dsocr.FileError, match=r"rows.png: cannot be read: .*closed"):
        reader.read(closed)
    with open(rows_png, encoding="utf-8") as text, pytest.raises(dsocr.ImageError, match="rows.png: found a file open as text"):
        reader.read(text)


def test_no_permission(model_folder, rows_png, tmp_path):
    """As another user where we are root, who may read everything."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(rows_png.read_bytes())
    secret.chmod(0)
    program = (
        "import os, sys, dsocr_native as dsocr\n"
        "reader = dsocr.Reader(sys.argv[1], threads=1)\n"
        "try:\n"
        "    if os.getuid() == 0: os.setuid(65534)\n"
        "except OSError: sys.exit(77)\n"
        "try: reader.read(sys.argv[2])\n"
        "except dsocr.FileError as error: print(error)\n"
    )
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", program, model_folder, secret], capture_output=True)
    if done.returncode == 77:
        pytest.skip("we are root in a sandbox that has no other user")
    assert done.stdout.decode() == f"{secret}: cannot be opened: Permission denied\n", done.stderr


def test_names_that_are_no_text(reader, rows_png, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\xfe.png"
    with open(path, "wb") as file:
        file.write(rows_png.read_bytes())
    page = reader.read(os.fsdecode(path))
    assert page.text.splitlines() == list(ROWS)
    assert page.source.endswith("\\xff\\xfe.png")
    os.unlink(path)
    with pytest.raises(dsocr.FileError, match=r"\\xff\\xfe.png: cannot be opened"):
        reader.read(os.fsdecode(path))


OPTIONS = {
    "min_confidence": (-0.1, 1.1, "0.5", None, float("nan"), True),
    "max_side": (-1, 2.5, "big", True),
    "budget_ms": (-1, 0.5, "300", None),
    "max_pixels": (0, -5, 1e9),
    "box_threshold": (-0.1, 1.1, "low", float("nan")),
    "unclip_ratio": (-1, 10.5, "wide", float("nan")),
}


@pytest.mark.parametrize("option, value", [(name, value) for name, values in OPTIONS.items() for value in values])
def test_options_outside_their_range(reader, rows_png, option, value):
    with pytest.raises(dsocr.OptionError, match=f"{option}: found {value!r}, expected a "):
        reader.read(rows_png, **{option: value})


RAW_OPTIONS = {"min_confidence": (50.0, float("nan")), "max_side": (-5,), "budget_ms": (-1,), "max_pixels": (0,),
               "box_threshold": (50.0, float("nan")), "unclip_ratio": (-1.0, 1e30)}


@pytest.mark.parametrize("option, value", [(name, value) for name, values in RAW_OPTIONS.items() for value in values])
def test_the_core_checks_options_as_well(reader, rows_png, option, value):
    """As C++ programs give them."""
    with pytest.raises(dsocr.OptionError, match=f"{option} is .*; expected "):
        reader._core.read_file(str(rows_png), _core.ReadOptions(**{option: value}))


def test_numbers_of_numpy(reader, rows_png):
    page = reader.read(rows_png, max_side=np.int64(640), min_confidence=np.float32(0.5), budget_ms=np.uint8(0))
    assert page.text.splitlines() == list(ROWS)
    assert dsocr.Reader(threads=np.int32(1)).info["threads"] == 1
    for options in ({"max_side": np.bool_(True)}, {"min_confidence": np.bool_(True)}, {"max_side": np.float32(640)}):
        with pytest.raises(dsocr.OptionError, match="expected a "):
            reader.read(rows_png, **options)
    with pytest.raises(dsocr.OptionError, match="threads: found True"):
        dsocr.Reader(threads=True)


def test_the_reader_still_reads(reader, rows_png):
    for data, _ in BROKEN.values():
        with pytest.raises(dsocr.ImageError):
            reader.read(data)
    assert reader.read(rows_png).text.splitlines() == list(ROWS)


def test_the_errors_are_one_family():
    assert issubclass(dsocr.FileError, (dsocr.ImageError, OSError))
    for error in (dsocr.ImageError, dsocr.ModelError, dsocr.OptionError):
        assert issubclass(error, dsocr.Error)
    assert issubclass(dsocr.ImageError, ValueError) and issubclass(dsocr.OptionError, ValueError)
