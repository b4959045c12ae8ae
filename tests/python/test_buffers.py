"""Pixels from other libraries: any strides are read, anything else is refused with one clear sentence."""

from __future__ import annotations

import numpy as np
import pytest

import dsocr_native as dsocr
from conftest import ROWS


@pytest.fixture(scope="module")
def pixels(rows_image) -> np.ndarray:
    return np.array(rows_image)


def padded_rows(pixels):
    wide = np.full((pixels.shape[0], pixels.shape[1] + 37, 3), 77, np.uint8)
    wide[:, : pixels.shape[1]] = pixels
    return wide[:, : pixels.shape[1]]


def every_second_pixel(pixels):
    sparse = np.zeros((pixels.shape[0], pixels.shape[1] * 2, 3), np.uint8)
    sparse[:, ::2] = pixels
    return sparse[:, ::2]


def rgb_of_rgba(pixels):
    return np.dstack([pixels, np.full(pixels.shape[:2], 9, np.uint8)])[:, :, :3]


VIEWS = {
    "bottom up": lambda p: np.ascontiguousarray(p[::-1])[::-1],
    "right to left": lambda p: np.ascontiguousarray(p[:, ::-1])[:, ::-1],
    "both": lambda p: np.ascontiguousarray(p[::-1, ::-1])[::-1, ::-1],
    "BGR turned round": lambda p: np.ascontiguousarray(p[..., ::-1])[..., ::-1],
    "column-major": np.asfortranarray,
    "planes": lambda p: np.ascontiguousarray(p.transpose(2, 0, 1)).transpose(1, 2, 0),
    "padded rows": padded_rows,
    "every second pixel": every_second_pixel,
    "three of four channels": rgb_of_rgba,
    "unaligned": lambda p: np.frombuffer(b"x" + p.tobytes(), np.uint8)[1:].reshape(p.shape),
}


@pytest.mark.parametrize("view", VIEWS)
def test_strides_change_nothing(reader, pixels, view):
    seen = VIEWS[view](pixels)
    assert np.array_equal(seen, pixels)
    page = reader.read(seen)
    assert page.text.splitlines() == list(ROWS)
    assert page.to_dict()["lines"] == reader.read(pixels).to_dict()["lines"]


def test_read_only_and_grey(reader, pixels):
    frozen = pixels.copy()
    frozen.flags.writeable = False
    for form in (frozen, pixels[..., 0], pixels[..., :1]):
        assert reader.read(form).text.splitlines() == list(ROWS)


def test_transparent_pixels_lie_on_white(reader, pixels):
    ink = 255 - pixels[..., 0]
    black_with_alpha = np.dstack([np.zeros_like(pixels), ink])
    assert reader.read(black_with_alpha).text.splitlines() == list(ROWS)


def test_a_memoryview_without_numpy(reader, rows_image):
    view = memoryview(rows_image.tobytes()).cast("B", (rows_image.height, rows_image.width, 3))
    assert reader.read(view).text.splitlines() == list(ROWS)


class ArrayInterfaceOnly:
    """An object that describes its pixels and exports no buffer."""

    def __init__(self, data, shape, typestr="|u1"):
        self.__array_interface__ = {"version": 3, "shape": shape, "typestr": typestr, "data": data}


def test_array_interface(reader, pixels):
    assert reader.read(ArrayInterfaceOnly(pixels.tobytes(), pixels.shape)).text.splitlines() == list(ROWS)
    with pytest.raises(dsocr.ImageError, match=r"type '<f4'.*expected type '\|u1'"):
        reader.read(ArrayInterfaceOnly(pixels.tobytes(), pixels.shape, "<f4"))


EXPECTED = "expected H x W (grey), H x W x 1, H x W x 3 (RGB) or H x W x 4 (RGBA) of unsigned bytes (uint8)"
WRONG = {
    "4 x 6 x 3 of float32": np.zeros((4, 6, 3), np.float32),
    "4 x 6 of uint16": np.zeros((4, 6), np.uint16),
    "4 x 6 of int8": np.zeros((4, 6), np.int8),
    "4 x 6 of bool": np.zeros((4, 6), bool),
    "4 x 6 x 2 of uint8": np.zeros((4, 6, 2), np.uint8),
    "4 x 6 x 5 of uint8": np.zeros((4, 6, 5), np.uint8),
    "3 x 4 x 6 of uint8": np.zeros((3, 4, 6), np.uint8),
    "2 x 4 x 6 x 3 of uint8": np.zeros((2, 4, 6, 3), np.uint8),
    "0 x 6 x 3 of uint8": np.zeros((0, 6, 3), np.uint8),
    "4 x 0 of uint8": np.zeros((4, 0), np.uint8),
}


@pytest.mark.parametrize("found", WRONG)
def test_wrong_arrays(reader, found):
    with pytest.raises(dsocr.ImageError) as error:
        reader.read(WRONG[found])
    assert str(error.value) == f"image: found an array of {found}, {EXPECTED}"


HUGE = {
    "one pixel for all": np.broadcast_to(np.uint8(7), (10**6, 10**6)),
    "one RGBA pixel for all": np.broadcast_to(np.zeros(4, np.uint8), (10**6, 10**6, 4)),
}


@pytest.mark.parametrize("kind", HUGE)
def test_huge_arrays_are_refused_before_memory_is_taken(reader, kind):
    found = "1000000 x 1000000 is 1000000000000 pixels; expected at most 200000000"
    for read in (reader.read, reader.detect):
        with pytest.raises(dsocr.ImageError, match=f"^image: {found}$"):
            read(HUGE[kind])
    with pytest.raises(dsocr.ImageError, match=rf"^crops\[0\]: {found}$"):
        reader.recognize([HUGE[kind]])


def test_what_is_too_large_is_named(reader, pixels):
    with pytest.raises(dsocr.ImageError, match="^scan 7: .* pixels; expected at most 50$"):
        reader.read(pixels, max_pixels=50, name="scan 7")


@pytest.mark.parametrize("thing", [None, 7, 1.5, [1, 2], {"a": 1}, (1, 2), object(), print])
def test_things_that_are_no_pictures(reader, thing):
    with pytest.raises(dsocr.ImageError, match=f"image: found an object of type {type(thing).__name__}, expected"):
        reader.read(thing)


def test_a_buffer_that_is_gone(reader):
    view = memoryview(bytearray(12)).cast("B", (2, 2, 3))
    view.release()
    with pytest.raises(dsocr.ImageError, match="image: found a buffer that gives no access to its bytes"):
        reader.read(view)


def test_a_crop_is_named_by_its_place(reader, pixels):
    with pytest.raises(dsocr.ImageError, match=r"crops\[1\]: found an array of 4 x 6 of float64"):
        reader.recognize([pixels, np.zeros((4, 6))])


def test_one_pixel_and_very_wide(reader):
    assert len(reader.read(np.zeros((1, 1, 3), np.uint8))) == 0
    assert len(reader.read(np.full((1, 100_000), 255, np.uint8))) == 0
    assert len(reader.read(np.full((100_000, 1), 255, np.uint8))) == 0


def test_the_limit_on_pixels_holds_for_buffers(reader, pixels):
    with pytest.raises(dsocr.ImageError, match="640 x 288.*expected at most 1000"):
        reader.read(pixels, max_pixels=1000)
