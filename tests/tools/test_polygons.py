"""Areas and overlaps whose values are plain geometry."""

import pytest

from tools.evaluate.polygons import area, covered_share, intersection_area, iou

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
DIAMOND = [(2.0, -1.0), (5.0, 2.0), (2.0, 5.0), (-1.0, 2.0)]  # |x - 2| + |y - 2| <= 3


def shifted(polygon, dx, dy):
    return [(x + dx, y + dy) for x, y in polygon]


def test_area_does_not_depend_on_direction():
    assert area(SQUARE) == area(SQUARE[::-1]) == 16
    assert area(DIAMOND) == 18


@pytest.mark.parametrize("dx, dy, common", [(0, 0, 16), (1, 0, 12), (2, 3, 2), (4, 0, 0), (9, 9, 0)])
def test_squares_overlap_in_a_rectangle(dx, dy, common):
    assert intersection_area(SQUARE, shifted(SQUARE, dx, dy)) == pytest.approx(common)


@pytest.mark.parametrize("a, b", [(SQUARE, DIAMOND), (SQUARE[::-1], DIAMOND), (SQUARE, DIAMOND[::-1])])
def test_a_diamond_loses_its_four_tips_to_the_square(a, b):
    """Each tip outside has height 1 and base 2; each corner of the square outside the diamond is half a unit."""
    assert intersection_area(a, b) == intersection_area(b, a) == pytest.approx(18 - 4 * 1)


def test_iou_and_covered_share():
    moved = shifted(SQUARE, 2, 0)
    assert iou(SQUARE, moved) == pytest.approx(8 / 24)
    assert iou(SQUARE, SQUARE) == 1
    small = [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 2.0)]
    assert covered_share(small, SQUARE) == 1
    assert covered_share(SQUARE, small) == pytest.approx(1 / 16)


def test_a_polygon_without_area_overlaps_nothing():
    line = [(0.0, 0.0), (4.0, 0.0), (4.0, 0.0), (0.0, 0.0)]
    assert iou(line, line) == 0
    assert covered_share(line, SQUARE) == 0
