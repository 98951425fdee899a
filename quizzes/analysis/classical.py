"""Item and test figures as Moodle's statistics report defines them.

Marks are shares of an item's maximum (0..1), totals are sums of marks weighted by the maxima. Columns
are numpy arrays with one entry a response, so a million responses take a second or so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .figures import (
    Figure,
    Floats,
    consistency,
    correlation,
    mean_figure,
    proportion,
    standard_deviation,
)

Ints = npt.NDArray[np.int64]
_TINY = 1e-12


@dataclass(frozen=True)
class Responses:
    """Marked responses of finished attempts, as columns of equal length.

    `attempts` and `items` number attempts (0 .. `n_attempts` - 1) and items (0 .. `n_items` - 1);
    `marks` are shares of the maximum; `maxima` has one entry an item. An attempt has at most one
    response to an item, and a response left blank stands with the mark 0.

    Raises ValueError where columns differ in length or a mark lies outside 0..1.
    """

    attempts: Ints
    items: Ints
    marks: Floats
    maxima: Floats

    def __post_init__(self) -> None:
        if not len(self.attempts) == len(self.items) == len(self.marks):
            raise ValueError("The columns of responses differ in length; give one entry each.")
        if len(self.marks) and (self.marks.min() < -_TINY or self.marks.max() > 1 + _TINY):
            raise ValueError("A mark lies outside 0..1; divide marks by the item's maximum.")

    @classmethod
    def of(cls, rows: Sequence[Sequence[float | None]], maxima: Sequence[float] = ()) -> Responses:
        """From a table: one row an attempt, one column an item, None where it was not asked."""
        width = max((len(row) for row in rows), default=0)
        cells = [
            (a, i, mark)
            for a, row in enumerate(rows)
            for i, mark in enumerate(row)
            if mark is not None
        ]
        return cls(
            np.array([a for a, _, _ in cells], dtype=np.int64),
            np.array([i for _, i, _ in cells], dtype=np.int64),
            np.array([mark for _, _, mark in cells], dtype=np.float64),
            np.array(maxima or [1.0] * width, dtype=np.float64),
        )

    @property
    def n_items(self) -> int:
        """How many items there are."""
        return len(self.maxima)

    @cached_property
    def n_attempts(self) -> int:
        """How many attempts there are."""
        return int(self.attempts.max()) + 1 if len(self.attempts) else 0

    @cached_property
    def weighted(self) -> Floats:
        """What each response adds to its attempt's total."""
        return self.marks * self.maxima[self.items]

    @cached_property
    def totals(self) -> Floats:
        """The total of each attempt."""
        sums = np.bincount(self.attempts, weights=self.weighted, minlength=self.n_attempts)
        return sums.astype(np.float64)

    @cached_property
    def is_complete(self) -> bool:
        """Whether every attempt was asked every item; with random draws it was not."""
        return len(self.marks) == self.n_attempts * self.n_items


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What the responses say about one item.

    `facility` is the mean share of the mark; `sd` its standard deviation (n - 1); `discrimination`
    the correlation of the mark with the rest of the total; `efficiency` their covariance as a share of
    the largest that the same marks and rests could have; `alpha_without` the consistency of the test
    without the item.
    """

    facility: Figure
    sd: float | None
    discrimination: Figure
    efficiency: float | None
    alpha_without: float | None


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """What the responses say about the whole.

    `mean` and `sd` (n - 1) are in points; `consistency` is Cronbach's alpha, which may be negative;
    `error_ratio` the share of the standard deviation that is due to chance, sqrt(1 - alpha), and
    `standard_error` the same in points.
    """

    n: int
    mean: Figure
    median: float | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    consistency: Figure
    error_ratio: float | None
    standard_error: float | None


def item_figures(responses: Responses) -> list[ItemFigures]:
    """The figures of every item, in the order of their numbers."""
    if not responses.n_items:
        return []
    count = np.bincount(responses.items, minlength=responses.n_items)
    order = np.argsort(responses.items, kind="stable")
    borders = np.cumsum(count)[:-1]
    without = _alphas_without(responses)
    figures = []
    rests = responses.totals[responses.attempts] - responses.weighted
    for number, places in enumerate(np.split(order, borders)):
        marks, rest = responses.marks[places], rests[places]
        figures.append(_item(marks, rest, without[number]))
    return figures


def _item(marks: Floats, rest: Floats, alpha_without: float | None) -> ItemFigures:
    n = len(marks)
    if n == 0:
        nothing = Figure(None, 0)
        return ItemFigures(nothing, None, nothing, None, None)
    sd = standard_deviation(marks)
    is_plain = bool(np.all((marks == 0) | (marks == 1)))
    facility = proportion(marks.sum(), n) if is_plain else mean_figure(marks)
    r = _pearson(marks, rest)
    largest = _covariance(np.sort(marks), np.sort(rest))
    efficiency = None
    if r is not None and largest is not None and largest > _TINY:
        efficiency = (_covariance(marks, rest) or 0.0) / largest
    return ItemFigures(facility, sd, correlation(r, n), efficiency, alpha_without)


def quiz_figures(responses: Responses, scores: Floats | None = None) -> QuizFigures:
    """The figures of the whole; consistency has no value where attempts were asked different items.

    `scores` stand for the totals where those can't be compared: each attempt's share of its full score.
    """
    totals = responses.totals if scores is None else scores
    n = len(totals)
    sd = standard_deviation(totals)
    alpha = _alpha(responses)
    ratio = (1 - alpha) ** 0.5 if alpha is not None else None
    return QuizFigures(
        n=n,
        mean=mean_figure(totals),
        median=float(np.median(totals)) if n else None,
        sd=sd,
        skewness=_skewness(totals),
        kurtosis=_kurtosis(totals),
        consistency=consistency(alpha, responses.n_items, n),
        error_ratio=ratio,
        standard_error=ratio * sd if ratio is not None and sd is not None else None,
    )


def _covariance(one: Floats, other: Floats) -> float | None:
    if len(one) < 2:
        return None
    return float(((one - one.mean()) * (other - other.mean())).sum() / (len(one) - 1))


def _pearson(one: Floats, other: Floats) -> float | None:
    """None where one of the two does not vary."""
    both = _covariance(one, other)
    first, second = standard_deviation(one), standard_deviation(other)
    if both is None or not first or not second or min(first, second) < _TINY:
        return None
    return max(-1.0, min(1.0, both / (first * second)))


def _item_variances(responses: Responses) -> Floats:
    """The variance (n - 1) of each item's weighted marks, all attempts having had all items."""
    n = responses.n_attempts
    sums = np.bincount(responses.items, weights=responses.weighted, minlength=responses.n_items)
    away = responses.weighted - (sums / n)[responses.items]
    squares = np.bincount(responses.items, weights=away**2, minlength=responses.n_items)
    return squares / (n - 1)


def _alpha(responses: Responses) -> float | None:
    """Cronbach's alpha (1951); None with different items, fewer than two, or totals that don't vary."""
    k = responses.n_items
    if not responses.is_complete or k < 2 or responses.n_attempts < 2:
        return None
    return _alpha_of(
        float(_item_variances(responses).sum()), float(responses.totals.var(ddof=1)), k
    )


def _alpha_of(within: float, whole: float, k: int) -> float | None:
    return k / (k - 1) * (1 - within / whole) if k > 1 and whole > _TINY else None


def _alphas_without(responses: Responses) -> list[float | None]:
    k = responses.n_items
    if not responses.is_complete or k < 3 or responses.n_attempts < 2:
        return [None] * k
    variances = _item_variances(responses)
    table = np.zeros((responses.n_attempts, k))
    table[responses.attempts, responses.items] = responses.weighted
    found = []
    for number in range(k):
        rest = responses.totals - table[:, number]
        within = float(variances.sum() - variances[number])
        found.append(_alpha_of(within, float(rest.var(ddof=1)), k - 1))
    return found


def _moments(values: Floats) -> tuple[float, float, float]:
    away = values - values.mean()
    return float((away**2).mean()), float((away**3).mean()), float((away**4).mean())


def _skewness(values: Floats) -> float | None:
    """k3 / k2^1.5 by Fisher's k-statistics; from three values on."""
    n = len(values)
    if n < 3:
        return None
    m2, m3, _ = _moments(values)
    k2, k3 = n / (n - 1) * m2, n**2 / ((n - 1) * (n - 2)) * m3
    return k3 / k2**1.5 if k2 > _TINY else None


def _kurtosis(values: Floats) -> float | None:
    """k4 / k2^2 by Fisher's k-statistics; from four values on, 0 for a normal distribution."""
    n = len(values)
    if n < 4:
        return None
    m2, _, m4 = _moments(values)
    k2 = n / (n - 1) * m2
    k4 = n**2 * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
    return k4 / k2**2 if k2 > _TINY else None
