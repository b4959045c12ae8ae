"""The perspective warp beside OpenCV and beside its own formula in double precision."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from dsocr_native import _core

BACKENDS = _core.kernels.backends()
KEEP_BYTES = ((0.0, 0.0, 0.0), (1 / 255, 1 / 255, 1 / 255))
TILTED = np.array([[1.3, 0.2, 40.0], [-0.15, 1.2, 60.0], [1e-4, 2e-5, 1.0]])
AFFINE = np.array([[0.8, 0.31, 20.0], [-0.27, 0.9, 90.0], [0.0, 0.0, 1.0]])
BEYOND = np.array([[1.1, 0.0, -30.0], [0.0, 1.1, 370.0], [0.0, 0.0, 1.0]])
MAPS = {"tilted": TILTED, "affine": AFFINE, "beyond the edge": BEYOND}


def warped(image: np.ndarray, homography: np.ndarray, width: int, height: int, backend: str) -> np.ndarray:
    """f32 [3, height, width] of 0..255."""
    data = _core.kernels.warp_to_planar(image, list(homography.ravel()), width, height, *KEEP_BYTES, False, backend)
    return np.frombuffer(data, np.float32).reshape(3, height, width)


def sampled(image: np.ndarray, homography: np.ndarray, width: int, height: int) -> np.ndarray:
    """Bilinear samples at the mapped pixel centres, edges replicated, in double precision."""
    y, x = np.mgrid[0:height, 0:width] + 0.5
    u, v, w = np.einsum("ij,jyx->iyx", homography, np.stack([x, y, np.ones_like(x)]))
    u = np.clip(u / w - 0.5, 0, image.shape[1] - 1)
    v = np.clip(v / w - 0.5, 0, image.shape[0] - 1)
    left = np.minimum(u.astype(int), image.shape[1] - 2)
    top = np.minimum(v.astype(int), image.shape[0] - 2)
    fx, fy = (u - left)[..., None], (v - top)[..., None]
    pixels = image.astype(np.float64)
    upper = pixels[top, left] * (1 - fx) + pixels[top, left + 1] * fx
    lower = pixels[top + 1, left] * (1 - fx) + pixels[top + 1, left + 1] * fx
    return (upper * (1 - fy) + lower * fy).transpose(2, 0, 1)


@pytest.fixture(scope="module")
def noise() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (400, 500, 3), dtype=np.uint8)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", MAPS)
def test_follows_its_formula(noise: np.ndarray, backend: str, name: str) -> None:
    ours = warped(noise, MAPS[name], 320, 48, backend)
    assert np.abs(ours - sampled(noise, MAPS[name], 320, 48)).max() < 0.1


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", MAPS)
def test_smooth_pictures_come_out_as_opencvs(noise: np.ndarray, backend: str, name: str) -> None:
    """OpenCV has whole coordinates at pixel centres, rounds its samples to 1/32 of a pixel, and bytes to levels."""
    smooth = cv2.GaussianBlur(noise, (0, 0), 3)
    to_centres = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    map_of_opencv = np.linalg.inv(to_centres) @ MAPS[name] @ to_centres
    theirs = cv2.warpPerspective(
        smooth, map_of_opencv, (320, 48), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    assert np.abs(warped(smooth, MAPS[name], 320, 48, backend) - theirs.transpose(2, 0, 1)).max() <= 1.5


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_reduction_averages_so_that_nothing_aliases(backend: str) -> None:
    """Stripes of one pixel, seen at a quarter of the size, are an even grey; single samples would keep them."""
    stripes = np.zeros((400, 400, 3), np.uint8)
    stripes[:, ::2] = 255
    ours = warped(stripes, np.diag([4.0, 4.0, 1.0]), 100, 100, backend)
    assert np.abs(ours - 127.5).max() < 0.1
