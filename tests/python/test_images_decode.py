"""Decoding beside Pillow: formats, depths, orientations, damage."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

import dsocr_native as dsocr
from dsocr_native import _core

ORIENTATION = 0x0112


def photo(width: int = 67, height: int = 45) -> Image.Image:
    """Smooth colours with some noise, the same each time."""
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(5).normal(0, 6, (height, width, 3))
    colors = np.stack([x * 3, y * 4, (x + y) * 2], axis=2) + noise
    return Image.fromarray(np.clip(colors, 0, 255).astype(np.uint8))


def file_of(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def decoded(data: bytes, enough_long_side: int = 0) -> np.ndarray:
    return np.asarray(_core.decode(data, "test", enough_long_side))


def by_pillow(data: bytes, mode: str = "RGB") -> np.ndarray:
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert(mode))
    return pixels[:, :, None] if pixels.ndim == 2 else pixels


def over_white(data: bytes) -> np.ndarray:
    pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGBA")).astype(float)
    alpha = pixels[:, :, 3:] / 255
    return pixels[:, :, :3] * alpha + 255 * (1 - alpha)


def largest_difference(a: np.ndarray, b: np.ndarray) -> float:
    assert a.shape == b.shape
    return float(np.abs(a.astype(float) - b.astype(float)).max())


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:2", "4:2:0"])
@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("quality", [30, 95])
def test_jpeg(subsampling: str, progressive: bool, quality: int) -> None:
    data = file_of(photo(), "JPEG", subsampling=subsampling, progressive=progressive, quality=quality)
    assert largest_difference(decoded(data), by_pillow(data)) <= 2


def test_grey_jpeg_stays_grey() -> None:
    data = file_of(photo().convert("L"), "JPEG")
    assert largest_difference(decoded(data), by_pillow(data, "L")) <= 1


def test_cmyk_jpeg() -> None:
    data = file_of(photo().convert("CMYK"), "JPEG", quality=95)
    assert largest_difference(decoded(data), by_pillow(data)) <= 2


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_png_modes(mode: str) -> None:
    data = file_of(photo().convert(mode), "PNG")
    assert largest_difference(decoded(data), by_pillow(data, "L" if mode in "1L" else "RGB")) == 0


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_png_alpha_lies_over_white(mode: str) -> None:
    image = photo().convert(mode)
    image.putalpha(Image.fromarray(np.linspace(0, 255, 67 * 45).reshape(45, 67).astype(np.uint8)))
    data = file_of(image, "PNG")
    assert largest_difference(decoded(data), over_white(data)) <= 0.5


def test_sixteen_bit_png_keeps_its_high_byte() -> None:
    values = (np.arange(45 * 67) * 21 % 65536).astype(np.uint16).reshape(45, 67)
    data = file_of(Image.fromarray(values), "PNG")
    assert largest_difference(decoded(data), np.repeat((values >> 8)[:, :, None], 3, axis=2)) == 0


def interlaced_png(pixels: np.ndarray) -> bytes:
    """Adam7, written by hand: Pillow cannot. `pixels` are grey."""
    height, width = pixels.shape
    starts_and_steps = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    rows = b"".join(
        b"\0" + row.tobytes() for y, x, dy, dx in starts_and_steps for row in pixels[y::dy, x::dx] if row.size
    )
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = [struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (8, 8), (45, 67)])
def test_interlaced_png(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, size, dtype=np.uint8)
    assert np.array_equal(decoded(interlaced_png(pixels))[:, :, 0], pixels)


@pytest.mark.parametrize("options", [{"lossless": True}, {"quality": 40}, {"quality": 90}])
def test_webp(options: dict) -> None:
    data = file_of(photo(), "WEBP", **options)
    assert largest_difference(decoded(data), by_pillow(data)) <= 1


@pytest.mark.parametrize("options", [{"lossless": True, "exact": True}, {"quality": 80}])
def test_webp_alpha_lies_over_white(options: dict) -> None:
    image = photo().convert("RGBA")
    image.putalpha(Image.fromarray(np.linspace(0, 255, 67 * 45).reshape(45, 67).astype(np.uint8)))
    data = file_of(image, "WEBP", **options)
    assert largest_difference(decoded(data), over_white(data)) <= 1


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_bmp(mode: str) -> None:
    data = file_of(photo().convert(mode), "BMP")
    assert largest_difference(decoded(data), by_pillow(data)) == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_turns_as_pillow_does(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    data = file_of(photo(), kind, exif=exif, **options)
    transposed = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
    plain = Image.open(io.BytesIO(data)).convert("RGB")
    upright = plain if orientation == 1 else plain.transpose(Image.Transpose(transposed[orientation]))
    assert largest_difference(decoded(data), np.asarray(upright)) <= 2


def test_a_smaller_jpeg_is_the_same_picture() -> None:
    data = file_of(photo(1000, 600), "JPEG", quality=95, subsampling="4:4:4")
    small = _core.decode(data, "test", 400)
    assert (small.width, small.height) == (500, 300)
    assert (small.source_width, small.source_height) == (1000, 600)
    boxed = by_pillow(data).reshape(300, 2, 500, 2, 3).mean(axis=(1, 3))
    assert np.abs(np.asarray(small).astype(float) - boxed).mean() < 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP"])
def test_half_a_file_says_so(kind: str) -> None:
    data = file_of(photo(300, 200), kind)
    with pytest.raises(dsocr.ImageError, match=f"scan.*truncated .*{len(data) // 2} bytes"):
        _core.decode(data[: len(data) // 2], "scan")


def test_a_progressive_file_cut_between_scans_is_not_taken_for_whole() -> None:
    data = file_of(photo(300, 200), "JPEG", progressive=True)
    last_scan = data.rindex(b"\xff\xda")
    with pytest.raises(dsocr.ImageError, match="truncated JPEG"):
        _core.decode(data[:last_scan], "scan.jpg")


def test_too_many_scans_are_refused() -> None:
    """The first scan over and over: a few kilobytes that would keep a decoder busy."""
    data = file_of(photo(16, 16), "JPEG", progressive=True)
    begin = data.index(b"\xff\xda")
    end = data.index(b"\xff\xc4", begin)
    with pytest.raises(dsocr.ImageError, match="500 scans"):
        _core.decode(data[:end] + data[begin:end] * 600 + data[end:], "bomb.jpg")


def test_the_limit_stops_before_memory_is_taken() -> None:
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    with pytest.raises(dsocr.ImageError, match="60000 x 60000"):
        _core.decode(data, "bomb.png")


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP"])
def test_random_damage_is_an_error_or_a_picture(kind: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    data = bytearray(file_of(photo(), kind))
    for position in random.integers(2, len(data), 12):
        data[position] = random.integers(0, 256)
    try:
        assert decoded(bytes(data)).size > 0
    except dsocr.ImageError as error:
        assert "test" in str(error)
