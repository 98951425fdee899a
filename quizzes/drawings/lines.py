"""Numbers as lines: what a template draws as SVG, by attributes alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 160
INSET = 12
"""Room for the dots at the edges."""
LEFT = 64
"""Where the line begins: what the heights mean stands before it."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the line: its place, and whether the attempt was passed."""

    x: int
    y: int
    passed: bool


def height_of(percent: float) -> int:
    """Where a share in percent lies, counted from the top."""
    return round(HEIGHT - INSET - percent / 100 * (HEIGHT - 2 * INSET))


def dots(values: Sequence[tuple[float, bool]]) -> list[Dot]:
    """Shares in percent, evenly from left to right in their order."""
    step = (WIDTH - LEFT - INSET) / max(1, len(values) - 1)
    return [
        Dot(round(LEFT + i * step), height_of(percent), passed)
        for i, (percent, passed) in enumerate(values)
    ]


def path_of(points: Sequence[Dot]) -> str:
    """The line through the points, as SVG writes it."""
    return "M" + "L".join(f"{dot.x} {dot.y}" for dot in points) if points else ""
