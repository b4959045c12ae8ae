"""Areas and overlaps of convex polygons given as lists of (x, y) corners, in either direction."""

Corner = tuple[float, float]
Polygon = list[Corner]


def area(polygon: Polygon) -> float:
    return abs(_signed_area(polygon))


def intersection_area(a: Polygon, b: Polygon) -> float:
    """Sutherland-Hodgman: `a` is cut by each side of `b` in turn."""
    if _boxes_apart(a, b):
        return 0.0
    cutter = b if _signed_area(b) >= 0 else b[::-1]
    rest = list(a)
    for start, end in zip(cutter, cutter[1:] + cutter[:1]):
        rest = _cut(rest, start, end)
        if not rest:
            return 0.0
    return area(rest)


def iou(a: Polygon, b: Polygon) -> float:
    common = intersection_area(a, b)
    union = area(a) + area(b) - common
    return common / union if union > 0 else 0.0


def covered_share(a: Polygon, b: Polygon) -> float:
    """The share of `a` that lies inside `b`."""
    whole = area(a)
    return intersection_area(a, b) / whole if whole > 0 else 0.0


def _signed_area(polygon: Polygon) -> float:
    corners = zip(polygon, polygon[1:] + polygon[:1])
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in corners) / 2


def _boxes_apart(a: Polygon, b: Polygon) -> bool:
    return any(max(p[axis] for p in one) <= min(p[axis] for p in other)
               for axis in (0, 1) for one, other in ((a, b), (b, a)))


def _cut(polygon: Polygon, start: Corner, end: Corner) -> Polygon:
    """What of `polygon` lies to the left of the line from `start` to `end`."""
    def side(point: Corner) -> float:
        return (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])

    kept: Polygon = []
    for previous, point in zip(polygon[-1:] + polygon[:-1], polygon):
        before, here = side(previous), side(point)
        if (before >= 0) != (here >= 0):
            share = before / (before - here)
            kept.append((previous[0] + share * (point[0] - previous[0]), previous[1] + share * (point[1] - previous[1])))
        if here >= 0:
            kept.append(point)
    return kept
