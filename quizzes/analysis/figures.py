"""A figure with what it rests on: how many answers, and how sure it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

Z = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its n and, where there is one, its interval of 95 %.

    `value` is None where the definition gives none: everyone right, everyone wrong, one attempt.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


def standard_deviation(values: Floats) -> float | None:
    """With n - 1; None for fewer than two values."""
    return float(values.std(ddof=1)) if len(values) > 1 else None


def mean_figure(values: Floats) -> Figure:
    """A mean with the interval of the normal approximation, cut to the range that was seen."""
    n, sd = len(values), standard_deviation(values)
    if n == 0:
        return Figure(None, 0)
    mean = float(values.mean())
    if sd is None:
        return Figure(mean, n)
    half = Z * sd / math.sqrt(n)
    return Figure(
        mean, n, max(float(values.min()), mean - half), min(float(values.max()), mean + half)
    )


def proportion(hits: float, n: int) -> Figure:
    """A share with Wilson's interval (1927)."""
    if n == 0:
        return Figure(None, 0)
    return Figure(hits / n, n, *wilson(hits / n, n))


def wilson(share: float, n: float) -> tuple[float, float]:
    """Wilson's interval (1927) of a share that rests on so many independent answers."""
    centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


def correlation(r: float | None, n: int) -> Figure:
    """Pearson's r with the interval of Fisher's z (1921); from four pairs on."""
    if r is None or n < 4 or abs(r) >= 1:
        return Figure(r, n)
    z, half = math.atanh(r), Z / math.sqrt(n - 3)
    return Figure(r, n, math.tanh(z - half), math.tanh(z + half))


def consistency(alpha: float | None, items: int, n: int) -> Figure:
    """Cronbach's alpha with Bonett's interval (2002, Journal of Educational and Behavioral Statistics 27)."""
    if alpha is None or n < 3 or items < 2 or alpha >= 1:
        return Figure(alpha, n)
    half = Z * math.sqrt(2 * items / ((items - 1) * (n - 2)))
    low = 1 - math.exp(math.log(1 - alpha) + half)
    high = 1 - math.exp(math.log(1 - alpha) - half)
    return Figure(alpha, n, low, high)
