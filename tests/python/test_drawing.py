"""Outlines and numbers on a copy of a picture, by the core alone."""

from __future__ import annotations

import numpy as np
import pytest

from dsocr_native import _core

SQUARE = ((20, 10), (80, 10), (80, 50), (20, 50))


def drawn(image, quads, numbers=False) -> np.ndarray:
    return np.asarray(_core.annotate(image, quads, numbers=numbers))


def ink(picture: np.ndarray) -> np.ndarray:
    """Where white paper is not white any more."""
    return (picture != 255).any(axis=2)


@pytest.fixture
def paper():
    return np.full((70, 120, 3), 255, np.uint8)


def test_the_outline_lies_on_the_quad_and_nowhere_else(paper):
    marked = ink(drawn(paper, [SQUARE]))
    assert marked[10, 20:80].all() and marked[49:51, 20:80].any(axis=0).all()
    assert marked[10:50, 20].all() and marked[10:50, 79:81].any(axis=1).all()
    assert not marked[13:47, 23:77].any() and not marked[:, :17].any() and not marked[54:].any()
    assert (paper == 255).all(), "the picture itself is left alone"


def test_a_tilted_outline_has_smooth_edges(paper):
    picture = drawn(paper, [((20, 30), (90, 12), (95, 32), (25, 50))])
    shades = np.unique(picture[ink(picture)][:, 1])
    assert len(shades) > 5


def test_neighbours_have_different_colours_and_numbers_count(paper):
    picture = drawn(paper, [SQUARE, ((90, 10), (110, 10), (110, 50), (90, 50))])
    assert (picture[30, 20] != picture[30, 90]).any()
    with_numbers = ink(drawn(paper, [SQUARE] * 12, numbers=True))
    assert with_numbers.sum() > ink(drawn(paper, [SQUARE] * 12)).sum()


def test_each_digit_looks_different(paper):
    seen = set()
    for count in range(1, 10):
        quads = [((-50, -50), (-49, -50), (-49, -49), (-50, -49))] * (count - 1) + [SQUARE]
        seen.add(drawn(paper, quads, numbers=True)[:20, :20].tobytes())
    assert len(seen) == 9


@pytest.mark.parametrize(
    "quad",
    [
        ((-500, -500), (900, -400), (900, 900), (-500, 800)),
        ((1e30, 0), (0, 1e30), (5, 5), (1, 1)),
        ((float("nan"), 0), (1, float("inf")), (5, 5), (1, 1)),
        ((10, 10), (10, 10), (10, 10), (10, 10)),
        ((119.9, 69.9), (500_000, 69), (500_000, 80), (119, 80)),
    ],
)
def test_any_quad_is_safe(paper, quad):
    assert drawn(paper, [quad], numbers=True).shape == paper.shape


def test_grey_and_transparent_pictures_become_rgb():
    assert (drawn(np.full((4, 5), 90, np.uint8), []) == 90).all()
    half = np.zeros((4, 5, 4), np.uint8)
    half[..., 0], half[..., 3] = 200, 128
    red, green, blue = drawn(half, [])[0, 0]
    assert (green, blue) == (127, 127) and abs(int(red) - 227) <= 1
    assert drawn(np.zeros((1, 1, 3), np.uint8), [SQUARE], numbers=True).shape == (1, 1, 3)


def test_a_huge_diagonal_takes_no_time():
    canvas = np.full((3000, 3000), 255, np.uint8)
    picture = drawn(canvas, [((0, 0), (3000, 2990), (3000, 3000), (0, 10))])
    assert 0 < ink(picture).mean() < 0.02
