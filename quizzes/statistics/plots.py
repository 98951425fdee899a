"""Figures as places in an SVG, by attributes alone; a table beside each says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from quizzes.analysis import OptionUse

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 480, 300, 54, 12, 32, 26
ROW, LABEL = 24, 32
MOST_LABELLED = 60
"""With more points their numbers would only hide each other."""


@dataclass(frozen=True)
class Point:
    """A question: its place in the drawing and its number; `is_flagged` where something is said against it."""

    x: float
    y: float
    label: str
    is_flagged: bool


@dataclass(frozen=True)
class Plot:
    """A drawing with its ticks on both axes."""

    points: tuple[Point, ...] = ()
    bars: tuple[Bar, ...] = ()
    across: tuple[tuple[float, str], ...] = ()
    upwards: tuple[tuple[float, str], ...] = ()
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Bar:
    """A bar, with a class and a text at `label_x`."""

    x: float
    y: float
    width: float
    height: float
    kind: str = ""
    label: str = ""
    label_x: float = 0.0
    middle: float = 0.0


def scatter(rows: Iterable[tuple[int, float, float, bool]]) -> Plot:
    """Facility from left to right, discrimination upwards: number, both, and whether it is flagged."""
    known = list(rows)
    labelled = len(known) <= MOST_LABELLED
    points = tuple(
        Point(_x(facility), _y((r + 1) / 2), str(number) if labelled else "", flagged)
        for number, facility, r, flagged in known
    )
    across = tuple((_x(percent / 100), _percent(percent)) for percent in (0, 25, 50, 75, 100))
    upwards = tuple(
        (_y((r + 1) / 2), number_format(Decimal(str(r)).normalize()).replace("-", "−"))
        for r in (-1, -0.5, 0, 0.5, 1)
    )
    return Plot(points=points, across=across, upwards=upwards)


def bars(counts: Sequence[tuple[int, int]]) -> Plot:
    """The distribution of scores: the start of each band in percent, and how many are in it."""
    most = max([1, *(count for _start, count in counts)])
    step = (WIDTH - LEFT - RIGHT) / max(1, len(counts))
    made = tuple(
        Bar(round(LEFT + step * i + 2, 1), _y(n / most), round(step - 4, 1), _down(n / most))
        for i, (_start, n) in enumerate(counts)
    )
    across = tuple((_x(percent / 100), _percent(percent)) for percent in (0, 20, 40, 60, 80, 100))
    upwards = tuple((_y(value / most), str(value)) for value in sorted({0, most // 2, most}))
    return Plot(bars=made, across=across, upwards=upwards)


def thirds(uses: Sequence[OptionUse], letters: Sequence[str]) -> Plot:
    """For each option three bars: its share in the lower, the middle and the upper third."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(uses))
    wide = round(min(40.0, step / 4), 1)
    made, across = [], []
    for i, (use, letter) in enumerate(zip(uses, letters, strict=True)):
        middle = LEFT + step * (i + 0.5)
        across.append((round(middle, 1), letter))
        for at, share in enumerate(use.thirds):
            value = share.value or 0.0
            x = round(middle + wide * (at - 1.5) + 1, 1)
            kind = ("lower", "middle", "upper")[at] + (" key" if use.is_key else "")
            made.append(Bar(x, _y(value), round(wide - 2, 1), _down(value), kind))
    upwards = tuple((_y(percent / 100), _percent(percent)) for percent in (0, 50, 100))
    return Plot(bars=tuple(made), across=tuple(across), upwards=upwards)


def boxes(rows: Sequence[tuple[int, float, float, float]]) -> Plot:
    """For each question (its number, the quartiles of its seconds) a box with the median in it."""
    most = max([1.0, *(high for *_rest, high in rows)])
    room = WIDTH - LABEL - RIGHT
    height = TOP + ROW * len(rows) + BOTTOM

    def place(value: float) -> float:
        return round(LABEL + room * value / most, 1)

    made = tuple(
        Bar(place(low), TOP + ROW * i + 5, round(max(1.0, place(high) - place(low)), 1), ROW - 10,
            label=str(number), label_x=LABEL - 6, middle=place(middle))
        for i, (number, low, middle, high) in enumerate(rows)
    )  # fmt: skip
    across = tuple(
        (place(most * share), _("%(seconds)d s") % {"seconds": round(most * share)})
        for share in (0, 0.5, 1)
    )
    return Plot(bars=made, across=across, height=height, left=LABEL, bottom=height - BOTTOM)


def _percent(value: int) -> str:
    return _("%(share)d %%") % {"share": value}


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _y(share: float) -> float:
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)


def _down(share: float) -> float:
    return round(share * (HEIGHT - TOP - BOTTOM), 1)
