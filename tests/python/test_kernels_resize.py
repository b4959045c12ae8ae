"""Resize and threshold beside OpenCV and numpy, on every back end."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from dsocr_native import _core

BACKENDS = _core.kernels.backends()
KEEP_BYTES = ((0.0, 0.0, 0.0), (1 / 255, 1 / 255, 1 / 255))
RANDOM = np.random.default_rng(7)


def resized(image: np.ndarray, width: int, height: int, backend: str, bgr: bool = False) -> np.ndarray:
    """f32 [3, height, width] of 0..255."""
    data = _core.kernels.resize_to_planar(image, width, height, *KEEP_BYTES, bgr, backend)
    return np.frombuffer(data, np.float32).reshape(3, height, width)


def noise(height: int, width: int, channels: int = 3) -> np.ndarray:
    return RANDOM.integers(0, 256, (height, width, channels), dtype=np.uint8)


def planar(image: np.ndarray) -> np.ndarray:
    return np.asarray(image).transpose(2, 0, 1)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("size", [(67, 91), (200, 150), (333, 77), (129, 101), (70, 52)])
def test_bilinear_is_opencvs(backend: str, size: tuple[int, int]) -> None:
    image = noise(101, 129)
    ours = resized(image, *size, backend)
    exact = planar(cv2.resize(image.astype(np.float32), size, interpolation=cv2.INTER_LINEAR))
    rounded = planar(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)).astype(np.float32)
    assert np.abs(ours - exact).max() < 1e-3
    assert np.abs(ours - rounded).max() <= 1


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("size", [(32, 25), (17, 30), (50, 41), (1, 1)])
def test_reductions_are_opencvs_area(backend: str, size: tuple[int, int]) -> None:
    image = noise(101, 129)
    ours = resized(image, *size, backend)
    exact = planar(cv2.resize(image.astype(np.float32), size, interpolation=cv2.INTER_AREA))
    rounded = planar(cv2.resize(image, size, interpolation=cv2.INTER_AREA)).astype(np.float32)
    assert np.abs(ours - exact).max() < 1e-3
    assert np.abs(ours - rounded).max() <= 1


@pytest.mark.parametrize("backend", BACKENDS)
def test_axes_choose_their_filter_apart(backend: str) -> None:
    """A reduction by 5 across and an enlargement down: as area across, then bilinear down."""
    image = noise(40, 150)
    across = cv2.resize(image.astype(np.float32), (30, 40), interpolation=cv2.INTER_AREA)
    both = cv2.resize(across, (30, 63), interpolation=cv2.INTER_LINEAR)
    assert np.abs(resized(image, 30, 63, backend) - planar(both)).max() < 1e-3


@pytest.mark.parametrize("backend", BACKENDS)
def test_order_of_planes_and_normalisation(backend: str) -> None:
    mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    image = noise(20, 31)
    data = _core.kernels.resize_to_planar(image, 31, 20, mean, std, True, backend)
    ours = np.frombuffer(data, np.float32).reshape(3, 20, 31)
    expected = (planar(image[:, :, ::-1]) / 255 - np.reshape(mean, (3, 1, 1))) / np.reshape(std, (3, 1, 1))
    assert np.abs(ours - expected).max() < 1e-5


@pytest.mark.parametrize("backend", BACKENDS)
def test_views_with_strides(backend: str) -> None:
    image = noise(60, 90)
    for view in (image[::-1], image[5:50, 7:80], image[::2]):
        assert np.array_equal(resized(view, 40, 44, backend), resized(np.ascontiguousarray(view), 40, 44, backend))


@pytest.mark.parametrize("backend", BACKENDS)
def test_grey_fills_three_planes(backend: str) -> None:
    gray = noise(37, 53, 1)
    ours = resized(gray, 29, 31, backend)
    assert np.array_equal(ours[0], ours[1]) and np.array_equal(ours[0], ours[2])
    assert np.abs(ours - resized(np.repeat(gray, 3, axis=2), 29, 31, backend)).max() < 1e-3


@pytest.mark.parametrize("backend", BACKENDS)
def test_threshold_is_numpys_comparison(backend: str) -> None:
    values = RANDOM.random(1013, dtype=np.float32)
    values[::97] = np.nan
    values[5] = 0.25
    mask = np.frombuffer(_core.kernels.threshold_mask(values, 0.25, backend), np.uint8)
    assert np.array_equal(mask, (values > np.float32(0.25)).astype(np.uint8))
