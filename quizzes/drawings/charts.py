"""Figures as places in an SVG: attributes alone, so that the strict policy lets them be drawn.

Every drawing stands beside a table that says the same in words and numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.analysis import Figure, Point

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 400, 200, 58, 14, 32


@dataclass(frozen=True)
class Whisker:
    """A value with its interval on a bar of 100 units, between `low_end` and `high_end`."""

    at: float
    start: float
    length: float
    zero: float


def whisker(figure: Figure, low_end: float = 0.0, high_end: float = 1.0) -> Whisker | None:
    """Where the figure lies; None without a value."""
    if figure.value is None:
        return None
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    span = high_end - low_end

    def place(value: float) -> float:
        return round(100 * min(1.0, max(0.0, (value - low_end) / span)), 1)

    return Whisker(place(figure.value), place(low), round(place(high) - place(low), 1), place(0.0))


@dataclass(frozen=True)
class Mark:
    """One point of a curve with its interval, in units of the drawing."""

    x: float
    y: float
    top: float
    bottom: float


@dataclass(frozen=True)
class CurveDrawing:
    """A line through points, and where its labels stand."""

    marks: tuple[Mark, ...]
    line: str
    ticks: tuple[tuple[float, int], ...]
    labels: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def curve(points: Sequence[Point]) -> CurveDrawing:
    """The retention curve: equal steps from left to right, shares from 0 at the bottom to 1."""
    step = (WIDTH - LEFT) / len(points)
    marks = [
        _mark(LEFT + step * (i + 0.5), point.shares)
        for i, point in enumerate(points)
        if point.shares.value is not None
    ]
    line = " ".join(f"{m.x},{m.y}" for m in marks)
    ticks = tuple((_height(percent / 100), percent) for percent in (0, 50, 100))
    labels = tuple((round(LEFT + step * (i + 0.5), 1), _days(p)) for i, p in enumerate(points))
    return CurveDrawing(tuple(marks), line, ticks, labels)


@dataclass(frozen=True)
class Slopes:
    """Each person's line from the first test to the second, and the mean's."""

    lines: tuple[tuple[float, float], ...]
    mean: tuple[float, float]
    ticks: tuple[tuple[float, int], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - 16


def slopes(pairs: Sequence[tuple[float, float]]) -> Slopes:
    """Paired slopes of shares before and after."""
    lines = tuple((_height(before), _height(after)) for before, after in pairs)
    n = len(pairs)
    mean = (_height(sum(b for b, _ in pairs) / n), _height(sum(a for _, a in pairs) / n))
    ticks = tuple((_height(percent / 100), percent) for percent in (0, 50, 100))
    return Slopes(lines, mean, ticks)


def _days(point: Point) -> str:
    return f"{point.start}–{point.end}" if point.end else f"{point.start}+" if point.start else "0"


def _mark(x: float, figure: Figure) -> Mark:
    value = figure.value or 0.0
    high = value if figure.high is None else min(1.0, figure.high)
    low = value if figure.low is None else max(0.0, figure.low)
    return Mark(round(x, 1), _height(value), _height(high), _height(low))


def _height(share: float) -> float:
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)
