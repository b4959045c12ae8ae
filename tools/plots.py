"""Plots as SVG, drawn here: points with names, curves over steps, and bars."""

import math
from collections.abc import Sequence
from html import escape

_WIDTH, _HEIGHT = 860, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 30, 24, 60
_COLOURS = ("#1f6fb2", "#c4451c", "#2f8f4e", "#8a4fbf", "#b8860b", "#4d4d4d")

Point = tuple[float, float]


class _Frame:
    """Maps values to pixels; collects the elements."""

    def __init__(self, points: Sequence[Point], x_name: str, y_name: str) -> None:
        self._x, self._y = (_range([point[axis] for point in points]) for axis in (0, 1))
        self._items = [f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>']
        self._axes(x_name, y_name)

    def at(self, point: Point) -> Point:
        (x0, x1), (y0, y1) = self._x, self._y
        return (_LEFT + (point[0] - x0) / (x1 - x0) * (_WIDTH - _LEFT - _RIGHT),
                _HEIGHT - _BOTTOM - (point[1] - y0) / (y1 - y0) * (_HEIGHT - _TOP - _BOTTOM))

    def text(self, place: Point, words: str, anchor: str = "start", colour: str = "#222", turn: str = "") -> None:
        self._items.append(f'<text x="{place[0]:.1f}" y="{place[1]:.1f}" fill="{colour}" text-anchor="{anchor}"{turn}>'
                           f"{escape(words)}</text>")

    def dot(self, point: Point, colour: str) -> None:
        x, y = self.at(point)
        self._items.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')

    def path(self, points: Sequence[Point], colour: str, width: float = 2) -> None:
        places = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self.at, points))
        self._items.append(f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="{width}"/>')

    def svg(self) -> str:
        return _svg(_HEIGHT, self._items)

    def _axes(self, x_name: str, y_name: str) -> None:
        (x0, x1), (y0, y1) = self._x, self._y
        for x in _ticks(x0, x1):
            self.path([(x, y0), (x, y1)], "#ddd", 1)
            self.text((self.at((x, y0))[0], _HEIGHT - _BOTTOM + 20), f"{x:.6g}", "middle")
        for y in _ticks(y0, y1):
            self.path([(x0, y), (x1, y)], "#ddd", 1)
            self.text((_LEFT - 8, self.at((x0, y))[1] + 4), f"{y:.6g}", "end")
        middle = (_HEIGHT - _BOTTOM + _TOP) / 2
        self.text(((_WIDTH + _LEFT - _RIGHT) / 2, _HEIGHT - 16), x_name, "middle")
        self.text((18, middle), y_name, "middle", turn=f' transform="rotate(-90 18 {middle})"')


def named_points(points: Sequence[tuple[str, float, float]], x_name: str, y_name: str) -> str:
    """Each point with its number; the names stand in a list, for points may lie close together."""
    frame = _Frame([(x, y) for _, x, y in points], x_name, y_name)
    for i, (name, x, y) in enumerate(points):
        colour = _COLOURS[i % len(_COLOURS)]
        frame.dot((x, y), colour)
        left, top = frame.at((x, y))
        frame.text((left + 7, top - 6), str(i + 1), colour=colour)
        frame.text((_WIDTH - _RIGHT - 8, _HEIGHT - _BOTTOM - 12 - 18 * (len(points) - 1 - i)), f"{i + 1}  {name}", "end",
                   colour)
    return frame.svg()


def curves(lines: dict[str, Sequence[Point]], x_name: str, y_name: str) -> str:
    frame = _Frame([point for line in lines.values() for point in line], x_name, y_name)
    for i, (name, line) in enumerate(lines.items()):
        colour = _COLOURS[i % len(_COLOURS)]
        frame.path(line, colour)
        frame.text((_WIDTH - _RIGHT - 8, _TOP + 16 + 18 * i), name, "end", colour)
    return frame.svg()


def bars(rows: Sequence[tuple[str, float]], name: str) -> str:
    """A bar a row from zero to its number, the words before it and the number after it."""
    step, words, room = 22, 330, _WIDTH - 330 - 90
    height = step * len(rows) + 50
    longest = max((value for _, value in rows), default=0) or 1
    items = [f'<rect width="{_WIDTH}" height="{height}" fill="white"/>']
    for i, (row, value) in enumerate(rows):
        y, width = 12 + step * i, value / longest * room
        items.append(f'<text x="{words - 8}" y="{y + 13}" fill="#222" text-anchor="end">{escape(row)}</text>')
        items.append(f'<rect x="{words}" y="{y}" width="{width:.1f}" height="{step - 6}" fill="{_COLOURS[0]}"/>')
        items.append(f'<text x="{words + width + 6:.1f}" y="{y + 13}" fill="#222">{value:.3g}</text>')
    items.append(f'<text x="{words}" y="{height - 16}" fill="#222">{escape(name)}</text>')
    return _svg(height, items)


def _svg(height: int, items: Sequence[str]) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            'font-family="sans-serif" font-size="13">\n' + "\n".join(items) + "\n</svg>\n")


def _ticks(low: float, high: float) -> list[float]:
    """Four to ten round numbers between."""
    power = 10 ** math.floor(math.log10((high - low) / 4))
    step = max(power * factor for factor in (1, 2, 2.5, 5) if power * factor <= (high - low) / 4)
    first = math.ceil(low / step)
    return [number * step for number in range(first, math.floor(high / step) + 1)]


def _range(values: Sequence[float]) -> tuple[float, float]:
    """A little more than what the values span; never empty."""
    low, high = min(values), max(values)
    margin = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    return (max(0.0, low - margin) if low >= 0 else low - margin), high + margin
