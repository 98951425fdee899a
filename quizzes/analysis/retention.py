"""What is still known after days and months: the curve with its denominators."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from .figures import Figure
from .student import mean_by_t


@dataclass(frozen=True, slots=True)
class Try:
    """One person's test: so many days after the first one, with the share of the full mark."""

    day: float
    share: float


@dataclass(frozen=True, slots=True)
class Point:
    """How those did who were tested again in a span of days.

    `shares` is their mean then, `first` the mean of the same people at first, and `of` counts all
    whose first test was long enough ago to have come back.
    """

    start: int
    end: int | None
    shares: Figure
    first: Figure
    of: int


SPANS: tuple[tuple[int, int | None], ...] = ((14, 60), (60, 135), (135, None))
"""About thirty days, about ninety, half a year and more (MEASUREMENT: retention after 30 and 90 days)."""


def retention(
    tries: Mapping[Hashable, Sequence[Try]],
    ages: Mapping[Hashable, float],
    spans: Sequence[tuple[int, int | None]] = SPANS,
) -> list[Point]:
    """The curve: the first test, then one point for each span of days.

    `tries` are each person's tests, the first one on day 0; `ages` how many days ago that was. Of
    several tests in one span a person's first counts.
    """
    first = {who: min(made, key=lambda t: t.day).share for who, made in tries.items() if made}
    everybody = mean_by_t(list(first.values()))
    points = [Point(0, 0, everybody, everybody, len(first))]
    for start, end in spans:
        then = {
            who: min(inside, key=lambda t: t.day).share
            for who in first
            if (
                inside := [t for t in tries[who] if start <= t.day and (end is None or t.day < end)]
            )
        }
        points.append(
            Point(
                start,
                end,
                mean_by_t(list(then.values())),
                mean_by_t([first[who] for who in then]),
                sum(ages[who] >= start for who in first),
            )
        )
    return points
